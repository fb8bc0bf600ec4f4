"""The quickest locator: is the element, with all that stands around it, exactly where it was?

One millisecond. It answers only when the pixels agree, and for an element with twins only when its whole row does:
after a re-sorting the same button stands at the same place and means another line.
"""

from __future__ import annotations

import cv2
import numpy as np

from app.model.frame import Pixels
from app.model.geometry import Box
from app.model.target import Candidate, EvidenceLine, LocatorKind, Search
from app.vision.gray import EDGE, crop, edges_of
from app.vision.reference import Reference
from app.vision.scene import Scene
from app.vision.spots import candidate

SURE, VALUE_CHANGED, WRITTEN_ON = 0.99, 0.96, 0.9
_NEARLY, _SHARE, _OTHER = 12, 0.985, 24
_AROUND_X, _AROUND_Y = 60, 25
_ROW_CHANGED, _AROUND_CHANGED = 0.02, 0.1
_NEVER_PLAIN, _FEW_LINES, _MANY_LINES, _RIM, _PAGE_RIM = 4, 20, 60, 2, 5


def by_place(scene: Scene, reference: Reference, search: Search) -> tuple[Candidate, ...]:
    """The recorded place and the remembered ones, newest knowledge first."""
    size = (reference.box.w, reference.box.h)
    recorded = search.looks[0].place.box
    places = [recorded, *(box for box in search.remembered if (box.w, box.h) == size and box != recorded)]
    for number, place in enumerate(places):
        here = Box(place.x, place.y, *size).moved(*scene.shift)
        score, what = _standing(reference, scene.gray, here)
        if score:
            words = "stands where it was recorded" if number == 0 else "stands where it was found before"
            line = EvidenceLine(LocatorKind.PLACE, f"{words}{what}", score)
            return (candidate(scene, reference, here.origin, 1.0, score, LocatorKind.PLACE, (line,)),)
    return ()


def _standing(reference: Reference, gray: Pixels, here: Box) -> tuple[float, str]:
    """How sure the element stands here (0 = not known), and in words what agrees."""
    patch, now = reference.patch, crop(gray, here)
    if not patch.size or patch.shape != now.shape:
        return 0.0, ""
    if float(np.mean(cv2.absdiff(patch, now) <= _NEARLY)) > _SHARE:
        plain = float(patch.std()) < _NEVER_PLAIN
        same = _surroundings_same(reference, gray, here, _FEW_LINES if plain else 1)
        return (SURE, ", and what is around it is the same") if same else (0.0, "")
    if reference.holds_values and _surroundings_same(reference, gray, here, _MANY_LINES, without=True):
        # Around a page there is less to compare than around a field with its frame and its label.
        return (WRITTEN_ON if reference.is_page else VALUE_CHANGED), ", only what it holds has changed"
    return 0.0, ""


def _surroundings_same(reference: Reference, gray: Pixels, here: Box, least: int, without: bool = False) -> bool:
    """Compare the strip that tells the element from its twins, or a margin when it has none.

    `least` is how many edge pixels there must be to compare; `without` leaves out what the element holds.
    """
    strip = _strip(reference)
    step_x, step_y = here.x - reference.box.x, here.y - reference.box.y
    taught = reference.atoms.gray
    whole = Box(0, 0, taught.shape[1], taught.shape[0])
    inside = strip.common(whole)
    inside = inside.common(Box(-step_x, -step_y, gray.shape[1], gray.shape[0])) if inside else None
    if inside is None:
        return False
    before, now = crop(taught, inside), crop(gray, inside.moved(step_x, step_y))
    lines = edges_of(before) > EDGE
    changed = (cv2.absdiff(before, now) > _OTHER) & (lines | (edges_of(now) > EDGE) if without else lines)
    if without:
        rim = _PAGE_RIM if reference.is_page else -_RIM
        held = reference.box.grown(rim).relative_to(inside.origin).common(Box(0, 0, inside.w, inside.h))
        if held is not None:
            for mask in (lines, changed):
                mask[held.y : held.bottom, held.x : held.right] = False
    amount = int(lines.sum())
    limit = _ROW_CHANGED if len(reference.twins) or without else _AROUND_CHANGED
    return amount >= least and float(changed.sum()) / amount < limit


def _strip(reference: Reference) -> Box:
    box, row = reference.box, reference.row
    if row is None:
        return Box(box.x - _AROUND_X, box.y - _AROUND_Y, box.w + 2 * _AROUND_X, box.h + 2 * _AROUND_Y)
    middle = box.center
    high = int(row.reach_y if row.reach_y is not None else 20)
    if row.reach_x is None:
        return Box(0, middle.y - high, reference.atoms.gray.shape[1], 2 * high)
    left = int(2 * row.reach_x)
    return Box(middle.x - left, middle.y - high, left + int(row.reach_x), 2 * high)
