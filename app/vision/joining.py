"""Joins letters to words and words to phrases: pieces of one line that stand no further apart than a gap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from app.model.frame import Pixels
from app.vision.gray import Bools, Numbers

_NOWHERE = np.asarray((1 << 30, 1 << 30, -1, -1), np.intp)
_SQUARE, _SMALLEST_ICON, HIGHER = 0.3, 10, 1.1


class _Pieces(NamedTuple):
    """Pieces joined at the smallest gap (left, top, right, bottom), and which stand how far beside which (pixels)."""

    corners: Numbers
    first: Numbers
    second: Numbers
    apart: Numbers


def joined(glyphs: Pixels, gaps: tuple[int, ...]) -> Iterator[Numbers]:
    """For each gap, smallest first, the corners of all pieces when letters no further apart are joined."""
    pieces = _pieces(glyphs, gaps[0])
    for gap in gaps:
        yield _together(pieces, gap)


def _pieces(glyphs: Pixels, gap: int) -> _Pieces:
    grown = np.asarray(cv2.dilate(glyphs, np.ones((1, gap), np.uint8)), np.uint8)
    labels, stats = components(grown)
    corners = np.concatenate((stats[:, :2], stats[:, :2] + stats[:, 2:4]), axis=1)
    corners[:, 0] += gap // 2
    corners[:, 2] -= (gap - 1) - gap // 2
    places = np.flatnonzero(glyphs.view(np.bool_))
    owner, line = labels.ravel()[places], places // glyphs.shape[1]
    beside = (line[1:] == line[:-1]) & (owner[1:] != owner[:-1])
    return _Pieces(corners, *_nearest(owner[:-1][beside], owner[1:][beside], np.diff(places)[beside] - 1, len(stats)))


def _nearest(first: Numbers, second: Numbers, apart: Numbers, count: int) -> tuple[Numbers, Numbers, Numbers]:
    """Each pair once, with its smallest distance."""
    order = np.argsort(apart, kind="stable")
    pairs, where = np.unique(first[order].astype(np.int64) * count + second[order], return_index=True)
    return pairs // count, pairs % count, apart[order][where]


def _together(pieces: _Pieces, gap: int) -> Numbers:
    near = pieces.apart < gap
    group = _groups(len(pieces.corners), pieces.first[near], pieces.second[near])
    corners = pieces.corners.copy()
    for axis, least in enumerate((np.minimum, np.minimum, np.maximum, np.maximum)):
        least.at(corners[:, axis], group, pieces.corners[:, axis])
    roots = np.flatnonzero(group == np.arange(len(group)))
    roots = roots[roots > 0]
    return np.concatenate((corners[roots], _without_icons(pieces.corners, group, roots)))


def _without_icons(corners: Numbers, group: Numbers, roots: Numbers) -> Numbers:
    """The groups that begin with an icon or a box to tick, once more without it: in another theme it is another."""
    order = np.lexsort((corners[:, 0], group))
    first = order[np.unique(group[order], return_index=True)[1]]
    others = corners.copy()
    others[first] = _NOWHERE
    rest = others.copy()
    for axis, least in enumerate((np.minimum, np.minimum, np.maximum, np.maximum)):
        least.at(rest[:, axis], group, others[:, axis])
    icon, label = corners[first[np.searchsorted(group[first], roots)]], rest[roots]
    wide, high = (icon[:, 2:] - icon[:, :2]).T
    return label[is_icon(wide, high) & (label[:, 2] > label[:, 0])]


def is_icon(wide: Numbers | int, high: Numbers | int) -> Bools:
    """Whether pieces of this size (pixels) may be icons or boxes to tick: square, and no smaller than a letter."""
    return np.asarray(
        (np.abs(np.subtract(wide, high)) <= _SQUARE * high) & (np.asarray(high) >= _SMALLEST_ICON), np.bool_
    )


def _groups(count: int, first: Numbers, second: Numbers) -> Numbers:
    """For each piece the smallest number of those it hangs together with."""
    group = np.arange(count)
    while True:
        least = np.minimum(group[first], group[second])
        after = group.copy()
        np.minimum.at(after, group[first], least)
        np.minimum.at(after, group[second], least)
        after = after[after]
        if np.array_equal(after, group):
            return group
        group = after


def components(mask: Pixels) -> tuple[Numbers, Numbers]:
    """Labels of all pixels of a mask (0 and 1), and left, top, width, height, area of each; label 0 is the ground.

    Sizes are counted over runs of pixels, which takes a quarter of the time of the drawing library's own statistics.
    """
    # 16 bits overflow on photographs.
    count, labels = cv2.connectedComponentsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_BOLELLI)
    high, wide = mask.shape
    framed = np.asarray(cv2.copyMakeBorder(mask, 0, 1, 1, 0, cv2.BORDER_CONSTANT, value=0)).ravel()
    changes = np.flatnonzero(framed[1:] != framed[:-1]) + 1
    (lines, starts), ends = np.divmod(changes[::2], wide + 1), changes[1::2] % (wide + 1)
    ends = np.where(ends == 0, wide + 1, ends)
    owner = labels[lines, starts - 1]
    corners = np.tile(_NOWHERE, (count, 1))
    for side, (least, values) in enumerate(
        ((np.minimum, starts - 1), (np.minimum, lines), (np.maximum, ends - 1), (np.maximum, lines + 1))
    ):
        least.at(corners[:, side], owner, values)
    area = np.bincount(owner, weights=ends - starts, minlength=count).astype(np.intp)
    corners[0] = (0, 0, wide, high)
    area[0] = wide * high - area.sum()
    return np.asarray(labels), np.column_stack((corners[:, :2], corners[:, 2:] - corners[:, :2], area))
