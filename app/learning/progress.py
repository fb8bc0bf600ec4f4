"""How far a workflow has been learned, and what a person is told about a step's record."""

from __future__ import annotations

from app.learning.corrections import effective
from app.learning.risk import risk_of
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.modes import LearningState, Risk
from app.model.workflow import Step, Workflow

CANDIDATE_SHARE = 0.8
CONFIRMED_RUNS = 3


def may_act_alone(step: Step, known: StepKnowledge) -> bool:
    """Whether this step would act without asking in AUTOMATIC."""
    today = effective(step, known)
    return known.vouched and not _is_locked(step, known) and not today.expect.empty


def _is_locked(step: Step, known: StepKnowledge) -> bool:
    return risk_of(effective(step, known), known) in (Risk.LOCKED, Risk.BLOCKED)


def alone_count(workflow: Workflow, knowledge: Knowledge) -> int:
    """How many enabled steps may act alone."""
    return sum(may_act_alone(step, knowledge.step(step.id)) for step in workflow.steps if step.enabled)


def reached_state(workflow: Workflow, knowledge: Knowledge) -> LearningState:
    """The learning state that the record supports now; OBSERVATION is only left by an agreeing run or a click."""
    if knowledge.state is LearningState.OBSERVATION:
        return LearningState.OBSERVATION
    steps = [step for step in workflow.steps if step.enabled]
    alone = alone_count(workflow, knowledge)
    locked = sum(_is_locked(step, knowledge.step(step.id)) for step in steps)
    if not steps or alone < CANDIDATE_SHARE * len(steps):
        return LearningState.COACHING
    confirmed = alone + locked >= len(steps) and knowledge.supervised_streak >= CONFIRMED_RUNS
    return LearningState.AUTO_CONFIRMED if confirmed else LearningState.AUTO_CANDIDATE


def trust_line(known: StepKnowledge) -> str:
    """The record of a step in plain words, never a bare percent."""
    judged = known.right + known.wrong
    parts = [f"right {known.right} of {judged}" if judged else "not judged yet"]
    if known.wrong:
        parts.append(f"{known.wrong} wrong")
    if known.corrections:
        parts.append(f"corrected {known.corrections} ×")
    parts.append("may act alone: you said so" if known.vouched else "asks")
    return " · ".join(parts)
