"""What the person does with mouse and keyboard, heard by pynput; stop keys set their event right in the callback."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from app.desktop import devices
from app.desktop.chord import chord_of, fits, undoes
from app.desktop.devices import Heard
from app.desktop.own_events import OwnEvents
from app.desktop.record import Kind
from app.desktop.triggers import HeldKeys
from app.model.geometry import Point
from app.model.input import Button, InputEvent, InputKind

_KEPT = 2000
_SLICE = 0.25
_BUTTONS = {1: Button.LEFT, 2: Button.MIDDLE, 3: Button.RIGHT}
_WHEEL = {4: (0, -1), 5: (0, 1), 6: (-1, 0), 7: (1, 0)}
"""The buttons that the wheel presses: notches to the right and down."""


class InputListener:
    """The port Watcher, and the recorder's source. Callbacks come on the listener's thread and must return at once.

    Events have the time at which they happened, by the server's clock, however late they are heard.
    `on_stop` is called for a stop key, `own_at` says whether a place lies on our own windows, `own_focus` whether
    keys went to them at a monotonic second. Key names and characters are kept only while `recording` is on. `start`
    and `close` belong to the owner.
    """

    def __init__(
        self,
        stop_keys: Sequence[str],
        own: OwnEvents,
        on_stop: Callable[[], None],
        own_at: Callable[[Point], bool],
        own_focus: Callable[[float], bool],
    ) -> None:
        self._held = HeldKeys(stop_keys)
        self._chord: frozenset[str] = frozenset()
        self._own = own
        self._on_stop = on_stop
        self._own_at = own_at
        self._own_focus = own_focus
        self.recording = False
        self._news = threading.Condition()
        self._events: deque[InputEvent] = deque(maxlen=_KEPT)
        self._last = time.monotonic()
        self._subscribers: tuple[Callable[[InputEvent], None], ...] = ()
        self._ours_down: set[Button] = set()
        self._devices: Any = None
        own.subscribe(self._keep)

    def start(self) -> None:
        """Listen from now on; EnvironmentProblem where that is impossible."""
        self._devices = devices.listen(self._take)

    def close(self) -> None:
        """End the thread; may be called twice."""
        if self._devices is not None:
            devices.end(self._devices)
            self._devices = None

    def heed(self, stop_keys: Sequence[str]) -> None:
        """Other stop keys from now on; from any thread."""
        self._held.heed(stop_keys)

    def await_chord(self, keys: Sequence[str]) -> None:
        """From now on a key event tells whether it completes these keys; none: it tells nothing. From any thread."""
        self._chord = chord_of(keys)

    def alive(self) -> bool:
        """Whether the devices are still heard."""
        return self._devices is not None and bool(self._devices.running)

    def subscribe(self, heard: Callable[[InputEvent], None]) -> Callable[[], None]:
        """Get every event of the person, moves included; calling the answer ends it."""
        self._subscribers = (*self._subscribers, heard)

        def end() -> None:
            self._subscribers = tuple(one for one in self._subscribers if one is not heard)

        return end

    def mark(self) -> float:
        """The monotonic second from which `since` will count."""
        return time.monotonic()

    def since(self, mark: float) -> tuple[InputEvent, ...]:
        """The person's presses, releases, wheel and key events after the mark, in order."""
        with self._news:
            return tuple(sorted((event for event in self._events if event.at > mark), key=lambda event: event.at))

    def wait(self, mark: float, deadline: float, cancel: threading.Event) -> bool:
        """Block until something happened after the mark; False at the deadline or cancel."""
        with self._news:
            while not any(event.at > mark for event in self._events):
                left = deadline - time.monotonic()
                if left <= 0 or cancel.is_set():
                    return False
                self._news.wait(min(left, _SLICE))
        return True

    def still_since(self) -> float:
        """Monotonic second of the person's last input of any kind, moves included."""
        return self._last

    def _take(self, heard: Heard) -> None:
        """On the library's thread: one event of the devices, in the server's order."""
        match heard.kind:
            case Kind.MOVE:
                self._own.take(InputEvent(InputKind.MOVE, heard.at, heard.point))
            case Kind.KEY_DOWN | Kind.KEY_UP:
                self._key(heard)
            case _ if heard.button in _WHEEL:
                self._turned(heard)
            case _:
                self._clicked(heard)

    def _clicked(self, heard: Heard) -> None:
        kind = InputKind.PRESS if heard.kind is Kind.PRESS else InputKind.RELEASE
        which = _BUTTONS.get(heard.button, Button.OTHER)
        event = InputEvent(kind, heard.at, heard.point, which)
        if not self._on_ours(event, which):
            self._own.take(event)

    def _turned(self, heard: Heard) -> None:
        """A notch of the wheel is a button pressed and let go; the press says all."""
        if heard.kind is Kind.RELEASE:
            return
        if self._own_at(heard.point):
            self._last = heard.at
            return
        dx, dy = _WHEEL[heard.button]
        self._own.take(InputEvent(InputKind.SCROLL, heard.at, heard.point, None, dx, dy))

    def _key(self, heard: Heard) -> None:
        name, character = heard.word
        if heard.kind is Kind.KEY_UP:
            self._held.release(name)
        elif self._held.press(name, name):
            self._on_stop()
        if self._own_focus(heard.at):
            self._last = heard.at
            return
        down = heard.kind is Kind.KEY_DOWN
        kind = InputKind.KEY_DOWN if down else InputKind.KEY_UP
        known = (name, character) if self.recording else ("", "")
        awaited = fits(self._chord, name, self._held.held) if down else None
        undo = down and undoes(name, self._held.held)
        self._own.take(InputEvent(kind, heard.at, heard.point, None, 0, 0, *known, awaited, undo))

    def _on_ours(self, event: InputEvent, button: Button) -> bool:
        """A press on our windows is left out, and so is the release that belongs to it."""
        if event.kind is InputKind.PRESS:
            ours = self._own_at(event.point)
            (self._ours_down.add if ours else self._ours_down.discard)(button)
        else:
            ours = button in self._ours_down
            self._ours_down.discard(button)
        if ours:
            self._last = event.at
        return ours

    def _keep(self, event: InputEvent) -> None:
        """An event that is the person's."""
        with self._news:
            self._last = max(self._last, event.at)
            if event.kind is not InputKind.MOVE:
                self._events.append(event)
                self._news.notify_all()
        for heard in self._subscribers:
            heard(event)
