"""How often the answer was right, wrong or withheld, with exact bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.stats import binomtest

from tests.bench.relocation.case import Case, ScreenCase

Answer = Mapping[str, object]
Answers = Mapping[str, Answer]


class Outcome(StrEnum):
    """What an answer was worth. A wrong one is a point outside the target, or any point where there is no target."""

    HIT = "hit"
    MISS = "miss"
    WRONG = "wrong"
    ABSENT_RIGHT = "absent right"


@dataclass(frozen=True, slots=True)
class Share:
    """Some of all, in percent, with the exact bounds of 95 % certainty (Clopper and Pearson 1934)."""

    some: int
    all: int

    @property
    def percent(self) -> float:
        """The share itself; 0 of nothing."""
        return 100 * self.some / self.all if self.all else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        """Lower and upper bound in percent."""
        if not self.all:
            return 0.0, 100.0
        interval = binomtest(self.some, self.all).proportion_ci(0.95, method="exact")
        return 100 * float(interval.low), 100 * float(interval.high)


@dataclass(frozen=True, slots=True)
class Table:
    """hit: of the cases with a target. wrong: of all. absent: rightly none, of those without one. CPU ms."""

    hit: Share
    wrong: Share
    absent: Share
    median: float
    p95: float


def by_id(rows: Iterable[Answer]) -> Answers:
    """Rows as they were written, by the id of their case."""
    return {str(row["id"]): row for row in rows}


def place_outcome(case: Case, answer: Answer | None, limit: float = 0.0) -> Outcome:
    """The worth of one answer; below the limit an answer counts as none."""
    found = bool(answer and answer.get("found")) and _number(answer, "score", 1.0) >= limit
    if case.truth is None:
        return Outcome.WRONG if found else Outcome.ABSENT_RIGHT
    if not found:
        return Outcome.MISS
    x, y, wide, high = case.truth
    inside = x <= _number(answer, "x", -1.0) <= x + wide and y <= _number(answer, "y", -1.0) <= y + high
    return Outcome.HIT if inside else Outcome.WRONG


def screen_outcome(case: ScreenCase, answer: Answer | None) -> Outcome:
    """The worth of one recognised Screen."""
    said = answer.get("screen") if answer else None
    if said == case.expected:
        return Outcome.ABSENT_RIGHT if said is None else Outcome.HIT
    return Outcome.MISS if said is None else Outcome.WRONG


def places(cases: Sequence[Case], answers: Answers, limit: float = 0.0) -> Table:
    """The figures of these cases; a case without an answer counts as not found."""
    outcomes = [place_outcome(case, answers.get(case.id), limit) for case in cases]
    return _table(outcomes, [case.truth is None for case in cases], _given(cases, answers))


def screens(cases: Sequence[ScreenCase], answers: Answers) -> Table:
    """The same for recognised Screens."""
    outcomes = [screen_outcome(case, answers.get(case.id)) for case in cases]
    return _table(outcomes, [case.expected is None for case in cases], _given(cases, answers))


def _table(outcomes: Sequence[Outcome], absent: Sequence[bool], answers: Sequence[Answer]) -> Table:
    counts = Counter(outcomes)
    times = [_number(answer, "ms", 0.0) for answer in answers if not answer.get("error")] or [0.0]
    return Table(
        hit=Share(counts[Outcome.HIT], len(absent) - sum(absent)),
        wrong=Share(counts[Outcome.WRONG], len(outcomes)),
        absent=Share(counts[Outcome.ABSENT_RIGHT], sum(absent)),
        median=float(np.median(times)),
        p95=float(np.percentile(times, 95)),
    )


def _given(cases: Sequence[Case] | Sequence[ScreenCase], answers: Answers) -> list[Answer]:
    return [answers[case.id] for case in cases if case.id in answers]


def _number(answer: Answer | None, field: str, missing: float) -> float:
    value = answer.get(field) if answer else None
    return float(value) if isinstance(value, int | float) else missing
