"""The card's first page: what is suggested, how sure, why, and the five decisions."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.model.decision import Accept, ByHand, Change, Correct, Skip
from app.model.modes import Risk
from app.model.suggestion import Question
from app.settings import Keys
from app.ui.buttons import labelled
from app.ui.card_page import CardPage
from app.ui.meters import ScoreBar
from app.ui.theme import Theme
from app.ui.way_buttons import add_ways
from app.ui.wishes import Wish


class Decisions(CardPage):
    """Accept, Correct, I did it, Skip, Reject; Ctrl+2 and Ctrl+3 take a runner-up. After a step that failed what
    helped before stands above them."""

    def __init__(self, question: Question, keys: Keys, parent: QWidget | None = None, narrow: bool = False) -> None:
        super().__init__(keys, parent)
        add_ways(self, question, narrow)
        self._add_decisions(narrow)
        self._bind_runner_ups(question)

    def _add_decisions(self, narrow: bool) -> None:
        accept = self.decision("accept", "✓", self.tr("Accept"), lambda: self.say(Accept()), "accept")
        correct = self.decision("correct", "✎", self.tr("Correct"), lambda: self.wish(Wish.CORRECT), "correct")
        by_hand = self.decision("by_hand", "☞", self.tr("I did it"), lambda: self.say(ByHand()), "by_hand")
        skip = self.decision("skip", "↷", self.tr("Skip"), lambda: self.say(Skip()), "skip")
        reject = self.decision("reject", "✗", self.tr("Reject"), lambda: self.wish(Wish.REJECT), "reject")
        rows = (
            ((accept,), (correct, by_hand), (skip, reject)) if narrow else ((accept, correct), (by_hand, skip, reject))
        )
        for row in rows:
            self.row(*row)

    def _bind_runner_ups(self, question: Question) -> None:
        found = question.finding.candidates if question.finding else ()
        for name, number in (("second", 2), ("third", 3)):
            if len(found) >= number:
                self.presses[name] = partial(self._take, number)

    def _take(self, number: int) -> None:
        self.say(Correct(Change(candidate=number)))


class QuestionPage(Decisions):
    """The decisions below score, reason and risk."""

    def __init__(self, question: Question, keys: Keys, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(question, keys, parent)
        texts = [text for text in (question.again, question.why, self._risk_words(question), question.hint) if text]
        for text in reversed(texts):
            self.body.insertWidget(0, labelled(text, "small", wrap=True))
        self._add_score(question, theme)

    def _add_score(self, question: Question, theme: Theme) -> None:
        suggestion = question.suggestion
        if suggestion is None or suggestion.match is None:
            return
        bar = ScoreBar(theme)
        bar.show_score(suggestion.score, suggestion.limit)
        self.body.insertWidget(0, bar)

    def _risk_words(self, question: Question) -> str:
        match question.risk:
            case Risk.LOCKED:
                return self.tr("This step is locked: it always asks.")
            case Risk.BLOCKED:
                return self.tr("The robot never does this step: do it by hand, or skip it.")
            case Risk.OPEN | Risk.UNKNOWN:
                return ""
