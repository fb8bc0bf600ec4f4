"""Does the target's very text stand at a place, or only one that looks like it."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from app.model.frame import Pixels
from app.model.geometry import Box
from app.vision.gray import Floats, Numbers, correlation, crop, scaled
from app.vision.pairing import Pairing
from app.vision.propose import Source, Spot

_SLACK, _SHIFT, _LETTER, _WRITTEN = 4, 2, 5, 0.15
_SAME_SIZE, _OTHER_SIZE, _RIM = 0.03, 0.25, 6


class Lettering(NamedTuple):
    """Agreement of two texts, 0 to 1: over all, and of the letter that agrees worst."""

    whole: float
    worst: float


NOTHING = Lettering(0.0, 0.0)


def texts_at(pairing: Pairing, spot: Spot) -> Numbers:
    """The screen's texts that may be the target's own text when it stands at this place."""
    reference, atoms = pairing.reference, pairing.atoms
    if spot.source is Source.TEXT and spot.atom is not None:
        return np.asarray([spot.atom])
    if spot.source is Source.FRAME and spot.atom is not None:
        near = atoms.inside(*atoms.boxes[spot.atom])
    else:
        corner = spot.press + pairing.scale * (np.asarray(reference.box.origin) - reference.press) - _RIM
        size = pairing.scale * np.asarray((reference.box.w, reference.box.h)) + 2 * _RIM
        near = atoms.inside(*corner, *(corner + size))
    return np.flatnonzero(near & ~atoms.framed)


def strictness(pairing: Pairing, texts: Numbers) -> float:
    """How surely one of these is the target's text and not its nearest rival, 0 to 1."""
    text = pairing.reference.text
    return 0.0 if text is None else float(pairing.strict[text, texts].max(initial=0.0))


def lettering(pairing: Pairing, text: int, at: int) -> Lettering:
    """How well a text of the screen agrees with a taught one, letter by letter, whatever theme and size."""
    taught, seen = pairing.reference.atoms, pairing.atoms
    there = _box(seen.boxes[at])
    patch = crop(taught.gray, _box(taught.boxes[text]))
    if not patch.size:
        return NOTHING
    return max(_agreement(one, crop(seen.gray, _around(there, one))) for one in _sizes(patch, there, pairing.scale))


def pictures(pairing: Pairing, text: int, at: int) -> tuple[Pixels, Pixels]:
    """Both texts cut out with a little margin, to be read."""
    taught, seen = pairing.reference.atoms, pairing.atoms
    return crop(taught.gray, _box(taught.boxes[text]).grown(1)), crop(seen.gray, _box(seen.boxes[at]).grown(1))


def _agreement(patch: Pixels, where: Pixels) -> Lettering:
    scores = correlation(where, patch)
    if not scores.size:
        return NOTHING
    y, x = np.unravel_index(int(np.abs(scores).argmax()), scores.shape)
    whole = float(scores[y, x])
    line = where[y : y + patch.shape[0]].astype(np.float32) * np.sign(whole)
    return Lettering(abs(whole), _worst(patch.astype(np.float32), line, int(x)))


def _sizes(patch: Pixels, there: Box, scale: float) -> list[Pixels]:
    """The taught text at the screen's scale, and in the very size of the one there, which an underline may change."""
    grown = scaled(patch, scale)
    high, wide = grown.shape
    off = max(abs(np.log(there.w / max(1, wide))), abs(np.log(there.h / max(1, high))))
    if not _SAME_SIZE < off < _OTHER_SIZE:
        return [grown]
    way = cv2.INTER_AREA if there.w < patch.shape[1] else cv2.INTER_LINEAR
    return [grown, np.asarray(cv2.resize(patch, (there.w, there.h), interpolation=way), np.uint8)]


def _around(there: Box, patch: Pixels) -> Box:
    corner = there.center.moved(-(patch.shape[1] // 2), -(patch.shape[0] // 2))
    return Box(corner.x, corner.y, patch.shape[1], patch.shape[0]).grown(_SLACK)


def _worst(patch: Floats, line: Floats, start: int) -> float:
    """The worst agreement of a stretch as wide as a letter, when each may be shifted a little."""
    high, wide = patch.shape
    width = min(wide, max(_LETTER, round(0.8 * high)))
    own = _Stretch(patch[None], width)
    steps = [step for step in range(start - _SHIFT, start + _SHIFT + 1) if 0 <= step <= line.shape[1] - wide]
    other = _Stretch(np.stack([line[:, step : step + wide] for step in steps]), width)
    together = _sums(patch[None] * other.pixels, width) - own.sums * other.sums / (width * high)
    alike = together / np.sqrt(np.maximum(own.spread * other.spread, 1e-6))
    written = own.spread[0] > _WRITTEN * float(own.spread.max())
    return float(np.clip(alike.max(axis=0)[written].min(initial=1.0), 0, 1))


class _Stretch:
    """Sums over every stretch of some columns of equally large pictures."""

    def __init__(self, pixels: Floats, width: int) -> None:
        self.pixels = pixels
        self.sums = _sums(pixels, width)
        self.spread = np.maximum(_sums(pixels * pixels, width) - self.sums**2 / (width * pixels.shape[1]), 0)


def _sums(pixels: Floats, width: int) -> Floats:
    columns = np.cumsum(pixels.sum(axis=1, dtype=np.float64), axis=1)
    padded = np.concatenate((np.zeros((len(columns), 1)), columns), axis=1)
    return np.asarray(padded[:, width:] - padded[:, :-width], np.float64)


def _box(corners: object) -> Box:
    left, top, right, bottom = (round(float(value)) for value in np.asarray(corners))
    return Box(left, top, max(1, right - left), max(1, bottom - top))
