"""The only place that sends: one primitive at a time, checked, announced and put on record before it goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from Xlib import X
from Xlib.display import Display

from app.desktop import wire, x11
from app.desktop.judge import Judge
from app.desktop.mouse import Mouse
from app.desktop.pressed import PressedFile
from app.desktop.record import Kind, Seen
from app.desktop.reins import Reins
from app.model.geometry import Point


class Refusal(Exception):
    """A gate did not hold at the moment of the press; the text is the reason with its code."""


class Primitives:
    """Used by the acting thread; everything goes over the one connection of the mouse library.

    `sent` are the buttons of the act so far, by what they do.
    """

    def __init__(self, mouse: Mouse, reins: Reins, judge: Judge, pressed: PressedFile) -> None:
        self._mouse = mouse
        self._reins = reins
        self._judge = judge
        self._pressed = pressed
        self.display: Display = mouse.display
        self.sent: list[wire.SentButton] = []

    def pointer(self) -> Point:
        """Where the pointer is."""
        return x11.pointer(self.display)[0]

    def move(self, point: Point) -> None:
        """One step of a move."""
        with self._reins.sending():
            self._judge.announce(Seen(Kind.MOVE, 0, point))
            self._mouse.move(point)

    def press(self, point: Point, button: int, refusal: Callable[[], str]) -> None:
        """Ask the refusal and press with nothing in between; Refusal when there is one, then nothing was pressed."""
        with self._reins.sending(), self._alone():
            if reason := refusal():
                raise Refusal(reason)
            device = self._mouse.physical(button)
            self._judge.announce(Seen(Kind.PRESS, device, point))
            self._pressed.button(device, True)
            self._mouse.press(point, device)
            self.sent.append(wire.SentButton(True, button, point))

    def notch(self, point: Point, button: int, refusal: Callable[[], str]) -> None:
        """Turn the wheel by one notch, asked and sent like a press."""
        with self._reins.sending(), self._alone():
            if reason := refusal():
                raise Refusal(reason)
            self._judge.announce(Seen(Kind.PRESS, button, point))
            self._judge.announce(Seen(Kind.RELEASE, button, point))
            self._mouse.notch(point, button)
            self.sent.append(wire.SentButton(True, button, point))

    def release(self, button: int) -> None:
        """Let a button go where the pointer is."""
        with self._reins.sending():
            point, device = self.pointer(), self._mouse.physical(button)
            self._judge.announce(Seen(Kind.RELEASE, device, point))
            self._mouse.release(device)
            self._pressed.button(device, False)
            self.sent.append(wire.SentButton(False, button, point))

    def key(self, keycode: int, down: bool) -> None:
        """Press or release a key."""
        with self._reins.sending():
            self._judge.announce(Seen(Kind.KEY_DOWN if down else Kind.KEY_UP, keycode, Point(0, 0)))
            if down:
                self._pressed.key(keycode, True)
            self.display.xtest_fake_input(X.KeyPress if down else X.KeyRelease, keycode)
            self.display.sync()
            if not down:
                self._pressed.key(keycode, False)

    def wait(self, seconds: float) -> None:
        """Let time pass; Halted as soon as the reins are pulled."""
        self._reins.wait(seconds)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While this lasts (about a millisecond) no other program can map, move or raise a window."""
        self.display.grab_server()
        try:
            yield
        finally:
            self.display.ungrab_server()
            self.display.sync()
