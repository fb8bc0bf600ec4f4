"""Everything learned is a fold over the ledger's rows; the same rows always give the same Knowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce
from types import MappingProxyType

from app.learning.apart import noted
from app.learning.corrections import merged
from app.learning.drift import followed
from app.learning.feedback import after_run, after_run_rating
from app.learning.looks import MOST_TARGETS
from app.learning.memory import Found, forgotten, remembered
from app.learning.screens import fold_screen, with_screen
from app.learning.surroundings import has_something_to_lose, joined, news_in
from app.learning.trust import after_label, after_score, demoted, released
from app.learning.ways_out import after_recovery
from app.model.decision import DecisionKind, Keep
from app.model.drift import Slide, Trend
from app.model.knowledge import Knowledge, Outcome, StepKnowledge
from app.model.ledger import Entry
from app.model.ledger_learning import (
    CorrectionMade,
    Evidence,
    FeedbackGiven,
    LearningSet,
    LookLearned,
    PlaceForgotten,
    RecoveryTried,
    RiskSet,
    Vouched,
)
from app.model.ledger_run import (
    DriftLeft,
    DriftTold,
    RunBegun,
    RunEnded,
    ScreenDenied,
    ScreenSeen,
    StepEnded,
    SurroundingsAccepted,
    SurroundingsSeen,
)
from app.model.modes import Label, LabelSource, RunMode, RunState, StepStatus
from app.model.target import LocatorKind, Target
from app.model.trust import Demotion

EDITION = 10
"""Counts up when the same rows teach something else than before, so that no older snapshot is gone on from."""
MOST_RECENT = 20
"""So many labels of a step are kept to be shown."""


def folded(knowledge: Knowledge, entries: Iterable[Entry], at: float | None = None) -> Knowledge:
    """The knowledge after these rows of its workflow, in order; all of one moment, or of one that is not known."""
    return reduce(lambda known, entry: fold(known, entry, at), entries, knowledge)


def folded_at(knowledge: Knowledge, entries: Iterable[tuple[float, Entry]]) -> Knowledge:
    """The same with the moment of each row (seconds of the ledger's clock, which never runs back)."""
    return reduce(lambda known, timed: fold(known, timed[1], timed[0]), entries, knowledge)


def fold(knowledge: Knowledge, entry: Entry, at: float | None = None) -> Knowledge:
    """The knowledge after one more row; rows that teach nothing return it unchanged."""
    match entry:
        case RunBegun():
            return replace(knowledge, runs=knowledge.runs + 1)
        case RunEnded():
            return replace(after_run(knowledge, entry), supervised_streak=_streak(knowledge.supervised_streak, entry))
        case FeedbackGiven():
            return after_run_rating(knowledge, entry)
        case LearningSet():
            return replace(knowledge, state=entry.state)
        case (
            CorrectionMade()
            | Evidence()
            | Vouched()
            | RiskSet()
            | StepEnded()
            | PlaceForgotten()
            | SurroundingsAccepted()
        ):
            return _audited(_with_step(knowledge, entry.step_id, _step_fold(entry, at)), entry)
        case SurroundingsSeen():
            return _in_surroundings(knowledge, entry)
        case ScreenSeen() | ScreenDenied() | LookLearned() | DriftTold() | DriftLeft():
            return fold_screen(knowledge, entry)
        case _:
            return after_recovery(knowledge, entry) if isinstance(entry, RecoveryTried) else knowledge


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


def _in_surroundings(knowledge: Knowledge, entry: SurroundingsSeen) -> Knowledge:
    known = knowledge.screen(entry.screen_id).surroundings
    changed = bool(news_in(known, entry.seen))
    for step_id in entry.steps if changed else ():
        knowledge = _with_step(knowledge, step_id, _doubted)
    now = joined(known, entry.seen)
    return with_screen(knowledge, entry.screen_id, lambda screen: replace(screen, surroundings=now))


def _doubted(known: StepKnowledge) -> StepKnowledge:
    if not has_something_to_lose(known):
        return known
    return replace(known, trust=demoted(known.trust, Demotion.SURROUNDINGS_CHANGED))


def _content(known: StepKnowledge, entry: SurroundingsAccepted) -> StepKnowledge:
    if entry.version != known.version or known.trust.hold is not Demotion.SURROUNDINGS_CHANGED:
        return known
    return replace(known, trust=released(known.trust))


def _audited(knowledge: Knowledge, entry: Entry) -> Knowledge:
    """A blind question says how right acting alone is, whichever version of a step was asked about."""
    if not isinstance(entry, Evidence) or entry.source is not LabelSource.BLIND or entry.label is Label.NONE:
        return knowledge
    agreed = knowledge.agreed + (entry.label is Label.RIGHT)
    return replace(knowledge, audits=knowledge.audits + 1, agreed=agreed)


def _step_fold(
    entry: CorrectionMade | Evidence | Vouched | RiskSet | StepEnded | PlaceForgotten | SurroundingsAccepted,
    at: float | None,
) -> Callable[[StepKnowledge], StepKnowledge]:
    match entry:
        case CorrectionMade():
            return lambda known: _corrected(known, entry)
        case Evidence():
            return lambda known: _labelled(known, entry, at)
        case Vouched():
            return lambda known: _vouched(known, entry)
        case RiskSet():
            return lambda known: replace(known, risk=entry.risk)
        case StepEnded():
            return lambda known: _ended(known, entry, at)
        case PlaceForgotten():
            return lambda known: replace(known, places=forgotten(known.places, entry.box))
        case SurroundingsAccepted():
            return lambda known: _content(known, entry)


def _corrected(known: StepKnowledge, entry: CorrectionMade) -> StepKnowledge:
    refused = (*known.refused, entry.refused) if entry.refused else known.refused
    count = known.corrections + 1
    match entry.keep:
        case Keep.ONCE:
            return replace(known, corrections=count)
        case Keep.LOOK:
            looked = replace(_with_look(known, entry.new.target), corrections=count, refused=refused)
            return _unproved(looked) if entry.imported else looked
        case Keep.SEEN:
            return _with_look(known, entry.new.target) if entry.version == known.version else known
        case Keep.ALWAYS if entry.new.target is None and entry.new.action is None:
            return replace(known, patch=merged(known.patch, entry.new), corrections=count)
        case Keep.ALWAYS:
            # A new version starts with the one RIGHT of the person's own pointing; what spoke for the old one is gone.
            # That RIGHT was no prediction, so it counts for the score and the streak, and proves nothing.
            # What somebody pointed at elsewhere, or nobody at all, starts with none.
            pointed = int(entry.pointed)
            return StepKnowledge(
                version=entry.version,
                patch=merged(known.patch, entry.new),
                refused=refused,
                risk=known.risk,
                right=pointed,
                streak=pointed,
                corrections=count,
                recent=known.recent,
                trust=replace(demoted(known.trust, Demotion.CORRECTED), right_since=pointed),
            )


def _unproved(known: StepKnowledge) -> StepKnowledge:
    """With a look of somebody else's screen beside its own ones a step asks until it was right once more."""
    return replace(known, vouched=False, trust=demoted(known.trust, Demotion.LOOK_IMPORTED))


def _with_look(known: StepKnowledge, look: Target | None) -> StepKnowledge:
    """One more look, of too many without the oldest; how surely the step was found before says nothing any more."""
    looks = (*known.looks, look)[-MOST_TARGETS:] if look else known.looks
    return replace(known, looks=looks, trend=Trend(), trust=replace(known.trust, slide=Slide()))


def _labelled(known: StepKnowledge, entry: Evidence, at: float | None) -> StepKnowledge:
    if entry.version != known.version or entry.label is Label.NONE:
        return known
    known = _noted(known, entry, at)
    judged = replace(known, trust=after_label(known.trust, entry.label, entry.source, entry.reason, at))
    if entry.label is Label.WRONG:
        return replace(judged, wrong=known.wrong + 1, streak=0, vouched=False)
    if not entry.source.human:
        return judged
    return replace(judged, right=known.right + 1, streak=known.streak + 1)


def _noted(known: StepKnowledge, entry: Evidence, at: float | None) -> StepKnowledge:
    outcome = Outcome(entry.label is Label.RIGHT, entry.source, entry.version, at)
    return replace(known, recent=(*known.recent, outcome)[-MOST_RECENT:])


def _vouched(known: StepKnowledge, entry: Vouched) -> StepKnowledge:
    if entry.version != known.version:
        return known
    trust = released(known.trust) if entry.granted else demoted(known.trust, Demotion.TAKEN_BACK)
    return replace(known, vouched=entry.granted, trust=trust)


def _ended(known: StepKnowledge, entry: StepEnded, at: float | None) -> StepKnowledge:
    if entry.version != known.version:
        return known
    if entry.score is not None and entry.method != LocatorKind.POINTED:
        known = replace(known, apart=noted(known.apart, entry.apart))
    if entry.status is StepStatus.CANCELLED and entry.decision is None and not entry.by_hand:
        return replace(known, trust=demoted(known.trust, Demotion.STOPPED))
    if entry.status not in (StepStatus.PASSED, StepStatus.FAILED):
        return known
    good = entry.status is StepStatus.PASSED
    # Where the robot had meant to act says nothing when the person did it, perhaps elsewhere.
    places = known.places
    if entry.place and not entry.by_hand:
        places = remembered(places, Found(entry.place, entry.method, at, entry.before), good)
    accepted = known.accepted + (good and entry.decision is DecisionKind.ACCEPT)
    scored = _scored(known, entry) if good else known
    return replace(scored, places=places, passed=known.passed + good, accepted=accepted)


def _scored(known: StepKnowledge, entry: StepEnded) -> StepKnowledge:
    """Only what the robot found and did itself counts: what a person showed or did says nothing of the finding."""
    if entry.score is None or entry.by_hand or entry.method == LocatorKind.POINTED:
        return known
    trend, trust = followed(known.trend, entry.score, entry.before), after_score(known.trust, entry.score)
    return replace(known, trend=trend, trust=trust)
