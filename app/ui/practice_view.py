"""A stored picture with the place that would be taken, its numbered others, and pointing in it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.geometry import Box, Point
from app.model.rehearsal import Posed
from app.ui.pixels import image_of
from app.ui.theme import Theme


class PracticeView(QWidget):
    """`pointed` carries a pixel of the picture, while pointing is wanted."""

    pointed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._posed: Posed | None = None
        self._image = QImage()
        self._pointing = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(420, 300)
        self.setAccessibleName(self.tr("Stored picture"))

    def show_posed(self, posed: Posed | None) -> None:
        """This picture with its boxes; None shows none."""
        self._posed = posed
        self._image = image_of(posed.frame.pixels) if posed else QImage()
        self.want_pointing(False)

    def want_pointing(self, wanted: bool) -> None:
        """Whether the next click shows a place; our own boxes are out of the way then."""
        self._pointing = wanted
        self.setCursor(Qt.CursorShape.CrossCursor if wanted else Qt.CursorShape.ArrowCursor)
        self.update()

    def point_of(self, place: QPointF) -> Point:
        """The pixel of the picture under a place of the widget."""
        area = self._area()
        scale = self._image.width() / area.width()
        x, y = (place.x() - area.x()) * scale, (place.y() - area.y()) * scale
        return Point(min(max(int(x), 0), self._image.width() - 1), min(max(int(y), 0), self._image.height() - 1))

    def sizeHint(self) -> QSize:
        """Most of the window."""
        return QSize(860, 600)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The place that the person shows."""
        if self._pointing and not self._image.isNull() and self._area().contains(event.position()):
            self.want_pointing(False)
            self.pointed.emit(self.point_of(event.position()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, and what would be done in it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.palette.colour("line"), 1))
        painter.setBrush(self._theme.palette.colour("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self._posed is not None and not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._area(), self._image)
            if not self._pointing:
                self._paint_boxes(painter, self._posed)
        painter.end()

    def _paint_boxes(self, painter: QPainter, posed: Posed) -> None:
        question = posed.question
        match = question.suggestion.match if question.suggestion else None
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number, other in enumerate(question.finding.candidates[:3] if question.finding else (), 1):
            if match is None or other.box != match.box:
                painter.setPen(QPen(QColor("#4e5865"), 1.5, Qt.PenStyle.DashLine))
                box = self._mapped(other.box)
                painter.drawRect(box)
                spot = QRectF(box.right() - 16, box.top() - 17, 16, 16)
                painter.fillRect(spot, QColor(255, 255, 255, 230))
                painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(number))
        if match is not None:
            painter.setPen(QPen(self._theme.palette.colour("coach"), 2.5))
            painter.drawRoundedRect(self._mapped(match.box).adjusted(-3, -3, 3, 3), 3, 3)

    def _area(self) -> QRectF:
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        size = self._image.size()
        scale = min(room.width() / max(1, size.width()), room.height() / max(1, size.height()), 1.0)
        width, height = size.width() * scale, size.height() * scale
        return QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)

    def _mapped(self, box: Box) -> QRectF:
        area = self._area()
        scale = area.width() / max(1, self._image.width())
        return QRectF(area.x() + box.x * scale, area.y() + box.y * scale, box.w * scale, box.h * scale)
