"""What speaks for a box that the element under a point may have, in numbers for the forest that chooses."""

from __future__ import annotations

import numpy as np

from app.model.frame import Pixels
from app.model.geometry import Box
from app.vision.element_shapes import Around, Shape, away_from, line_of
from app.vision.gray import Bools, Floats

_LEFT_ALIKE, _MANY, _FAR = 4, 9, 300

INPUTS = (
    *("kind", "width", "height", "aspect", "text_width", "text_height", "text_aspect", "wider", "higher"),
    *("pad_left", "pad_top", "pad_right", "pad_bottom", "texts", "lines", "run_texts", "run_width"),
    *("edge_left", "edge_top", "edge_right", "edge_bottom", "step", "frames_inside", "frames_around"),
    *("column", "pitch", "uneven", "in_line", "surface_width", "surface_height", "surface_fill", "off_x", "off_y"),
    *("window_width", "to_left", "to_right", "on_edge", "from_text", "free_up", "free_down", "free_left", "free_right"),
    *("frame_width", "frame_height", "like_frame", "like_surface", "like_run", "box_beside", "text_beside"),
)


def inputs(shape: Shape, around: Around) -> Floats:
    """What speaks for a box, in the order of INPUTS; what is not known is NaN."""
    box = shape.box
    told = (
        *(float(shape.kind), box.w, box.h, box.w / max(1, box.h)),
        *_of_text(box, around),
        *_of_contents(box, around),
        *_of_border(box, around),
        *_of_frames(box, around),
        *_of_list(around),
        *_of_surface(around),
        *_of_place(box, around),
        *around.free,
        *_of_likeness(box, around),
    )
    return np.asarray([np.nan if value is None else value for value in told], np.float32)


def _of_text(box: Box, around: Around) -> tuple[float | None, ...]:
    text = around.text
    if text is None:
        return (None,) * 5
    return text.w, text.h, text.w / text.h, box.w / text.w, box.h / text.h


def _of_contents(box: Box, around: Around) -> tuple[float | None, ...]:
    inside = [text for text in around.texts if box.grown(1).encloses(text)]
    run = around.runs[1] if around.runs else None
    beside = sum(run.encloses(text) for text in around.texts) if run else 0
    tail = (beside, run.w if run else None)
    if not inside:
        return (None, None, None, None, 0, 0, *tail)
    left, top = min(text.x for text in inside), min(text.y for text in inside)
    right, bottom = max(text.right for text in inside), max(text.bottom for text in inside)
    lines = len({text.center.y // 10 for text in inside})
    pads = (left - box.x, top - box.y, box.right - right, box.bottom - bottom)
    return (*pads, min(len(inside), _MANY), min(lines, _MANY), *tail)


def _of_border(box: Box, around: Around) -> tuple[float, ...]:
    """How much of each side runs along an edge, and how much the gray steps from inside to outside."""
    edges = around.edges
    left = _best(edges[box.y : box.bottom, max(0, box.x - 1) : box.x + 3], 0)
    right = _best(edges[box.y : box.bottom, max(0, box.right - 3) : box.right + 1], 0)
    top = _best(edges[max(0, box.y - 1) : box.y + 3, box.x : box.right], 1)
    bottom = _best(edges[max(0, box.bottom - 3) : box.bottom + 1, box.x : box.right], 1)
    return (left, top, right, bottom, _step(around.gray, box))


def _best(strip: Bools, axis: int) -> float:
    return float(strip.mean(axis=axis).max()) if strip.size else 0.0


def _step(gray: Pixels, box: Box) -> float:
    """Difference of the middle grays just inside and just outside of the upper and lower side."""
    inner = gray[min(box.y + 3, box.bottom - 1), box.x + 3 : box.right - 3]
    outside = [gray[y, box.x : box.right] for y in (box.y - 3, box.bottom + 2) if 0 <= y < gray.shape[0]]
    if not inner.size or not outside:
        return 0.0
    return float(max(abs(float(np.median(inner)) - float(np.median(row))) for row in outside))


def _of_frames(box: Box, around: Around) -> tuple[float, ...]:
    inside = sum(box.encloses(frame) and frame.area < 0.9 * box.area for frame in around.frames)
    outside = sum(frame.encloses(box) and frame.area > 1.1 * box.area for frame in around.frames)
    return float(inside), float(outside)


def _of_list(around: Around) -> tuple[float | None, ...]:
    """Whether the text stands in a column of others: how many, how far, how evenly; and how many are in its line."""
    text = around.text
    if text is None:
        return (None,) * 4
    column = [box for box in around.texts if abs(box.x - text.x) <= _LEFT_ALIKE and box != text]
    above = min((text.center.y - box.center.y for box in column if box.bottom <= text.y), default=None)
    below = min((box.center.y - text.center.y for box in column if box.y >= text.bottom), default=None)
    known = [gap for gap in (above, below) if gap is not None]
    uneven = abs(above - below) if above is not None and below is not None else None
    return len(column), min(known, default=None), uneven, len(line_of(text, around.texts))


def _of_surface(around: Around) -> tuple[float | None, ...]:
    if not around.surfaces:
        return (None,) * 3
    box, size = around.surfaces[0]
    return box.w, box.h, size / max(1, box.area)


def _of_place(box: Box, around: Around) -> tuple[float, ...]:
    point, text = around.point, around.text
    off_x = abs(point.x - box.center.x) / max(1, box.w)
    off_y = abs(point.y - box.center.y) / max(1, box.h)
    on_edge = bool(around.edges[point.y, point.x])
    away = away_from(text, point) if text is not None else _FAR
    return (off_x, off_y, around.whole.w, box.x, around.whole.w - box.right, on_edge, away)


def _of_likeness(box: Box, around: Around) -> tuple[float | None, ...]:
    """How much it is like the smallest frame, surface and run there; what stands left and right of the text."""
    frame = around.frames[0] if around.frames else None
    sizes = (frame.w, frame.h, frame.overlap(box)) if frame else (None, None, None)
    surface = around.surfaces[0][0].overlap(box) if around.surfaces else None
    if around.text is None:
        return (*sizes, surface, None, None, None)
    line = line_of(around.text, around.texts)
    left = min((around.text.x - one.right for one in line if one.right <= around.text.x), default=None)
    right = min((one.x - around.text.right for one in line if one.x >= around.text.right), default=None)
    return (*sizes, surface, around.runs[-1].overlap(box), left, right)
