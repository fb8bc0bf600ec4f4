"""The round glass: the frame's pixels eight times as large, with a cross on the pointed pixel."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from app.model.geometry import Box, Point

TIMES = 8
RADIUS = 76.0
AWAY = 34.0


def glass_place(point: QPointF, area: QRectF) -> QPointF:
    """The middle of the glass: right below the point, on the other side where there is no room."""
    reach = RADIUS + AWAY
    right = point.x() + reach + RADIUS < area.right()
    below = point.y() + reach + RADIUS < area.bottom()
    return QPointF(point.x() + (reach if right else -reach), point.y() + (reach if below else -reach))


def paint_glass(painter: QPainter, middle: QPointF, frame: QImage, region: Box, point: Point, ratio: float) -> None:
    """Paint it; `frame` holds the physical pixels of `region`, `ratio` is the screen's device pixel ratio."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    circle = QRectF(middle.x() - RADIUS, middle.y() - RADIUS, 2 * RADIUS, 2 * RADIUS)
    path = QPainterPath()
    path.addEllipse(circle)
    painter.fillPath(path, QColor("#20262e"))
    painter.setClipPath(path)
    pixel = TIMES / ratio
    seen = 2 * RADIUS / pixel
    source = QRectF(point.x - region.x + 0.5 - seen / 2, point.y - region.y + 0.5 - seen / 2, seen, seen)
    painter.drawImage(circle, frame, source)
    _paint_cross(painter, middle, circle, pixel)
    painter.setClipping(False)
    painter.setPen(QPen(QColor("#ffffff"), 5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    painter.setPen(QPen(QColor("#b7760f"), 3))
    painter.drawEllipse(circle)
    painter.restore()


def _paint_cross(painter: QPainter, middle: QPointF, circle: QRectF, pixel: float) -> None:
    half = pixel / 2
    painter.setPen(QPen(QColor(183, 118, 15, 190), 1))
    painter.drawLine(QLineF(circle.left(), middle.y(), middle.x() - half, middle.y()))
    painter.drawLine(QLineF(middle.x() + half, middle.y(), circle.right(), middle.y()))
    painter.drawLine(QLineF(middle.x(), circle.top(), middle.x(), middle.y() - half))
    painter.drawLine(QLineF(middle.x(), middle.y() + half, middle.x(), circle.bottom()))
    box = QRectF(middle.x() - half, middle.y() - half, pixel, pixel)
    painter.setPen(QPen(QColor("#ffffff"), 2))
    painter.drawRect(box)
    painter.setPen(QPen(QColor("#000000"), 1))
    painter.drawRect(box)
