"""The windows of other programs: who they are, where they are, which one is under a point, which has the focus."""

from __future__ import annotations

import os
from collections.abc import Callable

from Xlib import X
from Xlib.display import Display
from Xlib.error import XError
from Xlib.protocol import event

from app.desktop import stacking, x11
from app.desktop.focus_history import FocusHistory
from app.model.geometry import Point
from app.model.window import Window, WindowIdentity

_FROM_PAGER = 2
_DEPTH = 4


def our_process() -> frozenset[int]:
    """The processes whose windows are our own: this one."""
    return frozenset((os.getpid(),))


class X11Windows:
    """The port Windows; safe from any thread. `own` tells which processes are ours."""

    def __init__(self, own: Callable[[], frozenset[int]] = our_process) -> None:
        self._own = own
        self._link = x11.Link()
        self._focus = FocusHistory(self._window)

    def remember_focus(self) -> None:
        """Take note from now on which window has the focus when; `active_at` needs it."""
        self._focus.start()

    def find(self, identity: WindowIdentity) -> Window | None:
        """The top-most mapped window of the same program and title class; never one with another title."""
        return next((w for w in self.all() if not w.own and identity.fits(w.identity)), None)

    def active(self) -> Window | None:
        """The window that has the focus."""
        with self._link.use() as display:
            handle = active_handle(display)
            return self._window(display, handle) if handle else None

    def active_at(self, moment: float) -> Window | None:
        """The window that had the focus at a monotonic second, as it was when it got it; where that is not known, the
        one that has it now.
        """
        then = self._focus.at(moment)
        return self.active() if then is None else then.window

    def at(self, point: Point) -> Window | None:
        """The top-most window that would get a click there; menus belong to their program, with an empty title."""
        with self._link.use() as display:
            layer = stacking.layer_at(display, point)
            return self._window(display, client_of(display, layer)) if layer else None

    def all(self) -> tuple[Window, ...]:
        """All mapped top-level windows on the screen, top-most first."""
        with self._link.use() as display:
            screen = x11.root_box(display)
            seen = [layer.handle for layer in reversed(stacking.layers(display)) if layer.box.common(screen)]
            handles = [client_of(display, handle) for handle in seen]
            active = active_handle(display)
            found = [self._window(display, handle, active) for handle in handles]
        return tuple(window for window in found if window is not None)

    def refresh(self, handle: int) -> Window | None:
        """The same window as it is now; None when it is gone or not shown."""
        with self._link.use() as display:
            return self._window(display, handle)

    def activate(self, handle: int, deadline: float) -> bool:
        """Ask for the focus and wait for it until the monotonic deadline; on a connection of its own."""
        display = x11.connect()
        try:
            return _activate(display, handle, deadline)
        except XError:
            return False
        finally:
            x11.close(display)

    def close(self) -> None:
        """End what was started and give the connections back."""
        self._focus.close()
        self._link.close()

    def _window(self, display: Display, handle: int, active: int | None = None) -> Window | None:
        box = x11.client_box(display, handle)
        if box is None or not x11.viewable(display, handle):
            return None
        pid = x11.pid_of(display, handle)
        own = pid in self._own()
        has_focus = handle == (active_handle(display) if active is None else active)
        return Window(handle, self._identity(display, handle, pid), pid, box, has_focus, own)

    def _identity(self, display: Display, handle: int, pid: int) -> WindowIdentity:
        if x11.override_redirect(display, handle):
            # The title of a menu is the toolkit's, not the program's: it says nothing and changes at will.
            return WindowIdentity(application=x11.class_of(display, handle) or _application(display, pid), title="")
        return WindowIdentity(application=x11.class_of(display, handle), title=x11.title_of(display, handle))


def active_handle(display: Display) -> int:
    """The window that the window manager calls active, or without one the window that has the keys; 0 for none."""
    root = display.screen().root
    told = x11.numbers(display, root.id, "_NET_ACTIVE_WINDOW")
    if told:
        return told[0]
    focus = display.get_input_focus().focus
    handle = int(getattr(focus, "id", focus) or 0)
    return 0 if handle in (X.NONE, X.PointerRoot, root.id) else _managed(display, handle)


def _managed(display: Display, handle: int) -> int:
    """The window of a program that holds this inner window."""
    for one in x11.parents(display, handle):
        if x11.numbers(display, one, "WM_STATE"):
            return one
    return x11.top_level(display, handle)


def client_of(display: Display, layer: int) -> int:
    """The program's own window inside a child of the root; the child itself when nobody manages it."""
    generation: tuple[int, ...] = (layer,)
    for _ in range(_DEPTH):
        for handle in generation:
            if x11.numbers(display, handle, "WM_STATE"):
                return handle
        generation = tuple(child for handle in generation for child in x11.children(display, handle))
    return layer


def _application(display: Display, pid: int) -> str:
    """The program's name by another of its windows."""
    if not pid:
        return ""
    for handle in x11.numbers(display, display.screen().root.id, "_NET_CLIENT_LIST_STACKING"):
        if x11.pid_of(display, handle) == pid and (name := x11.class_of(display, handle)):
            return name
    return ""


def _activate(display: Display, handle: int, deadline: float) -> bool:
    root = display.screen().root
    root.change_attributes(event_mask=X.PropertyChangeMask)
    message = event.ClientMessage(
        window=x11.window_of(display, handle),
        client_type=display.get_atom("_NET_ACTIVE_WINDOW"),
        data=(32, [_FROM_PAGER, X.CurrentTime, 0, 0, 0]),
    )
    root.send_event(message, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
    display.sync()
    while active_handle(display) != handle or not x11.viewable(display, handle):
        if not x11.wait_event(display, deadline):
            return active_handle(display) == handle and x11.viewable(display, handle)
    return True
