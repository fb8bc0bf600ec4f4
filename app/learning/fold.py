"""Everything learned is a fold over the ledger's rows; the same rows always give the same Knowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce
from types import MappingProxyType

from app.learning.corrections import merged
from app.learning.drift import followed
from app.learning.memory import remembered
from app.learning.screens import fold_screen
from app.model.decision import DecisionKind, Keep
from app.model.drift import Trend
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.ledger import (
    CorrectionMade,
    DriftLeft,
    DriftTold,
    Entry,
    Evidence,
    LearningSet,
    LookLearned,
    RiskSet,
    RunBegun,
    RunEnded,
    ScreenSeen,
    StepEnded,
    Vouched,
)
from app.model.modes import Label, LabelSource, RunMode, RunState, StepStatus
from app.model.target import LocatorKind


def folded(knowledge: Knowledge, entries: Iterable[Entry]) -> Knowledge:
    """The knowledge after these rows of its workflow, in order."""
    return reduce(fold, entries, knowledge)


def fold(knowledge: Knowledge, entry: Entry) -> Knowledge:
    """The knowledge after one more row; rows that teach nothing return it unchanged."""
    match entry:
        case RunBegun():
            return replace(knowledge, runs=knowledge.runs + 1)
        case RunEnded():
            return replace(knowledge, supervised_streak=_streak(knowledge.supervised_streak, entry))
        case LearningSet():
            return replace(knowledge, state=entry.state)
        case CorrectionMade() | Evidence() | Vouched() | RiskSet() | StepEnded():
            return _with_step(knowledge, entry.step_id, _step_fold(entry))
        case ScreenSeen() | LookLearned() | DriftTold() | DriftLeft():
            return fold_screen(knowledge, entry)
        case _:
            return knowledge


def _streak(streak: int, ended: RunEnded) -> int:
    if ended.mode is not RunMode.SUPERVISED:
        return streak
    return streak + 1 if ended.clean and ended.state is RunState.COMPLETED else 0


def _with_step(knowledge: Knowledge, step_id: str, change: Callable[[StepKnowledge], StepKnowledge]) -> Knowledge:
    known = knowledge.step(step_id)
    changed = change(known)
    if changed == known:
        return knowledge
    steps = {**knowledge.steps, step_id: changed}
    return replace(knowledge, steps=MappingProxyType(steps))


def _step_fold(
    entry: CorrectionMade | Evidence | Vouched | RiskSet | StepEnded,
) -> Callable[[StepKnowledge], StepKnowledge]:
    match entry:
        case CorrectionMade():
            return lambda known: _corrected(known, entry)
        case Evidence():
            return lambda known: _labelled(known, entry)
        case Vouched():
            return lambda known: replace(known, vouched=entry.granted) if entry.version == known.version else known
        case RiskSet():
            return lambda known: replace(known, risk=entry.risk)
        case StepEnded():
            return lambda known: _ended(known, entry)


def _corrected(known: StepKnowledge, entry: CorrectionMade) -> StepKnowledge:
    refused = (*known.refused, entry.refused) if entry.refused else known.refused
    count = known.corrections + 1
    match entry.keep:
        case Keep.ONCE:
            return replace(known, corrections=count)
        case Keep.LOOK:
            looks = (*known.looks, entry.new.target) if entry.new.target else known.looks
            return replace(known, looks=looks, corrections=count, trend=Trend())
        case Keep.ALWAYS if entry.new.target is None and entry.new.action is None:
            return replace(known, patch=merged(known.patch, entry.new), corrections=count)
        case Keep.ALWAYS:
            # A new version starts with the one RIGHT of the person's own pointing; what spoke for the old one is gone.
            return StepKnowledge(
                version=entry.version,
                patch=merged(known.patch, entry.new),
                refused=refused,
                risk=known.risk,
                right=1,
                streak=1,
                corrections=count,
            )


def _labelled(known: StepKnowledge, entry: Evidence) -> StepKnowledge:
    if entry.version != known.version or entry.label is Label.NONE:
        return known
    if entry.label is Label.WRONG:
        return replace(known, wrong=known.wrong + 1, streak=0, vouched=False)
    if entry.source is LabelSource.AUTO:
        return known
    return replace(known, right=known.right + 1, streak=known.streak + 1)


def _ended(known: StepKnowledge, entry: StepEnded) -> StepKnowledge:
    if entry.version != known.version or entry.status not in (StepStatus.PASSED, StepStatus.FAILED):
        return known
    good = entry.status is StepStatus.PASSED
    # Where the robot had meant to act says nothing when the person did it, perhaps elsewhere.
    places = remembered(known.places, entry.place, good) if entry.place and not entry.by_hand else known.places
    accepted = known.accepted + (good and entry.decision is DecisionKind.ACCEPT)
    trend = _followed(known.trend, entry) if good else known.trend
    return replace(known, places=places, passed=known.passed + good, accepted=accepted, trend=trend)


def _followed(trend: Trend, entry: StepEnded) -> Trend:
    """Only what the robot found and did itself counts: what a person showed or did says nothing of the finding."""
    if entry.score is None or entry.by_hand or entry.method == LocatorKind.POINTED:
        return trend
    return followed(trend, entry.score, entry.before)
