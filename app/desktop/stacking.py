"""What lies on the screen above what: the children of the root with their true outlines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from Xlib import X
from Xlib.display import Display
from Xlib.error import XError
from Xlib.ext import shape
from Xlib.protocol import request

from app.desktop import x11
from app.model.geometry import Box, Point


@dataclass(frozen=True, slots=True)
class Layer:
    """A mapped child of the root: its box with border, and the boxes of its outline (root coordinates).

    `unseen` windows only take input and paint nothing.
    """

    handle: int
    box: Box
    painted: tuple[Box, ...]
    unseen: bool = False

    def shows(self, point: Point) -> bool:
        """Whether this place lies in its outline."""
        return any(box.contains(point) for box in self.painted)


def layers(display: Display) -> tuple[Layer, ...]:
    """All mapped children of the root that paint something, bottom-most first."""
    return tuple(layer for layer in outlines(display) if not layer.unseen)


def outlines(display: Display) -> tuple[Layer, ...]:
    """All mapped children of the root, those that only take input included, bottom-most first."""
    handles = x11.children(display, display.screen().root.id)
    asked = [(handle, _Question(display, handle)) for handle in handles]
    answers = (question.answer(handle) for handle, question in asked)
    return tuple(layer for layer in answers if layer is not None)


def layer_at(display: Display, point: Point) -> int:
    """The top-most child of the root that would get a click there (input shapes respected); 0 when it is the root."""
    for layer in reversed(outlines(display)):
        if layer.shows(point) and _takes_input(display, layer.handle, point):
            return layer.handle
    return 0


def _takes_input(display: Display, handle: int, point: Point) -> bool:
    try:
        window = x11.window_of(display, handle)
        return _holds(window, window.get_geometry(), shape.SK.Input, point)
    except XError:
        return False


def _holds(window: Any, size: Any, kind: int, point: Point) -> bool:
    boxes = window.shape_get_rectangles(kind).rectangles
    return any(box.contains(point) for box in _placed(size, boxes))


def _outer(size: Any) -> Box:
    edge = 2 * int(size.border_width)
    return Box(int(size.x), int(size.y), int(size.width) + edge, int(size.height) + edge)


def _placed(size: Any, rectangles: Any) -> tuple[Box, ...]:
    """Shape rectangles count from the inner corner, inside the border."""
    x, y = int(size.x) + int(size.border_width), int(size.y) + int(size.border_width)
    return tuple(Box(x + int(r.x), y + int(r.y), int(r.width), int(r.height)) for r in rectangles)


class _Question:
    """The three requests about one window, sent without waiting, so that a full walk costs one round trip."""

    def __init__(self, display: Display, handle: int) -> None:
        wire = display.display
        self._attributes = request.GetWindowAttributes(display=wire, defer=True, window=handle)
        self._size = request.GetGeometry(display=wire, defer=True, drawable=handle)
        self._shape = shape.GetRectangles(
            display=wire,
            defer=True,
            opcode=wire.get_extension_major(shape.extname),
            window=handle,
            source_kind=shape.SK.Bounding,
        )

    def answer(self, handle: int) -> Layer | None:
        """The layer; None when it is not mapped, has no outline or went away. Waits for all three answers."""
        if not all([_came(reply) for reply in (self._attributes, self._size, self._shape)]):
            return None
        if self._attributes.map_state != X.IsViewable:
            return None
        boxes = _placed(self._size, self._shape.rectangles)
        outer = _outer(self._size)
        painted = tuple(part for box in boxes if (part := box.common(outer)) is not None)
        unseen = self._attributes.win_class == X.InputOnly
        return Layer(handle, outer, painted, unseen) if painted else None


def _came(reply: Any) -> bool:
    try:
        reply.reply()
    except XError:
        return False
    return True
