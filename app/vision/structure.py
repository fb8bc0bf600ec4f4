"""Does the element itself stand at a place: the shape of its edges, and how much edge there is."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from app.model.geometry import Box
from app.vision.gray import Floats, correlation, crop, edges_of, scaled
from app.vision.pairing import Pairing
from app.vision.propose import Spot

_MARGIN, _SLACK, _STRONG = 3, 4, 60


class Structure(NamedTuple):
    """shape: correlation of softened edges, 0 to 1. energy: ratio of the amounts of edge, 0 to 1.

    pixels: correlation of the gray pixels themselves, 0 to 1, the same for light on dark and dark on light.
    """

    shape: float
    energy: float
    pixels: float


NOTHING = Structure(0.0, 0.0, 0.0)


class Shape:
    """The target's edges at the found scale, to be laid on possible places."""

    def __init__(self, pairing: Pairing) -> None:
        self._pairing = pairing
        box = pairing.reference.box.grown(_MARGIN)
        patch = scaled(crop(pairing.reference.atoms.gray, box), pairing.scale)
        origin = np.maximum(0, np.asarray((box.x, box.y), np.float32))
        self._offset = pairing.scale * (pairing.reference.anchor - origin)
        self._patch = patch
        self._edges = edges_of(patch) if min(patch.shape, default=0) > 6 else None

    def at(self, spot: Spot) -> Structure:
        """How much of the element stands at this place."""
        if self._edges is None:
            return NOTHING
        high, wide = self._edges.shape
        corner = spot.anchor - self._offset
        area = Box(round(float(corner[0])), round(float(corner[1])), wide, high).grown(_SLACK)
        where = crop(self._pairing.atoms.gray, area)
        if where.shape[0] < high or where.shape[1] < wide:
            return NOTHING
        there = edges_of(where)
        soft = correlation(_soft(there, self._pairing.scale), _soft(self._edges, self._pairing.scale))
        now, then = _energy(there[_SLACK:-_SLACK, _SLACK:-_SLACK]), _energy(self._edges)
        pixels = float(np.abs(correlation(where, self._patch)).max())
        return Structure(max(0.0, float(soft.max())), min(now, then) / max(now, then, 1e-3), pixels)


def _soft(edges: object, scale: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(np.asarray(edges, np.float32), (0, 0), 2 * scale), np.float32)


def _energy(edges: object) -> float:
    area = np.asarray(edges)
    return float(np.minimum(area, _STRONG).mean()) if area.size else 0.0
