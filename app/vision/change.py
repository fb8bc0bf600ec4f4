"""What changed between two frames: a map of tiles, boxes around the changes, and what is only a blinking caret."""

from __future__ import annotations

import cv2
import numpy as np

from app.model.frame import Frame, Pixels
from app.model.geometry import Box
from app.vision.gray import gray_of, seen

LEVELS = 24
CARET_WIDTH, CARET_HEIGHT = 3, 24
_LARGE_CARET_WIDTH, _LARGE_CARET_HEIGHT, _SLENDER = 4, 64, 8
_TILE = 16


def changed_boxes(before: Frame, now: Frame, area: Box) -> tuple[Box, ...]:
    """Boxes of the virtual plane around everything in the area that looks different; carets and our windows aside."""
    inside = area.common(before.region)
    inside = inside.common(now.region) if inside else None
    if inside is None:
        return ()
    mask = changed_pixels(before, now, inside)
    return tuple(box.moved(inside.x, inside.y) for box in without_carets(mask))


def changed_pixels(before: Frame, now: Frame, area: Box) -> Pixels:
    """1 where an area that is on both frames looks different, 0 elsewhere and under our own windows."""
    old, new = seen(before, area), seen(now, area)
    if old.shape != new.shape or not old.size:
        return np.zeros((0, 0), np.uint8)  # nothing can be said of a frame without its pixels, so nothing is proved
    mask = _difference(old, new)
    for own in (*before.masked, *now.masked):
        covered = own.common(area)
        if covered:
            part = covered.relative_to(area.origin)
            mask[part.y : part.bottom, part.x : part.right] = 0
    return mask


def changed_box(before: Frame, now: Frame, area: Box) -> Box | None:
    """The union of all changes in the area; None when nothing changed but a caret."""
    boxes = changed_boxes(before, now, area)
    if not boxes:
        return None
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)


def same_pixels(before: Pixels, now: Pixels) -> bool:
    """Whether two pictures of one size show the same, carets aside."""
    if before.shape[:2] != now.shape[:2]:
        return False
    if np.array_equal(before, now):
        return True
    return not without_carets(_difference(gray_of(before), gray_of(now)))


def _difference(before: Pixels, now: Pixels) -> Pixels:
    return np.asarray(cv2.absdiff(before, now) > LEVELS, np.uint8)


def without_carets(mask: Pixels) -> list[Box]:
    """The changed places; one lone narrow upright stroke is a caret."""
    return [box for box in places_of(mask) if not _is_caret(box)]


def places_of(mask: Pixels) -> list[Box]:
    """Boxes around what is not 0, near places taken together."""
    if not mask.size or not mask.any():
        return []
    joined = np.asarray(cv2.dilate(mask, np.ones((_TILE // 2, _TILE // 2), np.uint8)), np.uint8)
    count, labels = cv2.connectedComponents(joined, connectivity=8, ltype=cv2.CV_32S)
    ys, xs = np.nonzero(mask)
    owners = labels[ys, xs]
    mine = ((xs[owners == number], ys[owners == number]) for number in range(1, count))
    return [Box(int(x.min()), int(y.min()), int(np.ptp(x)) + 1, int(np.ptp(y)) + 1) for x, y in mine if x.size]


def _is_caret(box: Box) -> bool:
    """A caret of usual size, or the slender one of a larger font or scale."""
    usual = box.w <= CARET_WIDTH and box.h <= CARET_HEIGHT
    large = box.w <= _LARGE_CARET_WIDTH and _SLENDER * box.w <= box.h <= _LARGE_CARET_HEIGHT
    return usual or large
