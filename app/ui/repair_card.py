"""The repair page: what I looked for, what is here now with numbered candidates, and what can be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.model.decision import ByHand, Change, Correct, Skip, WaitMore
from app.model.geometry import Box
from app.model.suggestion import Question
from app.settings import Keys
from app.ui.buttons import labelled
from app.ui.card_page import CardPage
from app.ui.theme import Theme
from app.ui.way_buttons import add_ways
from app.ui.wishes import Wish

HEIGHT = 96


class PictureBox(QWidget):
    """A picture fitted into a fixed field, with numbered or plain frames in picture pixels."""

    def __init__(self, theme: Theme, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._empty = empty
        self._image = QImage()
        self._boxes: tuple[tuple[str, Box], ...] = ()
        self._colour = "accent"
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, image: QImage, boxes: tuple[tuple[str, Box], ...] = (), colour: str = "accent") -> None:
        """Show this picture; a null image shows the words for nothing."""
        self._image, self._boxes, self._colour = image, boxes, colour
        self.update()

    def sizeHint(self) -> QSize:
        """A third of a card."""
        return QSize(150, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Field, picture, frames."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        palette = self._theme.palette
        field = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(palette.colour("line"), 1))
        painter.setBrush(palette.colour("sunken"))
        painter.drawRoundedRect(field, 6, 6)
        if self._image.isNull():
            painter.setPen(palette.colour("muted"))
            wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(field.adjusted(8, 4, -8, -4), wrap, self._empty)
        else:
            self._paint_picture(painter, field.adjusted(4, 4, -4, -4), palette.colour(self._colour))
        painter.end()

    def _paint_picture(self, painter: QPainter, room: QRectF, colour: QColor) -> None:
        ratio = self.devicePixelRatioF()
        scale = min(room.width() / self._image.width(), room.height() / self._image.height(), 1.6 / ratio)
        width, height = self._image.width() * scale, self._image.height() * scale
        place = QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)
        painter.drawImage(place, self._image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for text, box in self._boxes:
            frame = QRectF(place.x() + box.x * scale, place.y() + box.y * scale, box.w * scale, box.h * scale)
            painter.setPen(QPen(colour, 2))
            painter.drawRoundedRect(frame.adjusted(-2, -2, 2, 2).intersected(room), 2, 2)
            if text:
                _number(painter, frame, text, colour)


def _number(painter: QPainter, frame: QRectF, text: str, colour: QColor) -> None:
    spot = QRectF(frame.right() - 6, frame.top() - 9, 15, 15)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(spot)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)
    painter.setBrush(Qt.BrushStyle.NoBrush)


class RepairButtons(CardPage):
    """What can be done when the Screen is unknown or the target absent."""

    def __init__(self, question: Question, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        add_ways(self, question)
        self._add_candidates(question)
        self._add_buttons()

    def _add_candidates(self, question: Question) -> None:
        found = question.finding.candidates[:3] if question.finding else ()
        names = ("", "second", "third")
        made = [
            self.plain(
                self.tr("It is number {number}").format(number=number),
                partial(self._take, number),
                key=names[number - 1],
            )
            for number, _ in enumerate(found, start=1)
        ]
        for start in range(0, len(made), 2):
            self.row(*made[start : start + 2])

    def _take(self, number: int) -> None:
        self.say(Correct(Change(candidate=number)))

    def _add_buttons(self) -> None:
        point = self.plain(self.tr("Point to it"), lambda: self.wish(Wish.POINT), "primary", "correct")
        wait = self.plain(self.tr("Wait"), lambda: self.say(WaitMore()), key="accept")
        by_hand = self.decision("by_hand", "☞", self.tr("I did it"), lambda: self.say(ByHand()), "by_hand")
        skip = self.decision("skip", "↷", self.tr("Skip"), lambda: self.say(Skip()), "skip")
        stop = self.decision("reject", "■", self.tr("Stop"), lambda: self.wish(Wish.STOP))
        self.row(point, wait)
        self.row(by_hand, skip, stop)


class RepairPage(RepairButtons):
    """The same below what was looked for and what is here."""

    def __init__(self, question: Question, keys: Keys, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(question, keys, parent)
        self.looked_for = PictureBox(theme, self.tr("No picture was learned"))
        self.here_now = PictureBox(theme, self.tr("Nothing like it is here"))
        grid = QGridLayout()
        grid.addWidget(labelled(self.tr("What I looked for"), "small"), 0, 0)
        grid.addWidget(labelled(self.tr("What is here now"), "small"), 0, 1)
        grid.addWidget(self.looked_for, 1, 0)
        grid.addWidget(self.here_now, 1, 1)
        self.body.insertLayout(0, grid)
        for text in (question.why, question.again):
            if text:
                self.body.insertWidget(0, labelled(text, "small", wrap=True))
