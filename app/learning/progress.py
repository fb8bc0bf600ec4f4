"""How far a workflow has been learned, and what a person is told about a step's record."""

from __future__ import annotations

from collections.abc import Collection
from math import exp
from typing import NamedTuple

from app.learning.apart import apart_line, disagreements
from app.learning.corrections import effective
from app.learning.permission import RULES, needs, opened_by, why_always_asks
from app.learning.risk import risk_of
from app.learning.trust import aged
from app.learning.wealth import ALPHA, DAY, log_e
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.modes import LearningState, Permission, Risk
from app.model.trust import Level
from app.model.workflow import Step, Workflow
from app.settings import TrustRules

CANDIDATE_SHARE = 0.8
CONFIRMED_RUNS = 3
_LEVELS = tuple(Level)
_STATES = tuple(LearningState)


class Bar(NamedTuple):
    """How high it lies for a step that would act alone: rules, moment (seconds), Levels whose second key is open."""

    rules: TrustRules = RULES
    now: float | None = None
    fleet: frozenset[Level] = frozenset()


def may_act_alone(
    step: Step,
    known: StepKnowledge,
    rules: TrustRules = RULES,
    now: float | None = None,
    fleet: Collection[Level] = (),
) -> bool:
    """Whether this step would act without asking in AUTOMATIC, unless the person has limited its mode."""
    opened = opened_by(known, rules, now, fleet) is not Permission.CLOSED
    return opened and not why_always_asks(effective(step, known), known)


def _is_locked(step: Step, known: StepKnowledge) -> bool:
    return risk_of(effective(step, known), known) in (Risk.LOCKED, Risk.BLOCKED)


def alone_count(
    workflow: Workflow,
    knowledge: Knowledge,
    rules: TrustRules = RULES,
    now: float | None = None,
    fleet: Collection[Level] = (),
) -> int:
    """How many enabled steps may act alone."""
    enabled = (step for step in workflow.steps if step.enabled)
    return sum(may_act_alone(step, knowledge.step(step.id), rules, now, fleet) for step in enabled)


def reached_state(
    workflow: Workflow,
    knowledge: Knowledge,
    rules: TrustRules = RULES,
    now: float | None = None,
    fleet: Collection[Level] = (),
) -> LearningState:
    """The learning state that the record supports now; OBSERVATION is only left by an agreeing run or a click.

    It goes down at any time, and not up while the person's rating of a run withholds it.
    """
    reached = _supported_state(workflow, knowledge, rules, now, fleet)
    return min(reached, knowledge.state, key=_STATES.index) if knowledge.withheld else reached


def _supported_state(
    workflow: Workflow, knowledge: Knowledge, rules: TrustRules, now: float | None, fleet: Collection[Level]
) -> LearningState:
    if knowledge.state is LearningState.OBSERVATION:
        return LearningState.OBSERVATION
    steps = [step for step in workflow.steps if step.enabled]
    alone = alone_count(workflow, knowledge, rules, now, fleet)
    locked = sum(_is_locked(step, knowledge.step(step.id)) for step in steps)
    if not steps or alone < CANDIDATE_SHARE * len(steps):
        return LearningState.COACHING
    confirmed = alone + locked >= len(steps) and knowledge.supervised_streak >= CONFIRMED_RUNS
    return LearningState.AUTO_CONFIRMED if confirmed else LearningState.AUTO_CANDIDATE


def trust_line(
    known: StepKnowledge,
    rules: TrustRules = RULES,
    now: float | None = None,
    fleet: Collection[Level] = (),
    step: Step | None = None,
) -> str:
    """The record of a step in plain words, never a bare percent; with the step also why it asks in any case."""
    judged = known.right + known.wrong
    parts = [f"right {known.right} of {judged}" if judged else "not judged yet"]
    if known.wrong:
        parts.append(f"{known.wrong} wrong{_ago(known.trust.last_wrong, now)}")
    if known.corrections:
        parts.append(f"corrected {known.corrections} ×")
    if known.trust.alone:
        parts.append(f"{known.trust.alone} × alone")
    if disagreements(known.apart):
        parts.append(apart_line(known.apart))
    why = why_always_asks(effective(step, known), known) if step else ""
    parts.append(f"asks: {why}" if why else _standing(known, rules, now, fleet))
    return " · ".join(parts)


def odds_line(known: StepKnowledge, rules: TrustRules = RULES, now: float | None = None) -> str:
    """The sum behind an earned step: how strongly its record speaks against more wrong acts than tolerated."""
    level = _LEVELS.index(rules.tolerated)
    odds = exp(log_e(aged(known.trust, now).wealth[level]))
    tolerated = round(100 * rules.tolerated.tolerated)
    needed = round(1 / ALPHA)
    promise = f"wrong in {tolerated} of 100 at most"
    return f"its record speaks {odds:.1f} : 1 for “{promise}”; {needed} : 1 opens it"


def _standing(known: StepKnowledge, rules: TrustRules, now: float | None, fleet: Collection[Level]) -> str:
    opened = opened_by(known, rules, now, fleet)
    if opened is not Permission.CLOSED:
        return _OPENED[opened]
    if known.trust.hold:
        return f"asks: {known.trust.hold.sentence}"
    return needs(known, rules, now, fleet) if known.right + known.wrong else "asks"


_OPENED = {
    Permission.VOUCHED: "may act alone: you said so",
    Permission.EARNED: "may act alone: its record says so",
    Permission.STRICT: "may act alone: its record and that of all steps say so",
}


def _ago(then: float | None, now: float | None) -> str:
    """How long ago, in the largest unit that fits; nothing when either moment is unknown."""
    if then is None or now is None:
        return ""
    days = int(max(0.0, now - then) / DAY)
    for unit, length in (("month", 30), ("week", 7), ("day", 1)):
        count = days // length
        if count:
            return f" {count} {unit}{'s' if count > 1 else ''} ago"
    return " today"
