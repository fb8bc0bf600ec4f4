"""What the person thinks of a past run or a step of it: good, neutral or bad, stars, a comment; bad asks with one
click whether it was the wrong place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.model.coaching import StepRecord
from app.model.decision import DecisionKind
from app.model.feedback import MOST_WORDS, BetterAction, Opinion, Verdict
from app.model.modes import StepStatus
from app.ui.buttons import button, labelled, restyle

_DONE = (StepStatus.PASSED, StepStatus.FAILED, StepStatus.UNVERIFIED)


def can_be_rated(record: StepRecord) -> bool:
    """Whether the robot did what it had suggested: only then is there something of its own to rate."""
    return record.decision in (None, DecisionKind.ACCEPT) and not record.by_hand and record.status in _DONE


class RatingLine(QWidget):
    """`said` carries the Opinion whenever it changed; `wrong_place` comes when the person says so after a bad one.

    rates: the words and stars are there, not only the comment. asks: a bad one asks whether it was the wrong place.
    whole: it is about a run, so the stars are shown at once. Widgets in `more` join the end of the line.
    """

    said = Signal(object)
    wrong_place = Signal()

    def __init__(
        self,
        opinion: Opinion,
        rates: bool = True,
        asks: bool = True,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._opinion = opinion
        self._asks_place = asks
        self._words = {verdict: self._word(verdict, name) for verdict, name in self._names().items()}
        self.stars = Stars()
        self.stars.chosen.connect(self._rate_stars)
        self.comment = CommentLine(opinion.comment)
        self.comment.given.connect(self._comment)
        self._question = _Question()
        self._question.answered.connect(self._answered)
        self.more = button(self.tr("Comment…"), "quiet", self.tr("Stars and a comment"))
        self.more.setCheckable(True)
        self.more.toggled.connect(self._show_more)
        self._rates, self._whole = rates, whole
        self._line = QHBoxLayout()
        self._lay_out()
        self._mark()
        self.more.setChecked(False)
        self._show_more(False)

    @property
    def opinion(self) -> Opinion:
        """What is said now."""
        return self._opinion

    @Slot(object)
    def say_better(self, better: BetterAction) -> None:
        """What would have been right joins what was said."""
        self._say(replace(self._opinion, better=better))

    def join(self, widgets: Sequence[QWidget]) -> None:
        """Put these at the end of the line."""
        for made in widgets:
            self._line.insertWidget(self._line.count() - 1, made)

    def _names(self) -> dict[Verdict, str]:
        return {
            Verdict.GOOD: self.tr("Good"),
            Verdict.NEUTRAL: self.tr("Neutral"),
            Verdict.BAD: self.tr("Bad"),
        }

    def _word(self, verdict: Verdict, name: str) -> QPushButton:
        made = button(name, "choice", self.tr("Say how good it was: {word}").format(word=name.casefold()), name)
        made.setCheckable(True)
        made.clicked.connect(lambda: self._rate(verdict))
        return made

    def _lay_out(self) -> None:
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(6)
        for made in (*self._words.values(), *([self.stars] if self._whole else []), self._question, self.more):
            self._line.addWidget(made)
        self._line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._line)
        below = QHBoxLayout()
        below.setSpacing(8)
        if not self._whole:
            below.addWidget(self.stars)
        below.addWidget(self.comment, 1)
        column.addLayout(below)
        for made in self._words.values():
            made.setVisible(self._rates)

    def _rate(self, verdict: Verdict) -> None:
        """One word; clicked again it is taken back."""
        same = self._opinion.verdict is verdict or (self._opinion.verdict is None and self._opinion.rated is verdict)
        self._say(replace(self._opinion, verdict=None if same else verdict, stars=None))
        self._question.setVisible(self._asks_place and self._opinion.rated is Verdict.BAD)

    @Slot(int)
    def _rate_stars(self, stars: int) -> None:
        self._say(replace(self._opinion, verdict=None, stars=stars))
        self._question.setVisible(self._asks_place and self._opinion.rated is Verdict.BAD)

    @Slot(str)
    def _comment(self, words: str) -> None:
        self._say(replace(self._opinion, comment=words))
        self.more.setChecked(False)

    def _say(self, opinion: Opinion) -> None:
        self._opinion = opinion
        self._mark()
        self.said.emit(opinion)

    @Slot(bool)
    def _answered(self, wrong_place: bool) -> None:
        self._question.hide()
        if wrong_place:
            self.wrong_place.emit()

    @Slot(bool)
    def _show_more(self, on: bool) -> None:
        self.comment.setVisible(on)
        self.stars.setVisible(self._rates and (on or self._whole))
        if on:
            self.comment.field.setFocus()

    def _mark(self) -> None:
        rated = self._opinion.rated
        for verdict, made in self._words.items():
            made.setChecked(verdict is rated)
        self.stars.show_stars(self._opinion.stars or 0)
        words = self._opinion.comment
        self.more.setText(self.tr("“{words}”").format(words=_short(words)) if words else self.tr("Comment…"))


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 28 else plain[:27] + "…"


class _Question(QWidget):
    """Was it the wrong place? One click."""

    answered = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        yes = button(self.tr("Yes, wrong place"), "choice")
        no = button(self.tr("No, something else"), "choice")
        yes.clicked.connect(lambda: self.answered.emit(True))
        no.clicked.connect(lambda: self.answered.emit(False))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for made in (labelled(self.tr("Wrong place?"), "small"), yes, no):
            line.addWidget(made)
        self.hide()


class Stars(QWidget):
    """One to five; `chosen` when the person clicks one. The arrows walk, so that Tab passes them in one step."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for number in range(1, 6):
            name = self.tr("1 star") if number == 1 else self.tr("{number} stars").format(number=number)
            made = button("☆", "star", name, name)
            made.setCheckable(True)
            made.setFixedSize(24, 26)
            self._group.addButton(made, number)
            line.addWidget(made)
        self._group.idClicked.connect(self.chosen)

    def show_stars(self, stars: int) -> None:
        """So many are full; none without stars."""
        self._group.setExclusive(False)
        for made in self._group.buttons():
            number = self._group.id(made)
            made.setText("★" if number <= stars else "☆")
            made.setChecked(number == stars)
        self._group.setExclusive(True)


class CommentLine(QWidget):
    """One comment; what is too long is said, and not cut."""

    given = Signal(str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(words)
        self.field.setMaxLength(100 * MOST_WORDS)
        self.field.setPlaceholderText(self.tr("What should it know about this?"))
        self.field.setAccessibleName(self.tr("Comment"))
        self.field.setToolTip(self.tr("A comment for you and, if you share it, for training (Enter keeps it)"))
        self.keep = button(self.tr("Keep"), "", self.tr("Keep the comment (Enter)"), self.tr("Keep the comment"))
        self._problem = labelled("", "problem", wrap=True)
        self._problem.hide()
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.field, 1)
        line.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(line)
        column.addWidget(self._problem)
        self.field.textChanged.connect(self._judge)
        self.field.returnPressed.connect(self._give)
        self.keep.clicked.connect(self._give)

    @property
    def problem(self) -> str:
        """Why it cannot be kept; empty when it can."""
        count = len(self.field.text())
        if count <= MOST_WORDS:
            return ""
        words = self.tr("{count} characters are too many: {most} are kept. Shorten it.")
        return words.format(count=count, most=MOST_WORDS)

    @Slot()
    def _judge(self) -> None:
        problem = self.problem
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.keep.setEnabled(not problem)
        self.field.setProperty("wrong", "true" if problem else "false")
        restyle(self.field)

    @Slot()
    def _give(self) -> None:
        if not self.problem:
            self.given.emit(self.field.text().strip())
