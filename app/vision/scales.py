"""At which scales the screen may show the taught picture: a page is enlarged while the browser around it is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from app.vision.atoms import Atoms
from app.vision.gray import Floats, Numbers
from app.vision.pairing import NearPairs, likeness_of_looks, near_pairs
from app.vision.reference import Reference

_USUAL = (1.0, 1.25, 1.5, 1.75, 2.0, 0.8, 2 / 3, 0.5)
_STEPS = np.arange(-0.8, 0.9, 0.01)
_USUAL_BONUS, _LIKE, _NEAR, _APART, _SUPPORT, _MOST, _LOUDEST = 0.03, 0.75, 220.0, 0.09, 0.12, 3, 48
_RIM, _STRETCHED = 1.0, 0.3


class _Votes(NamedTuple):
    """Texts that are each other's best match: where they were and are, how much larger, how much each counts."""

    before: Floats
    after: Floats
    ratio: Floats
    weight: Floats
    near: Floats


def scales(reference: Reference, atoms: Atoms) -> tuple[float, ...]:
    """The possible scales of the target's surroundings, likeliest first; 1 is always among them."""
    found: list[float] = []
    for scale in _likely(reference, atoms):
        _add(found, scale)
        if len(found) == _MOST:
            break
    # Icons and boxes keep their size where only the letters grow.
    _add(found, 1.0)
    return tuple(found)


def likeliest_scale(reference: Reference, atoms: Atoms) -> float:
    """The first of them, at a part of the price."""
    return next(_likely(reference, atoms), 1.0)


def _likely(reference: Reference, atoms: Atoms) -> Iterator[float]:
    """One scale after the other, first by the texts near the target, then by all."""
    votes = _votes(reference, atoms)
    for weight in (votes.near, votes.weight):
        left = weight.copy()
        while float(left.sum()) > _SUPPORT:
            scale = _best(votes, left)
            yield scale
            heard = np.abs(votes.ratio - np.log(scale)) <= _APART
            # A usual scale may have been preferred that no vote is near to; then the loudest vote has had its turn.
            heard[left.argmax()] = True
            left[heard] = 0


def _add(found: list[float], scale: float) -> None:
    if all(abs(np.log(scale / other)) > _APART for other in found):
        found.append(scale)


def _votes(reference: Reference, atoms: Atoms) -> _Votes:
    old = reference.atoms
    if not old.count or not atoms.count:
        return _Votes(*(np.zeros(0, np.float32) for _ in _Votes._fields))
    near = near_pairs(old, atoms, likeness_of_looks(old, atoms), 1.0)
    grown, higher = _larger(old, atoms, near)
    shaped, wide = (np.zeros((old.count, atoms.count), np.float32) for _ in range(2))
    shaped[near.old, near.new] = near.alike * np.exp(-(((grown - higher) / _STRETCHED) ** 2))
    wide[near.old, near.new] = grown
    mutual, partner = _mutual(shaped)
    weight = reference.rare[mutual] * np.sqrt(old.sizes[mutual, 0]) * shaped[mutual, partner] ** 2
    away = np.hypot(*(old.centers[mutual] - reference.press).T)
    close = weight * np.exp(-away / _NEAR)
    return _Votes(old.centers[mutual], atoms.centers[partner], wide[mutual, partner], _shares(weight), _shares(close))


def _larger(old: Atoms, new: Atoms, near: NearPairs) -> tuple[Floats, Floats]:
    """How much wider and higher each piece is now (logarithms); without the soft rim of a letter, which never grows."""
    before, after = old.sizes[near.old] - _RIM, new.sizes[near.new] - _RIM
    grown = np.log(np.maximum(1, after) / np.maximum(1, before))
    return grown[:, 0], grown[:, 1]


def _mutual(shaped: Floats) -> tuple[Numbers, Numbers]:
    best = shaped.argmax(axis=1)
    rows = np.arange(len(best))
    mutual = np.flatnonzero((shaped.argmax(axis=0)[best] == rows) & (shaped[rows, best] > _LIKE))
    return mutual, best[mutual]


def _shares(weight: Floats) -> Floats:
    return np.asarray(weight / max(1e-9, float(weight.sum())), np.float32)


def _best(votes: _Votes, weight: Floats) -> float:
    """The scale with the most weight in size ratio and in the agreement of shifts; usual ones are preferred.

    A single text has no shift to agree with: its own size is all there is.
    """
    if int((weight > 0).sum()) == 1:
        return float(np.exp(votes.ratio[weight.argmax()]))
    chosen = np.argsort(-weight)[:_LOUDEST]
    votes = _Votes(*(part[chosen] for part in votes))
    weight = weight[chosen]
    support = (weight * np.exp(-(((_STEPS[:, None] - votes.ratio) / 0.05) ** 2))).sum(axis=1)
    best, top = 1.0, -1.0
    for scale in (float(np.exp(_STEPS[support.argmax()])), *_USUAL):
        share = float(support[np.abs(_STEPS - np.log(scale)).argmin()])
        shift = votes.after - scale * votes.before
        agree = share + 0.5 * (_agreement(shift[:, 0], weight, scale) + _agreement(shift[:, 1], weight, scale))
        agree += _USUAL_BONUS if scale >= 1 and scale in _USUAL else 0
        if agree > top:
            best, top = scale, agree
    return best


def _agreement(shifts: Floats, weight: Floats, scale: float) -> float:
    near = np.exp(-(((shifts[:, None] - shifts[None]) / (4 * scale)) ** 2))
    return float((weight * near).sum(axis=1).max())
