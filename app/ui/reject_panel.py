"""Reject opens in place: what happens then, and in one click why."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from app.model.decision import Reject, RejectReason, RejectThen
from app.settings import Keys
from app.ui.buttons import button, labelled
from app.ui.card_page import CardPage
from app.ui.wishes import Wish


class RejectPanel(CardPage):
    """Skip this step, Stop here, Show me; Wrong place / Not now."""

    def __init__(self, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self.body.addWidget(labelled(self.tr("Why not? (may be left out)"), "small"))
        self.wrong_place = self._reason(self.tr("Wrong place"))
        self.not_now = self._reason(self.tr("Not now"))
        self.wrong_place.toggled.connect(lambda on: self.not_now.setChecked(False) if on else None)
        self.not_now.toggled.connect(lambda on: self.wrong_place.setChecked(False) if on else None)
        self.row(self.wrong_place, self.not_now)
        self.body.addWidget(labelled(self.tr("What now?"), "small"))
        skip = self.decision("skip", "↷", self.tr("Skip this step"), lambda: self._reject(RejectThen.SKIP), "skip")
        stop = self.decision("reject", "■", self.tr("Stop here"), lambda: self._reject(RejectThen.STOP))
        show = self.decision("correct", "✎", self.tr("Show me"), lambda: self.wish(Wish.POINT), "correct")
        self.row(skip, stop)
        self.row(show, self.plain(self.tr("Back"), lambda: self.wish(Wish.BACK), "quiet"))

    def _reason(self, label: str) -> QPushButton:
        made = button(label)
        made.setCheckable(True)
        made.setProperty("kind", "choice")
        return made

    def _reject(self, then: RejectThen) -> None:
        reason = None
        if self.wrong_place.isChecked():
            reason = RejectReason.WRONG_PLACE
        elif self.not_now.isChecked():
            reason = RejectReason.NOT_NOW
        self.say(Reject(then, reason))
