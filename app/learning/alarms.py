"""One-sided sums that say when something got worse: scores that fall, errors that rise (LEARNING 3.4).

They cost a question, never the history: an alarm makes a step ask, and the next RIGHT of a person ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from app.model.drift import Slide

_ENOUGH, _DELTA, _THRESHOLD = 10, 0.01, 0.2


@dataclass(frozen=True, slots=True)
class ErrorAlarm:
    """A Bernoulli CUSUM from one wrong rate to a worse one; it rings at `limit`."""

    usual: float
    worse: float
    limit: float

    def after(self, total: float, right: bool) -> float:
        """The sum after one more trial, never below 0."""
        step = log((1 - self.worse) / (1 - self.usual)) if right else log(self.worse / self.usual)
        return max(0.0, total + step)

    def rings(self, total: float) -> bool:
        """Whether errors have risen."""
        return total >= self.limit


STEP_ERRORS = ErrorAlarm(usual=0.01, worse=0.15, limit=4.5)
"""Of one step: two WRONG close together ring."""
FLEET_ERRORS = ErrorAlarm(usual=0.003, worse=0.01, limit=4.0)
"""Of all steps whose key is open."""


def slid(slide: Slide, score: float) -> Slide:
    """The sums after one more score (0 to 1): they fall behind their peak when scores fall behind their mean."""
    sure = min(1.0, max(0.0, score))
    count = slide.count + 1
    mean = slide.mean + (sure - slide.mean) / count
    total = slide.total + sure - mean + _DELTA
    return Slide(count, mean, total, max(slide.top, total))


def has_fallen(slide: Slide) -> bool:
    """Whether the scores have fallen (Page-Hinkley, downwards)."""
    return slide.count >= _ENOUGH and slide.top - slide.total > _THRESHOLD
