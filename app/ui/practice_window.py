"""The practice room: one doubt after the other, on pictures, with the card and keys of coaching."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.model.decision import Answer, Change, Correct, Keep, Pointed, Skip
from app.model.errors import UserError
from app.model.geometry import Point
from app.model.rehearsal import Doubt, DoubtKind, Posed
from app.settings import Keys
from app.ui.buttons import button, labelled
from app.ui.learning_services import Rehearsal
from app.ui.practice_page import PracticePage
from app.ui.practice_view import PracticeView
from app.ui.queries import Queries
from app.ui.theme import Theme
from app.ui.wishes import Wish

SIZE = (1180, 720)
_NAMES = ("accept", "correct", "reject", "skip", "second", "third")


class PracticeWindow(QDialog):
    """No program is touched. `taught` when an answer was kept."""

    taught = Signal()

    def __init__(
        self,
        doubts: Sequence[Doubt],
        rehearsal: Rehearsal,
        queries: Queries,
        keys: Keys,
        theme: Theme,
        parent: QWidget | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._doubts = tuple(doubts)
        self._rehearsal, self._queries, self._keys, self._theme, self._clock = rehearsal, queries, keys, theme, clock
        self._at = -1
        self._since = 0.0
        self.posed: Posed | None = None
        self.page: PracticePage | None = None
        self.setWindowTitle(self.tr("Practice room"))
        self.resize(*SIZE)
        self._view = PracticeView(theme)
        self._view.pointed.connect(self._pointed)
        self._head, self._sentence = labelled("", "section"), labelled("", "title", wrap=True)
        self._why, self._said = labelled("", "muted", wrap=True), labelled("", "small", wrap=True)
        self._done = button(self.tr("Close"), tip=self.tr("Leave the practice room"))
        self._done.clicked.connect(self.accept)
        self._lay_out()
        for name in _NAMES:
            QShortcut(QKeySequence(getattr(keys, name)), self).activated.connect(partial(self._press, name))
        self._next()

    def _lay_out(self) -> None:
        side = QWidget()
        side.setFixedWidth(320)
        self._column = QVBoxLayout(side)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self._head, self._sentence, self._why):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._column.addWidget(self._said)
        self._column.addWidget(self._done)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 14, 14, 14)
        line.setSpacing(14)
        line.addWidget(self._view, 1)
        line.addWidget(side)

    def _next(self) -> None:
        """The next doubt; at the end it says so."""
        self._at += 1
        self.posed = None
        self._show_page(None)
        if self._at >= len(self._doubts):
            self._view.show_posed(None)
            self._head.setText("")
            self._sentence.setText(self.tr("That was all."))
            self._why.setText(self.tr("What you said counts from the next run on."))
            self._done.setFocus()
            return
        doubt, rehearsal = self._doubts[self._at], self._rehearsal
        self._head.setText(self.tr("{number} OF {count}").format(number=self._at + 1, count=len(self._doubts)))
        self._sentence.setText(doubt.step.sentence)
        self._why.setText(f"{doubt.step.workflow_name} · {_why(self, doubt.kind)}")
        self._queries.ask(self, lambda: rehearsal.pose(doubt), self._pose, self._pass_over)

    def _pose(self, posed: Posed) -> None:
        self.posed = posed
        self._view.show_posed(posed)
        self._show_page(PracticePage(posed.question, self._keys, self._theme))
        self._since = self._clock()

    def _show_page(self, page: PracticePage | None) -> None:
        if self.page is not None:
            self._column.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
        self.page = page
        if page is not None:
            page.answered.connect(self.answer)
            page.wished.connect(self._wish)
            self._column.insertWidget(3, page)

    @Slot(object)
    def answer(self, answer: Answer) -> None:
        """Keep it and go on; a place that cannot be taught is said, and the doubt stays."""
        posed, rehearsal, seconds = self.posed, self._rehearsal, self._clock() - self._since
        if posed is None:
            return
        if isinstance(answer, Skip):
            self._next()
            return
        self.posed = None
        self._queries.ask(
            self, lambda: rehearsal.answer(posed, answer, seconds), self._answered, partial(self._refused, posed)
        )

    def _answered(self, words: str) -> None:
        self._said.setText(words)
        self.taught.emit()
        self._next()

    def _refused(self, posed: Posed, error: UserError) -> None:
        self.posed = posed
        self._said.setText(f"{error.why[:1].upper()}{error.why[1:]}. {error.next_step}")

    def _pass_over(self, error: UserError) -> None:
        """A picture that is gone is left out."""
        self._said.setText(str(error))
        self._next()

    def _wish(self, wish: Wish) -> None:
        if wish is Wish.POINT and self.posed is not None:
            self._said.setText(self.tr("Click the right place in the picture."))
            self._view.want_pointing(True)

    @Slot(object)
    def _pointed(self, point: Point) -> None:
        self.answer(Correct(Change(pointed=Pointed(point)), Keep.ALWAYS))

    def _press(self, name: str) -> None:
        action = self.page.presses.get(name) if self.page else None
        if action is not None:
            action()


def _why(window: PracticeWindow, kind: DoubtKind) -> str:
    return {
        DoubtKind.UNANSWERED: window.tr("nobody answered then"),
        DoubtKind.WRONG: window.tr("you said it was the wrong place, and not where the right one is"),
        DoubtKind.UNSURE: window.tr("it was not sure"),
        DoubtKind.FAILED: window.tr("what was expected did not follow"),
        DoubtKind.BAD_RUN: window.tr("you called the run bad"),
    }[kind]
