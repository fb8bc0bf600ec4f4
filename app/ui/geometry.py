"""Qt's logical coordinates ↔ physical pixels of the virtual plane: the only place where they are converted.

Measured on X11 at scale 1, 1.25, 1.5 and with two screens of different scale: the origin of `QScreen.geometry()` is
physical, its size is logical. The logical union of screens has holes, so every conversion belongs to one screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QCursor, QGuiApplication, QScreen

from app.model.geometry import Box, Point


class ScreenSpec(NamedTuple):
    """One screen as Qt sees it: physical origin, logical size, physical pixels per logical unit."""

    origin: Point
    width: float
    height: float
    scale: float
    name: str = ""

    @property
    def box(self) -> Box:
        """The screen on the virtual plane, physical pixels."""
        return Box(self.origin.x, self.origin.y, round(self.width * self.scale), round(self.height * self.scale))

    @property
    def logical(self) -> QRectF:
        """The screen in Qt's global coordinates."""
        return QRectF(self.origin.x, self.origin.y, self.width, self.height)


def spec_of(screen: QScreen) -> ScreenSpec:
    """The values of a Qt screen."""
    area = screen.geometry()
    origin = Point(area.x(), area.y())
    return ScreenSpec(origin, area.width(), area.height(), screen.devicePixelRatio(), screen.name())


def screens_now() -> tuple[ScreenSpec, ...]:
    """All screens as they are now; main thread only."""
    return tuple(spec_of(screen) for screen in QGuiApplication.screens())


def to_physical(global_pos: QPointF | QPoint, screen: ScreenSpec) -> Point:
    """Qt's global position on this screen → physical pixel."""
    x = screen.origin.x + (global_pos.x() - screen.origin.x) * screen.scale
    y = screen.origin.y + (global_pos.y() - screen.origin.y) * screen.scale
    return Point(round(x), round(y))


def pointer_now() -> Point:
    """Where the pointer is, in physical pixels; main thread only."""
    place = QCursor.pos()
    return to_physical(place, screen_under(place, screens_now()))


def to_logical(point: Point, screen: ScreenSpec) -> QPointF:
    """Physical pixel → Qt's global position on this screen."""
    x = screen.origin.x + (point.x - screen.origin.x) / screen.scale
    y = screen.origin.y + (point.y - screen.origin.y) / screen.scale
    return QPointF(x, y)


def box_to_logical(box: Box, screen: ScreenSpec) -> QRectF:
    """Physical box → rectangle in Qt's global coordinates."""
    corner = to_logical(box.origin, screen)
    return QRectF(corner.x(), corner.y(), box.w / screen.scale, box.h / screen.scale)


def box_to_physical(rect: QRectF, screen: ScreenSpec) -> Box:
    """Rectangle in Qt's global coordinates → physical box."""
    start = to_physical(rect.topLeft(), screen)
    end = to_physical(QPointF(rect.x() + rect.width(), rect.y() + rect.height()), screen)
    return Box(start.x, start.y, end.x - start.x, end.y - start.y)


def local_to_physical(local: QPointF, screen: ScreenSpec) -> Point:
    """Position inside a window that covers the whole screen → physical pixel."""
    return to_physical(QPointF(local.x() + screen.origin.x, local.y() + screen.origin.y), screen)


def local_box(box: Box, screen: ScreenSpec) -> QRectF:
    """Physical box → rectangle inside a window that covers the whole screen."""
    return box_to_logical(box, screen).translated(-screen.origin.x, -screen.origin.y)


def screen_of(point: Point, screens: Sequence[ScreenSpec]) -> ScreenSpec:
    """The screen that holds a physical point, else the nearest one."""
    return min(screens, key=lambda screen: _outside(point, screen.box))


def screen_under(global_pos: QPointF | QPoint, screens: Sequence[ScreenSpec]) -> ScreenSpec:
    """The screen that holds Qt's global position, else the nearest one."""
    return min(screens, key=lambda screen: _outside_logical(global_pos, screen.logical))


def _outside(point: Point, box: Box) -> int:
    dx = max(box.x - point.x, 0, point.x - box.right + 1)
    dy = max(box.y - point.y, 0, point.y - box.bottom + 1)
    return dx + dy


def _outside_logical(pos: QPointF | QPoint, area: QRectF) -> float:
    dx = max(area.x() - pos.x(), 0.0, pos.x() - area.x() - area.width() + 0.001)
    dy = max(area.y() - pos.y(), 0.0, pos.y() - area.y() - area.height() + 0.001)
    return float(dx + dy)
