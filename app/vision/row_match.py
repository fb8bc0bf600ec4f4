"""Does the row of the target stand at a place: the texts that tell it from its twins."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from app.vision.gray import Floats, Numbers
from app.vision.pairing import Pairing
from app.vision.propose import Spot

_HEAD_SLACK, _IN_PLACE = 10.0, 0.37


class RowMatch(NamedTuple):
    """share: of the row's telling texts that stand here, 0 to 1. key: its most telling one; at: its partner here, or
    what stands in its place, None where nothing does."""

    share: float
    key: int
    at: int | None


def match_row(pairing: Pairing, spot: Spot) -> RowMatch | None:
    """How much of the row stands at this place; None for a target without a telling row."""
    row = pairing.reference.row
    if row is None or not row.tells or not pairing.atoms.count:
        return None
    stands = _beside(pairing, spot, row.atoms)
    share = _share(row.weights, stands.max(axis=1))
    if len(row.heads) and float(row.head_weights.sum()) > 0:
        share = min(share, _share(row.head_weights, _above(pairing, spot, row.heads).max(axis=1)))
    telling = int(row.weights.argmax())
    key = int(row.atoms[telling])
    return RowMatch(share, key, _partner(pairing, spot, key, stands[telling]))


def _partner(pairing: Pairing, spot: Spot, key: int, stands: Floats) -> int | None:
    """The very text in its line, else the most alike of those that stand in its place: it can still be read."""
    at = int(stands.argmax())
    if stands[at] > 0:
        return at
    there = np.flatnonzero((_in_line(pairing, spot, np.asarray([key]))[0] > _IN_PLACE) & ~pairing.atoms.framed)
    return int(there[pairing.alike[key, there].argmax()]) if len(there) else None


def off_x(pairing: Pairing, spot: Spot, old: Numbers, scale: float, new: Numbers | None = None) -> Floats:
    """Sideways distance to the expected place by left edge, middle or right edge: texts change their length.

    `old` against all atoms of the screen (a table), or pair by pair against `new`.
    """
    taught, seen, origin = pairing.reference.atoms, pairing.atoms, pairing.reference.anchor[0]

    def off(before: Floats, after: Floats) -> Floats:
        expected = spot.anchor[0] + scale * (before[old] - origin)
        return np.asarray(np.abs(after - expected[:, None] if new is None else after[new] - expected), np.float32)

    left = off(taught.boxes[:, 0], seen.boxes[:, 0])
    middle = off(taught.centers[:, 0], seen.centers[:, 0])
    return np.minimum(np.minimum(left, middle), off(taught.boxes[:, 2], seen.boxes[:, 2]))


def _beside(pairing: Pairing, spot: Spot, texts: Numbers) -> Floats:
    """Row text by screen text: whether it is the very text and stands in this line."""
    return np.asarray(pairing.strict[texts] * _in_line(pairing, spot, texts), np.float32)


def _in_line(pairing: Pairing, spot: Spot, texts: Numbers) -> Floats:
    """Row text by screen text: how nearly it stands where that text of this line would."""
    scale = pairing.scale
    away = scale * (pairing.reference.atoms.centers[texts] - pairing.reference.anchor)
    aside = off_x(pairing, spot, texts, scale) / (10 + 0.5 * np.abs(away[:, :1]))
    high = np.abs(pairing.atoms.centers[:, 1] - spot.anchor[1] - away[:, 1:]) / (4 * scale + 0.15 * np.abs(away[:, 1:]))
    return np.asarray(np.exp(-(aside**2) - high**2), np.float32)


def _above(pairing: Pairing, spot: Spot, heads: Numbers) -> Floats:
    """Head by screen text: whether it stands above in this column; how far above does not matter, lists scroll."""
    aside = off_x(pairing, spot, heads, pairing.scale) / (_HEAD_SLACK * pairing.scale)
    above = pairing.atoms.centers[:, 1] < spot.anchor[1]
    return np.asarray(pairing.strict[heads] * np.exp(-(aside**2)) * above, np.float32)


def _share(weights: Floats, found: Floats) -> float:
    return float((weights * found).sum() / weights.sum())
