"""What the desktop must know of our own windows: clicks fall through the ghost, the card hides nothing."""

from __future__ import annotations

from collections.abc import Callable

from Xlib.display import Display
from Xlib.error import XError
from Xlib.ext import shape

from app.desktop import stacking, windows, x11
from app.model.geometry import Box, Point


class X11OwnWindows:
    """The port OwnWindows of the windows; safe from any thread."""

    def __init__(self, own: Callable[[], frozenset[int]] = windows.our_process) -> None:
        self._own = own
        self._link = x11.Link()

    def click_through(self, window_id: int) -> None:
        """Empty the input shape of the window and of the frame around it, which would swallow clicks by itself."""
        with self._link.use() as display:
            for handle in x11.parents(display, window_id):
                window = x11.window_of(display, handle)
                window.shape_rectangles(shape.SO.Set, shape.SK.Input, 0, 0, 0, [])
            display.sync()

    def pointer(self) -> Point:
        """Where the pointer is, physical pixels."""
        with self._link.use() as display:
            return x11.pointer(display)[0]

    def covers(self, window_id: int) -> bool:
        """Whether this window of ours hides part of the other program's window that was in front."""
        with self._link.use() as display:
            ours = self._outline(display, window_id)
            front = self._front(display)
            return any(box.common(front) is not None for box in ours) if front else False

    def close(self) -> None:
        """Give the connection back."""
        self._link.close()

    def _outline(self, display: Display, window_id: int) -> tuple[Box, ...]:
        top = x11.top_level(display, window_id)
        return next((layer.painted for layer in stacking.layers(display) if layer.handle == top), ())

    def _front(self, display: Display) -> Box | None:
        """The focused window when it is not ours, else the top-most managed one that is not."""
        stacked = x11.numbers(display, display.screen().root.id, "_NET_CLIENT_LIST_STACKING")
        for handle in (windows.active_handle(display), *reversed(stacked)):
            if handle and x11.viewable(display, handle) and not self._is_own(display, handle):
                return x11.client_box(display, handle)
        return None

    def _is_own(self, display: Display, handle: int) -> bool:
        try:
            return x11.pid_of(display, handle) in self._own()
        except XError:
            return False
