"""A stored picture, as large as there is room for, on which the person points or drags boxes. Picture pixels."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.geometry import Box, Point
from app.ui.theme import Theme

LEAST = 5
"""Fewer pixels of dragging are a click."""
_MOVES = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class PictureCanvas(QWidget):
    """`pointed` carries a Point, `drawn` a Box. By keyboard: arrows (Shift: ten pixels) move the cross, Enter points,
    Space begins a box and ends it."""

    pointed = Signal(object)
    drawn = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self._frames: tuple[Box, ...] = ()
        self._covers: tuple[Box, ...] = ()
        self._cross: Point | None = None
        self._start: Point | None = None
        self._now: Point | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 200)

    def show_picture(self, image: QImage, frames: Sequence[Box] = (), covers: Sequence[Box] = ()) -> None:
        """This picture with these frames round places, and these boxes painted over."""
        self._image, self._frames, self._covers = image, tuple(frames), tuple(covers)
        self._start = self._now = None
        if not image.isNull():
            self._cross = Point(image.width() // 2, image.height() // 2)
        self.update()

    def sizeHint(self) -> QSize:
        """Roomy."""
        return QSize(760, 460)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a box, or a click."""
        self._start = self._now = self._cross = self._at(event.position())
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The box grows."""
        if self._start is not None and event.buttons():
            self._now = self._at(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A box, or a point when it was hardly moved."""
        start, end = self._start, self._at(event.position())
        self._start = self._now = None
        self.update()
        if start is None or self._image.isNull():
            return
        if abs(end.x - start.x) < LEAST and abs(end.y - start.y) < LEAST:
            self.pointed.emit(start)
        else:
            self.drawn.emit(_between(start, end))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The cross moves; Enter points, Space draws."""
        key = Qt.Key(event.key())
        if self._image.isNull() or self._cross is None:
            super().keyPressEvent(event)
        elif key in _MOVES:
            step = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self._move(_MOVES[key][0] * step, _MOVES[key][1] * step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pointed.emit(self._cross)
        elif key == Qt.Key.Key_Space:
            self._space(self._cross)
        else:
            super().keyPressEvent(event)

    def _space(self, cross: Point) -> None:
        if self._start is None:
            self._start = self._now = cross
        else:
            box = _between(self._start, cross)
            self._start = self._now = None
            self.drawn.emit(box)
        self.update()

    def _move(self, dx: int, dy: int) -> None:
        if self._cross is None:
            return
        x, y = self._cross.x + dx, self._cross.y + dy
        self._cross = Point(max(0, min(x, self._image.width() - 1)), max(0, min(y, self._image.height() - 1)))
        if self._start is not None:
            self._now = self._cross
        self.update()

    def _room(self) -> QRectF:
        """Where the picture is drawn."""
        if self._image.isNull():
            return QRectF(self.rect())
        scale = min(self.width() / self._image.width(), self.height() / self._image.height(), 2.0)
        width, height = self._image.width() * scale, self._image.height() * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _at(self, place: QPointF) -> Point:
        room = self._room()
        x = int((place.x() - room.x()) * self._image.width() / max(room.width(), 1))
        y = int((place.y() - room.y()) * self._image.height() / max(room.height(), 1))
        return Point(max(0, min(x, self._image.width() - 1)), max(0, min(y, self._image.height() - 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture, frames, what is painted over, the box that is being drawn, the cross."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        palette = self._theme.palette
        painter.fillRect(self.rect(), palette.colour("sunken"))
        if not self._image.isNull():
            room = self._room()
            painter.drawImage(room, self._image)
            scale = room.width() / self._image.width()
            painter.translate(room.topLeft())
            for box in self._covers:
                painter.fillRect(_scaled(box, scale), QColor("#000000"))
            painter.setPen(QPen(palette.colour("accent"), 2))
            for box in self._frames:
                painter.drawRect(_scaled(box, scale))
            self._paint_hand(painter, scale, palette.colour("correct"))
        if self.hasFocus():
            painter.resetTransform()
            painter.setPen(QPen(palette.colour("accent"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_hand(self, painter: QPainter, scale: float, colour: QColor) -> None:
        painter.setPen(QPen(colour, 2))
        if self._start is not None and self._now is not None:
            painter.drawRect(_scaled(_between(self._start, self._now), scale))
        if self._cross is not None and self.hasFocus():
            x, y = self._cross.x * scale, self._cross.y * scale
            painter.drawLine(QPointF(x - 7, y), QPointF(x + 7, y))
            painter.drawLine(QPointF(x, y - 7), QPointF(x, y + 7))


def _scaled(box: Box, scale: float) -> QRectF:
    return QRectF(box.x * scale, box.y * scale, box.w * scale, box.h * scale)


def _between(start: Point, end: Point) -> Box:
    left, right = sorted((start.x, end.x))
    top, bottom = sorted((start.y, end.y))
    return Box(left, top, max(1, right - left), max(1, bottom - top))
