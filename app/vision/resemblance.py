"""How much of one picture of a window is in another, wherever its parts stand now."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from app.model.geometry import Box, Point
from app.vision.atoms import Atoms, at_scale
from app.vision.gray import Bools, Floats
from app.vision.pairing import Pairing, pair
from app.vision.reference import Reference, plain_reference
from app.vision.scales import likeliest_scale

_FOUND, _LEAST, _WORTH = 0.35, 3, 0.2


class Resemblance(NamedTuple):
    """Weighted shares, 0 to 1. kept: of the known texts that are here. known: of the texts here that were known.

    placed: of the kept ones that stand in the same arrangement.
    """

    kept: float
    known: float
    placed: float


NONE = Resemblance(0.0, 0.0, 0.0)


def whole(atoms: Atoms) -> Reference:
    """A whole window as a reference without an element."""
    high, wide = atoms.gray.shape[:2]
    return plain_reference(atoms, Box(0, 0, wide, high), Point(wide // 2, high // 2))


def telling(reference: Reference) -> Floats:
    """How much each text tells about the window: long and rare ones the most, frames nothing."""
    wide = np.sqrt(reference.atoms.sizes[:, 0])
    return np.asarray(wide * np.maximum(reference.rare, 0.05) * ~reference.atoms.framed, np.float32)


def resemblance(reference: Reference, atoms: Atoms) -> Resemblance:
    """Compare the texts of both windows."""
    texts = int((~atoms.framed).sum())
    if reference.atoms.count < _LEAST or texts < _LEAST:
        return NONE
    scale = likeliest_scale(reference, atoms)
    found = _shares(reference, pair(reference, atoms, scale))
    again = at_scale(atoms, scale)
    if again is atoms or found.kept < _WORTH:
        return found
    return max(found, _shares(reference, pair(reference, again, scale)), key=lambda one: one.kept)


def _shares(reference: Reference, pairing: Pairing) -> Resemblance:
    atoms = pairing.atoms
    old = telling(reference)
    new = np.sqrt(atoms.sizes[:, 0]) * ~atoms.framed
    here, there = pairing.likeness.max(axis=1, initial=0.0), pairing.likeness.max(axis=0, initial=0.0)
    kept = _share(old, np.clip(here / _FOUND, 0, 1))
    known = _share(new, np.clip(there / _FOUND, 0, 1))
    return Resemblance(kept, known, _arrangement(pairing, old, here > _FOUND))


def _share(weights: Floats, parts: Floats) -> float:
    return float((weights * parts).sum() / max(1e-6, float(weights.sum())))


def _arrangement(pairing: Pairing, weights: Floats, found: Bools) -> float:
    """Share of the found texts whose neighbours in reading order still stand on the same side of them."""
    taught = np.flatnonzero(found & (weights > 0))
    if len(taught) < _LEAST:
        return 0.0
    old = pairing.reference.atoms.centers[taught] * pairing.scale
    new = pairing.atoms.centers[pairing.partner[taught]]
    x, y = old.T
    away = np.abs(x[:, None] - x) + np.abs(y[:, None] - y)
    near = np.argsort(away, axis=1)[:, 1:5]
    before = old[near] - old[:, None]
    after = new[near] - new[:, None]
    loose = 12 * pairing.scale + 0.25 * np.abs(before)
    agree = (np.abs(after - before) < loose).all(axis=2).mean(axis=1)
    return _share(weights[taught], agree.astype(np.float32))
