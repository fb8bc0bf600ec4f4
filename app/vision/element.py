"""The box of the element under a point, from pixels alone.

Frames, texts, plain surfaces and rows around the point are proposed; a small forest of trees, fitted on elements of
many programs and pages, says which of them is the element.
"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from app.model.frame import Pixels
from app.model.geometry import Box, Point
from app.model.resources import resources_folder
from app.vision.atoms import Atoms, cut
from app.vision.element_shapes import Around, shapes
from app.vision.element_signs import inputs
from app.vision.gray import EDGE, edges_of
from app.vision.trees import Odds, read_forest

WIDEST, HIGHEST = 640, 120
_WORD_GAP, _CLEAN, _SMALLEST, _FEW = 7, 0.75, 8, 2
_LEAST_WIDE, _MOST_HIGH = 40, 60


def element_box(gray: Pixels, point: Point) -> Box:
    """The element under a point of a window's gray picture; some milliseconds, only its surroundings are cut."""
    around, area = around_point(gray, point)
    if around.text is None and (plain := pane(gray, point)) is not None:
        return plain
    box = _drawn_control(around)
    if box is None:
        box = max(shapes(around), key=lambda shape: _odds().of(inputs(shape, around))).box
    return box.moved(area.x, area.y)


def around_point(gray: Pixels, point: Point) -> tuple[Around, Box]:
    """The surroundings of a point of a picture, and their box in it."""
    whole = Box(0, 0, gray.shape[1], gray.shape[0])
    inside = Point(min(max(point.x, 0), whole.w - 1), min(max(point.y, 0), whole.h - 1))
    area = Box(inside.x - WIDEST, inside.y - HIGHEST, 2 * WIDEST, 2 * HIGHEST).common(whole) or whole
    part = gray[area.y : area.bottom, area.x : area.right]
    return Around(part, inside.moved(-area.x, -area.y)), area


def _drawn_control(around: Around) -> Box | None:
    """The smallest frame around the point, larger than a box to tick, when at most one text stands in it."""
    box = around.frames[0] if around.frames else None
    if box is None or box.w <= _LEAST_WIDE or box.h > _MOST_HIGH:
        return None
    return box.grown(-1) if sum(box.encloses(text) for text in around.texts) <= 1 else None


@cache
def _odds() -> Odds:
    return read_forest(resources_folder() / "vision" / "element.json")


def pane(gray: Pixels, point: Point) -> Box | None:
    """A large plain surface, an empty text area for instance; None when there is no clean one under the point."""
    surface, size = _surface(gray, point)
    if surface is None or surface.w < _SMALLEST or surface.h < _SMALLEST or size < _CLEAN * surface.area:
        return None
    inside = cut(gray[surface.y : surface.bottom, surface.x : surface.right], (_WORD_GAP,))
    return surface if len(texts_of(inside)) <= _FEW else None


def texts_of(atoms: Atoms) -> tuple[Box, ...]:
    """The boxes of all texts."""
    return tuple(_box(atoms, int(n)) for n in np.flatnonzero(~atoms.framed))


def frames_of(atoms: Atoms) -> tuple[Box, ...]:
    """The boxes of all frames."""
    return tuple(_box(atoms, int(n)) for n in np.flatnonzero(atoms.framed))


def _box(atoms: Atoms, number: int) -> Box:
    left, top, right, bottom = (int(v) for v in atoms.boxes[number])
    return Box(left, top, right - left, bottom - top)


def _surface(gray: Pixels, point: Point) -> tuple[Box | None, int]:
    """The plain surface under the point and its size in pixels; None when the point is on an edge."""
    plain = np.asarray(edges_of(gray) <= EDGE, np.uint8)
    if not (0 <= point.y < plain.shape[0] and 0 <= point.x < plain.shape[1]) or not plain[point.y, point.x]:
        return None, 0
    size, _, _, box = cv2.floodFill(plain, None, point, 2, flags=4)
    return Box(*(int(v) for v in box)), int(size)
