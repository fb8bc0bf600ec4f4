"""Pages of the card with a sentence and two or three buttons: do it now, second yes, continue at, paused."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.model.decision import ByHand, Confirm, Skip, WaitMore
from app.model.suggestion import Question
from app.settings import Keys
from app.ui.buttons import labelled
from app.ui.card_page import CardPage
from app.ui.wishes import Wish


class DoItNowPage(CardPage):
    """The person does the step now: no time-out, and no key of ours is in the way."""

    def __init__(self, question: Question, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        words = self.tr("Do it now, I watch. I saw nothing done yet. Press Done when it is done.")
        self.body.addWidget(labelled(words, "muted", wrap=True))
        if question.why:
            self.body.addWidget(labelled(question.why, "small", wrap=True))
        done = self.decision("by_hand", "☞", self.tr("Done"), lambda: self.say(ByHand()))
        stop = self.decision("reject", "■", self.tr("Stop"), lambda: self.wish(Wish.STOP))
        self.row(done, stop)


class SecondYesPage(CardPage):
    """A locked step that needs two confirmations."""

    def __init__(self, question: Question, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        words = self.tr("This cannot easily be taken back. Really do it?")
        self.body.addWidget(labelled(words, "strong", wrap=True))
        if question.why:
            self.body.addWidget(labelled(question.why, "small", wrap=True))
        yes = self.decision("accept", "✓", self.tr("Yes, do it"), lambda: self.say(Confirm()), "accept")
        skip = self.decision("skip", "↷", self.tr("Skip"), lambda: self.say(Skip()), "skip")
        stop = self.decision("reject", "■", self.tr("Stop"), lambda: self.wish(Wish.STOP))
        self.body.addWidget(yes)
        self.row(skip, stop)


class ContinueAtPage(CardPage):
    """Another Screen of the workflow is there: go on at the step that fits it?"""

    def __init__(self, question: Question, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        if question.why:
            self.body.addWidget(labelled(question.why, "small", wrap=True))
        label = self.tr("Continue at step {number}").format(number=question.fits)
        go = self.decision("accept", "✓", label, lambda: self.say(Confirm()), "accept")
        wait = self.plain(self.tr("Wait"), lambda: self.say(WaitMore()), key="skip")
        stop = self.decision("reject", "■", self.tr("Stop"), lambda: self.wish(Wish.STOP))
        self.body.addWidget(go)
        self.row(wait, stop)


class PausedPage(CardPage):
    """The run is paused and waits without end."""

    def __init__(self, reason: str, go_on: str, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        if reason:
            self.body.addWidget(labelled(reason, "muted", wrap=True))
        go = self.decision("accept", "▶", go_on, lambda: self.wish(Wish.GO_ON))
        stop = self.decision("reject", "■", self.tr("Stop"), lambda: self.wish(Wish.STOP))
        self.row(go, stop)
