"""Areas made of boxes: what is left of a window when others lie on top of it."""

from __future__ import annotations

from collections.abc import Iterable

from app.model.geometry import Box


def without(boxes: Iterable[Box], hole: Box) -> tuple[Box, ...]:
    """The boxes minus one box, as boxes that do not overlap it."""
    left: list[Box] = []
    for box in boxes:
        shared = box.common(hole)
        left.extend((box,) if shared is None else _around(box, shared))
    return tuple(left)


def without_all(boxes: Iterable[Box], holes: Iterable[Box]) -> tuple[Box, ...]:
    """The boxes minus several boxes."""
    left = tuple(boxes)
    for hole in holes:
        left = without(left, hole)
    return left


def inside(boxes: Iterable[Box], frame: Box) -> tuple[Box, ...]:
    """The parts of the boxes that lie in the frame."""
    return tuple(part for box in boxes if (part := box.common(frame)) is not None)


def covered(box: Box, by: Iterable[Box]) -> bool:
    """Whether nothing of the box is left outside the others."""
    return not without_all((box,), by)


def _around(box: Box, hole: Box) -> tuple[Box, ...]:
    """Up to four boxes: above and below the hole over the whole width, then left and right of it."""
    parts = (
        Box(box.x, box.y, box.w, hole.y - box.y),
        Box(box.x, hole.bottom, box.w, box.bottom - hole.bottom),
        Box(box.x, hole.y, hole.x - box.x, hole.h),
        Box(hole.right, hole.y, box.right - hole.right, hole.h),
    )
    return tuple(part for part in parts if part.w > 0 and part.h > 0)
