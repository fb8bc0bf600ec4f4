"""The gist of a window: its most telling texts in short, enough to say which of many known windows this may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from app.vision.atoms import LOOK_HEIGHT, LOOK_WIDTH, Atoms
from app.vision.gray import Floats
from app.vision.reference import Reference
from app.vision.resemblance import telling

_TEXTS, _SHORT = 24, (24, 4)


class Gist(NamedTuple):
    """The looks of the most telling texts in short, and how much each tells; some kilobytes."""

    short: Floats
    weights: Floats


def gist_of(reference: Reference) -> Gist:
    """The gist of the window that a reference was learned from."""
    weights = telling(reference)
    chosen = np.argsort(-weights)[:_TEXTS]
    chosen = chosen[weights[chosen] > 0]
    return Gist(_short(reference.atoms, chosen), weights[chosen])


def likeliest(known: Sequence[Gist], atoms: Atoms, most: int) -> list[int]:
    """The numbers of those windows whose most telling texts are best found here, best first."""
    if len(known) <= most:
        return list(range(len(known)))
    return [int(number) for number in np.argsort(shares(known, atoms))[::-1][:most]]


def shares(known: Sequence[Gist], atoms: Atoms) -> list[float]:
    """For each window how much of its most telling texts is found here, 0 to 1."""
    seen = _short(atoms, np.flatnonzero(~atoms.framed))
    if not known or not len(seen):
        return [0.0] * len(known)
    texts = np.concatenate([one.short for one in known])
    alike = (seen @ texts.T).max(axis=0, initial=0.0)
    ends = np.cumsum([len(one.short) for one in known]).tolist()
    return [_share(one.weights, alike[end - len(one.weights) : end]) for one, end in zip(known, ends, strict=True)]


def _share(weights: Floats, alike: Floats) -> float:
    return float((weights * alike**4).sum() / max(1e-6, float(weights.sum())))


def _short(atoms: Atoms, texts: object) -> Floats:
    """The looks of some texts in a twelfth of their numbers, of unit length."""
    looks = atoms.looks[np.asarray(texts, np.intp)].reshape(-1, LOOK_WIDTH)
    wide, high = _SHORT
    if not len(looks):
        return np.zeros((0, wide * high), np.float32)
    # All in one pass: each look is a whole number of lines of the short ones high, so no two of them mix.
    count = len(looks) // LOOK_HEIGHT
    small = cv2.resize(looks, (wide, high * count), interpolation=cv2.INTER_AREA)
    short = np.asarray(small, np.float32).reshape(count, wide * high)
    return np.asarray(short / np.maximum(1e-6, np.linalg.norm(short, axis=1, keepdims=True)), np.float32)
