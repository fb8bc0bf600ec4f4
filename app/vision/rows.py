"""What tells a target from its twins: the texts of its own row or cell, and in a grid the texts above its column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from app.vision.atoms import Atoms
from app.vision.gray import Bools, Floats, Numbers

_NONE = np.zeros(0, np.intp)
_TELLS, _LINE, _COLUMN = 1.0, 6, 12
_HEAD_REACH, _SOME_TWINS, _EDGE, _CELL, _SEVERAL = 3.0, 6, 4.0, 60.0, 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """The texts that stand with this target and not with its twins; weights say how much each tells.

    heads: in a grid whose labels stand at its edge, the texts above the column; they tell the columns apart.
    reach_x and reach_y are half the distance to the nearest twin in the same row and column, None without one.
    """

    atoms: Numbers
    weights: Floats
    heads: Numbers
    head_weights: Floats
    reach_x: float | None
    reach_y: float | None

    @property
    def tells(self) -> bool:
        """Whether there is enough text to tell the target from its twins."""
        return float(self.weights.sum()) > _TELLS

    @property
    def key(self) -> int | None:
        """The most telling text of the row; None when there is none."""
        return int(self.atoms[self.weights.argmax()]) if self.tells else None


class Grounds(NamedTuple):
    """What is known before the row: the pieces, their likeness, how rare each is, offsets of twins, own pieces."""

    atoms: Atoms
    alike: Floats
    rare: Floats
    twins: Floats
    own: tuple[int, ...]
    anchor: Floats

    @property
    def away(self) -> Floats:
        """Offset of each piece from the target."""
        return np.asarray(self.atoms.centers - self.anchor, np.float32)

    @property
    def others(self) -> Bools:
        """All texts that are not the target's own."""
        texts = ~self.atoms.framed
        texts[list(self.own)] = False
        return np.asarray(texts, np.bool_)


def learn_row(grounds: Grounds) -> Row:
    """The texts in the target's own row, column or cell, weighed by how much they differ from the twins' ones."""
    twins = grounds.twins
    above, beside = twins[np.abs(twins[:, 0]) < _COLUMN], twins[np.abs(twins[:, 1]) < _LINE]
    reach_y = float(np.abs(above[:, 1]).min() / 2) if len(above) else None
    reach_x = float(np.abs(beside[:, 0]).min() / 2) if len(beside) else None
    if reach_x is None and reach_y is None:
        nearest = twins[np.argmin(np.hypot(twins[:, 0], twins[:, 1]))]
        reach_y = max(abs(float(nearest[1])) / 2, 12.0)
    texts = np.flatnonzero(grounds.others & _in_cell(grounds, beside, reach_x, reach_y))
    row = Row(texts, _weights(grounds, texts), _NONE, np.zeros(0, np.float32), reach_x, reach_y)
    if row.tells or reach_x is None or reach_y is None:
        return row
    return _in_grid(grounds, above, reach_x, reach_y)


def _in_grid(grounds: Grounds, above: Floats, reach_x: float, reach_y: float) -> Row:
    """One of many in both directions, its label at the edge: every text of its line, and the heads of its column."""
    away = grounds.away
    line = np.flatnonzero(grounds.others & (np.abs(away[:, 1]) <= 1.02 * reach_y))
    top = min(0.0, float(above[:, 1].min()))
    head = (away[:, 1] < top - reach_y / 2) & (away[:, 1] > top - _HEAD_REACH * 2 * reach_y)
    heads = np.flatnonzero(grounds.others & head & (np.abs(away[:, 0]) < reach_x))
    heads = heads[away[heads, 1] > away[heads, 1].max(initial=-np.inf) - _COLUMN]
    return Row(line, _weights(grounds, line), heads, _weights(grounds, heads), reach_x, reach_y)


def _weights(grounds: Grounds, texts: Numbers) -> Floats:
    unlike = np.asarray([1 - _repeated(grounds, int(text)) for text in texts], np.float32)
    wide = np.sqrt(grounds.atoms.sizes[texts, 0])
    aligned = np.asarray([_aligned(grounds, int(text)) for text in texts], np.float32)
    alone = np.asarray([1.0 if grounds.atoms.together(int(text)) else _SEVERAL for text in texts], np.float32)
    return np.asarray(unlike * wide * alone * (0.3 + 0.7 * grounds.rare[texts]) * (0.2 + 0.8 * aligned), np.float32)


def _aligned(grounds: Grounds, text: int) -> float:
    """Share of the nearest twins that have a text, any text, at the same relative place: a column of the same list.

    What stands beside the list only by chance, a menu for instance, has another spacing.
    """
    boxes, centers = grounds.atoms.boxes, grounds.atoms.centers
    steps = grounds.twins[np.argsort(np.abs(grounds.twins).sum(axis=1))[:_SOME_TWINS]]
    texts = ~grounds.atoms.framed
    found = 0
    for x, y in steps:
        line = texts & (np.abs(centers[:, 1] - centers[text, 1] - y) <= _LINE)
        lefts, rights = boxes[line, 0] - boxes[text, 0] - x, boxes[line, 2] - boxes[text, 2] - x
        offs = np.stack((lefts, rights, centers[line, 0] - centers[text, 0] - x))
        found += bool((np.abs(offs) <= _EDGE).any())
    return found / len(steps)


def _in_cell(grounds: Grounds, beside: Floats, reach_x: float | None, reach_y: float | None) -> Bools:
    away, framed = grounds.away, grounds.atoms.framed
    inside = np.ones(len(away), np.bool_)
    if reach_y is not None:
        inside &= np.abs(away[:, 1]) <= 1.02 * reach_y
    if reach_x is None:
        return inside
    if reach_y is None:
        return inside & (np.abs(away[:, 0]) <= reach_x) & (np.abs(away[:, 1]) <= max(reach_x, _CELL))
    low, high = _label_side(away, beside, reach_x, inside & ~framed)
    return inside & (away[:, 0] > low) & (away[:, 0] < high)


def _label_side(away: Floats, beside: Floats, reach: float, row: Bools) -> tuple[float, float]:
    """In a grid of twins: on which side of each one its label stands, as limits of the offset."""
    first, last = min(0.0, float(beside[:, 0].min())), max(0.0, float(beside[:, 0].max()))
    x = away[row, 0]
    left = bool(((x < first - 8) & (x > first - 2 * reach)).any())
    right = bool(((x > last + 8) & (x < last + 2 * reach)).any())
    if left and not right:
        return -2 * reach + 8, 8.0
    if right and not left:
        return -8.0, 2 * reach - 8
    return -2 * reach - 4, reach + 4


def _repeated(grounds: Grounds, text: int) -> float:
    """How much the same text stands at the same relative place beside a twin, 0 to 1."""
    atoms = grounds.atoms
    wide = atoms.sizes[:, 0] + 1
    best = 0.0
    for step in grounds.twins:
        place = atoms.centers[text] + step
        near = np.abs(atoms.centers - place).max(axis=1) < 10
        same_left = np.abs(atoms.boxes[:, 0] - atoms.boxes[text, 0] - step[0]) < 4
        near |= same_left & (np.abs(atoms.centers[:, 1] - place[1]) < 6)
        near[text] = False
        if near.any():
            size = np.exp(-((np.log(wide[near] / wide[text]) / 0.15) ** 2))
            best = max(best, float((grounds.alike[text, near] * size).max()))
    return float(np.clip((best - 0.55) / 0.35, 0, 1))
