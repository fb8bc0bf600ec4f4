"""The teaching inbox: every correction that lasts as a card, and ways to take back many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QDate, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCalendarWidget,
    QDialog,
    QDialogButtonBox,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from app.model.decision import Keep
from app.model.lesson import Lesson, LessonState, OfDay, OfRun, OneLesson, Scope, StepName
from app.ui.buttons import button
from app.ui.dialogs.alike import AlikeDialog
from app.ui.learned_view import LearnedView
from app.ui.learning_services import Lessons
from app.ui.pages.learned import ListSection
from app.ui.pages.lesson_card import LessonCard
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme


class CorrectionsList(ListSection):
    """Newest first; what was taken back stays in the list and can be put back."""

    def __init__(self, theme: Theme, lessons: Lessons, pictures: StepPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Corrections")
        self._theme = theme
        self._lessons = lessons
        self._pictures = pictures
        self.cards: list[LessonCard] = []
        self._view: LearnedView | None = None
        self._dialog: QDialog | None = None
        self._many = button(
            self.tr("Take back many"), tip=self.tr("All that was taught on one day, or in one run; it can be put back")
        )
        self._undone = button(self.tr("Put back"), tip=self.tr("What was taken back counts again"))
        self.lay_out(self._undone, self._many)

    def show_view(self, view: LearnedView) -> None:
        """The corrections of this workflow."""
        self._view = view
        self.cards = [self._card(lesson, view.alike.get(lesson.correction_id, ())) for lesson in view.lessons]
        self.fill(self.cards)
        self._words.setText(self._summary(view.lessons))
        self._many.setMenu(self._menu_of_many(view))
        self._undone.setMenu(self._menu_of_undone(view))
        self._undone.setEnabled(bool(view.undone))

    def _summary(self, lessons: tuple[Lesson, ...]) -> str:
        if not lessons:
            return self.tr("Nothing corrected yet. Each correction that lasts will stand here, and can be taken back.")
        waiting = sum(each.state is LessonState.PENDING for each in lessons)
        looks = sum(each.keep is Keep.SEEN for each in lessons)
        made = len(lessons) - looks
        counted = self.tr("One correction.") if made == 1 else self.tr("{count} corrections.")
        seen = self.tr("{looks} new looks that you said yes to.") if looks else ""
        waits = self.tr("{waiting} not yet seen to work in a run.") if waiting else self.tr("All were seen to work.")
        return " ".join(filter(None, (counted, seen, waits))).format(count=made, looks=looks, waiting=waiting)

    def _card(self, lesson: Lesson, alike: tuple[StepName, ...]) -> LessonCard:
        card, taught = LessonCard(lesson, alike, self._theme), self._lessons
        words = self.tr("the correction of step {number}").format(number=lesson.step.number)
        card.take_back.connect(lambda: self._take(OneLesson(lesson.correction_id), words))
        card.put_back.connect(lambda: self.wanted.emit(lambda: taught.put_back(lesson.undo, words)))
        card.beside.connect(lambda: self.wanted.emit(lambda: taught.keep_beside(lesson)))
        card.apply.connect(lambda chosen: self.wanted.emit(lambda: taught.apply(lesson, chosen)))
        card.choose.connect(lambda: self._choose(card))
        card.show_pictures(self._pictures)
        return card

    def _take(self, scope: Scope, words: str) -> None:
        taught = self._lessons
        self.wanted.emit(lambda: taught.take_back(scope, words))

    def _choose(self, card: LessonCard) -> None:
        dialog = AlikeDialog(card.alike, self)
        dialog.chosen.connect(card.apply)
        self._dialog = dialog
        dialog.open()

    # --- many at once

    def _menu_of_many(self, view: LearnedView) -> QMenu:
        menu, today = QMenu(self), date.today()
        for words, day in (
            (self.tr("what was taught today"), today),
            (self.tr("what was taught yesterday"), today - timedelta(days=1)),
        ):
            self._add(menu, words, partial(self._take, OfDay(day), words))
        self._add(menu, self.tr("what was taught on another day…"), self._ask_day)
        runs = {each.run_id: each.when for each in view.lessons if each.run_id and each.undo == ""}
        for run_id, when in list(runs.items())[:5]:
            words = self.tr("what the run of {when} taught").format(when=_told(when))
            self._add(menu, words, partial(self._take, OfRun(run_id), words))
        return menu

    def _menu_of_undone(self, view: LearnedView) -> QMenu:
        menu, taught = QMenu(self), self._lessons
        for each in view.undone:
            words = f"{each.words} ({_told(each.when)})"
            self._add(menu, words, partial(self.wanted.emit, partial(taught.put_back, each.group_id, each.words)))
        return menu

    def _add(self, menu: QMenu, words: str, then: Callable[[], object]) -> None:
        action = QAction(words[:1].upper() + words[1:], menu)
        action.triggered.connect(lambda: then())
        menu.addAction(action)

    @Slot()
    def _ask_day(self) -> None:
        dialog = _DayDialog(self)
        dialog.accepted.connect(lambda: self._take(OfDay(dialog.day), self._day_words(dialog.day)))
        self._dialog = dialog
        dialog.open()

    def _day_words(self, day: date) -> str:
        return self.tr("what was taught on {day}").format(day=f"{day:%Y-%m-%d}")


class _DayDialog(QDialog):
    """A day up to today."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Take back what was taught on"))
        self._calendar = QCalendarWidget()
        self._calendar.setMaximumDate(QDate.currentDate())
        self._calendar.setAccessibleName(self.tr("Day"))
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Take back"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._calendar)
        column.addWidget(buttons)

    @property
    def day(self) -> date:
        """The chosen day."""
        chosen = self._calendar.selectedDate()
        return date(chosen.year(), chosen.month(), chosen.day())


def _told(when: datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d %H:%M}"
