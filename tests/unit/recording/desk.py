"""A desktop in memory for recordings: drawn windows, a camera, a listener and a person who clicks and types."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.model.frame import Frame
from app.model.geometry import Box, Point
from app.model.input import Button, InputEvent, InputKind
from app.model.window import Window
from app.recording.moments import GRAIN
from tests.unit.vision.drawing import Canvas, shown

PATIENCE = 10.0


@dataclass
class Open:
    """One open window and what it shows."""

    window: Window
    canvas: Canvas


class Desk:
    """Windows, Camera maker, Listener and Secrets of one recording; `open` is top-most first.

    `noted` tells the number of the newest picture that the recording has with its windows.
    """

    def __init__(self, *windows: Open) -> None:
        self.recording = False
        self.open = list(windows)
        self.masked: tuple[Box, ...] = ()
        self.secrets: dict[str, str] = {}
        self.closed_cameras = 0
        self.broken: Exception | None = None
        self.noted: Callable[[], int] = lambda: self._seen
        self._heard: tuple[Callable[[InputEvent], None], ...] = ()
        self._changed = threading.Condition()
        self._version = 0
        self._seen = -1

    # Windows

    def all(self) -> tuple[Window, ...]:
        return tuple(one.window for one in self.open)

    def active(self) -> Window | None:
        return next((one.window for one in self.open if one.window.active), None)

    def active_at(self, moment: float) -> Window | None:
        return self.active()

    def at(self, point: Point) -> Window | None:
        return next((one.window for one in self.open if one.window.box.contains(point)), None)

    # Camera

    def camera(self) -> Desk:
        return self

    def grab(self) -> Frame:
        if self.broken:
            raise self.broken
        with self._changed:
            pairs = [(one.window, one.canvas) for one in reversed(self.open)]
            frame = shown(*pairs, masked=self.masked)
            self._seen = self._version
            self._changed.notify_all()
        return replace(frame, taken=time.monotonic(), number=self._version)

    def wait_change(self, since: Frame, deadline: float, cancel: threading.Event) -> bool:
        with self._changed:
            while self._version == since.number and not cancel.is_set():
                left = deadline - time.monotonic()
                if left <= 0:
                    return False
                self._changed.wait(min(left, 0.02))
            return self._version != since.number

    def close(self) -> None:
        self.closed_cameras += 1

    # Listener and Secrets

    def subscribe(self, heard: Callable[[InputEvent], None]) -> Callable[[], None]:
        self._heard = (heard,)

        def end() -> None:
            self._heard = ()

        return end

    def store(self, reference: str, text: str) -> None:
        self.secrets[reference] = text

    # The person

    def show(self, *windows: Open) -> None:
        """The screen changes, and the camera has seen it when this returns."""
        with self._changed:
            self.open = list(windows)
            self._version += 1
            self._changed.notify_all()
        self.looked()

    def looked(self) -> None:
        """Wait until the recording has seen the screen as it is."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._seen == self._version, PATIENCE)
        end = time.monotonic() + PATIENCE
        while self.noted() < self._version:
            assert time.monotonic() < end
            threading.Event().wait(GRAIN)
        threading.Event().wait(2 * GRAIN)

    def click(self, point: Point, button: Button = Button.LEFT) -> None:
        self.looked()
        self._tell(InputEvent(InputKind.PRESS, time.monotonic(), point, button))
        self._tell(InputEvent(InputKind.RELEASE, time.monotonic(), point, button))

    def type(self, text: str) -> None:
        self.looked()
        for char in text:
            self._tell(InputEvent(InputKind.KEY_DOWN, time.monotonic(), Point(0, 0), key=char, char=char))
            self._tell(InputEvent(InputKind.KEY_UP, time.monotonic(), Point(0, 0), key=char))

    def key(self, *keys: str) -> None:
        self.hold(*keys)
        self.let_go(*reversed(keys))

    def hold(self, *keys: str) -> None:
        self.looked()
        for key in keys:
            self._tell(InputEvent(InputKind.KEY_DOWN, time.monotonic(), Point(0, 0), key=key))

    def let_go(self, *keys: str) -> None:
        for key in keys:
            self._tell(InputEvent(InputKind.KEY_UP, time.monotonic(), Point(0, 0), key=key))

    def late_click(self, point: Point, at: float) -> None:
        """A click of that monotonic second, heard only now."""
        self._tell(InputEvent(InputKind.PRESS, at, point, Button.LEFT))
        self._tell(InputEvent(InputKind.RELEASE, at + 1e-6, point, Button.LEFT))

    def late_key(self, key: str, at: float) -> None:
        """A key of that monotonic second, heard only now."""
        self._tell(InputEvent(InputKind.KEY_DOWN, at, Point(0, 0), key=key))

    def _tell(self, event: InputEvent) -> None:
        for heard in self._heard:
            heard(event)
