"""Cuts a picture into atoms: pieces of text (words, phrases, icons) and frames (buttons, fields, cells).

Their descriptors are the same for light and dark and for every size, so that two pictures of one window can be
compared piece by piece.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from app.model.frame import Pixels
from app.vision.gray import EDGE, Bools, Floats, Numbers, edges_of

LOOK_WIDTH, LOOK_HEIGHT = 64, 12
GAPS = (3, 5, 9, 15)
_LEAST, _TALL, _TALLEST, _LONGEST, _WIDE = 6, 34, 64, 500, 40
_X, _Y, _W, _H, _A = range(5)


@dataclass(frozen=True, slots=True, eq=False)
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

    @property
    def centers(self) -> Floats:
        """The middle of each atom."""
        return np.asarray((self.boxes[:, :2] + self.boxes[:, 2:]) / 2, np.float32)

    @property
    def sizes(self) -> Floats:
        """Width and height of each atom."""
        return self.boxes[:, 2:] - self.boxes[:, :2]

    def inside(self, left: float, top: float, right: float, bottom: float) -> Bools:
        """Which atoms have their middle in this rectangle."""
        x, y = self.centers.T
        return np.asarray((x > left) & (x < right) & (y > top) & (y < bottom), np.bool_)


def cut(gray: Pixels, gaps: tuple[int, ...] = GAPS) -> Atoms:
    """All atoms of a gray picture; letters no further apart than one of the gaps (pixels) make one text."""
    if min(gray.shape, default=0) < 8:
        return Atoms(gray, np.zeros((0, 4), np.float32), np.zeros(0, np.bool_), _looks(gray, np.zeros((0, 4), int)))
    mask = np.asarray(edges_of(gray) > EDGE, np.uint8)
    stats, labels = _components(mask)
    frames = _frames(stats, labels, gray.shape)
    words = _words(_glyphs(mask, stats, labels, frames), gaps)
    outlines = stats[frames][:, [_X, _Y, _W, _H]]
    corners = np.concatenate((words, _corners(outlines))).reshape(-1, 4)
    framed = np.arange(len(corners)) >= len(words)
    return Atoms(gray, corners.astype(np.float32), framed, _looks(gray, words, len(outlines)))


def _components(mask: Pixels) -> tuple[Numbers, Numbers]:
    # The default algorithm takes twice the time for 32-bit labels, and 16 bits overflow on photographs.
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_GRANA)
    return np.asarray(stats, np.intp), np.asarray(labels)


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
    rest = np.asarray(tall, np.uint8)[labels]
    flat = np.asarray(cv2.morphologyEx(rest, cv2.MORPH_OPEN, np.ones((1, 30), np.uint8)), np.bool_)
    upright = np.asarray(cv2.morphologyEx(rest, cv2.MORPH_OPEN, np.ones((24, 1), np.uint8)), np.bool_)
    rest[flat | upright] = 0
    parts, where = _components(rest)
    high, wide = parts[:, _H], parts[:, _W]
    good = (parts[:, _A] >= _LEAST) & (wide >= 3) & (high >= 4) & (high <= _TALLEST) & (wide <= _LONGEST)
    good &= ~((wide > 20) & (high <= 5))
    good[0] = False
    return np.asarray(small, np.uint8)[labels] | np.asarray(good, np.uint8)[where]


def _words(glyphs: Pixels, gaps: tuple[int, ...]) -> Numbers:
    """Boxes of the text pieces, cut at several gaps: what is one word at 100 % is found as one at 200 % too."""
    found = [np.zeros((0, 4), np.intp)]
    for gap in gaps:
        joined = np.asarray(cv2.dilate(glyphs, np.ones((1, gap), np.uint8)), np.uint8)
        stats, _ = _components(joined)
        boxes = stats[1:, :4].copy()
        boxes[:, _X] += gap // 2
        boxes[:, _W] -= gap - 1
        fits = (boxes[:, _H] >= 4) & (boxes[:, _W] >= 3) & (boxes[:, _H] <= _TALLEST)
        fits &= boxes[:, _W] <= 40 * boxes[:, _H]
        fits &= np.maximum(boxes[:, _W], boxes[:, _H]) >= 5
        found.append(_corners(boxes[fits]))
    return np.unique(np.clip(np.concatenate(found), 0, None), axis=0)


def _looks(gray: Pixels, words: Numbers, frames: int = 0) -> Floats:
    looks = np.zeros((len(words) + frames, LOOK_WIDTH * LOOK_HEIGHT), np.float32)
    for number, (left, top, right, bottom) in enumerate(words):
        looks[number] = look(gray[top:bottom, left:right])
    return looks


def look(piece: Pixels) -> Floats:
    """The descriptor of one piece: its contrast to its own background at one fixed size, mean 0, length 1."""
    border = np.concatenate((piece[0], piece[-1], piece[:, 0], piece[:, -1]))
    ground = int(np.bincount(border).argmax())
    contrast = cv2.absdiff(piece, np.full_like(piece, ground))
    small = cv2.resize(contrast, (LOOK_WIDTH, LOOK_HEIGHT), interpolation=cv2.INTER_AREA)
    soft = np.asarray(cv2.GaussianBlur(small, (3, 3), 0.7), np.float32).ravel()
    soft -= soft.mean()
    length = float(np.linalg.norm(soft))
    return soft / length if length > 1 else np.zeros_like(soft)
