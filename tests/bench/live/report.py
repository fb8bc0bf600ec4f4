"""The figures of a live measurement as Markdown: with what the programs tell, and by pictures alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from app.model.suggestion import AUTOMATIC_LIMIT
from tests.bench.elements import RIGHT, Group, group_of
from tests.bench.live.pupil import Asked, Boxes
from tests.bench.relocation.scoring import Answer, Share, places

_PLACES = (
    "| set | cases | way | hit % | wrong % | absent right % | median ms | p95 ms |\n"
    "|---|---:|---|---|---|---|---:|---:|"
)
_BOXES = "| elements | asked | way | box right % | median ms | p95 ms |\n|---|---:|---|---|---:|---:|"
_WAYS: tuple[tuple[str, Callable[[Asked], Answer]], ...] = (
    ("accessibility + pictures", lambda one: one.told),
    ("pictures", lambda one: one.seen),
)


def page(asked: Sequence[Asked], boxes: Sequence[Boxes]) -> str:
    """All tables; times are wall-clock times of one question."""
    lines = ["### By program", _PLACES, *_by(asked, lambda one: f"{one.case.app} ({one.case.kind})")]
    lines += ["", "### By change", _PLACES, *_by(asked, lambda one: one.case.variation.value)]
    lines += ["", "### In all", _PLACES, *_rows("all", asked)]
    lines += _rows(f"all, alone (score ≥ {AUTOMATIC_LIMIT})", asked, AUTOMATIC_LIMIT)
    twins = [one for one in asked if one.case.look_alikes > 0]
    lines += _rows("with look-alikes", twins)
    lines += ["", "### The element under the pointer", _BOXES, *_box_rows(boxes)]
    return "\n".join(lines) + "\n"


def _by(asked: Sequence[Asked], key: Callable[[Asked], str]) -> Iterator[str]:
    for name in sorted({key(one) for one in asked}):
        yield from _rows(name, [one for one in asked if key(one) == name])


def _rows(name: str, asked: Sequence[Asked], limit: float = 0.0) -> list[str]:
    rows = []
    for way, answer in _WAYS:
        table = places([one.case for one in asked], {one.case.id: answer(one) for one in asked}, limit)
        shares = " | ".join(_told(share) for share in (table.hit, table.wrong, table.absent))
        rows.append(f"| {name} | {len(asked)} | {way} | {shares} | {table.median:.0f} | {table.p95:.0f} |")
    return rows


def _box_rows(boxes: Sequence[Boxes]) -> Iterator[str]:
    for group in Group:
        yield from _box_row(group.value, [one for one in boxes if group_of(one.role) is group])
    yield from _box_row("all", boxes)


def _box_row(name: str, boxes: Sequence[Boxes]) -> Iterator[str]:
    if boxes:
        told = [(one.told.overlap(one.truth), one.told_ms) for one in boxes]
        seen = [(one.seen.overlap(one.truth), one.seen_ms) for one in boxes]
        yield _box_line(name, _WAYS[0][0], told)
        yield _box_line(name, _WAYS[1][0], seen)


def _box_line(name: str, way: str, found: Iterable[tuple[float, float]]) -> str:
    overlaps, times = zip(*found, strict=True)
    share = Share(sum(overlap >= RIGHT for overlap in overlaps), len(overlaps))
    return (
        f"| {name} | {share.all} | {way} | {_told(share)} | {np.median(times):.1f} | {np.percentile(times, 95):.1f} |"
    )


def _told(share: Share) -> str:
    low, high = share.bounds
    return f"{share.percent:.1f} ({low:.1f}–{high:.1f}; {share.some}/{share.all})" if share.all else "–"
