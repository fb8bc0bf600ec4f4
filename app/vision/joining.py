"""Joins letters to words and words to phrases: pieces of one line that stand no further apart than a gap."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from app.model.frame import Pixels
from app.vision.gray import Numbers


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
    places = np.flatnonzero(glyphs)
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
    return corners[roots[roots > 0]]


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
    """Labels of all pixels, and left, top, width, height, area of each label; label 0 is the ground."""
    # The default algorithm takes twice the time for 32-bit labels, and 16 bits overflow on photographs.
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_GRANA)
    return np.asarray(labels), np.asarray(stats, np.intp)
