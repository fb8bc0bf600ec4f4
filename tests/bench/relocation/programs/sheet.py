"""For looking at: all cases of a program as pairs of cut-outs with their boxes, and one capture with all its boxes.

python -m tests.bench.relocation.programs.sheet OUT/PROGRAM TO.png [--shot NAME]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.bench.relocation.case import Case, Rect, read_cases
from tests.bench.relocation.programs.spec import Shot

_Picture = NDArray[np.uint8]
_W, _H, _PAD, _COLUMNS = 190, 92, 30, 5
_GREEN, _RED, _BLUE = (0, 160, 0), (0, 0, 230), (230, 80, 0)


def main(words: Sequence[str]) -> int:
    """Write the sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("to", type=Path)
    parser.add_argument("--shot")
    asked = parser.parse_args(words)
    picture = _boxes(asked.folder, asked.shot) if asked.shot else _pairs(asked.folder)
    cv2.imwrite(str(asked.to), picture)
    return 0


def _boxes(folder: Path, name: str) -> _Picture:
    """One capture with all boxes that were told, clear ones green."""
    kept = json.loads((folder / "shots.json").read_text(encoding="utf-8"))
    shot = next(Shot.model_validate(one) for some in kept.values() for one in some if one["name"] == name)
    picture = _read(folder / shot.picture)
    for one in shot.seen:
        _frame(picture, one.box, _GREEN if one.cover == "clear" and one.whole else _RED)
    return picture


def _pairs(folder: Path) -> _Picture:
    """Every case: the target, where it is said to be now, and its number and change below."""
    cells = [_cell(folder, case) for case in read_cases(folder / "cases.jsonl")]
    cells += [np.full_like(cells[0], 255)] * (-len(cells) % _COLUMNS)
    rows = [np.hstack(cells[first : first + _COLUMNS]) for first in range(0, len(cells), _COLUMNS)]
    return np.asarray(np.vstack(rows), np.uint8)


def _cell(folder: Path, case: Case) -> _Picture:
    left = _cut(_read(folder / case.ref), case.box, _BLUE)
    right = _cut(_read(folder / case.query), case.truth or case.box, _GREEN if case.truth else _RED)
    cell = np.full((_H + 16, 2 * _W + 6, 3), 255, np.uint8)
    cell[:_H, :_W], cell[:_H, _W + 2 : 2 * _W + 2] = left, right
    words = f"{case.id[-4:]} {case.variation} {case.look_alikes} {case.role[:10]}:{case.name[:16]}"
    cv2.putText(
        cell, words.encode("ascii", "replace").decode(), (2, _H + 12), cv2.FONT_HERSHEY_SIMPLEX, 0.38, (0, 0, 0), 1
    )
    return cell


def _cut(picture: _Picture, box: Rect, colour: tuple[int, int, int]) -> _Picture:
    """The box with what stands around it, made to fit."""
    _frame(picture, box, colour)
    x, y, w, h = box
    part = picture[max(y - _PAD, 0) : y + h + _PAD, max(x - _PAD, 0) : x + w + _PAD]
    factor = min(_W / part.shape[1], _H / part.shape[0], 1.0)
    part = cv2.resize(part, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA).astype(np.uint8)
    out = np.full((_H, _W, 3), 200, np.uint8)
    out[: part.shape[0], : part.shape[1]] = part[:_H, :_W]
    return out


def _frame(picture: _Picture, box: Rect, colour: tuple[int, int, int]) -> None:
    x, y, w, h = box
    cv2.rectangle(picture, (x, y), (x + w - 1, y + h - 1), colour, 1)


def _read(file: Path) -> _Picture:
    return np.asarray(cv2.imread(str(file)), np.uint8)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
