"""What changed between two frames: a map of tiles, boxes around the changes, and what is only a blinking caret."""

from __future__ import annotations

import cv2
import numpy as np

from app.model.frame import Frame, Pixels
from app.model.geometry import Box
from app.vision.gray import gray_of, seen

LEVELS = 24
CARET_WIDTH, CARET_HEIGHT = 3, 24
_TILE = 16


def changed_boxes(before: Frame, now: Frame, area: Box) -> tuple[Box, ...]:
    """Boxes of the virtual plane around everything in the area that looks different; carets and our windows aside."""
    inside = area.common(before.region)
    inside = inside.common(now.region) if inside else None
    if inside is None:
        return ()
    mask = _difference(seen(before, inside), seen(now, inside))
    for own in (*before.masked, *now.masked):
        covered = own.common(inside)
        if covered:
            part = covered.relative_to(inside.origin)
            mask[part.y : part.bottom, part.x : part.right] = 0
    return tuple(box.moved(inside.x, inside.y) for box in _without_carets(mask))


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
    return not _without_carets(_difference(gray_of(before), gray_of(now)))


def _difference(before: Pixels, now: Pixels) -> Pixels:
    return np.asarray(cv2.absdiff(before, now) > LEVELS, np.uint8)


def _without_carets(mask: Pixels) -> list[Box]:
    """The changed places, near ones joined to tiles; one lone narrow upright stroke is a caret."""
    if not mask.size or not mask.any():
        return []
    joined = np.asarray(cv2.dilate(mask, np.ones((_TILE // 2, _TILE // 2), np.uint8)), np.uint8)
    count, labels = cv2.connectedComponents(joined, connectivity=8, ltype=cv2.CV_32S)
    ys, xs = np.nonzero(mask)
    owners = labels[ys, xs]
    boxes = []
    for number in range(1, count):
        mine = owners == number
        if not mine.any():
            continue
        x, y = xs[mine], ys[mine]
        box = Box(int(x.min()), int(y.min()), int(np.ptp(x)) + 1, int(np.ptp(y)) + 1)
        if box.w > CARET_WIDTH or box.h > CARET_HEIGHT:
            boxes.append(box)
    return boxes
