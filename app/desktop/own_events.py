"""Telling the hand's events from the person's in the main process, by what the hand says it has sent."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app.desktop.wire import Sent, SentButton
from app.model.geometry import Point
from app.model.input import InputEvent, InputKind

_LATE = 2.0
_NEAR = 12.0
_WHEEL = range(4, 8)
_NUMBERS = {"left": 1, "middle": 2, "right": 3}


@dataclass
class _Expected:
    """What is still to be heard of one act: what happened up to `until`, however late it is heard."""

    keys_down: int = 0
    keys_up: int = 0
    buttons: list[SentButton] = field(default_factory=list)
    last: Point | None = None
    until: float = 0.0

    def takes(self, event: InputEvent) -> bool:
        """Whether this event is one of those, which is then crossed off."""
        match event.kind:
            case InputKind.KEY_DOWN:
                self.keys_down -= 1
                return self.keys_down >= 0
            case InputKind.KEY_UP:
                self.keys_up -= 1
                return self.keys_up >= 0
            case InputKind.MOVE:
                return self.last is not None and event.point.distance(self.last) <= _NEAR
            case InputKind.PRESS | InputKind.RELEASE | InputKind.SCROLL:
                return self._takes_button(event)

    def _takes_button(self, event: InputEvent) -> bool:
        for sent in self.buttons:
            if _same(sent, event):
                self.buttons.remove(sent)
                return True
        return False


class OwnEvents:
    """Safe from any thread. While an act runs, its events are held back; its report sorts them.

    The person's own events during an act end it (the hand sees to that), so holding them back hides nothing.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._acting = False
        self._begun = 0.0
        self._held: list[InputEvent] = []
        self._expected = _Expected()
        self._deliver: Callable[[InputEvent], None] = lambda _event: None

    def subscribe(self, deliver: Callable[[InputEvent], None]) -> None:
        """Who gets the person's events."""
        self._deliver = deliver

    def begin(self) -> None:
        """An act begins."""
        with self._lock:
            self._acting, self._begun = True, self._clock()

    def end(self, sent: Sent, taken_over: bool) -> None:
        """An act is over: what it sent is crossed off what was heard, the rest is the person's."""
        with self._lock:
            self._acting = False
            until = self._clock() + _LATE
            self._expected = _Expected(sent.keys_down, sent.keys_up, list(sent.buttons), sent.last, until)
            held, self._held = self._held, []
            persons = [event for event in held if self._is_persons(event, taken_over)]
        for event in persons:
            self._deliver(event)

    def take(self, event: InputEvent) -> None:
        """An event of the desktop: delivered when it is the person's."""
        with self._lock:
            if self._acting and event.at >= self._begun:
                self._held.append(event)
                return
            persons = event.at > self._expected.until or not self._expected.takes(event)
        if persons:
            self._deliver(event)

    def _is_persons(self, event: InputEvent, moves_count: bool) -> bool:
        """The way of the pointer during an act is the hand's unless it says that the person took over."""
        if event.kind is InputKind.MOVE and not moves_count:
            return False
        return not self._expected.takes(event)


def _same(sent: SentButton, event: InputEvent) -> bool:
    if sent.point.distance(event.point) > _NEAR:
        return False
    if event.kind is InputKind.SCROLL:
        return sent.press and sent.button in _WHEEL
    if sent.press != (event.kind is InputKind.PRESS):
        return False
    return event.button is not None and _NUMBERS.get(event.button.value, sent.button) == sent.button
