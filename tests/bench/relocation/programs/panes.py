"""The windows of a virtual display as the X server has them: which there are, where, in what order."""

from __future__ import annotations

from typing import NamedTuple

from Xlib import X
from Xlib.display import Display
from Xlib.error import XError

from app.desktop import x11
from app.model.geometry import Box


class Pane(NamedTuple):
    """One mapped child of the root, bottom-most first in a list of them: a framed window or one without a frame.

    `handle` is the program's own window, `client` its inner area, `outer` the area with the frame.
    """

    handle: int
    client: Box
    outer: Box
    title: str
    managed: bool
    pid: int


class Panes:
    """A connection that tells of windows and places them; a context that closes it."""

    def __init__(self, display_name: str) -> None:
        self._display = Display(display_name)
        self._display.set_error_handler(x11.forget)

    def close(self) -> None:
        """Give the connection back."""
        x11.close(self._display)

    def all(self) -> list[Pane]:
        """Every mapped window, bottom-most first."""
        clients = x11.numbers(self._display, self._display.screen().root.id, "_NET_CLIENT_LIST_STACKING")
        framed = {x11.top_level(self._display, client): client for client in clients}
        layers = x11.children(self._display, self._display.screen().root.id)
        panes = [self._pane(layer, framed.get(layer)) for layer in layers if x11.viewable(self._display, layer)]
        return [pane for pane in panes if pane is not None]

    def active(self) -> int:
        """The window that the window manager calls active; 0 for none."""
        told = x11.numbers(self._display, self._display.screen().root.id, "_NET_ACTIVE_WINDOW")
        return told[0] if told else 0

    def title(self, handle: int) -> str:
        """A window's title."""
        return x11.title_of(self._display, handle)

    def place(self, handle: int, x: int, y: int, size: tuple[int, int] | None = None) -> None:
        """Ask the window manager to put a window there, with a new size when told."""
        window = x11.window_of(self._display, handle)
        window.configure(x=x, y=y)
        if size:
            window.configure(width=size[0], height=size[1])
        self._display.sync()

    def lift(self, handle: int) -> None:
        """Ask the window manager to put a window above the others."""
        x11.window_of(self._display, handle).configure(stack_mode=X.Above)
        self._display.sync()

    def _pane(self, layer: int, client: int | None) -> Pane | None:
        outer = x11.client_box(self._display, layer)
        inner = x11.client_box(self._display, client or layer)
        if outer is None or inner is None or self._input_only(layer):
            return None
        title = x11.title_of(self._display, client or layer)
        pid = x11.pid_of(self._display, client or layer)
        return Pane(client or layer, inner, outer, title, client is not None, pid)

    def _input_only(self, layer: int) -> bool:
        try:
            attributes = x11.window_of(self._display, layer).get_attributes()
        except XError:
            return True
        return bool(attributes.win_class == X.InputOnly)
