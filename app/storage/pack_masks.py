"""Paints over what stood in fields, so that a picture shows a field's border and place and nothing of its content."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from app.model.frame import Pixels
from app.model.geometry import Box

BORDER, GROWN = 4, 2
"""A border is at most so many pixels wide; where none is found, so many more around the field are painted over."""
_SHADE = 3
"""Levels by which a plain ground may vary."""


def masked(pixels: Pixels, fields: Iterable[Box]) -> Pixels:
    """A copy in which these fields (boxes in the picture) are empty: their own ground, inside their border."""
    made, whole = pixels.copy(), Box(0, 0, pixels.shape[1], pixels.shape[0])
    for field in fields:
        seen = field.common(whole)
        if seen is not None:
            _empty(made, seen, whole)
    return made


def _empty(pixels: Pixels, field: Box, whole: Box) -> None:
    ground = _ground(_part(pixels, field))
    inside = next((box for box in _rings(field) if _is_flat(_part(pixels, box), ground)), None)
    # With text up to its edge it is not known where the field ends.
    box = inside or field.grown(GROWN).common(whole) or field
    pixels[box.y : box.bottom, box.x : box.right] = ground


def _rings(field: Box) -> list[Box]:
    """The field without a border of 0, 1, 2 … pixels."""
    made = [field.grown(-width) for width in range(BORDER + 1)]
    return [box for box in made if box.w >= 1 and box.h >= 1]


def _part(pixels: Pixels, box: Box) -> Pixels:
    return pixels[box.y : box.bottom, box.x : box.right]


def _ground(pixels: Pixels) -> Pixels:
    """The colour that most of it has."""
    colours, counts = np.unique(pixels.reshape(-1, pixels.shape[2]), axis=0, return_counts=True)
    ground: Pixels = colours[int(counts.argmax())]
    return ground


def _is_flat(pixels: Pixels, ground: Pixels) -> bool:
    """Whether its outermost pixels are ground, so that all that is written lies inside."""
    edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    return bool((np.abs(edge.astype(np.int16) - ground.astype(np.int16)) <= _SHADE).all())
