"""Made screens on which a twin with all that belongs to it stands in the target's place: the row or card is gone."""

from __future__ import annotations

import random

import cv2
import numpy as np

from app.model.frame import Pixels
from app.model.geometry import Box, Point
from app.vision.gray import gray_of
from app.vision.reference import Reference

_ALIKE, _CELL = 0.8, 60


def twin_pasted(
    pixels: Pixels, reference: Reference, truth: Box, scale: float, window: Box, dice: random.Random
) -> Pixels | None:
    """The screen with a twin's row or cell over the target's own; None when there is no twin where it should be."""
    row = reference.row
    if row is None or not row.tells:
        return None
    cell = _cell(truth, row.reach_x, row.reach_y, scale, window)
    steps = [(round(x * scale), round(y * scale)) for x, y in reference.twins.tolist()]
    fits = [step for step in steps if _is_twin(pixels, truth, step, window) and _apart(cell, step)]
    if not fits:
        return None
    x, y = dice.choice(fits)
    shown = window.common(Box(0, 0, pixels.shape[1], pixels.shape[0]))
    there = cell.moved(x, y).common(shown) if shown is not None else None
    here = there.moved(-x, -y).common(cell) if there is not None else None
    here = here.common(shown) if here is not None and shown is not None else None
    if here is None or here.area < 0.7 * cell.area or not here.contains(_label(reference, truth, scale)):
        return None
    changed = pixels.copy()
    twin = pixels[here.y + y : here.bottom + y, here.x + x : here.right + x]
    changed[here.y : here.bottom, here.x : here.right] = twin
    return changed


def _label(reference: Reference, truth: Box, scale: float) -> Point:
    """Where the text stands that tells the target from its twins; it must go with the row."""
    assert reference.row is not None
    key = reference.row.atoms[reference.row.weights.argmax()]
    x, y = (reference.atoms.centers[key] - reference.box.center) * scale
    return truth.center.moved(round(float(x)), round(float(y)))


def _cell(truth: Box, reach_x: float | None, reach_y: float | None, scale: float, window: Box) -> Box:
    """What belongs to one of the twins: half the way to the next one in each direction, the whole line without one."""
    middle = truth.center
    wide = window.w if reach_x is None else round(reach_x * scale)
    high = round((reach_y if reach_y is not None else _CELL) * scale)
    whole = Box(middle.x - wide, middle.y - high, 2 * wide, 2 * high)
    return whole.common(window) or truth


def _apart(cell: Box, step: tuple[int, int]) -> bool:
    shared = cell.common(cell.moved(*step))
    return shared is None or shared.area < 0.1 * cell.area


def _is_twin(pixels: Pixels, truth: Box, step: tuple[int, int], window: Box) -> bool:
    there = truth.moved(*step)
    if not window.encloses(there) or min(truth.w, truth.h) < 4:
        return False
    own, other = (gray_of(pixels[box.y : box.bottom, box.x : box.right]) for box in (truth, there))
    if own.shape != other.shape or float(own.std()) < 2:
        return False
    return float(np.max(cv2.matchTemplate(own, other, cv2.TM_CCOEFF_NORMED))) > _ALIKE
