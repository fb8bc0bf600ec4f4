"""Cuts a picture into atoms: pieces of text (words, phrases, icons) and frames (buttons, fields, cells).

Their descriptors are the same for light and dark and for every size, so that two pictures of one window can be
compared piece by piece: the contrast to the piece's own background at one fixed size, mean 0, length 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import cv2
import numpy as np

from app.model.frame import Pixels
from app.vision.gray import EDGE, Bools, Floats, Numbers, edges_of, scaled
from app.vision.joining import HIGHER, components, is_icon, joined

LOOK_WIDTH, LOOK_HEIGHT = 64, 12
GAPS = (3, 5, 9, 15)
_SAME_SCALE, _PHRASE = 0.09, 0.45
_LEAST, _TALL, _TALLEST, _LONGEST, _WIDE = 6, 34, 64, 500, 40
_LINE, _WHOLE = 240, 0.98
_ABOVE, _ABOVE_SHARE = 2, 0.1
_X, _Y, _W, _H, _A = range(5)


@dataclass(frozen=True, eq=False)
class Atoms:
    """The pieces of one gray picture.

    boxes: left, top, right, bottom per atom (pixels of the picture). framed: whether it is a frame, else it is a text.
    looks: one descriptor of unit length per text, zeros for frames.
    """

    gray: Pixels
    boxes: Floats
    framed: Bools
    looks: Floats

    @property
    def count(self) -> int:
        """How many atoms there are."""
        return len(self.boxes)

    @cached_property
    def centers(self) -> Floats:
        """The middle of each atom."""
        return np.asarray((self.boxes[:, :2] + self.boxes[:, 2:]) / 2, np.float32)

    @cached_property
    def sizes(self) -> Floats:
        """Width and height of each atom."""
        return self.boxes[:, 2:] - self.boxes[:, :2]

    def together(self, atom: int) -> bool:
        """Whether its letters stand as close as those of one phrase; an icon or a box to tick and its label do not."""
        left, top, right, bottom = (int(v) for v in self.boxes[atom])
        drawn = edges_of(self.gray[top:bottom, left:right]) > EDGE
        places = np.flatnonzero(drawn.any(axis=0))
        if len(places) < 2:
            return True
        steps = np.diff(places)
        end = int(steps.argmax())
        if steps[end] > 2 and _icon_first(drawn[:, : places[end] + 1], drawn[:, places[end + 1] :]):
            return False
        return int(steps[end]) - 1 <= _PHRASE * (bottom - top)

    def inside(self, left: float, top: float, right: float, bottom: float) -> Bools:
        """Which atoms have their middle in this rectangle."""
        x, y = self.centers.T
        return np.asarray((x > left) & (x < right) & (y > top) & (y < bottom), np.bool_)


def _icon_first(first: Bools, rest: Bools) -> bool:
    """Whether the first part is square and stands out above what follows, as no letter does."""
    (top, high), (label_top, label) = (_upright(part) for part in (first, rest))
    above = label_top - top >= max(_ABOVE, _ABOVE_SHARE * high)
    return bool(is_icon(first.shape[1], high)) and above and high > HIGHER * label


def _upright(drawn: Bools) -> tuple[int, int]:
    """The first line with something drawn, and how many lines there are to the last."""
    lines = np.flatnonzero(drawn.any(axis=1))
    return int(lines[0]), int(lines[-1] - lines[0]) + 1


def cut(gray: Pixels, gaps: tuple[int, ...] = GAPS) -> Atoms:
    """All atoms of a gray picture; letters no further apart than one of the gaps (pixels) make one text."""
    if min(gray.shape, default=0) < 8:
        return Atoms(gray, np.zeros((0, 4), np.float32), np.zeros(0, np.bool_), _looks(gray, np.zeros((0, 4), int)))
    mask = np.asarray(edges_of(gray) > EDGE, np.uint8)
    labels, stats = components(mask)
    frames = _frames(stats, labels, gray.shape)
    words = _words(_glyphs(mask, stats, labels, frames), gaps)
    outlines = stats[frames][:, [_X, _Y, _W, _H]]
    corners = np.concatenate((words, _corners(outlines))).reshape(-1, 4)
    framed = np.arange(len(corners)) >= len(words)
    return Atoms(gray, corners.astype(np.float32), framed, _looks(gray, words, len(outlines)))


def at_scale(atoms: Atoms, scale: float) -> Atoms:
    """The same picture cut as if it were shown at another scale, in its own pixels; the very atoms near scale 1."""
    return atoms if abs(np.log(scale)) < _SAME_SCALE else _recut(atoms, round(scale, 2))


@lru_cache(maxsize=4)
def _recut(atoms: Atoms, scale: float) -> Atoms:
    if scale > 1:
        small = cut(scaled(atoms.gray, 1 / scale))
        return Atoms(atoms.gray, small.boxes * np.float32(scale), small.framed, small.looks)
    return cut(atoms.gray, tuple(sorted({max(2, round(gap * scale)) for gap in GAPS})))


def _corners(boxes: Numbers) -> Numbers:
    return np.concatenate((boxes[:, :2], boxes[:, :2] + boxes[:, 2:4]), axis=1)


def _frames(stats: Numbers, labels: Numbers, shape: tuple[int, ...]) -> Numbers:
    """Numbers of the components that are hollow: a line around something."""
    wide, high, area = stats[:, _W], stats[:, _H], stats[:, _A]
    fill = area / np.maximum(1, wide * high)
    may = (wide > 16) & (high > 12) & (fill < 0.5) & (wide < 0.92 * shape[1]) & (high < 0.6 * shape[0])
    may[0] = False
    return np.asarray([n for n in np.flatnonzero(may) if _hollow(stats[n], labels, int(n))], np.intp)


def _hollow(stat: Numbers, labels: Numbers, number: int) -> bool:
    x, y, wide, high = (int(v) for v in stat[:4])
    # A focus frame is thick; only something wide can have one and not be a letter.
    rim = high // 4 if wide > _WIDE else 3
    middle = labels[y + rim : y + high - rim : 2, x + rim : x + wide - rim : 2]
    return bool(middle.size) and float(np.mean(middle == number)) < 0.06


def _glyphs(mask: Pixels, stats: Numbers, labels: Numbers, frames: Numbers) -> Pixels:
    """The mask without frames, long straight lines and large areas: what is left are letters and icons."""
    small = (stats[:, _A] >= _LEAST) & (stats[:, _H] <= _TALL)
    small[frames] = False
    small[0] = False
    tall = (stats[:, _A] >= _LEAST) & (stats[:, _H] > _TALL)
    tall[0] = False
    rest = np.take(np.asarray(tall, np.uint8), labels)
    flat = np.asarray(cv2.morphologyEx(rest, cv2.MORPH_OPEN, np.ones((1, 30), np.uint8)), np.bool_)
    upright = np.asarray(cv2.morphologyEx(rest, cv2.MORPH_OPEN, np.ones((24, 1), np.uint8)), np.bool_)
    rest[flat | upright] = 0
    for number in np.flatnonzero(small & (stats[:, _W] > _LINE)):
        small[number] = not _off_its_line(rest, labels, stats[number], int(number))
    where, parts = components(rest)
    high, wide = parts[:, _H], parts[:, _W]
    good = (parts[:, _A] >= _LEAST) & (wide >= 3) & (high >= 4) & (high <= _TALLEST) & (wide <= _LONGEST)
    good &= ~((wide > 20) & (high <= 5))
    good[0] = False
    return np.take(np.asarray(small, np.uint8), labels) | np.take(np.asarray(good, np.uint8), where)


def _off_its_line(rest: Pixels, labels: Numbers, stat: Numbers, number: int) -> bool:
    """Move letters that touch a long line, as underlined menus do, to the rest without the line; False without one."""
    x, y, wide, high = (int(v) for v in stat[:4])
    piece = labels[y : y + high, x : x + wide] == number
    line = piece.mean(axis=1) > _WHOLE
    if not line.any() or line.all():
        return False
    rest[y : y + high, x : x + wide] |= piece & ~line[:, None]
    return True


def _words(glyphs: Pixels, gaps: tuple[int, ...]) -> Numbers:
    """Boxes of the text pieces, cut at several gaps: what is one word at 100 % is found as one at 200 % too."""
    found = [np.zeros((0, 4), np.intp)]
    for corners in joined(glyphs, gaps):
        wide, high = (corners[:, 2:] - corners[:, :2]).T
        fits = (high >= 4) & (wide >= 3) & (high <= _TALLEST) & (wide <= 40 * high) & (np.maximum(wide, high) >= 5)
        found.append(corners[fits])
    return np.unique(np.clip(np.concatenate(found), 0, None), axis=0)


def _looks(gray: Pixels, words: Numbers, frames: int = 0) -> Floats:
    looks = np.zeros((len(words) + frames, LOOK_WIDTH * LOOK_HEIGHT), np.float32)
    if len(words):
        small = np.stack([_contrast(gray[top:bottom, left:right]) for left, top, right, bottom in words.tolist()])
        looks[: len(words)] = _unit(_soft(small))
    return looks


def _contrast(piece: Pixels) -> Pixels:
    """What differs from the piece's own background, at the fixed size."""
    border = np.concatenate((piece[0], piece[-1], piece[:, 0], piece[:, -1]))
    ground = int(np.bincount(border).argmax())
    contrast = np.asarray(cv2.absdiff(piece, np.full_like(piece, ground)), np.uint8)
    return np.asarray(cv2.resize(contrast, (LOOK_WIDTH, LOOK_HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)


def _soft(pieces: Pixels) -> Floats:
    """Every piece softened a little; all in one pass, each with a rim of its own so that they do not touch."""
    count, high, wide = pieces.shape
    rimmed = np.pad(pieces, ((0, 0), (1, 1), (1, 1)), mode="reflect").reshape(count * (high + 2), wide + 2)
    soft = np.asarray(cv2.GaussianBlur(rimmed, (3, 3), 0.7), np.float32)
    return soft.reshape(count, high + 2, wide + 2)[:, 1:-1, 1:-1].reshape(count, -1)


def _unit(looks: Floats) -> Floats:
    """Mean 0 and length 1; a plain piece has no look and stays 0."""
    level = looks - looks.mean(axis=1, keepdims=True)
    length = np.linalg.norm(level, axis=1, keepdims=True)
    return np.asarray(np.where(length > 1, level / np.maximum(length, 1e-6), 0), np.float32)
