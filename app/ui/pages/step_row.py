"""One step in the list: picture, sentence, where, and how far it is trusted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.learning.apart import disagreements
from app.learning.drift import severity_of
from app.learning.progress import Bar, may_act_alone, trust_line
from app.model.geometry import Box
from app.model.knowledge import StepKnowledge
from app.model.modes import Risk
from app.model.workflow import Step
from app.ui.buttons import labelled, restyle
from app.ui.looks import Look
from app.ui.meters import Badge
from app.ui.pages.step_mode import own_mode_look
from app.ui.pixels import surroundings
from app.ui.repair_card import PictureBox
from app.ui.theme import Theme
from app.ui.words import short_step_words, step_words

PICTURE = (168, 84)


class StepRow(QFrame):
    """`chosen` carries the step's id."""

    chosen = Signal(str)

    def __init__(
        self, number: int, step: Step, known: StepKnowledge, bar: Bar, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.step = step
        self._own_mode = own_mode_look(step)
        self._alone = may_act_alone(step, known, *bar) and self._own_mode is None
        judged = known.right or known.wrong or disagreements(known.apart)
        self._record = trust_line(known, *bar, step) if judged else ""
        self.setProperty("row", "true")
        words = short_step_words(step)
        self.setAccessibleName(f"{number} {words}")
        self.picture = PictureBox(theme, self.tr("No place on the screen"))
        self.picture.setFixedSize(*PICTURE)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 8, 12, 8)
        line.setSpacing(14)
        self.setToolTip(step_words(step))
        figure = labelled(str(number), "muted")
        figure.setFixedWidth(26)
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(figure)
        line.addWidget(self.picture)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(1)
        sentence = labelled(words, "strong" if step.enabled else "muted", wrap=True)
        column.addWidget(sentence)
        column.addWidget(labelled(self._details(step), "small", wrap=True))
        column.addLayout(self._badges(known, theme))
        column.addStretch(1)
        line.addLayout(column, 1)

    def show_picture(self, image: QImage, box: Box | None) -> None:
        """The element in its surroundings."""
        if box is not None and not image.isNull():
            image, box = surroundings(image, box, 2 * PICTURE[0], 2 * PICTURE[1])
        self.picture.show_picture(image, (("", box),) if box else ())

    def show_chosen(self, chosen: bool) -> None:
        """Mark it as the one the buttons act on."""
        self.setProperty("chosen", "true" if chosen else "false")
        restyle(self)

    def _details(self, step: Step) -> str:
        parts = []
        if step.target is not None:
            window = step.target.window.title or step.target.window.application
            parts.append(self.tr("in “{window}”").format(window=window))
        if step.params.text is not None:
            parts.append(self.tr("Text: “{text}”").format(text=step.params.text))
        if step.timing.before:
            parts.append(self.tr("waits {seconds} s before").format(seconds=f"{step.timing.before:g}"))
        if step.comment:
            parts.append(step.comment)
        return " · ".join(parts)

    def _badges(self, known: StepKnowledge, theme: Theme) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        for look in self._looks(known):
            line.addWidget(Badge(theme, look))
        if self._record:
            line.addWidget(labelled(self._record, "small", wrap=True), 1)
        else:
            line.addStretch(1)
        return line

    def _looks(self, known: StepKnowledge) -> list[Look]:
        looks = []
        if not self.step.enabled:
            looks.append(Look("soft_grey", "↷", self.tr("Left out")))
        risk = known.risk or self.step.risk
        if risk is Risk.LOCKED:
            looks.append(Look("soft_red", "■", self.tr("Always asks")))
        elif risk is Risk.BLOCKED:
            looks.append(Look("soft_red", "✗", self.tr("Never")))
        if self._own_mode is not None:
            looks.append(self._own_mode)
        if severity_of(known.trend) is not None:
            looks.append(Look("soft_amber", "≠", self.tr("Looks different")))
        if self._alone:
            looks.append(Look("soft_green", "✓", self.tr("May act alone")))
        if known.corrections:
            words = self.tr("corrected {count} times") if known.corrections > 1 else self.tr("corrected once")
            looks.append(Look("soft_amber", "✎", words.format(count=known.corrections)))
        return looks

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        self.chosen.emit(self.step.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or space choose."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.step.id)
        else:
            super().keyPressEvent(event)
