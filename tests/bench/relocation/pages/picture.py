"""Pictures of the whole desktop: taken when nothing changes any more, kept lossless, searched for twins."""

from __future__ import annotations

import select
import time
from pathlib import Path
from typing import Any

import cv2
import mss
import numpy as np
from numpy.typing import NDArray

from tests.bench.relocation.case import Rect

Pixels = NDArray[np.uint8]
_MARK = (254, 0, 255)
_GAP = 0.12
_QUIET = 4.0
_ALIKE = 0.97
_FLAT = 1.0
_MANY = 200


def still(display: str) -> Pixels:
    """The desktop (BGR) once two looks at it are the same, at the latest after four seconds."""
    deadline = time.monotonic() + _QUIET
    with mss.MSS(display=display) as device:
        before = _grab(device)
        while True:
            select.select([], [], [], _GAP)
            now = _grab(device)
            if np.array_equal(before, now) or time.monotonic() > deadline:
                return now
            before = now


def save(file: Path, pixels: Pixels) -> None:
    """Write a PNG."""
    file.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(file), pixels, [cv2.IMWRITE_PNG_COMPRESSION, 6])


def gray(file: Path) -> Pixels:
    """A saved picture without its colours."""
    found = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
    assert found is not None, f"{file} is no picture"
    return np.asarray(found, np.uint8)


def marks(pixels: Pixels) -> Rect | None:
    """The box that holds everything in the colour of the corner squares, None when there is nothing."""
    rows, columns = np.nonzero((pixels == np.array(_MARK, np.uint8)).all(axis=2))
    if not rows.size:
        return None
    left, top = int(columns.min()), int(rows.min())
    return (left, top, int(columns.max()) + 1 - left, int(rows.max()) + 1 - top)


def look_alikes(gray: Pixels, box: Rect) -> int:
    """How many other places look like this one (correlation 0.97 or more); -1 for a flat piece."""
    x, y, width, height = box
    piece = gray[y : y + height, x : x + width]
    if piece.std() < _FLAT:
        return -1
    fit = cv2.matchTemplate(gray, piece, cv2.TM_CCOEFF_NORMED)
    _clear(fit, x, y, width, height)
    for found in range(_MANY):
        _, best, _, (left, top) = cv2.minMaxLoc(fit)
        if best < _ALIKE:
            return found
        _clear(fit, left, top, width, height)
    return _MANY


def _clear(fit: NDArray[Any], x: int, y: int, width: int, height: int) -> None:
    reach, rise = max(width // 2, 1), max(height // 2, 1)
    fit[max(y - rise, 0) : y + rise + 1, max(x - reach, 0) : x + reach + 1] = -1


def _grab(device: mss.MSS) -> Pixels:
    shot = device.grab(device.monitors[0])
    return np.ascontiguousarray(np.frombuffer(shot.raw, np.uint8).reshape(shot.height, shot.width, 4)[..., :3])
