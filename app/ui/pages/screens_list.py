"""Screens that were recognised wrongly: what the person said each is not, to take back and to put back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.model.geometry import Box
from app.model.lesson import LessonState, OneDenial, ScreenLesson
from app.ui.buttons import button, labelled
from app.ui.learned_view import LearnedView
from app.ui.learning_services import Lessons
from app.ui.looks import Look
from app.ui.meters import Badge
from app.ui.pages.learned import ListSection
from app.ui.picture_pair import picture_pair, show_around
from app.ui.repair_card import PictureBox
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme

PICTURE = (190, 104)


class ScreensList(ListSection):
    """Newest first; what was taken back stays in the list and can be put back."""

    def __init__(self, theme: Theme, lessons: Lessons, pictures: StepPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Screens")
        self._theme = theme
        self._lessons = lessons
        self._pictures = pictures
        self.cards: list[ScreenCard] = []
        self.lay_out()

    def show_view(self, view: LearnedView) -> None:
        """The denied looks of this workflow's Screens."""
        self.cards = [self._card(lesson) for lesson in view.denials]
        self.fill(self.cards)
        told = self.tr("What looks like these is not taken for that Screen again; the robot asks there.")
        none = self.tr("No Screen was taken for another one yet. “Not this Screen” on the card says so in a run.")
        self._words.setText(told if view.denials else none)

    def _card(self, lesson: ScreenLesson) -> ScreenCard:
        card, taught = ScreenCard(lesson, self._theme), self._lessons
        words = self.tr("that it is not the Screen “{screen}”").format(screen=lesson.screen)
        take = partial(taught.take_back, OneDenial(lesson.denial_id), words)
        put = partial(taught.put_back, lesson.undo, words)
        card.take_back.connect(lambda: self.wanted.emit(take))
        card.put_back.connect(lambda: self.wanted.emit(put))
        card.show_pictures(self._pictures)
        return card


class ScreenCard(QFrame):
    """One look that was denied; `take_back` and `put_back` when the person wants it."""

    take_back = Signal()
    put_back = Signal()

    def __init__(self, lesson: ScreenLesson, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lesson = lesson
        self.setProperty("surface", "panel")
        self.setAccessibleName(self._heading())
        gone = self.tr("No picture is kept")
        self._taught, self._seen = PictureBox(theme, gone), PictureBox(theme, gone)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 11, 12, 11)
        line.setSpacing(12)
        both = ((self.tr("As taught"), self._taught), (self.tr("Not this Screen"), self._seen))
        line.addLayout(picture_pair(both, PICTURE))
        line.addLayout(self._texts(theme), 1)
        line.addLayout(self._buttons())

    def show_pictures(self, pictures: StepPictures) -> None:
        """Read both pictures."""
        for picture, box in ((self.lesson.taught, self._taught), (self.lesson.seen, self._seen)):
            if picture is not None:
                whole = partial(_show_whole, box)
                pictures.show_picture(self, self.lesson.workflow_id, picture, whole)

    def _heading(self) -> str:
        lesson = self.lesson
        words = self.tr("Not “{screen}” but “{instead}”") if lesson.instead else self.tr("Not “{screen}”")
        return words.format(screen=lesson.screen, instead=lesson.instead)

    def _texts(self, theme: Theme) -> QVBoxLayout:
        lesson = self.lesson
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(labelled(self._heading(), "strong", wrap=True))
        column.addWidget(labelled(f"{lesson.coach}, {lesson.when.astimezone():%Y-%m-%d %H:%M}", "small", wrap=True))
        if lesson.seen is None:
            words = self.tr("Its picture may not be kept, so it can be taken for this Screen again.")
            column.addWidget(labelled(words, "problem", wrap=True))
        badges = QHBoxLayout()
        badges.addWidget(Badge(theme, self._state()))
        badges.addStretch(1)
        column.addLayout(badges)
        column.addStretch(1)
        return column

    def _state(self) -> Look:
        match self.lesson.state:
            case LessonState.TAKEN_BACK:
                return Look("soft_red", "✗", self.tr("Taken back"))
            case LessonState.PENDING:
                return Look("soft_amber", "…", self.tr("The new look waits for a run that works with it"))
            case _ if self.lesson.instead:
                return Look("soft_green", "✓", self.tr("Confirmed by a run"))
            case _:
                return Look("soft_green", "✓", self.tr("Counts"))

    def _buttons(self) -> QVBoxLayout:
        column = QVBoxLayout()
        taken = self.lesson.state is LessonState.TAKEN_BACK
        if taken:
            made = button(self.tr("Put back"), tip=self.tr("Let this word count again"))
            made.clicked.connect(self.put_back)
        else:
            made = button(self.tr("Take back"), tip=self.tr("Let this word count no longer; it can be put back"))
            made.clicked.connect(self.take_back)
        column.addWidget(made)
        column.addStretch(1)
        return column


def _show_whole(box: PictureBox, image: QImage, _: Box | None) -> None:
    """All of the window: what tells two Screens apart may stand anywhere."""
    show_around(box, PICTURE, image, None)
