"""From what was observed at a place to the probability that it is the target.

A small forest of trees, fitted on screens of many programs and pages under changed themes, scales, fonts and data, with
made cases without the target: painted over, its line removed from the list, a twin, another word, another letter or
another program in its place. Each input may only work in its sensible direction, so more likeness never makes a place
less likely.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from app.model.resources import resources_folder
from app.model.suggestion import AUTOMATIC_LIMIT
from app.vision.gray import Floats
from app.vision.trees import Odds, read_forest

_NO_EDGES, _NO_SHAPE, _DOUBTED = 0.15, 0.2, 0.3
_OTHER_ROW, _KEY, _READS, _TEXT, _RATHER_NOT = 0.5, 0.5, 0.3, 0.5, 0.5
_LETTERED, _READ, _ALONE = 0.8, 0.9, 0.05
_NEVER_ALONE = AUTOMATIC_LIMIT - 0.01


class Observed(NamedTuple):
    """All that is known about one possible place; every number lies between 0 and 1 except `margin` (-1 to 1).

    looks: likeness of text or frame. strict, letters, worst, reads: the text is the very text, by descriptor, over all
    letters, at the worst letter, the same words in whatever font; None for a target whose text may change or is
    missing. around, near, row: see Agreement; key, key_worst, key_reads: the same of the row's most telling text.
    margin: how much better than the next place. off: distance to the forecast; votes: how much the anchors agree on
    it. shape, energy, pixels: see Structure. exact: this screen renders as the taught one did; quality: how nearly.
    kept: share of the window's texts that are here. frame: a frame of the right size stands here, None for a target
    without one. own: how much text of its own it has; wordy: how much that has the shape of a word. twins: how many
    look the same. rescaled: how far from the taught scale. alike: the whole element
    with its surroundings looks the same to the network. lettered: how much its own piece is made of letters.
    """

    looks: float
    strict: float | None
    letters: float | None
    worst: float | None
    reads: float | None
    around: float
    near: float
    row: float | None
    key: float | None
    key_worst: float | None
    key_reads: float | None
    margin: float
    off: float
    forecast: bool
    textless: bool
    shape: float
    energy: float
    pixels: float
    exact: bool
    quality: float
    kept: float
    votes: float
    frame: float | None
    own: float
    wordy: float
    twins: float
    rescaled: float
    alike: float
    lettered: float


INPUTS = Observed._fields


def inputs(seen: Observed) -> Floats:
    """The inputs of the forest; what is not known is NaN."""
    return np.asarray([np.nan if value is None else float(value) for value in seen], np.float32)


def belief(seen: Observed) -> float:
    """Probability that this place is the target; what speaks plainly against it sets a limit."""
    likely = 1 / (1 + float(np.exp(-_odds().of(inputs(seen)))))
    if _empty(seen) or _row_gone(seen):
        return min(likely, _DOUBTED)
    return min(likely, _NEVER_ALONE) if _other_words(seen) else likely


def _empty(seen: Observed) -> bool:
    """Nothing stands here, though the screen renders as it did."""
    return seen.exact and seen.energy < _NO_EDGES and seen.shape < _NO_SHAPE


def _row_gone(seen: Observed) -> bool:
    """One of several equal things, and its row is another one: where the text stood that told it apart, nothing
    stands, or another text."""
    other = seen.row is not None and seen.row < _OTHER_ROW and seen.key is not None and seen.key < _KEY
    return other and (seen.key_reads or 0) < _READS and not _own_words(seen)


def _own_words(seen: Observed) -> bool:
    """Words of its own that are read here tell it apart without its row, unless others look the same."""
    return seen.lettered >= _LETTERED and (seen.reads or 0) > _READ and seen.twins <= _ALONE


def _other_words(seen: Observed) -> bool:
    """Its own text rather reads differently: one letter or digit may be all that tells two things apart."""
    return seen.lettered >= _TEXT and seen.reads is not None and seen.reads < _RATHER_NOT


@cache
def _odds() -> Odds:
    return read_forest(resources_folder() / "vision" / "belief.json")


def shifted(score: float, by: float) -> float:
    """A probability after one more independent observation, `by` in units of log odds."""
    bounded = min(max(score, 1e-4), 1 - 1e-4)
    return 1 / (1 + float(np.exp(-(np.log(bounded / (1 - bounded)) + by))))
