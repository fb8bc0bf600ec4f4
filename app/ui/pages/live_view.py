"""The watched screen as the robot sees it: recognised Screen, target box, the runner-up's ghost."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.model.geometry import Box
from app.model.modes import RunMode
from app.model.news import Looked
from app.model.suggestion import Question
from app.model.target import Candidate
from app.ui.looks import mode_look
from app.ui.pixels import crop_image
from app.ui.screen_line import ScreenTools
from app.ui.screen_word import ScreenWord
from app.ui.theme import Theme
from app.ui.words import short_words

MARGIN = 1


class LiveView(QWidget):
    """Draws the newest look, scaled once per look and size."""

    def __init__(self, theme: Theme, screens: ScreenWord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look: Looked | None = None
        self._question: Question | None = None
        self._mode = RunMode.COACHING
        self._area: Box | None = None
        self._image = QImage()
        self._scaled = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 200)
        self.setAccessibleName(self.tr("Live picture"))
        self._tools = ScreenTools(screens, self)
        self._tools.resized.connect(self._place_tools)

    def show_look(self, look: Looked) -> None:
        """A new picture of its monitor."""
        self._look = look
        monitor = look.monitor
        self._area = monitor.box if monitor else look.frame.region
        self._image = crop_image(look.frame, self._area)
        self._scaled = QImage()
        self._place_tools()
        self.update()

    def show_question(self, question: Question | None) -> None:
        """What is suggested now; None takes the boxes of the question away."""
        self._question = question
        self.update()

    def show_mode(self, mode: RunMode) -> None:
        """The colour of the frames."""
        self._mode = mode
        self.update()

    def clear(self) -> None:
        """No picture."""
        self._look, self._question, self._area, self._image = None, None, None, QImage()
        self.update()

    def sizeHint(self) -> QSize:
        """Most of the window."""
        return QSize(760, 470)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Field, picture, boxes, what is recognised."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.palette.colour("line"), 1))
        painter.setBrush(self._theme.palette.colour("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self._look is not None and self._area is not None and not self._image.isNull():
            place = self._place()
            self._paint_picture(painter, place)
            self._paint_boxes(painter, place, self._area)
            self._paint_chip(painter, self._look)
        painter.end()

    def _place(self) -> QRectF:
        room = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        scale = min(room.width() / self._image.width(), room.height() / self._image.height())
        width, height = self._image.width() * scale, self._image.height() * scale
        return QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)

    def _paint_picture(self, painter: QPainter, place: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        size = QSize(max(1, round(place.width() * ratio)), max(1, round(place.height() * ratio)))
        if self._scaled.size() != size:
            ignore = Qt.AspectRatioMode.IgnoreAspectRatio
            self._scaled = self._image.scaled(size, ignore, Qt.TransformationMode.SmoothTransformation)
            self._scaled.setDevicePixelRatio(ratio)
        painter.drawImage(place.topLeft(), self._scaled)

    def _paint_boxes(self, painter: QPainter, place: QRectF, area: Box) -> None:
        question = self._question
        finding = question.finding if question else (self._look.finding if self._look else None)
        match = question.suggestion.match if question and question.suggestion else (finding.best if finding else None)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number, other in enumerate(finding.candidates[:3] if finding else (), start=1):
            if match is None or other.box != match.box:
                self._paint_other(painter, _mapped(other.box, place, area), number, other)
        if match is not None:
            tag = f"{question.number} · {short_words(question)}" if question else f"{match.score:.2f}"
            self._paint_target(painter, _mapped(match.box, place, area), tag)

    def _paint_other(self, painter: QPainter, frame: QRectF, number: int, other: Candidate) -> None:
        painter.setPen(QPen(QColor("#ffffff"), 3))
        painter.drawRect(frame)
        painter.setPen(QPen(QColor("#4e5865"), 1.5, Qt.PenStyle.DashLine))
        painter.drawRect(frame)
        font = _font(self.font(), 8.0)
        painter.setFont(font)
        text = f"{number} · {other.score:.2f}"
        metrics = QFontMetricsF(font)
        spot = QRectF(frame.left(), frame.top() - 17, metrics.horizontalAdvance(text) + 8, 15)
        painter.fillRect(spot, QColor(255, 255, 255, 220))
        painter.setPen(QColor("#4e5865"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_target(self, painter: QPainter, frame: QRectF, tag: str) -> None:
        colour = self._theme.palette.colour(mode_look(self._mode).colour)
        outer = frame.adjusted(-3, -3, 3, 3)
        painter.setPen(QPen(colour, 2.5))
        painter.drawRoundedRect(outer, 3, 3)
        font = _font(self.font(), 8.5, bold=True)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        spot = QRectF(outer.left(), outer.top() - 24, metrics.horizontalAdvance(tag) + 14, 20)
        spot.moveLeft(max(4.0, min(spot.left(), self.width() - spot.width() - 4)))
        if spot.top() < 4:
            spot.moveTop(outer.bottom() + 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(spot, 4, 4)
        painter.setPen(self._theme.palette.colour("on_strong"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, tag)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stay beside the name of the Screen."""
        self._place_tools()
        super().resizeEvent(event)

    @Slot()
    def _place_tools(self) -> None:
        """Beside the chip, above it where there is no room."""
        chip = self._chip(self._look) if self._look else QRectF(10, self.height() - 33, 0, 23)
        high = self._tools.height()
        beside = chip.right() + 8, chip.center().y() - high / 2
        fits = beside[0] + self._tools.width() <= self.width() - 8
        left, top = beside if fits else (chip.left(), chip.top() - high - 6)
        self._tools.move(round(left), round(top))

    def _chip(self, look: Looked) -> QRectF:
        metrics = QFontMetricsF(_font(self.font(), 8.5))
        return QRectF(10, self.height() - 33, metrics.horizontalAdvance(self._chip_words(look)) + 18, 23)

    def _chip_words(self, look: Looked) -> str:
        screen = look.screen or self.tr("not recognised")
        text = self.tr("Screen: {screen} · match {score} · {ms} ms")
        return text.format(screen=screen, score=f"{look.screen_score:.2f}", ms=round(look.milliseconds[1]))

    def _paint_chip(self, painter: QPainter, look: Looked) -> None:
        painter.setFont(_font(self.font(), 8.5))
        spot = self._chip(look)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.palette.colour("bubble"))
        painter.drawRoundedRect(spot, 4, 4)
        painter.setPen(self._theme.palette.colour("on_bubble"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, self._chip_words(look))


def _mapped(box: Box, place: QRectF, area: Box) -> QRectF:
    """A box of the virtual plane in the widget."""
    scale_x, scale_y = place.width() / area.w, place.height() / area.h
    corner = QPointF(place.x() + (box.x - area.x) * scale_x, place.y() + (box.y - area.y) * scale_y)
    return QRectF(corner.x(), corner.y(), box.w * scale_x, box.h * scale_y)


def _font(base: QFont, points: float, bold: bool = False) -> QFont:
    font = QFont(base)
    font.setPointSizeF(points)
    font.setBold(bold)
    return font
