"""An element with what stands around it, cut out of the taught picture and of the screen alike, to be compared.

Atoms may be cut differently on another screen (an icon joined to its label, an underlined word); a portrait does not
care. Only how much each pixel stands out from its neighbourhood is kept: the same in light and dark, for weak lines and
strong ones.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import cv2
import numpy as np

from app.model.frame import Pixels
from app.model.geometry import Box
from app.vision.gray import Floats, correlation
from app.vision.pairing import Pairing
from app.vision.propose import Spot

HIGH, WIDE = 48, 160
_ELEMENT, _SMALLEST = 28.0, 0.25
_REACH, _LEAST, _RIM, _AWAY = 10, 0.3, 2, 0.004
_NEAR, _FAR, _FAINT, _STRONG = (17, 17), (33, 33), 4.0, 3.0
_SIZE = np.asarray((WIDE, HIGH), np.float32)


class Portrait(NamedTuple):
    """The taught portrait, that of a place on the screen, and where the element itself is (255); each HIGH × WIDE."""

    taught: Pixels
    seen: Pixels
    element: Pixels


class Portraits:
    """The target's portrait, and those of possible places at the found scale."""

    def __init__(self, pairing: Pairing) -> None:
        self._pairing = pairing
        reference = pairing.reference
        self._zoom = zoom = float(np.clip(_ELEMENT / max(1, reference.box.h), _SMALLEST, 1.0))
        corner = (np.asarray(reference.box.origin) - reference.anchor) * zoom + _SIZE / 2
        end = corner + np.asarray((reference.box.w, reference.box.h)) * zoom
        left, top = (max(0, round(float(value))) for value in corner)
        right, bottom = (min(most, round(float(value))) for value, most in zip(end, (WIDE, HIGH), strict=True))
        self._inner = Box(left, top, max(1, right - left), max(1, bottom - top))

    @cached_property
    def _taught(self) -> Pixels:
        reference = self._pairing.reference
        return _contrast(_cut(reference.atoms.gray, reference.anchor, self._zoom, _SIZE))

    @cached_property
    def _element(self) -> Pixels:
        mask = np.zeros((HIGH, WIDE), np.uint8)
        mask[self._inner.y : self._inner.bottom, self._inner.x : self._inner.right] = 255
        return mask

    def at(self, spot: Spot) -> Portrait:
        """The portrait of this place beside the taught one."""
        grown = _SIZE + 2 * _REACH
        seen = _contrast(_cut(self._pairing.atoms.gray, spot.anchor, self._zoom / self._pairing.scale, grown))
        x, y = self._shift(seen)
        return Portrait(self._taught, seen[y : y + HIGH, x : x + WIDE].copy(), self._element)

    def _shift(self, seen: Pixels) -> tuple[int, int]:
        """Where in the larger cut-out the element fits best; in the middle if nowhere well."""
        inner = self._inner.grown(_RIM).common(Box(0, 0, WIDE, HIGH)) or self._inner
        patch = self._taught[inner.y : inner.bottom, inner.x : inner.right]
        where = seen[inner.y : inner.bottom + 2 * _REACH, inner.x : inner.right + 2 * _REACH]
        scores = correlation(where, patch)
        if not scores.size:
            return _REACH, _REACH
        steps = np.arange(2 * _REACH + 1) - _REACH
        near = scores - _AWAY * np.hypot(steps[:, None], steps[None])
        y, x = np.unravel_index(int(near.argmax()), near.shape)
        return (int(x), int(y)) if near[y, x] > _LEAST else (_REACH, _REACH)


def _cut(gray: Pixels, middle: Floats, zoom: float, size: Floats) -> Pixels:
    """The part around a point, enlarged by the zoom to this size (width, height); the rim goes on beyond the edge."""
    half = size / 2 / zoom
    left, top = (round(float(value)) for value in middle - half)
    right, bottom = (max(low + 1, round(float(value))) for low, value in zip((left, top), middle + half, strict=True))
    high, wide = gray.shape
    rows = np.clip(np.arange(top, bottom), 0, high - 1)
    columns = np.clip(np.arange(left, right), 0, wide - 1)
    part = gray[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    part = part[rows - rows[0]][:, columns - columns[0]]
    way = cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(part, (int(size[0]), int(size[1])), interpolation=way), np.uint8)


def _contrast(piece: Pixels) -> Pixels:
    """How much each pixel differs from what is around it, measured by what is usual there, 0 to 255."""
    plain = piece.astype(np.float32)
    off = plain - cv2.blur(plain, _NEAR)
    usual = np.sqrt(np.maximum(cv2.blur(off * off, _FAR), 0)) + _FAINT
    return np.asarray(np.minimum(np.abs(off) / usual / _STRONG, 1) * 255, np.uint8)
