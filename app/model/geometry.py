"""Places on the virtual desktop: one plane in physical pixels, origins may be negative."""

from __future__ import annotations

from typing import NamedTuple


class Point(NamedTuple):
    """A place in physical pixels."""

    x: int
    y: int

    def moved(self, dx: int, dy: int) -> Point:
        """The point shifted by whole pixels."""
        return Point(self.x + dx, self.y + dy)

    def distance(self, other: Point) -> float:
        """Straight distance in pixels."""
        return float(((self.x - other.x) ** 2 + (self.y - other.y) ** 2) ** 0.5)


class Box(NamedTuple):
    """A rectangle in physical pixels: left, top, width, height; right and bottom are exclusive."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """First column to the right of the box."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """First row below the box."""
        return self.y + self.h

    @property
    def area(self) -> int:
        """Size in pixels; an inverted box has none."""
        return max(self.w, 0) * max(self.h, 0)

    @property
    def origin(self) -> Point:
        """The upper left corner."""
        return Point(self.x, self.y)

    @property
    def center(self) -> Point:
        """The middle, rounded down."""
        return Point(self.x + self.w // 2, self.y + self.h // 2)

    def contains(self, point: Point, slack: int = 0) -> bool:
        """Whether the point lies inside, `slack` pixels beyond the edge included."""
        inside_x = self.x - slack <= point.x < self.right + slack
        return inside_x and self.y - slack <= point.y < self.bottom + slack

    def encloses(self, other: Box) -> bool:
        """Whether the other box lies wholly inside."""
        inside_x = self.x <= other.x and other.right <= self.right
        return inside_x and self.y <= other.y and other.bottom <= self.bottom

    def moved(self, dx: int, dy: int) -> Box:
        """The box shifted by whole pixels."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def grown(self, by: int) -> Box:
        """The box with `by` more pixels on every side."""
        return Box(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def common(self, other: Box) -> Box | None:
        """The part shared with another box, None when there is none."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        w, h = min(self.right, other.right) - x, min(self.bottom, other.bottom) - y
        return Box(x, y, w, h) if w > 0 and h > 0 else None

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def overlap(self, other: Box) -> float:
        """Intersection over union, 0 to 1."""
        shared = self.common(other)
        if shared is None:
            return 0.0
        return shared.area / (self.area + other.area - shared.area)

    def relative_to(self, origin: Point) -> Box:
        """The same box seen from another origin."""
        return self.moved(-origin.x, -origin.y)
