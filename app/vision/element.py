"""The box of the element under a point, from pixels: frame, text, enclosed plain surface, else a square."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from app.model.frame import Pixels
from app.model.geometry import Box, Point
from app.vision.atoms import Atoms, cut
from app.vision.gray import EDGE, edges_of

WIDEST, HIGHEST = 640, 120
_WORD_GAP, _NEAR, _HALF, _MARGIN, _RIM = 7, 10, 12, 3, 3
_CLEAN, _SMALLEST, _FEW, _MANY, _ITEM = 0.75, 8, 2, 3, 300


@dataclass(frozen=True, slots=True, eq=False)
class Nearby:
    """The surroundings of a point: their gray picture, where its corner lies, and the point inside."""

    gray: Pixels
    area: Box
    point: Point

    def out(self, box: Box) -> Box:
        """A box of the picture in the coordinates of `area`."""
        return box.moved(self.area.x, self.area.y)


def element_box(gray: Pixels, point: Point) -> Box:
    """The element under a point of a window's gray picture; some milliseconds, only its surroundings are cut."""
    whole = Box(0, 0, gray.shape[1], gray.shape[0])
    wanted = Box(point.x - WIDEST, point.y - HIGHEST, 2 * WIDEST, 2 * HIGHEST)
    area = wanted.common(whole) or whole
    part = gray[area.y : area.bottom, area.x : area.right]
    near = Nearby(part, area, point.moved(-area.x, -area.y))
    found = _nearby(near, cut(part, (_WORD_GAP,)))
    if found is not None:
        return near.out(found).common(whole) or whole
    square = Box(point.x - _HALF, point.y - _HALF, 2 * _HALF, 2 * _HALF).common(whole) or whole
    return pane(gray, point) or square


def _nearby(near: Nearby, atoms: Atoms) -> Box | None:
    texts, point = texts_of(atoms), near.point
    text = _text(texts, point, 2)
    frames = [box for box in (_frame(atoms, point), _enclosed(near, text)) if box is not None]
    frames = [box for box in frames if not _groups(box, texts, text)]
    if frames:
        return min(frames, key=lambda box: box.area)
    return text or _text(texts, point, _NEAR) or _same_line(near, texts)


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


def _text(texts: tuple[Box, ...], point: Point, slack: int) -> Box | None:
    """The smallest text under or next to the point, with a little margin."""
    hits = [box for box in texts if box.contains(point, slack)]
    return min(hits, key=lambda box: box.area).grown(_MARGIN) if hits else None


def _frame(atoms: Atoms, point: Point) -> Box | None:
    """The smallest frame around the point."""
    fits = [box for box in frames_of(atoms) if box.contains(point) and box.w <= WIDEST and box.h <= HIGHEST]
    return min(fits, key=lambda box: box.area) if fits else None


def _groups(frame: Box, texts: tuple[Box, ...], text: Box | None) -> bool:
    """Whether the frame is a group box or a row around several texts; then it is not the element of one of them."""
    others = [box for box in texts if frame.encloses(box) and not (text is not None and text.encloses(box))]
    if text is None:
        return len(others) >= _MANY
    lines = [box for box in others if box.y >= text.bottom - _MARGIN or box.bottom <= text.y + _MARGIN]
    return bool(lines) or len(others) >= _MANY - 1


def _enclosed(near: Nearby, text: Box | None) -> Box | None:
    """A plain surface that ends on all four sides nearby: an empty field, a cell, the face of a button."""
    inside = Box(0, 0, near.gray.shape[1], near.gray.shape[0]).grown(-1)
    starts = [near.point]
    if text is not None:
        starts += [Point(text.x - 1, text.center.y), Point(text.right, text.center.y)]
    for start in starts:
        surface, _ = _surface(near.gray, start)
        if surface is None or surface.w > WIDEST or surface.h > HIGHEST or min(surface.w, surface.h) < _SMALLEST:
            continue
        if inside.encloses(surface) and surface.contains(near.point):
            return surface.grown(_RIM)
    return None


def _same_line(near: Nearby, texts: tuple[Box, ...]) -> Box | None:
    """A text in the same line with nothing between it and the point: the point is on the blank part of its item."""
    edges, point = edges_of(near.gray) > EDGE, near.point
    for text in sorted(texts, key=lambda box: abs(box.center.x - point.x)):
        if not text.y - 2 <= point.y < text.bottom + 2 or abs(text.center.x - point.x) > _ITEM:
            continue
        between = edges[point.y, min(text.right, point.x) + 1 : max(text.x - 1, point.x)]
        if not between.any():
            return text.union(Box(point.x - 1, point.y - 1, 3, 3)).grown(_MARGIN)
    return None


def _surface(gray: Pixels, point: Point) -> tuple[Box | None, int]:
    """The plain surface under the point and its size in pixels; None when the point is on an edge."""
    plain = np.asarray(edges_of(gray) <= EDGE, np.uint8)
    if not (0 <= point.y < plain.shape[0] and 0 <= point.x < plain.shape[1]) or not plain[point.y, point.x]:
        return None, 0
    size, _, _, box = cv2.floodFill(plain, None, point, 2, flags=4)
    return Box(*(int(v) for v in box)), int(size)
