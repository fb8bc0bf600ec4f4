"""Which pieces of the taught picture are which pieces of the screen, at one scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.vision.atoms import Atoms
from app.vision.gray import Floats
from app.vision.reference import Reference

_HERE = 0.35


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
    alike = reference.atoms.looks @ atoms.looks.T
    texts = ~reference.atoms.framed[:, None] & ~atoms.framed[None]
    wide, high = size_ratios(reference.atoms, atoms, scale)
    size = np.exp(-((wide / 0.2) ** 2) - (high / 0.35) ** 2)
    likeness = np.where(texts, np.clip((alike - 0.6) / 0.32, 0, 1) * size, 0).astype(np.float32)
    quality = _quality(reference, np.where(texts, alike * np.exp(-((np.abs(wide - high) / 0.4) ** 2)), 0))
    strict = np.where(texts, _strict(reference, alike, wide, high, min(0.15, 1 - quality)), 0)
    both = reference.atoms.framed[:, None] & atoms.framed[None]
    frames = np.where(both, np.exp(-((wide / 0.3) ** 2) - (high / 0.12) ** 2), 0)
    kept = _kept(reference, likeness)
    return Pairing(
        reference, atoms, scale, quality, alike, likeness, strict.astype(np.float32), frames.astype(np.float32), kept
    )


def _kept(reference: Reference, likeness: Floats) -> float:
    atoms, box = reference.atoms, reference.box
    weights = np.sqrt(atoms.sizes[:, 0]) * np.maximum(reference.rare, 0.05) * ~atoms.framed
    weights[atoms.inside(box.x, box.y, box.right, box.bottom)] = 0
    here = np.clip(likeness.max(axis=1, initial=0.0) / _HERE, 0, 1)
    return float((weights * here).sum() / max(1e-6, float(weights.sum())))


def size_ratios(old: Atoms, new: Atoms, scale: float) -> tuple[Floats, Floats]:
    """Logarithms of width and height ratios of every pair, 0 where the size is as the scale says."""
    ours = scale * old.sizes[:, None] + 1
    ratios = np.log((new.sizes[None] + 1) / ours)
    return ratios[:, :, 0], ratios[:, :, 1]


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


def _strict(reference: Reference, alike: Floats, wide: Floats, high: Floats, noise: float) -> Floats:
    rival = np.clip(reference.rival, 0.45, 0.98)[:, None]
    low = (rival + 0.3 * (1 - rival)) * (1 - noise)
    full = (rival + 0.7 * (1 - rival)) * (1 - noise)
    size = np.exp(-((wide / (0.06 + noise)) ** 2) - (high / (0.12 + 1.5 * noise)) ** 2)
    return np.asarray(np.clip((alike - low) / (full - low), 0, 1) * size, np.float32)
