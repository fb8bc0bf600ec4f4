"""What the pictures themselves tell about a box: whether anything is drawn there, and what else looks the same."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.bench.relocation.case import Rect

Pixels = NDArray[np.uint8]
ALIKE, FLAT = 0.97, 3.0


class Gallery:
    """Reads the gray pictures of one folder, keeping the last ones."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read = lru_cache(maxsize=24)(self._load)

    def crop(self, picture: str, box: Rect) -> Pixels:
        """The part of a picture inside a box, gray."""
        x, y, w, h = box
        return self._read(picture)[max(y, 0) : y + h, max(x, 0) : x + w]

    def drawn(self, picture: str, box: Rect) -> bool:
        """Whether the box is not one flat colour."""
        crop = self.crop(picture, box)
        return crop.size > 0 and float(crop.std()) >= FLAT

    def look_alikes(self, picture: str, box: Rect) -> int:
        """How many other places of the picture look the same; −1 when there is nothing to compare."""
        crop = self.crop(picture, box)
        if not self.drawn(picture, box):
            return -1
        scores = cv2.matchTemplate(self._read(picture), crop, cv2.TM_CCOEFF_NORMED)
        x, y, w, h = box
        found = 0
        _blank(scores, x, y, w, h)
        while found < 99:
            _, best, _, place = cv2.minMaxLoc(scores)
            if best < ALIKE:
                break
            found += 1
            _blank(scores, place[0], place[1], w, h)
        return found

    def likeness(self, first: str, box: Rect, second: str, other: Rect) -> float:
        """Normed correlation of two boxes, the second brought to the size of the first; −1 to 1."""
        one, two = self.crop(first, box), self.crop(second, other)
        if not one.size or not two.size:
            return -1.0
        two = np.asarray(cv2.resize(two, (one.shape[1], one.shape[0]), interpolation=cv2.INTER_AREA), np.uint8)
        return float(cv2.matchTemplate(one, two, cv2.TM_CCOEFF_NORMED)[0, 0])

    def _load(self, picture: str) -> Pixels:
        pixels = cv2.imread(str(self._folder / picture), cv2.IMREAD_GRAYSCALE)
        if pixels is None:
            raise FileNotFoundError(self._folder / picture)
        return np.asarray(pixels, np.uint8)


def _blank(scores: NDArray[np.generic], x: int, y: int, w: int, h: int) -> None:
    """Take the neighbourhood of a place out of the map."""
    scores[max(y - h // 2, 0) : y + h // 2 + 1, max(x - w // 2, 0) : x + w // 2 + 1] = -1
