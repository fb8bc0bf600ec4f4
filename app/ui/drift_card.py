"""One message about a Screen or step that no longer looks as taught: both pictures, a sentence, one next action."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.model.drift import Drift, DriftSeverity, NextAction, SubjectKind
from app.model.geometry import Box
from app.model.workflow import Workflow
from app.ui.buttons import button, labelled
from app.ui.looks import Look
from app.ui.meters import Badge
from app.ui.pixels import fitted, surroundings
from app.ui.repair_card import PictureBox
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme
from app.ui.words import short_step_words

PICTURE = (184, 104)
SEEN = (368, 208)


class DriftCard(QFrame):
    """`acted` when the person wants the next action, `left` when it is to stay as it is, `denied` when what was seen
    is another Screen."""

    acted = Signal()
    left = Signal()
    denied = Signal()

    def __init__(
        self, workflow: Workflow, drift: Drift, more: int, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.drift = drift
        self._theme = theme
        self.taught = PictureBox(theme, self.tr("No picture is kept"))
        self.latest = PictureBox(theme, self.tr("No picture is kept"))
        title = self._title(workflow)
        self.setAccessibleName(title)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(10)
        line.addLayout(self._texts(title, more), 1)
        line.addWidget(_captioned(self.tr("As taught"), self.taught))
        line.addWidget(labelled("→", "muted"))
        line.addWidget(_captioned(self.tr("Last seen"), self.latest))

    def load(self, workflow_id: str, pictures: StepPictures) -> None:
        """Both pictures, as soon as they have been read."""
        for field, picture in ((self.taught, self.drift.taught), (self.latest, self.drift.latest)):
            if picture is not None:
                pictures.show_picture(self, workflow_id, picture, partial(_show, field))

    def _texts(self, title: str, more: int) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        badges = QHBoxLayout()
        badges.setSpacing(8)
        badges.addWidget(Badge(self._theme, self._severity()))
        if more:
            badges.addWidget(labelled(self.tr("{count} more after this").format(count=more), "small"))
        badges.addStretch(1)
        column.addLayout(badges)
        column.addWidget(labelled(title, "strong", wrap=True))
        column.addWidget(labelled(f"{self._change()} {self._advice()}", "small", wrap=True))
        column.addStretch(1)
        column.addLayout(self._buttons())
        return column

    def _buttons(self) -> QHBoxLayout:
        act = button(self._action(), "primary")
        act.clicked.connect(self.acted)
        tip = self.tr("Leave it as it is: it is told again only when it gets worse")
        leave = button(self.tr("Leave it"), "quiet", tip)
        leave.clicked.connect(self.left)
        line = QHBoxLayout()
        line.addWidget(act)
        if self.drift.subject.kind is SubjectKind.SCREEN and self.drift.latest is not None:
            tip = self.tr("What was seen last is another Screen: it is not taken for this one again")
            deny = button(self.tr("Not this Screen"), "", tip)
            deny.clicked.connect(self.denied)
            line.addWidget(deny)
        line.addWidget(leave)
        line.addStretch(1)
        return line

    def _severity(self) -> Look:
        match self.drift.severity:
            case DriftSeverity.NOTE:
                return Look("soft_blue", "≈", self.tr("Note"))
            case DriftSeverity.WARNING:
                return Look("soft_amber", "≠", self.tr("Warning"))
            case DriftSeverity.SERIOUS:
                return Look("soft_red", "■", self.tr("Serious"))

    def _title(self, workflow: Workflow) -> str:
        subject = self.drift.subject
        if subject.kind is SubjectKind.SCREEN:
            name = workflow.screen(subject.id).name
            return self.tr("The Screen “{name}” no longer looks as you taught it").format(name=name)
        index = workflow.index_of(subject.id)
        words = short_step_words(workflow.steps[index])
        return self.tr("Step {number} no longer looks as you taught it: {words}").format(number=index + 1, words=words)

    def _change(self) -> str:
        match self.drift.severity:
            case DriftSeverity.NOTE:
                words = self.tr("It still works, but its score goes down: {was} at first, {now} in the last runs.")
            case DriftSeverity.WARNING:
                words = self.tr("It still works, but it looks different: score {was} at first, {now} in the last runs.")
            case DriftSeverity.SERIOUS:
                words = self.tr("It is hardly recognised any more: score {was} at first, {now} in the last runs.")
        return words.format(was=f"{self.drift.was:.2f}", now=f"{self.drift.now:.2f}")

    def _advice(self) -> str:
        match self.drift.next_action:
            case NextAction.POINT_AGAIN:
                return self.tr("Bring its window up and point to it again.")
            case NextAction.ADD_LOOK:
                return self.tr("If the right picture is this Screen, add it as a look.")
            case NextAction.RE_RECORD if self.drift.latest is None:
                return self.tr("No picture of it may be kept, so it cannot learn its look: record the task again.")
            case NextAction.RE_RECORD:
                return self.tr("One more picture would not help: record the task again.")

    def _action(self) -> str:
        match self.drift.next_action:
            case NextAction.POINT_AGAIN:
                return self.tr("Point again")
            case NextAction.ADD_LOOK:
                return self.tr("Add look")
            case NextAction.RE_RECORD:
                return self.tr("Re-record")


class DriftStrip(QFrame):
    """One message at a time, the worst first; hidden while there is none. The signals carry the Drift."""

    acted = Signal(object)
    left = Signal(object)
    denied = Signal(object)

    def __init__(self, theme: Theme, pictures: StepPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bar")
        self._theme = theme
        self._pictures = pictures
        self._shown: tuple[Workflow, tuple[Drift, ...]] | None = None
        self.card: DriftCard | None = None
        self._line = QVBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_messages(self, workflow: Workflow | None, drifts: tuple[Drift, ...]) -> None:
        """Show the first of these; none hides the strip."""
        if workflow is None or not drifts:
            self._drop()
            return
        if self._shown != (workflow, drifts):
            self._drop()
            self._make(workflow, drifts)
        self.show()

    def _make(self, workflow: Workflow, drifts: tuple[Drift, ...]) -> None:
        self._shown = (workflow, drifts)
        card = DriftCard(workflow, drifts[0], len(drifts) - 1, self._theme)
        card.acted.connect(lambda: self.acted.emit(card.drift))
        card.left.connect(lambda: self.left.emit(card.drift))
        card.denied.connect(lambda: self.denied.emit(card.drift))
        card.load(workflow.id, self._pictures)
        self._line.addWidget(card)
        self.card = card

    def _drop(self) -> None:
        self.hide()
        self._shown = None
        if self.card is not None:
            self._line.removeWidget(self.card)
            self.card.hide()
            self.card.deleteLater()
            self.card = None


def _show(field: PictureBox, image: QImage, box: Box | None) -> None:
    """A step's element with its surroundings, the whole of a Screen."""
    if box is None or not box.area:
        field.show_picture(fitted(image, *SEEN))
        return
    if image.width() > SEEN[0] or image.height() > SEEN[1]:
        image, box = surroundings(image, box, *SEEN)
    field.show_picture(image, (("", box),))


def _captioned(words: str, field: PictureBox) -> QWidget:
    field.setFixedSize(*PICTURE)
    field.setAccessibleName(words)
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    column.addWidget(labelled(words, "small"))
    column.addWidget(field)
    return made
