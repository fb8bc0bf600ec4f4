"""Does the target's very text stand at a place, or only one that looks like it."""

from __future__ import annotations

import numpy as np

from app.model.geometry import Box
from app.vision.gray import Numbers, correlation, crop, edges_of
from app.vision.pairing import Pairing
from app.vision.propose import Source, Spot

_SLACK = 4


def texts_at(pairing: Pairing, spot: Spot) -> Numbers:
    """The screen's texts that may be the target's own text when it stands at this place."""
    reference, atoms = pairing.reference, pairing.atoms
    if spot.source is Source.TEXT and spot.atom is not None:
        return np.asarray([spot.atom])
    if spot.source is Source.FRAME and spot.atom is not None:
        near = atoms.inside(*atoms.boxes[spot.atom])
    else:
        middle = spot.press + pairing.scale * (reference.atoms.centers[reference.text] - reference.press)
        near = np.abs(atoms.centers - middle).max(axis=1) < 10 * pairing.scale + 6
    return np.flatnonzero(near & ~atoms.framed)


def strictness(pairing: Pairing, texts: Numbers) -> float:
    """How surely one of these is the target's text and not its nearest rival, 0 to 1."""
    text = pairing.reference.text
    return 0.0 if text is None else float(pairing.strict[text, texts].max(initial=0.0))


def letters(pairing: Pairing, texts: Numbers) -> float:
    """How well one of these agrees with the target's text letter by letter; says much where both render the same."""
    text = pairing.reference.text
    if text is None:
        return 0.0
    taught = pairing.reference.atoms
    patch = edges_of(crop(taught.gray, _box(taught.boxes[text]).grown(1)))
    best = 0.0
    for number in texts:
        middle = _box(pairing.atoms.boxes[number]).center
        corner = middle.moved(-(patch.shape[1] // 2), -(patch.shape[0] // 2))
        where = Box(corner.x, corner.y, patch.shape[1], patch.shape[0]).grown(_SLACK)
        scores = correlation(edges_of(crop(pairing.atoms.gray, where)), patch)
        best = max(best, float(scores.max(initial=0.0)))
    return best


def _box(corners: object) -> Box:
    left, top, right, bottom = (int(value) for value in np.asarray(corners))
    return Box(left, top, right - left, bottom - top)
