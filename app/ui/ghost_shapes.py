"""What the ghost overlay shows and where, in the coordinates of one screen's window."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QFontMetricsF, QPolygonF, QRegion

from app.model.geometry import Box, Point
from app.model.modes import RunMode
from app.ui.geometry import ScreenSpec, local_box, to_logical

EDGE = 4
RING = 3
ARROW = 110.0


@dataclass(frozen=True, slots=True)
class Ghost:
    """What is to be shown: the mode, the target with its tag, numbered runner-ups, where the pointer was."""

    mode: RunMode
    sentence: str
    target: Box | None = None
    tag: str = ""
    others: tuple[tuple[int, Box], ...] = ()
    pointer: Point | None = None


@dataclass(frozen=True, slots=True)
class Shapes:
    """The same as rectangles of the window; everything else of the window is cut away by the mask."""

    edges: tuple[QRect, ...] = ()
    banner: QRect = field(default_factory=QRect)
    ring: QRect = field(default_factory=QRect)
    tag: QRect = field(default_factory=QRect)
    others: tuple[tuple[int, QRect], ...] = ()
    arrow: QPolygonF = field(default_factory=QPolygonF)

    def mask(self) -> QRegion:
        """The region that is drawn at all."""
        region = QRegion()
        for edge in self.edges:
            region += QRegion(edge)
        region += QRegion(self.banner)
        region += QRegion(self.tag)
        for box in [self.ring] + [rect for _, rect in self.others]:
            region += _ring_region(box)
        for _, rect in self.others:
            region += QRegion(number_place(rect))
        if not self.arrow.isEmpty():
            region += QRegion(self.arrow.toPolygon())
        return region


def number_place(ring: QRect) -> QRect:
    """Where the number of a runner-up stands: on the upper right corner, outside the box."""
    return QRect(ring.right() - 15, ring.top() - 18, 18, 18)


def shapes_of(ghost: Ghost, screen: ScreenSpec, metrics: QFontMetricsF) -> Shapes:
    """The shapes that fall on this screen."""
    area = QRect(0, 0, round(screen.width), round(screen.height))
    ring = _ring_of(ghost.target, screen)
    others = [(number, _ring_of(box, screen)) for number, box in ghost.others]
    arrow = _arrow(ghost, screen, ring)
    from_above = not arrow.isEmpty() and arrow.boundingRect().center().y() < ring.top()
    return Shapes(
        edges=_edges(area),
        banner=_banner(area, metrics.horizontalAdvance(ghost.sentence), ring),
        ring=ring,
        tag=_tag(ring, area, metrics.horizontalAdvance(ghost.tag), from_above),
        others=tuple((number, rect) for number, rect in others if not rect.isNull()),
        arrow=arrow,
    )


def _ring_of(box: Box | None, screen: ScreenSpec) -> QRect:
    """The outer edge of the frame round a box: it lies wholly outside the box, whatever the scale."""
    if box is None or screen.box.common(box) is None:
        return QRect()
    return local_box(box, screen).toAlignedRect().adjusted(-RING, -RING, RING, RING)


def _ring_region(outer: QRect) -> QRegion:
    if outer.isNull():
        return QRegion()
    return QRegion(outer) - QRegion(outer.adjusted(RING, RING, -RING, -RING))


def _edges(area: QRect) -> tuple[QRect, ...]:
    width, height = area.width(), area.height()
    return (
        QRect(0, 0, width, EDGE),
        QRect(0, height - EDGE, width, EDGE),
        QRect(0, 0, EDGE, height),
        QRect(width - EDGE, 0, EDGE, height),
    )


def _banner(area: QRect, text_width: float, ring: QRect) -> QRect:
    width, height = round(text_width) + 36, 24
    top = QRect((area.width() - width) // 2, 0, width, height)
    if top.adjusted(-8, 0, 8, 40).intersects(ring):
        top.moveTop(area.height() - height)
    return top


def _tag(ring: QRect, area: QRect, text_width: float, below: bool) -> QRect:
    """Above the frame; below it where there is no room, or where the arrow comes from above."""
    if ring.isNull() or not text_width:
        return QRect()
    width, height = round(text_width) + 16, 22
    left = max(EDGE, min(ring.left(), area.width() - width - EDGE))
    above, under = ring.top() - height - 3, ring.bottom() + 4
    fits_under = under + height <= area.height() - EDGE
    place = under if above < EDGE or (below and fits_under) else above
    return QRect(left, place, width, height)


def _arrow(ghost: Ghost, screen: ScreenSpec, ring: QRect) -> QPolygonF:
    """A short arrow that comes from the pointer's side and ends at the frame."""
    if ghost.pointer is None or ring.isNull():
        return QPolygonF()
    tail = to_logical(ghost.pointer, screen) - QPointF(screen.origin.x, screen.origin.y)
    middle = QPointF(QRectF(ring).center())
    way = tail - middle
    length = (way.x() ** 2 + way.y() ** 2) ** 0.5
    reach = _reach(QRectF(ring), way)
    if length < reach + 60:
        return QPolygonF()
    unit = way / length
    side = QPointF(-unit.y(), unit.x())
    tip = middle + unit * (reach + 6)
    neck, end = tip + unit * 13, tip + unit * min(ARROW, length - reach - 20)
    points = [tip, neck + side * 7, neck + side * 2, end + side * 2, end - side * 2, neck - side * 2, neck - side * 7]
    return QPolygonF(points)


def _reach(ring: QRectF, way: QPointF) -> float:
    """How far from the middle the ray leaves the ring."""
    length = (way.x() ** 2 + way.y() ** 2) ** 0.5 or 1.0
    across = abs(way.x()) / length / (ring.width() / 2) if ring.width() else 0.0
    down = abs(way.y()) / length / (ring.height() / 2) if ring.height() else 0.0
    return 1.0 / max(across, down, 1e-6)
