"""The figures as tables: Understudy by program or by what changed, then the peers on the same cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from app.model.suggestion import AUTOMATIC_LIMIT
from tests.bench.relocation import scoring
from tests.bench.relocation.case import Case, ScreenCase
from tests.bench.relocation.peers.asking import Asked

_COLUMNS = " | cases | hit % | wrong % | absent right % | median ms | p95 ms |\n|---|---:|---|---|---|---:|---:|"
_NAMED = 5
NOTE = (
    "Shares with their exact bounds of 95 % certainty and counts. ms: processor time of finding alone, pictures "
    "decoded before, one OpenCV thread.\n"
)


def places(cases: Sequence[Case], answers: scoring.Answers, by: str, peers: Sequence[Asked]) -> Iterator[str]:
    """Where it is now: a row a program or variation, one for all, and one for each peer that could be asked."""
    key: Callable[[Case], str] = (lambda case: case.app) if by == "app" else (lambda case: case.variation.value)
    yield f"| {by}{_COLUMNS}"
    for name in sorted({key(case) for case in cases}):
        chosen = [case for case in cases if key(case) == name]
        yield _line(name, len(chosen), scoring.places(chosen, answers))
    yield _line("Understudy, all", len(cases), scoring.places(cases, answers))
    alone = scoring.places(cases, answers, AUTOMATIC_LIMIT)
    yield _line(f"Understudy, all, alone (score ≥ {AUTOMATIC_LIMIT})", len(cases), alone)
    for asked in peers:
        if asked.problem is None:
            yield _line(asked.peer.name, len(cases), scoring.places(cases, scoring.by_id(asked.rows)))


def screens(names: Sequence[str], asked: Sequence[Sequence[ScreenCase]], answers: scoring.Answers) -> Iterator[str]:
    """Which Screen it is: a row a folder, and one for all."""
    yield f"| Screens of{_COLUMNS}"
    for name, cases in zip(names, asked, strict=True):
        yield _line(name, len(cases), scoring.screens(cases, answers))
    every = [case for cases in asked for case in cases]
    yield _line("all", len(every), scoring.screens(every, answers))


def problems(peers: Sequence[Asked]) -> Iterator[str]:
    """A line for each peer that could not be asked, and one for each that crashed on some cases."""
    for asked in peers:
        crashes = asked.crashes()
        if asked.problem:
            yield f"{asked.peer.name} {asked.problem}"
        if crashes:
            kinds = Counter(str(row["error"]).split(":")[0] for row in crashes)
            said = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
            named = ", ".join(str(row["id"]) for row in crashes[:_NAMED]) + (" …" if len(crashes) > _NAMED else "")
            yield f"{asked.peer.name} crashed on {len(crashes)} of {len(asked.rows)} cases ({said}): {named}"


def _line(name: str, cases: int, found: scoring.Table) -> str:
    shares = " | ".join(_share(share) for share in (found.hit, found.wrong, found.absent))
    return f"| {name} | {cases} | {shares} | {found.median:.1f} | {found.p95:.1f} |"


def _share(share: scoring.Share) -> str:
    low, high = share.bounds
    return f"{share.percent:.1f} ({low:.1f}–{high:.1f}; {share.some}/{share.all})"
