"""A window as a grid of small blocks: which parts look exactly as they did, at the price of a thumbnail."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from app.model.frame import Pixels
from app.vision.gray import Bools

SIDE = 16
_SAME_MEAN, _SAME_SPREAD, _PLAIN = 2, 3, 3
Bytes = NDArray[np.uint8]


class Blocks(NamedTuple):
    """Mean and spread (standard deviation) of the gray of each block of 16 × 16 pixels; rows × columns."""

    mean: Bytes
    spread: Bytes


class Unchanged(NamedTuple):
    """Shares from 0 to 1 of equal blocks: of all, and of those that show something in either picture."""

    all: float
    drawn: float


def blocks_of(gray: Pixels) -> Blocks:
    """The blocks of a gray picture; what is left over at the right and the bottom is not looked at."""
    rows, columns = gray.shape[0] // SIDE, gray.shape[1] // SIDE
    if not rows or not columns:
        return Blocks(np.zeros((0, 0), np.uint8), np.zeros((0, 0), np.uint8))
    whole = np.asarray(gray[: rows * SIDE, : columns * SIDE], np.float32)
    mean = np.asarray(cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA), np.float32)
    square = np.asarray(cv2.resize(whole * whole, (columns, rows), interpolation=cv2.INTER_AREA), np.float32)
    spread = np.sqrt(np.maximum(square - mean * mean, 0))
    return Blocks(mean.round().astype(np.uint8), spread.round().astype(np.uint8))


def unchanged(known: Blocks, now: Blocks) -> Unchanged:
    """How much of the known picture stands unchanged at the same place; what lies outside the other one has changed."""
    rows, columns = (min(*pair) for pair in zip(known.mean.shape, now.mean.shape, strict=True))
    if not rows or not columns:
        return Unchanged(0.0, 0.0)
    old, new = (Blocks(*(part[:rows, :columns] for part in blocks)) for blocks in (known, now))
    same = _near(old.mean, new.mean, _SAME_MEAN) & _near(old.spread, new.spread, _SAME_SPREAD)
    drawn = (old.spread > _PLAIN) | (new.spread > _PLAIN)
    outside = _count(known.spread > _PLAIN) - _count(old.spread > _PLAIN) if old.mean.size < known.mean.size else 0
    every, shown = known.mean.size, _count(drawn) + outside
    return Unchanged(_count(same) / every, _count(same & drawn) / max(1, shown))


def _near(first: Bytes, second: Bytes, most: int) -> Bools:
    return np.asarray(np.maximum(first, second) - np.minimum(first, second) <= most, np.bool_)


def _count(mask: Bools) -> int:
    return int(np.count_nonzero(mask))
