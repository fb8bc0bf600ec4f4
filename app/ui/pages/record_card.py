"""One step of a past run: sentence, result, and the pictures before (with the place) and after."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.model.coaching import StepRecord
from app.model.geometry import Box
from app.ui.buttons import labelled
from app.ui.looks import decision_look, result_look
from app.ui.meters import Badge
from app.ui.pages.history_better import BetterLine
from app.ui.pages.rating_line import RatingLine, can_be_rated
from app.ui.pixels import surroundings
from app.ui.repair_card import PictureBox
from app.ui.theme import Theme

PICTURE = (232, 128)
SEEN = (464, 256)
NARROWEST = 170
"""Pixels of width below which a picture says nothing."""
ROOMY = 660
"""Pixels of width from which words and pictures stand side by side."""


class RecordCard(QFrame):
    """Pictures may have been removed by the retention limit; then it says so."""

    def __init__(self, record: StepRecord, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record = record
        self.setProperty("surface", "panel")
        self.setAccessibleName(f"{record.number} {record.sentence}")
        rates = can_be_rated(record)
        self.rating = RatingLine(record.remembered.opinion, rates, asks=rates)
        self.better = BetterLine(record, theme)
        self.rating.join([self.better.choose])
        gone = self.tr("No picture is kept")
        self._before = PictureBox(theme, gone)
        self._after = PictureBox(theme, gone)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 11, 12, 11)
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(10)
        whole.addLayout(self._line)
        whole.addWidget(self.rating)
        whole.addWidget(self.better)
        self._line.addLayout(self._texts(record, theme), 1)
        pictures = QHBoxLayout()
        pictures.setSpacing(10)
        pictures.addWidget(_captioned(self.tr("Before, and where"), self._before), 1)
        pictures.addWidget(labelled("→", "muted"), 0, Qt.AlignmentFlag.AlignCenter)
        pictures.addWidget(_captioned(self.tr("After"), self._after), 1)
        self._line.addLayout(pictures, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room; else the pictures stand below, and neither is cut."""
        side_by_side = self.width() >= ROOMY
        way = QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)
        super().resizeEvent(event)

    def _texts(self, record: StepRecord, theme: Theme) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(5)
        column.addStretch(1)
        column.addWidget(labelled(f"{record.number} · {record.sentence}", "strong", wrap=True))
        badges = QHBoxLayout()
        badges.setSpacing(6)
        result = result_look(record.status, record.decision, record.by_hand)
        badges.addWidget(Badge(theme, result))
        if record.decision is not None and decision_look(record.decision).word != result.word:
            badges.addWidget(Badge(theme, decision_look(record.decision)))
        badges.addStretch(1)
        column.addLayout(badges)
        for text in (self._how(record), record.reason):
            if text:
                column.addWidget(labelled(text, "small", wrap=True))
        column.addStretch(1)
        return column

    def _how(self, record: StepRecord) -> str:
        if record.score is None:
            return record.method
        words = self.tr("score {score} by {method}") if record.method else self.tr("score {score}")
        return words.format(score=f"{record.score:.2f}", method=record.method)

    def show_before(self, image: QImage, box: Box | None) -> None:
        """The picture before the act, the place marked."""
        self.better.show_image(image)
        _show(self._before, image, box, marked=True)

    def show_after(self, image: QImage, box: Box | None) -> None:
        """The picture after it, the same part."""
        _show(self._after, image, box, marked=False)


def _show(field: PictureBox, image: QImage, box: Box | None, marked: bool) -> None:
    if box is not None and not image.isNull() and (image.width() > SEEN[0] or image.height() > SEEN[1]):
        image, box = surroundings(image, box, *SEEN)
    field.show_picture(image, (("", box),) if marked and box and box.area else ())


def _captioned(words: str, field: PictureBox) -> QWidget:
    field.setMinimumWidth(NARROWEST)
    field.setMaximumWidth(PICTURE[0])
    field.setFixedHeight(PICTURE[1])
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made = QWidget()
    made.setMaximumWidth(PICTURE[0])
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    column.addWidget(labelled(words, "small"))
    column.addWidget(field)
    return made
