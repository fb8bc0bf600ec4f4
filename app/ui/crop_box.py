"""Where the person points and which box goes with it. Pure, physical pixels of the virtual plane."""

from __future__ import annotations

from app.model.decision import Pointed
from app.model.geometry import Box, Point

SMALLEST = 8
NOTCH = 4


class CropBox:
    """The point, the element snapped to, and the person's own box if one was drawn or sized.

    Moving the point forgets the own box; a snap only counts for the point it was asked for.
    """

    def __init__(self, region: Box, start: Point) -> None:
        self._region = region
        self._point = _inside(start, region)
        self._element: Box | None = None
        self._own: Box | None = None

    @property
    def point(self) -> Point:
        """The place itself."""
        return self._point

    @property
    def box(self) -> Box | None:
        """The box shown: the person's own, else the element's."""
        return self._own or self._element

    def pointed(self, frame: int) -> Pointed:
        """The result: the box only when it is the person's own."""
        return Pointed(self._point, self._own, frame)

    def move_to(self, point: Point) -> bool:
        """Point elsewhere; False when it is the same place."""
        inside = _inside(point, self._region)
        if inside == self._point:
            return False
        self._point = inside
        self._own = None
        if self._element is not None and not self._element.contains(inside):
            self._element = None
        return True

    def nudge(self, dx: int, dy: int) -> None:
        """Move by whole pixels; an own box moves along."""
        own = self._own
        before = self._point
        self.move_to(before.moved(dx, dy))
        if own is not None:
            self._own = own.moved(self._point.x - before.x, self._point.y - before.y).common(self._region)

    def snap(self, asked_for: Point, element: Box) -> bool:
        """The element under the point, when the point is still the one asked for."""
        if asked_for != self._point or self._element == element:
            return False
        self._element = element
        return True

    def draw(self, start: Point, end: Point) -> None:
        """An own box by dragging; the point is its middle."""
        left, right = sorted((start.x, end.x))
        top, bottom = sorted((start.y, end.y))
        box = Box(left, top, max(right - left, 1), max(bottom - top, 1)).common(self._region)
        if box is not None:
            self._own, self._point = box, box.center

    def resize(self, notches: int) -> None:
        """Wheel: the box grows or shrinks round the point's element by four pixels a notch."""
        base = self.box or Box(self._point.x - 16, self._point.y - 12, 32, 24)
        wanted = base.grown(notches * NOTCH)
        if wanted.w < SMALLEST or wanted.h < SMALLEST or not wanted.contains(self._point):
            return
        self._own = wanted.common(self._region)


def _inside(point: Point, region: Box) -> Point:
    x = max(region.x, min(point.x, region.right - 1))
    return Point(x, max(region.y, min(point.y, region.bottom - 1)))
