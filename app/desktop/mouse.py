"""The mouse by pyautogui, with its pause and fail-safe replaced by our own checks before every primitive."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from Xlib import X
from Xlib.display import Display

from app.desktop import x11
from app.model.errors import EnvironmentProblem
from app.model.geometry import Point

LEFT, MIDDLE, RIGHT = 1, 2, 3
_NAMES = {LEFT: "left", MIDDLE: "middle", RIGHT: "right"}
WHEEL_UP, WHEEL_DOWN, WHEEL_LEFT, WHEEL_RIGHT = 4, 5, 6, 7


class Mouse:
    """Sends moves, presses and releases. `display` is the library's own connection, so that what is asked on it
    right before a press is in one order with the press. Used by one thread. Buttons are told by what they do, also
    where a left-handed person has swapped them.
    """

    def __init__(self) -> None:
        self._library = _library()
        self.display: Display = self._library.platformModule._display
        self.display.set_error_handler(x11.forget)

    def move(self, point: Point) -> None:
        """Put the pointer there at once."""
        self._library.moveTo(point.x, point.y, _pause=False)

    def press(self, point: Point, button: int) -> None:
        """Press a button where the pointer is."""
        self._library.mouseDown(point.x, point.y, button=_NAMES[button], _pause=False)

    def release(self, button: int) -> None:
        """Let a button go where the pointer is. The library would move it there once more, and a drop-down list takes
        a move before the release for the choice of the line that lies under the pointer: it closes again.
        """
        self.display.xtest_fake_input(X.ButtonRelease, button)
        self.display.sync()

    def notch(self, point: Point, button: int) -> None:
        """Turn the wheel by one notch where the pointer is: its button goes down and up."""
        turn = self._library.hscroll if button in (WHEEL_LEFT, WHEEL_RIGHT) else self._library.vscroll
        turn(1 if button in (WHEEL_UP, WHEEL_RIGHT) else -1, point.x, point.y, _pause=False)

    def physical(self, button: int) -> int:
        """The button of the device that does what this one should."""
        mapping = list(self.display.get_pointer_mapping())
        return mapping.index(button) + 1 if button in mapping else button


def _library() -> Any:
    # It would end the whole process where tkinter is missing; we never show its windows.
    sys.modules.setdefault("mouseinfo", ModuleType("mouseinfo"))
    try:
        import pyautogui
    except (ImportError, KeyError, SystemExit, *x11.XFailure) as error:
        cure = "Run it inside an X11 session; `understudy doctor` says what is missing."
        raise EnvironmentProblem("Acting", f"pyautogui cannot work here ({error!r})", cure) from error
    library: Any = pyautogui
    library.PAUSE, library.FAILSAFE = 0.0, False
    library.MINIMUM_DURATION, library.MINIMUM_SLEEP = 0.0, 0.0
    return library
