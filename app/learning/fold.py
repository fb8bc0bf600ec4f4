"""Everything learned is a fold over the ledger's rows; the same rows always give the same Knowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
from app.model.copies import replace
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
from app.model.trust import Demotion, Trust

EDITION = 11
"""Counts up when the same rows teach something else than before, so that no older snapshot is gone on from."""
MOST_RECENT = 20
"""So many labels of a step are kept to be shown."""


OfAStep = CorrectionMade | Evidence | Vouched | RiskSet | StepEnded | PlaceForgotten | SurroundingsAccepted
"""Rows that say something of one step."""
_NOT_DONE = (StepStatus.SKIPPED, StepStatus.UNANSWERED, StepStatus.CANCELLED)
"""What a step that ended so was found by says nothing of it: nobody has said or done anything."""


def folded(knowledge: Knowledge, entries: Iterable[Entry], at: float | None = None) -> Knowledge:
    """The knowledge after these rows of its workflow, in order; all of one moment, or of one that is not known."""
    return reduce(lambda known, entry: fold(known, entry, at), entries, knowledge)


def folded_at(knowledge: Knowledge, entries: Iterable[tuple[float, Entry]]) -> Knowledge:
    """The same with the moment of each row (seconds of the ledger's clock, which never runs back)."""
    steps = dict(knowledge.steps)
    known = replace(knowledge, steps=MappingProxyType(steps))
    for at, entry in entries:
        if isinstance(entry, OfAStep):
            # In place, as nobody else sees these steps yet: copying them all for each row would take most of the time.
            before = steps.get(entry.step_id) or StepKnowledge()
            after = step_folded(before, entry, at)
            if after != before:
                steps[entry.step_id] = after
            known = _audited(known, entry)
        elif (other := fold(known, entry, at)) is not known:
            if other.steps is not known.steps:
                steps = dict(other.steps)
                other = replace(other, steps=MappingProxyType(steps))
            known = other
    return known


def fold(knowledge: Knowledge, entry: Entry, at: float | None = None) -> Knowledge:
    """The knowledge after one more row; rows that teach nothing return it unchanged."""
    if isinstance(entry, OfAStep):
        return _audited(_with_step(knowledge, entry.step_id, lambda known: step_folded(known, entry, at)), entry)
    match entry:
        case RunBegun():
            return replace(knowledge, runs=knowledge.runs + 1)
        case RunEnded():
            return replace(after_run(knowledge, entry), supervised_streak=_streak(knowledge.supervised_streak, entry))
        case FeedbackGiven():
            return after_run_rating(knowledge, entry)
        case LearningSet():
            return replace(knowledge, state=entry.state)
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


def step_folded(known: StepKnowledge, entry: OfAStep, at: float | None) -> StepKnowledge:
    """What is known about a step after one more row of it."""
    match entry:
        case Evidence():
            return _labelled(known, entry, at)
        case StepEnded():
            return _ended(known, entry, at)
        case CorrectionMade():
            return _corrected(known, entry)
        case Vouched():
            return _vouched(known, entry)
        case RiskSet():
            return replace(known, risk=entry.risk)
        case PlaceForgotten():
            return replace(known, places=forgotten(known.places, entry.box))
        case SurroundingsAccepted():
            return _content(known, entry)


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
    recent = (*known.recent, Outcome(entry.label is Label.RIGHT, entry.source, entry.version, at))[-MOST_RECENT:]
    trust = after_label(known.trust, entry.label, entry.source, entry.reason, at)
    if entry.label is Label.WRONG:
        return replace(known, recent=recent, trust=trust, wrong=known.wrong + 1, streak=0, vouched=False)
    said = int(entry.source.human)
    return replace(known, recent=recent, trust=trust, right=known.right + said, streak=known.streak + said)


def _vouched(known: StepKnowledge, entry: Vouched) -> StepKnowledge:
    if entry.version != known.version:
        return known
    trust = released(known.trust) if entry.granted else demoted(known.trust, Demotion.TAKEN_BACK)
    return replace(known, vouched=entry.granted, trust=trust)


def _ended(known: StepKnowledge, entry: StepEnded, at: float | None) -> StepKnowledge:
    if entry.version != known.version:
        return known
    apart = known.apart
    if entry.status not in _NOT_DONE and entry.score is not None and entry.method != LocatorKind.POINTED:
        apart = noted(apart, entry.apart)
    if entry.status is StepStatus.CANCELLED and entry.decision is None and not entry.by_hand:
        return replace(known, apart=apart, trust=demoted(known.trust, Demotion.STOPPED))
    if entry.status not in (StepStatus.PASSED, StepStatus.FAILED):
        return replace(known, apart=apart)
    good = entry.status is StepStatus.PASSED
    # Where the robot had meant to act says nothing when the person did it, perhaps elsewhere.
    places = known.places
    if entry.place and not entry.by_hand:
        places = remembered(places, Found(entry.place, entry.method, at, entry.before), good)
    trend, trust = _scored(known, entry) if good else (known.trend, known.trust)
    accepted = known.accepted + (good and entry.decision is DecisionKind.ACCEPT)
    passed = known.passed + good
    return replace(known, apart=apart, places=places, passed=passed, accepted=accepted, trend=trend, trust=trust)


def _scored(known: StepKnowledge, entry: StepEnded) -> tuple[Trend, Trust]:
    """Only what the robot found and did itself counts: what a person showed or did says nothing of the finding."""
    if entry.score is None or entry.by_hand or entry.method == LocatorKind.POINTED:
        return known.trend, known.trust
    return followed(known.trend, entry.score, entry.before), after_score(known.trust, entry.score)
