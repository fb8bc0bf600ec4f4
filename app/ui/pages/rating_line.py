"""Good or bad, of one step of a past run; bad asks with one click whether it was the wrong place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.model.coaching import StepRecord
from app.model.decision import DecisionKind
from app.model.modes import StepStatus
from app.ui.buttons import button, labelled

GOOD, BAD = 5, 1
_DONE = (StepStatus.PASSED, StepStatus.FAILED, StepStatus.UNVERIFIED)


def can_be_rated(record: StepRecord) -> bool:
    """Whether the robot did what it had suggested: only then is there something of its own to rate."""
    return record.decision in (None, DecisionKind.ACCEPT) and not record.by_hand and record.status in _DONE


class RatingLine(QWidget):
    """`rated` carries the rating 1 to 5; `wrong_place` comes when the person says so after a bad one."""

    rated = Signal(int)
    wrong_place = Signal()

    def __init__(self, rating: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._good = self._choice(self.tr("Good"), GOOD)
        self._bad = self._choice(self.tr("Bad"), BAD)
        self._asks = labelled(self.tr("Wrong place?"), "small")
        self._yes = button(self.tr("Yes, wrong place"), "choice")
        self._no = button(self.tr("No, something else"), "choice")
        self._yes.clicked.connect(self._say_wrong)
        self._no.clicked.connect(lambda: self._ask(False))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 0)
        line.setSpacing(6)
        for made in (self._good, self._bad, self._asks, self._yes, self._no):
            line.addWidget(made)
        line.addStretch(1)
        self._mark(rating)
        self._ask(False)

    def _choice(self, label: str, rating: int) -> QPushButton:
        made = button(label, "choice", self.tr("How good was this step?"), label)
        made.setCheckable(True)
        made.clicked.connect(lambda: self._rate(rating))
        return made

    def _rate(self, rating: int) -> None:
        self._mark(rating)
        self._ask(rating == BAD)
        self.rated.emit(rating)

    def _say_wrong(self) -> None:
        self._ask(False)
        self.wrong_place.emit()

    def _mark(self, rating: int | None) -> None:
        self._good.setChecked(rating is not None and rating > 3)
        self._bad.setChecked(rating is not None and rating < 3)

    def _ask(self, on: bool) -> None:
        for made in (self._asks, self._yes, self._no):
            made.setVisible(on)
