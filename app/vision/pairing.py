"""Which pieces of the taught picture are which pieces of the screen, at one scale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from app.vision.atoms import Atoms
from app.vision.gray import Floats, Numbers
from app.vision.reference import Reference

_HERE, _ALIKE = 0.35, 0.45


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """A taught picture against the screen's atoms.

    alike: correlation of looks, whatever the size. likeness: text by text, 0 to 1, at the found scale. strict: the
    same, but only what is more alike than the nearest different text ever was. frames: frame by frame by size.
    quality: how well known texts match at all here. kept: weighted share of all known texts outside the element that
    are on the screen.
    """

    reference: Reference
    atoms: Atoms
    scale: float
    quality: float
    alike: Floats
    likeness: Floats
    strict: Floats
    frames: Floats
    kept: float

    @property
    def partner(self) -> Floats:
        """For each taught atom the index of its most alike atom on the screen."""
        return np.asarray(self.likeness.argmax(axis=1))


def pair(reference: Reference, atoms: Atoms, scale: float) -> Pairing:
    """Compare all atoms of both pictures at one scale."""
    alike = likeness_of_looks(reference.atoms, atoms)
    near = near_pairs(reference.atoms, atoms, alike, scale)
    likeness, shaped, strict = (np.zeros(alike.shape, np.float32) for _ in range(3))
    size = np.exp(-((near.wide / 0.2) ** 2) - (near.high / 0.35) ** 2)
    likeness[near.old, near.new] = np.clip((near.alike - 0.6) / 0.32, 0, 1) * size
    shaped[near.old, near.new] = near.alike * np.exp(-(((near.wide - near.high) / 0.4) ** 2))
    quality = _quality(reference, shaped)
    strict[near.old, near.new] = _strict(reference, near, min(0.15, 1 - quality))
    frames = _frames(reference.atoms, atoms, scale)
    return Pairing(reference, atoms, scale, quality, alike, likeness, strict, frames, _kept(reference, likeness))


@lru_cache(maxsize=2)
def likeness_of_looks(old: Atoms, new: Atoms) -> Floats:
    """How much each two pieces look alike whatever their size, kept for the next question about the same pictures."""
    alike = np.asarray(old.looks @ new.looks.T, np.float32)
    alike.flags.writeable = False
    return alike


class NearPairs(NamedTuple):
    """Texts that look alike at all: numbers of both, logarithms of their width and height ratios, their likeness."""

    old: Numbers
    new: Numbers
    wide: Floats
    high: Floats
    alike: Floats


def near_pairs(old: Atoms, new: Atoms, alike: Floats, scale: float) -> NearPairs:
    """The few of all pairs that are worth comparing; the ratios are 0 where the size is as the scale says."""
    rows, columns = np.nonzero(alike > _ALIKE)
    ratios = np.log((new.sizes[columns] + 1) / (scale * old.sizes[rows] + 1))
    return NearPairs(rows, columns, ratios[:, 0], ratios[:, 1], alike[rows, columns])


def _frames(old: Atoms, new: Atoms, scale: float) -> Floats:
    """Frame by frame, how well the sizes agree."""
    table = np.zeros((old.count, new.count), np.float32)
    ours, theirs = np.flatnonzero(old.framed), np.flatnonzero(new.framed)
    wide, high = np.moveaxis(np.log((new.sizes[theirs][None] + 1) / (scale * old.sizes[ours][:, None] + 1)), 2, 0)
    table[np.ix_(ours, theirs)] = np.exp(-((wide / 0.3) ** 2) - (high / 0.12) ** 2)
    return table


def _kept(reference: Reference, likeness: Floats) -> float:
    atoms, box = reference.atoms, reference.box
    weights = np.sqrt(atoms.sizes[:, 0]) * np.maximum(reference.rare, 0.05) * ~atoms.framed
    weights[atoms.inside(box.x, box.y, box.right, box.bottom)] = 0
    here = np.clip(likeness.max(axis=1, initial=0.0) / _HERE, 0, 1)
    return float((weights * here).sum() / max(1e-6, float(weights.sum())))


def _quality(reference: Reference, shaped: Floats) -> float:
    """Likeness that rare texts near the target reach here: about 1 for the same rendering, less for another font."""
    atoms = reference.atoms
    if not shaped.size:
        return 0.9
    away = np.hypot(*(atoms.centers - reference.press).T)
    usable = ~atoms.framed & (reference.rare >= 0.3)
    if reference.row is not None:
        usable[reference.row.atoms] = False
    near = np.flatnonzero(usable)[np.argsort(away[usable])][:24]
    return float(np.percentile(shaped[near].max(axis=1), 60)) if len(near) >= 4 else 0.9


def _strict(reference: Reference, near: NearPairs, noise: float) -> Floats:
    rival = np.clip(reference.rival, 0.45, 0.98)[near.old]
    low = (rival + 0.3 * (1 - rival)) * (1 - noise)
    full = (rival + 0.7 * (1 - rival)) * (1 - noise)
    size = np.exp(-((near.wide / (0.06 + noise)) ** 2) - (near.high / (0.12 + 1.5 * noise)) ** 2)
    return np.asarray(np.clip((near.alike - low) / (full - low), 0, 1) * size, np.float32)
