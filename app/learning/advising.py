"""Which changes to a step are worth advising: seen in enough runs, better on the same cases, and never worse lately."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from math import comb

from app.learning.ranking import Remedy, ranked
from app.model.advice import Advice, AdviceKey, PictureTrial
from app.model.modes import Risk

RUNS, DAYS = 3, 2
"""Advice rests on so many runs on so many days at least."""
ALPHA = 0.05
LATELY = 20
"""Among so many of the newest cases the new one was never worse."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a past run, judged with the step as it is and as it would be: which of the two alone was right."""

    run_id: str
    day: date
    better: bool = False
    worse: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A change that may be worth advising, with its cases, oldest first; `outside` when nothing here can do it,
    `trial` when it was tried on stored pictures."""

    key: AdviceKey
    number: int
    sentence: str
    value: str
    reason: str
    cases: tuple[Case, ...]
    risk: Risk = Risk.OPEN
    seconds: float = 0.0
    outside: bool = False
    trial: PictureTrial | None = None


def sign_test(better: int, worse: int) -> float:
    """How likely at least so many of the differing cases speak for the new one if both are as good; one-sided."""
    total = better + worse
    ways = sum(comb(total, count) for count in range(better, total + 1))
    return float(ways / 2**total)


def supported(draft: Draft, runs: int = RUNS, days: int = DAYS) -> bool:
    """Whether it was seen in enough runs on enough days; without that it is no advice at all."""
    return enough([(case.run_id, case.day) for case in draft.cases if case.better], runs, days)


def enough(seen: Collection[tuple[str, date]], runs: int = RUNS, days: int = DAYS) -> bool:
    """Whether these moments (run and day) are of so many runs on so many days."""
    return len({run_id for run_id, _ in seen}) >= runs and len({day for _, day in seen}) >= days


def advised(
    drafts: Iterable[Draft], answered: Collection[AdviceKey] = (), runs: int = RUNS, days: int = DAYS
) -> tuple[Advice, ...]:
    """What is open now, the best first, whatever the order they came in; what only outside tools can do comes last."""
    open_ = [draft for draft in drafts if draft.key not in answered and supported(draft, runs, days)]
    tests = max(1, sum(not draft.outside for draft in open_))
    made = {_name(draft.key): _advice(draft, tests) for draft in open_}
    remedies = [Remedy(name, one.better, one.better + one.worse, one.risk, one.seconds) for name, one in made.items()]
    ordered = [made[remedy.key] for remedy in ranked(remedies)]
    return tuple(sorted(ordered, key=lambda one: one.outside))


def _name(key: AdviceKey) -> str:
    return "\x1f".join((key.kind.value, key.step_id, key.parameter))


def _advice(draft: Draft, tests: int) -> Advice:
    better, worse = (sum(getattr(case, side) for case in draft.cases) for side in ("better", "worse"))
    p = sign_test(better, worse)
    why_not = _why_not(draft, p, tests)
    for_it = [case for case in draft.cases if case.better]
    return Advice(
        key=draft.key,
        number=draft.number,
        sentence=draft.sentence,
        value=draft.value,
        reason=draft.reason,
        runs=tuple(dict.fromkeys(case.run_id for case in for_it)),
        days=len({case.day for case in for_it}),
        better=better,
        worse=worse,
        p=p,
        bound=Remedy("", better, better + worse).bound,
        risk=draft.risk,
        seconds=draft.seconds,
        ready=not why_not,
        why_not=why_not,
        outside=draft.outside,
        trial=draft.trial,
    )


def _why_not(draft: Draft, p: float, tests: int) -> str:
    if draft.outside:
        return "Only a tool outside this program can do it: export for training."
    if any(case.worse for case in draft.cases[-LATELY:]):
        return "It was worse in a case of late."
    return "" if p <= ALPHA / tests else "There are too few cases yet."
