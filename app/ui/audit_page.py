"""The card of a blind question: the person points first, and only then what the robot found is looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.model.decision import Skip, WaitMore
from app.settings import Keys
from app.ui.buttons import labelled
from app.ui.card_page import CardPage
from app.ui.wishes import Wish


class AuditPage(CardPage):
    """Point to it, Show yours, Skip, Stop; nothing on it tells where the robot would act."""

    def __init__(self, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        words = self.tr("I would do this alone. Where would you? Point to it, and I compare.")
        self.body.addWidget(labelled(words, "muted", wrap=True))
        more = self.tr("A few steps are asked like this, to see how often I am right.")
        self.body.addWidget(labelled(more, "small", wrap=True))
        point = self.plain(self.tr("Point to it"), lambda: self.wish(Wish.POINT), "primary", "correct")
        yours = self.plain(self.tr("Show yours"), lambda: self.say(WaitMore()))
        skip = self.decision("skip", "↷", self.tr("Skip"), lambda: self.say(Skip()), "skip")
        stop = self.decision("reject", "■", self.tr("Stop"), lambda: self.wish(Wish.STOP))
        self.row(point, yours)
        self.row(skip, stop)
