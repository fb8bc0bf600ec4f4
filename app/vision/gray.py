"""From a frame to the gray picture that the locators compare."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.model.frame import Frame, Pixels
from app.model.geometry import Box

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Numbers = NDArray[np.intp]

EDGE = 16
_AROUND = np.ones((3, 3), np.uint8)


def gray_of(pixels: Pixels) -> Pixels:
    """One byte per pixel from BGR or BGRA."""
    if pixels.ndim == 2 or pixels.size == 0:
        return pixels.reshape(pixels.shape[:2])
    code = cv2.COLOR_BGRA2GRAY if pixels.shape[2] == 4 else cv2.COLOR_BGR2GRAY
    return np.asarray(cv2.cvtColor(pixels, code), np.uint8)


def bgr_of(pixels: Pixels) -> Pixels:
    """A contiguous BGR copy, fit for storing."""
    return np.ascontiguousarray(pixels[:, :, :3])


def edges_of(gray: Pixels) -> Pixels:
    """How much each pixel's neighbourhood varies: the same for light on dark and dark on light."""
    if not gray.size:
        return gray
    return np.asarray(cv2.morphologyEx(gray, cv2.MORPH_GRADIENT, _AROUND), np.uint8)


def crop(picture: Pixels, box: Box) -> Pixels:
    """The part under a box of the picture, cut to the picture; may be empty, shares memory."""
    inside = box.common(Box(0, 0, picture.shape[1], picture.shape[0]))
    if inside is None:
        return picture[0:0, 0:0]
    return picture[inside.y : inside.bottom, inside.x : inside.right]


def scaled(picture: Pixels, scale: float) -> Pixels:
    """The picture at another size; 1.0 gives it back unchanged."""
    if scale == 1.0 or picture.size == 0:
        return picture
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=way), np.uint8)


def correlation(where: Pixels | Floats, what: Pixels | Floats) -> Floats:
    """Normalised correlation of `what` at every place of `where` (-1 to 1); empty when it does not fit.

    A flat patch has no correlation: those places count as 0.
    """
    if not what.size or what.shape[0] > where.shape[0] or what.shape[1] > where.shape[1]:
        return np.zeros((0, 0), np.float32)
    raw = np.asarray(cv2.matchTemplate(where, what, cv2.TM_CCOEFF_NORMED), np.float32)
    raw[~np.isfinite(raw) | (np.abs(raw) > 1.001)] = 0
    return raw


def peaks(scores: Floats, least: float, size: tuple[int, int], most: int = 60) -> tuple[tuple[int, int, float], ...]:
    """The highest places (x, y, score) not nearer to each other than half the size (width, height), best first."""
    left = scores.copy()
    found: list[tuple[int, int, float]] = []
    reach_x, reach_y = max(1, size[0] // 2), max(1, size[1] // 2)
    while left.size and len(found) < most:
        _, score, _, (x, y) = cv2.minMaxLoc(left)
        if score < least:
            break
        found.append((int(x), int(y), float(score)))
        left[max(0, y - reach_y) : y + reach_y + 1, max(0, x - reach_x) : x + reach_x + 1] = -1
    return tuple(found)


def seen(frame: Frame, box: Box) -> Pixels:
    """The gray picture of a box of the virtual plane."""
    return gray_of(frame.crop(box))
