"""Pictures for checking by eye: every measured box drawn on every picture, and every case's pair side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from tests.bench.relocation.case import Case, Rect
from tests.bench.relocation.pages.picture import Pixels
from tests.bench.relocation.pages.taken import Taken

_COLOURS = {"shown": (40, 170, 40), "partly": (0, 140, 255)}
_RED = (30, 30, 230)
_BLUE = (230, 110, 20)
_SIDE = 90


def draw_overlays(folder: Path, taken: Sequence[Taken], cases: Sequence[Case], out: Path) -> None:
    """One picture for each that was taken, and sheets with the surroundings of box and truth of every case."""
    out.mkdir(parents=True, exist_ok=True)
    for one in taken:
        pixels = _read(folder / one.picture)
        for item in one.items.values():
            _frame(pixels, item.box, _COLOURS.get(item.state, _RED))
        cv2.imwrite(str(out / f"{one.shot.name}.png"), pixels)
    rows = [_pair(folder, case) for case in cases]
    for number in range(0, len(rows), 24):
        cv2.imwrite(str(out / f"_cases{number // 24}.png"), _sheet(rows[number : number + 24]))


def _sheet(rows: Sequence[Pixels]) -> Pixels:
    half = (len(rows) + 1) // 2
    rows = [*rows, *[np.zeros_like(rows[0])] * (2 * half - len(rows))]
    return np.hstack([np.vstack(rows[:half]), np.vstack(rows[half:])])


def _pair(folder: Path, case: Case) -> Pixels:
    before = _around(_read(folder / case.ref), case.box, _BLUE)
    after = _around(_read(folder / case.query), case.truth or case.box, _RED if case.truth is None else _BLUE)
    words = np.full((_SIDE, 260, 3), 255, np.uint8)
    lines = (
        case.id[-22:],
        case.variation.value,
        case.role,
        case.name[:30],
        case.context[:30],
        f"twins {case.look_alikes}",
    )
    for number, line in enumerate(lines):
        cv2.putText(words, line, (4, 14 + 14 * number), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (0, 0, 0), 1, cv2.LINE_AA)
    return np.hstack([words, before, after])


def _around(pixels: Pixels, box: Rect, colour: tuple[int, int, int]) -> Pixels:
    """A piece of the same size for every case with the box in its middle."""
    _frame(pixels, box, colour)
    wide = np.pad(pixels, ((_SIDE, _SIDE), (300, 300), (0, 0)))
    x, y = box[0] + box[2] // 2 + 300, box[1] + box[3] // 2 + _SIDE
    return np.ascontiguousarray(wide[y - _SIDE // 2 : y + _SIDE // 2, x - 170 : x + 170])


def _frame(pixels: Pixels, box: Rect, colour: tuple[int, int, int]) -> None:
    x, y, width, height = box
    cv2.rectangle(pixels, (x, y), (x + width - 1, y + height - 1), colour, 1)


def _read(file: Path) -> Pixels:
    found = cv2.imread(str(file))
    assert found is not None, f"{file} is no picture"
    return np.asarray(found, np.uint8)
