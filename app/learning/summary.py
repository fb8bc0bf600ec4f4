"""How much was learned of a workflow, and of what may go wrong in it, in one word each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.learning.ranking import ENOUGH, GOOD_BOUND, lower_bound
from app.learning.ways_out import level_of
from app.model.advice import Anomaly
from app.model.knowledge import Knowledge
from app.model.workflow import Workflow

RUNS = 3
"""Before so many runs nothing is said of a workflow."""
VERY_GOOD = 0.9
_MOST = 0.8


class Learned(StrEnum):
    """The closed set of words."""

    INSUFFICIENT = "insufficient"
    LEARNING = "learning"
    SUFFICIENT = "sufficient"
    EXCELLENT = "excellent"


@dataclass(frozen=True, slots=True)
class AnomalyLearned:
    """How often what was tried in such a trouble helped."""

    anomaly: Anomaly
    learned: Learned
    right: int
    tried: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Of one workflow; `sure` of its enabled `steps` are known well enough. Troubles that were never met are absent."""

    learned: Learned
    sure: int
    steps: int
    anomalies: tuple[AnomalyLearned, ...] = ()


def summary_of(workflow: Workflow, knowledge: Knowledge) -> Summary:
    """What the labels of people and the ways out of troubles prove; it opens nothing."""
    known = [knowledge.step(step.id) for step in workflow.steps if step.enabled]
    words = [_word(each.right, each.right + each.wrong) for each in known]
    sure = sum(word in (Learned.SUFFICIENT, Learned.EXCELLENT) for word in words)
    return Summary(_whole(words, sure, knowledge.runs), sure, len(words), tuple(_troubles(knowledge)))


def _word(right: int, tried: int) -> Learned:
    bound = lower_bound(right, tried)
    if tried < ENOUGH:
        return Learned.INSUFFICIENT
    if bound < GOOD_BOUND:
        return Learned.LEARNING
    return Learned.EXCELLENT if bound >= VERY_GOOD else Learned.SUFFICIENT


def _whole(words: list[Learned], sure: int, runs: int) -> Learned:
    if runs < RUNS or not words or all(word is Learned.INSUFFICIENT for word in words):
        return Learned.INSUFFICIENT
    if all(word is Learned.EXCELLENT for word in words):
        return Learned.EXCELLENT
    return Learned.SUFFICIENT if sure >= _MOST * len(words) else Learned.LEARNING


def _troubles(knowledge: Knowledge) -> list[AnomalyLearned]:
    counted = ((anomaly, *level_of(knowledge, anomaly)[:2]) for anomaly in Anomaly)
    return [AnomalyLearned(each, _word(right, tried), right, tried) for each, right, tried in counted if tried]


def summary_values(summary: Summary) -> dict[str, object]:
    """The same as plain values."""
    troubles = {
        each.anomaly.value: {"learned": each.learned.value, "helped": each.right, "tried": each.tried}
        for each in summary.anomalies
    }
    return {"state": summary.learned.value, "sure": summary.sure, "steps": summary.steps, "anomalies": troubles}
