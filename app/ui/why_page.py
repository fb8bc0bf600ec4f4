"""The card after an act that went wrong: was it the wrong place? One click says so."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.model.decision import Explain, WaitMore
from app.model.suggestion import Question
from app.settings import Keys
from app.ui.buttons import labelled
from app.ui.card_page import CardPage


class WhyPage(CardPage):
    """Yes, wrong place; No, something else; I do not know."""

    def __init__(self, question: Question, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self.body.addWidget(labelled(self.tr("Was it the wrong place?"), "strong", wrap=True))
        if question.why:
            self.body.addWidget(labelled(question.why, "small", wrap=True))
        # A question that waits for ever must not keep keys from the programs under it.
        wrong, other = ("reject", "skip") if question.deadline is not None else ("", "")
        yes = self.decision("reject", "✗", self.tr("Yes, wrong place"), lambda: self.say(Explain(True)), wrong)
        no = self.plain(self.tr("No, something else"), lambda: self.say(Explain(False)), key=other)
        unknown = self.plain(self.tr("I do not know"), lambda: self.say(WaitMore()), "quiet")
        self.row(yes, no)
        self.row(unknown, stretch=False)
