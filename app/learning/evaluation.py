"""How well a run went, from what is on record about it; nothing on record is no score and not a bad one."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.modes import RunState

WEAK = 0.5
"""A run with less is worth exporting for training."""
_UNCORRECTED, _UNASKED = 0.2, 0.1
"""What a run loses when every step was corrected, and when every step was asked about."""


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What was counted in a run; `passed` are the steps that were done and checked, or agreed with while watching."""

    steps: int
    passed: int
    questions: int
    corrections: int
    state: RunState | None = None


def evaluated(facts: RunFacts) -> float | None:
    """From 0 (nothing passed) to 1 (all passed, nothing corrected, nothing asked); None without a single step."""
    if facts.steps <= 0:
        return None
    corrected, asked = (min(1.0, count / facts.steps) for count in (facts.corrections, facts.questions))
    return min(1.0, facts.passed / facts.steps) * (1.0 - _UNCORRECTED * corrected - _UNASKED * asked)


def worth_exporting(facts: RunFacts) -> bool:
    """Whether there is more to learn from it than from most: it failed, or went badly."""
    score = evaluated(facts)
    return score is not None and (score < WEAK or facts.state is RunState.FAILED)
