"""Steps side by side with their pictures and how each went."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.model.geometry import Box
from app.ui.focus_line import FocusLine
from app.ui.looks import Look
from app.ui.pixels import surroundings
from app.ui.scrolling import scrolling
from app.ui.theme import Palette, Theme

CARD = QSize(132, 142)
PICTURE = QSize(116, 72)
SEEN = (232, 144)


class StepCard(QWidget):
    """One step: picture with its box, number and words, the result's sign and word."""

    chosen = Signal(int)
    run_from = Signal(int)

    def __init__(self, number: int, words: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.number = number
        self._words = words
        self._image = QImage()
        self._box: Box | None = None
        self.look: Look | None = None
        self.current = False
        self.setFixedSize(CARD)
        self.setToolTip(f"{number} {words}")
        self._name()

    def show_picture(self, image: QImage, box: Box | None) -> None:
        """The part round the box."""
        if box is not None and not image.isNull():
            image, box = surroundings(image, box, *SEEN)
        self._image, self._box = image, box
        self.update()

    def show_result(self, look: Look | None) -> None:
        """How it went; None while it has not run."""
        self.look = look
        self._name()
        self.update()

    def show_current(self, current: bool) -> None:
        """Whether it is the step the run is at."""
        self.current = current
        self.update()

    def _name(self) -> None:
        result = f", {self.look.word}" if self.look else ""
        self.setAccessibleName(f"{self.number} {self._words}{result}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(self.number)
        elif event.button() is Qt.MouseButton.RightButton:
            self._menu(event.globalPosition().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, the menu key opens what can be done."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.number)
        elif key == Qt.Key.Key_Menu:
            self._menu(self.mapToGlobal(self.rect().center()))
        else:
            super().keyPressEvent(event)

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Run from this step")).triggered.connect(lambda: self.run_from.emit(self.number))
        menu.popup(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, picture, words, result."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        edge = palette.colour(self.look.colour) if self.look else palette.colour("line")
        pen = QPen(palette.colour("accent") if self.current else edge, 2 if self.current or self.hasFocus() else 1)
        if self.hasFocus() and not self.current:
            pen.setColor(palette.colour("ink"))
        painter.setPen(pen)
        painter.setBrush(palette.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        self._paint_picture(painter, palette)
        self._paint_words(painter, palette)
        painter.end()

    def _paint_picture(self, painter: QPainter, palette: Palette) -> None:
        room = QRectF(8, 8, PICTURE.width(), PICTURE.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.colour("sunken"))
        painter.drawRoundedRect(room, 3, 3)
        if not self._image.isNull():
            scale = min(room.width() / self._image.width(), room.height() / self._image.height())
            width, height = self._image.width() * scale, self._image.height() * scale
            place = QRectF(room.center().x() - width / 2, room.center().y() - height / 2, width, height)
            painter.drawImage(place, self._image)
            self._paint_box(painter, place, scale)
        if self.look is not None and self.look.hatched:
            band = QRectF(room.left(), room.bottom() - 12, room.width(), 12)
            painter.fillRect(band, palette.colour("raised"))
            painter.fillRect(band, QBrush(palette.colour(self.look.colour), Qt.BrushStyle.BDiagPattern))

    def _paint_box(self, painter: QPainter, place: QRectF, scale: float) -> None:
        if self._box is None:
            return
        box = self._box
        frame = QRectF(place.x() + box.x * scale, place.y() + box.y * scale, box.w * scale, box.h * scale)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.palette.colour("accent"), 1.6))
        painter.drawRoundedRect(frame.adjusted(-1, -1, 1, 1).intersected(place), 2, 2)

    def _paint_words(self, painter: QPainter, palette: Palette) -> None:
        font = QFont(self.font())
        font.setPointSizeF(8.5)
        font.setBold(self.current)
        painter.setFont(font)
        painter.setPen(palette.colour("ink"))
        metrics = QFontMetricsF(font)
        left, top, room = 9.0, 85.0, self.width() - 18.0
        lines = _two_lines(f"{self.number} {self._words}", metrics, room)
        for line in lines:
            painter.drawText(QRectF(left, top, room, metrics.height()), Qt.AlignmentFlag.AlignLeft, line)
            top += metrics.height()
        if self.look is not None:
            font.setBold(False)
            painter.setFont(font)
            painter.setPen(palette.colour(self.look.colour))
            bottom = QRectF(left, self.height() - metrics.height() - 7, room, metrics.height())
            painter.drawText(bottom, Qt.AlignmentFlag.AlignLeft, f"{self.look.sign} {self.look.word}")


class Filmstrip(QFrame):
    """A row of step cards that scrolls."""

    chosen = Signal(int)
    run_from = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "strip")
        self._theme = theme
        self._cards: list[StepCard] = []
        self._line = QHBoxLayout()
        self._line.setContentsMargins(12, 9, 12, 9)
        self._line.setSpacing(8)
        self._line.addStretch(1)
        self._scroll = scrolling(self._line, sideways=True)
        self._walk = FocusLine(self._scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self.setFixedHeight(CARD.height() + 30)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def cards(self) -> tuple[StepCard, ...]:
        """The cards in order."""
        return tuple(self._cards)

    def show_steps(self, words: Sequence[str]) -> None:
        """Cards for these steps, without results."""
        for card in self._cards:
            self._line.removeWidget(card)
            card.deleteLater()
        self._cards = [StepCard(number, text, self._theme) for number, text in enumerate(words, start=1)]
        for place, card in enumerate(self._cards):
            card.chosen.connect(self.chosen)
            card.run_from.connect(self.run_from)
            self._line.insertWidget(place, card)
        self._walk.hold(self._cards)

    def card(self, number: int) -> StepCard | None:
        """The card of this step number."""
        return self._cards[number - 1] if 1 <= number <= len(self._cards) else None

    def show_current(self, number: int | None) -> None:
        """Mark the step the run is at and bring it into sight."""
        for card in self._cards:
            card.show_current(card.number == number)
        current = self.card(number) if number else None
        if current is not None:
            self._walk.stop_at(current)
            self._scroll.ensureWidgetVisible(current, 160, 0)

    def clear_results(self) -> None:
        """A new run begins."""
        for card in self._cards:
            card.show_result(None)
            card.show_current(False)


def _two_lines(text: str, metrics: QFontMetricsF, room: float) -> tuple[str, ...]:
    """The words on at most two lines, the rest as an ellipsis."""
    words = text.split(" ")
    first = words[0]
    used = 1
    while used < len(words) and metrics.horizontalAdvance(f"{first} {words[used]}") <= room:
        first = f"{first} {words[used]}"
        used += 1
    rest = " ".join(words[used:])
    mode = Qt.TextElideMode.ElideRight
    lines = (metrics.elidedText(first, mode, room),)
    return (*lines, metrics.elidedText(rest, mode, room)) if rest else lines
