"""The boxes that the element under a point may have: frames, texts, plain surfaces, rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

import cv2
import numpy as np

from app.model.frame import Pixels
from app.model.geometry import Box, Point
from app.vision.atoms import Atoms, cut
from app.vision.gray import EDGE, Bools, edges_of

_WORD_GAP, _SPECK, _SLACK, _NEAR, _ITEM = 7, 9, 2, 12, 300
_RUNS, _PADS, _RIM, _HALF = (10, 18, 32), (5, 9, 13), 2, 12
_FRAMES, _SURFACES, _FREE, _BAND = 6, 3, 40, 3.2
_TICK = 30


class Kind(IntEnum):
    """Where a box comes from."""

    FRAME = 0
    SURFACE = 1
    TEXT = 2
    RUN = 3
    GROWN = 4
    ROW = 5
    CELL = 6
    SQUARE = 7


class Shape(NamedTuple):
    """A box that the element may have."""

    kind: Kind
    box: Box


@dataclass(frozen=True)
class Around:
    """The surroundings of a point: their gray picture, cut into pieces once. Everything counts from its corner."""

    gray: Pixels
    point: Point

    @cached_property
    def edges(self) -> Bools:
        """Where the picture changes from pixel to pixel."""
        return np.asarray(edges_of(self.gray) > EDGE, np.bool_)

    @cached_property
    def whole(self) -> Box:
        """The box of the picture."""
        return Box(0, 0, self.gray.shape[1], self.gray.shape[0])

    @cached_property
    def texts(self) -> tuple[Box, ...]:
        """Words and icons; no specks, as rounded corners leave them."""
        boxes = (_box(self._atoms, int(n)) for n in np.flatnonzero(~self._atoms.framed))
        return tuple(box for box in boxes if max(box.w, box.h) > _SPECK or box.contains(self.point, _SLACK))

    @cached_property
    def frames(self) -> tuple[Box, ...]:
        """Frames around the point, smallest first."""
        boxes = (_box(self._atoms, int(n)) for n in np.flatnonzero(self._atoms.framed))
        return tuple(sorted((box for box in boxes if box.contains(self.point, 1)), key=lambda box: box.area))

    @cached_property
    def text(self) -> Box | None:
        """The text that the point is on or belongs to."""
        hits = [box for box in self.texts if box.contains(self.point, _SLACK)]
        if hits:
            return min(hits, key=lambda box: box.area)
        near = [(away, box) for box in self.texts if (away := away_from(box, self.point)) <= _NEAR]
        return min(near)[1] if near else self._in_same_line()

    @cached_property
    def runs(self) -> tuple[Box, ...]:
        """The text with what stands beside it in its line, at several distances between the words."""
        return tuple(_run(self.text, self.texts, gap) for gap in _RUNS) if self.text is not None else ()

    @cached_property
    def surfaces(self) -> tuple[tuple[Box, int], ...]:
        """Plain surfaces at the point and beside the text: box and size in pixels, each once."""
        starts = [self.point]
        if self.text is not None:
            middle = self.text.center.y
            starts += [Point(self.text.x - 3, middle), Point(self.text.right + 2, middle)]
        found = dict.fromkeys(surface for start in starts if (surface := self._surface(start)) is not None)
        return tuple(found)[:_SURFACES]

    @cached_property
    def free(self) -> tuple[int, int, int, int]:
        """How far it is plain around the text: up, down, left, right; at most forty pixels."""
        box = self.text or Box(self.point.x, self.point.y, 1, 1)
        rows = slice(max(0, box.y), box.bottom)
        columns = slice(max(0, box.x), box.right)
        up = _any(self.edges[max(0, box.y - _FREE) : max(0, box.y - 1), columns], 1)[::-1]
        down = _any(self.edges[box.bottom + 1 : box.bottom + _FREE, columns], 1)
        left = _any(self.edges[rows, max(0, box.x - _FREE) : max(0, box.x - 1)], 0)[::-1]
        right = _any(self.edges[rows, box.right + 1 : box.right + _FREE], 0)
        return (_first(up), _first(down), _first(left), _first(right))

    @cached_property
    def _atoms(self) -> Atoms:
        return cut(self.gray, (_WORD_GAP,))

    def _in_same_line(self) -> Box | None:
        """A text in the same line with nothing between it and the point: the point is on the blank part of its item."""
        for text in sorted(self.texts, key=lambda box: abs(box.center.x - self.point.x)):
            if not text.y - 2 <= self.point.y < text.bottom + 2 or abs(text.center.x - self.point.x) > _ITEM:
                continue
            between = self.edges[self.point.y, min(text.right, self.point.x) + 1 : max(text.x - 1, self.point.x)]
            if not between.any():
                return text
        return None

    def _surface(self, start: Point) -> tuple[Box, int] | None:
        if not self.whole.contains(start) or self.edges[start.y, start.x]:
            return None
        plain = np.asarray(~self.edges, np.uint8)
        size, _, _, box = cv2.floodFill(plain, None, start, 2, flags=4)
        return Box(*(int(v) for v in box)), int(size)


def shapes(around: Around) -> tuple[Shape, ...]:
    """All boxes worth considering, each once, inside the picture."""
    found = dict.fromkeys(
        Shape(shape.kind, box) for shape in _shapes(around) if (box := shape.box.common(around.whole)) is not None
    )
    return tuple(shape for shape in found if shape.box.contains(around.point, _NEAR))


def _shapes(around: Around) -> Iterator[Shape]:
    square = Box(around.point.x - _HALF, around.point.y - _HALF, 2 * _HALF, 2 * _HALF)
    yield Shape(Kind.SQUARE, square)
    # An edge is seen one pixel to both sides of a line.
    yield from (Shape(Kind.FRAME, box.grown(-1)) for box in around.frames[:_FRAMES])
    bounded = around.whole.grown(-1)
    for box, _ in around.surfaces:
        # Where nothing is written, a surface that ends nowhere near is no element.
        if around.text is not None or bounded.encloses(box):
            yield Shape(Kind.SURFACE, box.grown(_RIM))
    yield from (Shape(Kind.GROWN, _grown(base, pad, around)) for base in _bases(around) for pad in _PADS)
    if around.text is None:
        return
    yield Shape(Kind.TEXT, around.text.grown(1))
    yield Shape(Kind.TEXT, around.text.grown(3))
    yield from (Shape(Kind.RUN, run.grown(3)) for run in around.runs)
    yield from _rows(around)


def _bases(around: Around) -> tuple[Box, ...]:
    texts = () if around.text is None else (around.text, *around.runs[:2])
    small = tuple(box for box in around.frames if max(box.w, box.h) <= _TICK)
    return tuple(dict.fromkeys((*texts, *small)))


def _grown(base: Box, pad: int, around: Around) -> Box:
    """A text with a plain margin, no further than it is plain."""
    up, down, left, right = around.free
    if base == around.text:
        high, wide = min(pad, up, down), min(pad, left, right)
    elif base in around.frames:
        high, wide = pad, pad
    else:
        high, wide = min(pad, up, down), pad
    return Box(base.x - wide, base.y - high, base.w + 2 * wide, base.h + 2 * high)


def _rows(around: Around) -> Iterator[Shape]:
    """Bands through the text: as wide as what holds it, or from its column to the next."""
    assert around.text is not None
    text = around.text
    spans = [(box.x, box.right) for box, _ in around.surfaces]
    spans += [(box.x, box.right) for box in around.frames if box.h > text.h]
    before = max((box.right for box in line_of(text, around.texts) if box.right <= text.x), default=around.whole.x)
    after = min((box.x for box in line_of(text, around.texts) if box.x >= text.right), default=around.whole.right)
    cells = [(text.x - 6, after - 6), (before + 6, text.right + 6), (text.x - 10, text.right + 10)]
    for top, bottom in dict.fromkeys(_bands(text, around)):
        for left, right in dict.fromkeys(spans):
            yield Shape(Kind.ROW, Box(left, top, right - left, bottom - top))
        for left, right in cells:
            if right > left:
                yield Shape(Kind.CELL, Box(left, top, right - left, bottom - top))


def _bands(text: Box, around: Around) -> Iterator[tuple[int, int]]:
    """Where a line of a list may begin and end: half way to its neighbours, or where it stops to be plain."""
    up, down, _, _ = around.free
    most = round(_BAND * text.h)
    reach = min(up, down, most)
    yield text.y - min(reach, 8), text.bottom + min(reach, 8)
    above, below = _neighbours(text, around.texts)
    gaps = [gap for gap in (above, below) if gap is not None and gap < most]
    if gaps:
        half = min(gaps) // 2
        yield text.y - half, text.bottom + half


def _neighbours(text: Box, texts: tuple[Box, ...]) -> tuple[int | None, int | None]:
    """How far the next texts above and below are, edge to edge; None for none."""
    same = [box for box in texts if box.x < text.right and box.right > text.x]
    above = [text.y - box.bottom for box in same if box.bottom <= text.y]
    below = [box.y - text.bottom for box in same if box.y >= text.bottom]
    return min(above, default=None), min(below, default=None)


def line_of(text: Box, texts: tuple[Box, ...]) -> list[Box]:
    """The other texts that stand in the same line."""
    return [box for box in texts if box != text and text.y - 2 <= box.center.y < text.bottom + 2]


def _run(text: Box, texts: tuple[Box, ...], gap: int) -> Box:
    """The text with all that follows or comes before it in its line without a larger gap."""
    run = text
    for box in sorted(line_of(text, texts), key=lambda box: abs(box.center.x - text.center.x)):
        if box.x - run.right <= gap and run.x - box.right <= gap:
            run = run.union(box)
    return run


def away_from(box: Box, point: Point) -> int:
    """How far a point is from a box along the worse axis; not positive inside."""
    over_x = max(box.x - point.x, point.x - box.right + 1, 0)
    return max(over_x, box.y - point.y, point.y - box.bottom + 1)


def _any(part: Bools, axis: int) -> Bools:
    return np.asarray(part.any(axis=axis), np.bool_)


def _first(hits: Bools) -> int:
    """The place of the first hit; the length when there is none."""
    found = np.flatnonzero(hits)
    return int(found[0]) if len(found) else len(hits)


def _box(atoms: Atoms, number: int) -> Box:
    left, top, right, bottom = (int(v) for v in atoms.boxes[number])
    return Box(left, top, right - left, bottom - top)
