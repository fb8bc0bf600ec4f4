"""Learning switched off: all is recorded and what was learned before is used, but nothing joins it."""

from __future__ import annotations

from app.learning.feedback import opinion_of
from app.model.feedback import Verdict
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence, FeedbackGiven, Vouched
from app.model.ledger_run import RunBegun, RunEnded, ScreenDenied, StepEnded, SurroundingsAccepted, SurroundingsSeen
from app.model.modes import Label, StepStatus


def teaches(entry: Entry, learning: bool) -> bool:
    """Whether something is learned from this row; what speaks against acting alone counts in any case."""
    if learning:
        return True
    match entry:
        case Evidence(label=Label.WRONG) | StepEnded(status=StepStatus.CANCELLED | StepStatus.FAILED):
            return True
        case Vouched() | RunBegun() | SurroundingsSeen() | SurroundingsAccepted():
            return True
        case ScreenDenied():
            return entry.instead is None
        case FeedbackGiven():
            return opinion_of(entry).rated is not Verdict.GOOD
        case RunEnded():
            return not entry.clean
        case _:
            return False
