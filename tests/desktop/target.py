"""A window to act on: framed by the window manager or not, it tells every press and key really delivered to it."""

from __future__ import annotations

import itertools
import select
import time
from collections.abc import Callable
from types import TracebackType
from typing import NamedTuple, Self

from Xlib import X, Xatom
from Xlib.display import Display

from app.desktop import x11
from app.model.action import ActionKind
from app.model.geometry import Box, Point
from app.model.suggestion import Order

_PIDS = itertools.count(4_000_001)  # beyond what the kernel gives
_MASK = X.ButtonPressMask | X.ButtonReleaseMask | X.KeyPressMask | X.ExposureMask | X.StructureNotifyMask


class Heard(NamedTuple):
    """One delivered event: "press 1", "release 1" or "key 38", and where."""

    what: str
    point: Point


class Target:
    """Used by the test's thread; a context that takes the window away. `stranger`: of another program than we are."""

    def __init__(self, box: Box, title: str = "Target", framed: bool = True, stranger: bool = True) -> None:
        self._display = Display()
        screen = self._display.screen()
        self.window = screen.root.create_window(
            *box, 0, screen.root_depth, background_pixel=0x80C0A0, override_redirect=not framed, event_mask=_MASK
        )
        self.window.set_wm_name(title)
        self.window.set_wm_class("target", "Target")
        if stranger:
            pid = next(_PIDS)
            self.window.change_property(self._display.get_atom("_NET_WM_PID"), Xatom.CARDINAL, 32, [pid])
        self.window.set_wm_normal_hints(flags=1 | 4, x=box.x, y=box.y)
        self.window.map()
        self.heard: list[Heard] = []
        self._exposed = False
        self.until(lambda: self._exposed)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._display.close()

    @property
    def handle(self) -> int:
        """The X id."""
        return int(self.window.id)

    @property
    def box(self) -> Box:
        """The client box now."""
        box = x11.client_box(self._display, self.handle)
        assert box is not None
        return box

    def focus(self) -> None:
        """Give it the keys and wait until it has them."""
        self.window.set_input_focus(X.RevertToParent, X.CurrentTime)
        self.window.configure(stack_mode=X.Above)
        self._display.sync()

    def move(self, x: int, y: int) -> None:
        """Put it elsewhere."""
        self.window.configure(x=x, y=y)
        self._display.sync()

    def order(self, action: ActionKind, point: Point | None = None, **more: object) -> Order:
        """An order for this window as it is now, at its middle unless told otherwise."""
        return Order("act", action, point or self.box.center, self.handle, self.box, **more)  # type: ignore[arg-type]

    def presses(self) -> list[str]:
        """What was delivered until now; the server has answered, so nothing is on its way."""
        self._display.sync()
        self._take()
        return [heard.what for heard in self.heard]

    def until(self, done: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until events make it true."""
        deadline = time.monotonic() + seconds
        self._display.sync()
        self._take()
        while not done():
            left = deadline - time.monotonic()
            assert left > 0, f"it did not happen in {seconds} s; heard {self.heard}"
            select.select([self._display.fileno()], [], [], min(left, 0.1))
            self._take()

    def _take(self) -> None:
        names = {X.ButtonPress: "press", X.ButtonRelease: "release", X.KeyPress: "key"}
        while self._display.pending_events():
            event = self._display.next_event()
            if event.type == X.Expose:
                self._exposed = True
            if event.type in names:
                self.heard.append(Heard(f"{names[event.type]} {event.detail}", Point(event.root_x, event.root_y)))


def nothing_is_pressed() -> bool:
    """Whether the server knows of no key and no button that is down."""
    display = Display()
    try:
        buttons = display.screen().root.query_pointer().mask & 0x1F00
        return not any(display.query_keymap()) and not buttons
    finally:
        display.close()


def wait_until(done: Callable[[], bool], seconds: float = 5.0) -> None:
    """Ask again and again, without sleeping longer than needed."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, f"it did not become true in {seconds} s"
        select.select([], [], [], 0.01)
