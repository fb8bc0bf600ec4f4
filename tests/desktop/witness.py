"""A window that is on oath: it tells which button presses the X server really delivered to it."""

from __future__ import annotations

import select
import time
from typing import NamedTuple

from Xlib import X
from Xlib.display import Display

from app.model.geometry import Box


class Press(NamedTuple):
    """One button press, place in physical pixels of the whole desktop."""

    button: int
    x: int
    y: int


class Witness:
    """An unframed window on top of all others at a place; used by one thread, closed by who made it."""

    def __init__(self, display: str, box: Box, colour: int = 0xD8E6D8) -> None:
        self.box = box
        self._display = Display(display)
        screen = self._display.screen()
        self._window = screen.root.create_window(
            box.x,
            box.y,
            box.w,
            box.h,
            0,
            screen.root_depth,
            background_pixel=colour,
            override_redirect=True,
            event_mask=X.ButtonPressMask | X.ExposureMask | X.StructureNotifyMask,
        )
        self._presses: list[Press] = []
        self._shown = False
        self._window.map()
        self._wait(lambda: self._shown, 5.0)

    def presses(self) -> list[Press]:
        """Everything delivered until now; the server has answered, so nothing is on its way."""
        self._display.sync()
        self._take_all()
        return list(self._presses)

    def wait_for(self, count: int, seconds: float = 5.0) -> list[Press]:
        """All presses as soon as there are `count`; AssertionError when they do not come in time."""
        self._wait(lambda: len(self._presses) >= count, seconds)
        return list(self._presses)

    def close(self) -> None:
        """Take the window away."""
        self._window.destroy()
        self._display.close()

    def _wait(self, done, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        self._display.flush()
        self._take_all()
        while not done():
            left = deadline - time.monotonic()
            assert left > 0, f"the witness saw only {self._presses} in {seconds} s"
            select.select([self._display.fileno()], [], [], left)
            self._take_all()

    def _take_all(self) -> None:
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == X.ButtonPress:
                self._presses.append(Press(event.detail, event.root_x, event.root_y))
            elif event.type == X.Expose:
                self._shown = True
