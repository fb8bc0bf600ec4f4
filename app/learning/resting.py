"""Learning switched off: all is recorded and what was learned before is used, but nothing joins it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.learning.feedback import opinion_of
from app.model.feedback import Verdict
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence, FeedbackGiven, Vouched
from app.model.ledger_run import RunBegun, RunEnded, ScreenDenied, StepEnded, SurroundingsAccepted, SurroundingsSeen
from app.model.modes import Label, StepStatus
from app.model.trust import Demotion


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


def accepted_changes(knowledge: Knowledge, entries: Iterable[Entry], run_id: str) -> Iterator[SurroundingsAccepted]:
    """The rows to add while learning rests: a label teaches nothing then, but a step that asks because its
    surroundings changed was answered, and need not ask about the same change in every run."""
    for entry in entries:
        if not isinstance(entry, Evidence) or entry.label is not Label.RIGHT or not entry.source.human:
            continue
        known = knowledge.step(entry.step_id)
        if known.version == entry.version and known.trust.hold is Demotion.SURROUNDINGS_CHANGED:
            yield SurroundingsAccepted(run_id, entry.workflow_id, entry.step_id, entry.version)
