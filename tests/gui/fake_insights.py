"""Insights in memory: nothing recorded, or months of coaching of two workflows."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.learning.insights import effort, risk_coverage, watched_then
from app.model.decision import DecisionKind
from app.model.drift import DriftSeverity, Subject, SubjectKind
from app.model.insights import (
    Alarm,
    Alone,
    DecisionsThen,
    Insights,
    LocatorRecord,
    Names,
    RunFigures,
    RunsThen,
    Score,
    ScoreThen,
    StepScores,
    Wanted,
)
from app.model.modes import RunMode, RunState

LAST = date(2026, 11, 21)
DAYS = 70
WATCHED = ((5, 1), (6, 1), (6, 0), (7, 0), (7, 0), (7, 0))


@dataclass
class FakeInsights:
    """Answers with `found`, whatever is wanted; remembers what was wanted and what was saved."""

    found: Insights = field(default_factory=lambda: Insights(Wanted()))
    asked: list[Wanted] = field(default_factory=list)
    saved: dict[Path, bytes] = field(default_factory=dict)
    fail: Exception | None = None

    def read(self, wanted: Wanted | None = None) -> Insights:
        self.asked.append(wanted or Wanted())
        return replace(self.found, wanted=wanted or Wanted())

    def save(self, path: Path, data: bytes) -> None:
        if self.fail is not None:
            raise self.fail
        self.saved[path] = data


def months_of_coaching() -> Insights:
    """It asks less and less, one step drifts and its person is told."""
    chance = random.Random(4)
    days = [LAST - timedelta(days=DAYS - 1 - number) for number in range(DAYS)]
    steps = {"s1": "1. Type into Supplier", "s2": "2. Type into Amount", "s5": "5. Click Save"}
    return Insights(
        Wanted(),
        (Names("w1", "Enter supplier invoice", steps), Names("w2", "Export month report", {})),
        days[0],
        days[-1],
        "day",
        tuple(_decisions(day, number / DAYS, chance) for number, day in enumerate(days)),
        4,
        (
            LocatorRecord("text", Score(412, 6), Score(220, 1)),
            LocatorRecord("picture", Score(96, 9), Score(31, 0)),
            LocatorRecord("accessibility", Score(310, 1), Score(180, 0)),
        ),
        tuple(RunsThen(day, 3, _asked(number / DAYS, chance)) for number, day in enumerate(days)),
        tuple(_run(number, days, chance) for number in range(200)),
        Score(38, 2),
        3,
        (
            StepScores("w1", "s5", tuple(ScoreThen(day, 3, _fallen(n, chance)) for n, day in enumerate(days))),
            StepScores("w1", "s1", tuple(ScoreThen(day, 3, 0.97) for day in days)),
        ),
        (
            Alarm(
                datetime(2026, 11, 12, 9, tzinfo=UTC),
                "w1",
                Subject(SubjectKind.STEP, "s5"),
                DriftSeverity.WARNING,
                0.96,
                0.74,
            ),
        ),
        risk_coverage({level: _labels(level) for level in range(40, 101, 2)}),
        (alone := (Alone("w1", "s1", 210, 5.5), Alone("w1", "s2", 180, 4.0), Alone("w2", "x", 24, None))),
        effort(1460.0, 95.0, alone),
        tuple(watched_then(day, Score(*told)) for day, told in zip(days[::12], WATCHED, strict=True)),
    )


def _decisions(day: date, learned: float, chance: random.Random) -> DecisionsThen:
    corrected = chance.random() < 0.7 * (1 - learned)
    counts = {DecisionKind.ACCEPT: 6 + round(4 * learned), DecisionKind.SKIP: 1, DecisionKind.CORRECT: 2 * corrected}
    return DecisionsThen(day, counts)


def _asked(learned: float, chance: random.Random) -> int:
    return round(3 * (9 - 6 * learned + chance.random()))


def _run(number: int, days: list[date], chance: random.Random) -> RunFigures:
    day = days[number * len(days) // 200]
    ended = datetime(day.year, day.month, day.day, 8 + number % 3, 12, tzinfo=UTC)
    cost = (41 + 9 * chance.random(), 300 + number % 40, 214 + 12 * chance.random(), 4 + chance.random())
    questions = 9 - number // 32
    return RunFigures(f"r{number}", "w1", ended, RunMode.COACHING, RunState.COMPLETED, True, questions, *cost)


def _fallen(number: int, chance: random.Random) -> float:
    return (0.96 if number < 55 else 0.78) + 0.03 * chance.random()


def _labels(level: int) -> Score:
    return Score(3 + level // 2, max(0, (92 - level) // 9))
