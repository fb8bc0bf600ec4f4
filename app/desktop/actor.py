"""How each kind of action is carried out by primitives."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator

from app.desktop import landing, monitors, mouse, x11
from app.desktop.keyboard import Keyboard
from app.desktop.primitives import Primitives, Refusal
from app.desktop.reins import Halted, Pull, Reins
from app.desktop.text_entry import TextEntry
from app.model.action import ActionKind
from app.model.geometry import Box, Point
from app.model.suggestion import ActReport, ActStatus, Order

_STEP = 0.008
_FASTEST, _SLOWEST = 0.12, 0.25
_SPEED = 3000.0
_DRAG = 0.4
_DWELL = 0.05
_BETWEEN = 0.07
_NOTCH = 0.02
_FOCUS = 0.5
_TRIES = 3
_HOLD = 0.08


class Actor:
    """Carries out one order at a time; used by the acting thread only."""

    def __init__(self, primitives: Primitives, keyboard: Keyboard, entry: TextEntry, reins: Reins) -> None:
        self._do = primitives
        self._keyboard = keyboard
        self._entry = entry
        self._reins = reins

    def perform(self, order: Order) -> ActReport:
        """Carry it out until it is done, refused or halted; what is pressed then is released by whoever halted."""
        started = time.monotonic()
        self._entry.characters = 0
        status, reason = ActStatus.DONE, ""
        try:
            self._reins.check()
            self._check_hands_off()
            self._carry_out(order)
        except Refusal as refusal:
            status, reason = ActStatus.REFUSED, str(refusal)
        except Halted as halted:
            taken = halted.pull is Pull.YOU_TOOK_OVER
            status, reason = ActStatus.TAKEN_OVER if taken else ActStatus.STOPPED, halted.pull.value
        return ActReport(status, reason, self._entry.characters, started, time.monotonic())

    def _carry_out(self, order: Order) -> None:
        match order.action:
            case ActionKind.CLICK:
                self._click(order, mouse.LEFT)
            case ActionKind.DOUBLE_CLICK:
                self._click(order, mouse.LEFT, times=2)
            case ActionKind.RIGHT_CLICK:
                self._click(order, mouse.RIGHT)
            case ActionKind.DRAG:
                self._drag(order)
            case ActionKind.SCROLL:
                self._scroll(order)
            case ActionKind.TYPE_TEXT | ActionKind.PRESS_KEYS:
                self._keys(order)
            case ActionKind.WAIT | ActionKind.CHECK:
                raise Refusal(f"NOTHING_TO_DO: {order.action.value} is not done by the hand")

    def _check_hands_off(self) -> None:
        """A modifier or a button that the person holds would turn a letter into a command and a move into a drag."""
        x11.drain(self._do.display)
        if self._keyboard.held() or x11.buttons_held(self._do.display):
            self._reins.pull(Pull.YOU_TOOK_OVER)
            self._reins.check()

    def _click(self, order: Order, button: int, times: int = 1) -> None:
        point = self._go(order)
        for number in range(times):
            if number:
                self._do.wait(_BETWEEN)
            self._press(order, point, button)
            self._do.wait(_DWELL)
            self._do.release(button)

    def _drag(self, order: Order) -> None:
        if order.to is None:
            raise Refusal("NOTHING_TO_DO: the drag has no end")
        point = self._go(order)
        self._check_on_screen(order.to)
        self._press(order, point, mouse.LEFT)
        self._do.wait(_HOLD)
        self._travel(point, order.to, _DRAG)
        self._do.wait(_HOLD)
        self._do.release(mouse.LEFT)

    def _scroll(self, order: Order) -> None:
        point = self._go(order)
        down = mouse.WHEEL_DOWN if order.clicks_y > 0 else mouse.WHEEL_UP
        right = mouse.WHEEL_RIGHT if order.clicks_x > 0 else mouse.WHEEL_LEFT
        for button in [down] * abs(order.clicks_y) + [right] * abs(order.clicks_x):
            self._do.notch(point, button, self._refusal(order, point))
            self._do.wait(_NOTCH)

    def _keys(self, order: Order) -> None:
        self._entry.prepare(order)
        if order.point is not None:
            self._click(order, mouse.LEFT)
        self._wait_focus(order.window)
        self._entry.enter(order, lambda: landing.focus_refusal(self._do.display, order.window))

    def _go(self, order: Order) -> Point:
        """Move to the order's point and make sure that the pointer is there."""
        point = order.point
        if point is None:
            raise Refusal("NOTHING_TO_DO: there is no place to act on")
        self._check_on_screen(point)
        for _ in range(_TRIES):
            start = self._do.pointer()
            self._travel(start, point, min(max(start.distance(point) / _SPEED, _FASTEST), _SLOWEST))
            if self._do.pointer() == point:
                return point
        there = self._do.pointer()
        raise Refusal(f"POINTER_DID_NOT_ARRIVE: it is at {there.x},{there.y} instead of {point.x},{point.y}")

    def _travel(self, start: Point, end: Point, seconds: float) -> None:
        boxes = self._screens()
        for step in path(start, end, seconds):
            if any(box.contains(step) for box in boxes):
                self._do.move(step)
                self._do.wait(_STEP)

    def _press(self, order: Order, point: Point, button: int) -> None:
        self._do.press(point, button, self._refusal(order, point))

    def _refusal(self, order: Order, point: Point) -> Callable[[], str]:
        return lambda: landing.refusal(self._do.display, point, order.window, order.window_box)

    def _wait_focus(self, window: int) -> None:
        """The window manager may need a moment after a click."""
        deadline = time.monotonic() + _FOCUS
        while reason := landing.focus_refusal(self._do.display, window):
            if time.monotonic() >= deadline:
                raise Refusal(f"{reason} (0 characters sent)")
            self._do.wait(_STEP)

    def _check_on_screen(self, point: Point) -> None:
        if not any(box.contains(point) for box in self._screens()):
            raise Refusal(f"OFF_SCREEN: {point.x},{point.y} is on no monitor")

    def _screens(self) -> tuple[Box, ...]:
        return tuple(monitor.box for monitor in monitors.monitors(self._do.display))


def path(start: Point, end: Point, seconds: float) -> Iterator[Point]:
    """Places on the way, gentle at both ends, one for each step of time; the last one is the end."""
    steps = max(int(seconds / _STEP), 1)
    for number in range(1, steps):
        part = (1 - math.cos(math.pi * number / steps)) / 2
        yield Point(round(start.x + (end.x - start.x) * part), round(start.y + (end.y - start.y) * part))
    yield end
