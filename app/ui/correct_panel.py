"""Correct opens in place: point to it, take a runner-up, other text, another action, other waits."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.model.action import ActionKind
from app.model.decision import Change, Correct, Keep
from app.model.suggestion import Question
from app.settings import Keys
from app.ui.buttons import button, labelled
from app.ui.card_page import CardPage
from app.ui.wishes import Wish
from app.ui.words import action_word

_CLICKS = (ActionKind.CLICK, ActionKind.DOUBLE_CLICK, ActionKind.RIGHT_CLICK)
STEP = 0.5
LONGEST = 60.0


class CorrectPanel(CardPage):
    """Each button is one correction, kept as long as the choice at the bottom says."""

    def __init__(self, question: Question, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self._question = question
        point = self.plain(self.tr("Point to it"), lambda: self.wish(Wish.POINT), "primary", "correct")
        self.body.addWidget(point)
        self._add_candidates()
        self._add_action()
        self._add_waits()
        self._add_keep()

    @property
    def keep(self) -> Keep:
        """How long a correction of this panel lasts."""
        return Keep.ONCE if self.once.isChecked() else Keep.ALWAYS

    def _correct(self, change: Change) -> None:
        self.say(Correct(change, self.keep))

    def _add_candidates(self) -> None:
        finding = self._question.finding
        others = finding.candidates[1:3] if finding else ()
        if not others:
            return
        names = ("second", "third")
        made = [
            self.plain(
                self.tr("Take number {number} ({score})").format(number=number, score=f"{other.score:.2f}"),
                partial(self._take, number),
                key=name,
            )
            for (number, other), name in zip(enumerate(others, start=2), names, strict=False)
        ]
        self.row(*made)

    def _take(self, number: int) -> None:
        self._correct(Change(candidate=number))

    def _add_action(self) -> None:
        suggestion = self._question.suggestion
        if suggestion is None:
            return
        if suggestion.action is ActionKind.TYPE_TEXT and suggestion.params.secret:
            words = self.tr("This step types a secret. It is not changed here: a correction is kept as readable text.")
            self.body.addWidget(labelled(words, "muted", wrap=True))
        elif suggestion.action is ActionKind.TYPE_TEXT:
            self.body.addWidget(self.plain(self.tr("Other text…"), lambda: self.wish(Wish.OTHER_TEXT)))
        elif suggestion.action is ActionKind.PRESS_KEYS:
            self.body.addWidget(self.plain(self.tr("Other keys…"), lambda: self.wish(Wish.OTHER_KEYS)))
        elif suggestion.action in _CLICKS:
            others = [kind for kind in _CLICKS if kind is not suggestion.action]
            self.row(*[self._other_action(kind) for kind in others])

    def _other_action(self, kind: ActionKind) -> QPushButton:
        return self.plain(action_word(kind), lambda: self._correct(Change(action=kind)))

    def _add_waits(self) -> None:
        self._before = WaitStepper(self.tr("Wait before"))
        self._after = WaitStepper(self.tr("Wait after"))
        self._use_waits = self.plain(self.tr("Use"), self._correct_waits)
        self._use_waits.setAccessibleName(self.tr("Use these waits"))
        self._use_waits.setToolTip(self.tr("Use these waits"))
        self._use_waits.setEnabled(False)
        steppers = QVBoxLayout()
        steppers.setSpacing(4)
        for stepper in (self._before, self._after):
            stepper.more.clicked.connect(lambda: self._use_waits.setEnabled(True))
            stepper.less.clicked.connect(lambda: self._use_waits.setEnabled(True))
            steppers.addWidget(stepper)
        line = QHBoxLayout()
        line.addLayout(steppers, 1)
        line.addWidget(self._use_waits)
        self.body.addLayout(line)

    def _correct_waits(self) -> None:
        self._correct(Change(wait_before=self._before.changed_to, wait_after=self._after.changed_to))

    def _add_keep(self) -> None:
        self.once = button(self.tr("This time only"))
        self.always = button(self.tr("From now on"))
        for choice in (self.once, self.always):
            choice.setCheckable(True)
            choice.setProperty("kind", "choice")
            choice.setAutoExclusive(True)
        self.always.setChecked(True)
        back = self.plain(self.tr("Back"), lambda: self.wish(Wish.BACK), "quiet")
        self.row(self.once, self.always, back)


class WaitStepper(QWidget):
    """Seconds with − and +: usable without the keyboard focus."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seconds = 0.0
        self._touched = False
        self._shown = QLabel()
        self.less = self._button("−", self.tr("{label}: less").format(label=label), -STEP)
        self.more = self._button("+", self.tr("{label}: more").format(label=label), STEP)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(labelled(label), 1)
        line.addWidget(self.less)
        line.addWidget(self._shown)
        line.addWidget(self.more)
        self._show()

    @property
    def changed_to(self) -> float | None:
        """The seconds, None when nobody touched them."""
        return self._seconds if self._touched else None

    def _button(self, sign: str, name: str, by: float) -> QPushButton:
        made = button(sign, "step", tip=name, name=name)
        made.setFixedWidth(34)
        made.clicked.connect(lambda: self._move(by))
        return made

    def _move(self, by: float) -> None:
        self._touched = True
        self._seconds = min(LONGEST, max(0.0, self._seconds + by))
        self._show()

    def _show(self) -> None:
        text = f"{self._seconds:.1f} s" if self._touched else self.tr("as it is")
        self._shown.setText(text)
