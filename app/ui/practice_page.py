"""The card of the practice room: the decisions that can be taken on a picture, with the keys of the coach card."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.model.decision import Accept, Change, Correct, Reject, RejectReason, RejectThen, Skip
from app.model.suggestion import Question
from app.settings import Keys
from app.ui.buttons import labelled
from app.ui.card_page import CardPage
from app.ui.meters import ScoreBar
from app.ui.theme import Theme
from app.ui.wishes import Wish


class PracticePage(CardPage):
    """Accept, Correct (point in the picture), Not here, Skip; a runner-up by its number."""

    def __init__(self, question: Question, keys: Keys, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        suggestion = question.suggestion
        match = suggestion.match if suggestion else None
        if suggestion is not None and match is not None:
            bar = ScoreBar(theme)
            bar.show_score(suggestion.score, suggestion.limit)
            self.body.addWidget(bar)
        self.body.addWidget(labelled(question.why, "small", wrap=True))
        accept = self.decision("accept", "✓", self.tr("Accept"), lambda: self.say(Accept()), "accept")
        accept.setEnabled(match is not None)
        correct = self.decision("correct", "✎", self.tr("Correct"), lambda: self.wish(Wish.POINT), "correct")
        gone = Reject(RejectThen.SKIP, RejectReason.WRONG_PLACE)
        absent = self.decision("reject", "✗", self.tr("Not here"), lambda: self.say(gone), "reject")
        skip = self.decision("skip", "↷", self.tr("Skip"), lambda: self.say(Skip()), "skip")
        self.row(accept, correct)
        self.row(absent, skip)
        for name, number in (("second", 2), ("third", 3)):
            if question.finding and len(question.finding.candidates) >= number:
                self.presses[name] = partial(self.say, Correct(Change(candidate=number)))
        self.body.addWidget(labelled(question.trust, "small", wrap=True))
