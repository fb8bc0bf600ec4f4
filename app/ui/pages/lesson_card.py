"""One correction as a card: before and after, what proved it, whether it counts, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.model.decision import Keep
from app.model.ledger_learning import FROM_ADVICE
from app.model.lesson import Lesson, LessonState, StepName
from app.ui.buttons import button, labelled
from app.ui.looks import Look
from app.ui.meters import Badge
from app.ui.picture_pair import picture_pair, show_around
from app.ui.proof_words import proof_words
from app.ui.repair_card import PictureBox
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme

PICTURE = (190, 104)


class LessonCard(QFrame):
    """What the person wants with it: taken back, put back, beside the old, applied to (all, some, no) steps alike."""

    take_back = Signal()
    put_back = Signal()
    beside = Signal()
    apply = Signal(object)
    choose = Signal()

    def __init__(
        self, lesson: Lesson, alike: tuple[StepName, ...], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.lesson, self.alike = lesson, alike
        self.setProperty("surface", "panel")
        self.setAccessibleName(self._heading())
        gone = self.tr("No picture is kept")
        self._before, self._after = PictureBox(theme, gone), PictureBox(theme, gone)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 11, 12, 11)
        whole.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addLayout(self._pictures())
        line.addLayout(self._texts(theme), 1)
        line.addLayout(self._buttons())
        whole.addLayout(line)
        if alike and not lesson.answered:
            whole.addLayout(self._others())

    def show_pictures(self, pictures: StepPictures) -> None:
        """Read both pictures."""
        workflow, old = self.lesson.step.workflow_id, self.lesson.old.target
        before = self.lesson.wrong or ((old.ring or old.picture) if old else None)
        new = self.lesson.new.target
        after = self.lesson.shown or ((new.ring or new.picture) if new else None)
        for picture, box in ((before, self._before), (after, self._after)):
            if picture is not None:
                pictures.show_picture(self, workflow, picture, partial(show_around, box, PICTURE))

    def _pictures(self) -> QHBoxLayout:
        both = ((self.tr("Before"), self._before), (self.tr("Now"), self._after))
        return picture_pair(both, PICTURE)

    def _texts(self, theme: Theme) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(labelled(self._heading(), "strong", wrap=True))
        column.addWidget(labelled(self._told(), "small", wrap=True))
        proof = self.lesson.proof
        if proof is not None:
            kind = "good" if proof.green else "problem"
            column.addWidget(labelled(proof_words(proof, not proof.left), kind, wrap=True))
        badges = QHBoxLayout()
        badges.addWidget(Badge(theme, state_look(self.lesson.state)))
        badges.addStretch(1)
        column.addLayout(badges)
        column.addStretch(1)
        return column

    def _heading(self) -> str:
        return f"{self.lesson.step.number} · {self.lesson.step.sentence}"

    def _told(self) -> str:
        lesson = self.lesson
        keep = {
            Keep.ALWAYS: self.tr("from now on"),
            Keep.LOOK: self.tr("beside the old look"),
            Keep.ONCE: self.tr("this time only"),
            Keep.SEEN: self.tr("a new look that you said yes to"),
        }[lesson.keep]
        parts = [self._what(), keep, f"{lesson.coach}, {lesson.when.astimezone():%Y-%m-%d %H:%M}"]
        if lesson.pack:
            parts.append(self.tr("from the pack “{name}”").format(name=lesson.pack))
        if lesson.group.startswith(FROM_ADVICE):
            parts.append(self.tr("from an advice"))
        return " · ".join(part for part in parts if part)

    def _what(self) -> str:
        if self.lesson.keep is Keep.SEEN:
            return ""
        new = self.lesson.new
        said = (
            (new.target is not None, self.tr("another place")),
            (new.action is not None, self.tr("another action")),
            (new.params is not None, self.tr("another text")),
            (new.wait_before is not None or new.wait_after is not None, self.tr("other waits")),
            (new.expect is not None and new.target is None, self.tr("another expected result")),
        )
        return ", ".join(words for holds, words in said if holds)

    def _buttons(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        if self.lesson.state is LessonState.TAKEN_BACK:
            put = button(self.tr("Put back"), tip=self.tr("Let this correction count again"))
            put.clicked.connect(self.put_back)
            column.addWidget(put)
        else:
            take = button(self.tr("Take back"), tip=self.tr("Let this correction count no longer; it can be put back"))
            take.clicked.connect(self.take_back)
            column.addWidget(take)
        if self._can_stand_beside():
            beside = button(self.tr("As variant"), tip=self.tr("Keep the old target too, and this look beside it"))
            beside.clicked.connect(self.beside)
            column.addWidget(beside)
        column.addStretch(1)
        return column

    def _can_stand_beside(self) -> bool:
        counts = self.lesson.state in (LessonState.PENDING, LessonState.CONFIRMED)
        return counts and self.lesson.keep is Keep.ALWAYS and self.lesson.new.target is not None

    def _others(self) -> QHBoxLayout:
        line = QHBoxLayout()
        count = len(self.alike)
        one = self.tr("One other step points at the same thing: {name}")
        many = self.tr("{count} other steps point at the same thing")
        first = self.alike[0]
        name = f"{first.workflow_name}, {first.number} · {first.sentence}"
        words = one.format(name=name) if count == 1 else many.format(count=count)
        line.addWidget(labelled(words, "", wrap=True), 1)
        for label, chosen in ((self.tr("Apply to all"), self.alike), (self.tr("Only here"), ())):
            made = button(label)
            made.clicked.connect(partial(self._apply_to, chosen))
            line.addWidget(made)
        if count > 1:
            some = button(self.tr("Choose…"), tip=self.tr("Choose the steps that are corrected, too"))
            some.clicked.connect(self.choose)
            line.insertWidget(2, some)
        return line

    def _apply_to(self, chosen: tuple[StepName, ...], _: bool = False) -> None:
        self.apply.emit(chosen)


def state_look(state: LessonState) -> Look:
    """Whether a correction counts, as a badge."""
    said = QCoreApplication.translate
    match state:
        case LessonState.PENDING:
            return Look("soft_amber", "…", said("LessonCard", "Waits for a run that works with it"))
        case LessonState.CONFIRMED:
            return Look("soft_green", "✓", said("LessonCard", "Confirmed by a run"))
        case LessonState.REPLACED:
            return Look("soft_grey", "↷", said("LessonCard", "Replaced by a newer one"))
        case LessonState.TAKEN_BACK:
            return Look("soft_red", "✗", said("LessonCard", "Taken back"))
