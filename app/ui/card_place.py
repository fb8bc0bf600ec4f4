"""Where the coach card stands: beside its target, never over it, on the target's monitor. Pure, physical pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.model.geometry import Box, Point

GAP = 14
# Room above the target for the tag of the ghost overlay.
TAG = 34
# How much farther from the target the card may stand so as not to cover the rest of its window.
FARTHER = 420


def place_card(
    width: int,
    height: int,
    avoid: Box | None,
    monitor: Box,
    also: Sequence[Box] = (),
    scale: float = 1.0,
    window: Box | None = None,
) -> Point:
    """The upper left corner for a card of this size; gaps grow with the monitor's scale.

    Beside the target if there is room on any side; `also` (runner-ups) is kept free if that costs nothing,
    and so is the rest of the target's `window` if that is not far.
    Without a target, or when the target leaves no room at all, the corner that hides least.
    """
    corner = _corner(width, height, monitor)
    if avoid is None:
        return corner
    gap, tag = round(GAP * scale), round(TAG * scale)
    for margin_x, margin_y in ((gap, tag), (gap, gap), (1, 1), (0, 0)):
        keep_free = Box(avoid.x - margin_x, avoid.y - margin_y, avoid.w + 2 * margin_x, avoid.h + 2 * margin_y)
        places = tuple(_beside(width, height, keep_free, monitor))
        if places:
            outside = tuple(_outside(width, height, avoid, window.grown(gap), monitor)) if window else ()
            farther = FARTHER * scale
            cards = (_card(place, width, height) for place in (*places, *outside))
            return min(cards, key=lambda card: _cost(card, avoid, also, window, farther)).origin
    return min(_corners(width, height, monitor), key=lambda place: _hidden(_card(place, width, height), avoid))


def _card(place: Point, width: int, height: int) -> Box:
    return Box(place.x, place.y, width, height)


def _beside(width: int, height: int, avoid: Box, monitor: Box) -> Iterator[Point]:
    """One place in each of the four strips around the box that are wide enough: a free place exists if one does."""
    y = _within(avoid.center.y - height // 2, monitor.y, monitor.bottom - height)
    x = _within(avoid.center.x - width // 2, monitor.x, monitor.right - width)
    if height <= monitor.h:
        if avoid.right + width <= monitor.right:
            yield Point(max(avoid.right, monitor.x), y)
        if avoid.x - width >= monitor.x:
            yield Point(min(avoid.x, monitor.right) - width, y)
    if width <= monitor.w:
        if avoid.bottom + height <= monitor.bottom:
            yield Point(x, max(avoid.bottom, monitor.y))
        if avoid.y - height >= monitor.y:
            yield Point(x, min(avoid.y, monitor.bottom) - height)


def _outside(width: int, height: int, avoid: Box, window: Box, monitor: Box) -> Iterator[Point]:
    """Places beside the window, level with the target where they can be."""
    level = Box(window.x, avoid.y, window.w, avoid.h)
    upright = Box(avoid.x, window.y, avoid.w, window.h)
    for strip in (level, upright):
        for place in _beside(width, height, strip, monitor):
            card = _card(place, width, height)
            if card.common(window) is None and card.common(avoid) is None and monitor.encloses(card):
                yield place


def _within(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))


def _cost(card: Box, avoid: Box, also: Sequence[Box], window: Box | None, farther: float) -> tuple[int, float]:
    hidden = sum(_hidden(card, box) for box in also)
    covers = farther if window and _hidden(card, window) else 0.0
    return hidden, card.center.distance(avoid.center) + covers


def _hidden(card: Box, box: Box) -> int:
    shared = card.common(box)
    return shared.area if shared else 0


def _corner(width: int, height: int, monitor: Box) -> Point:
    return Point(monitor.right - width - 3 * GAP, monitor.bottom - height - 4 * GAP)


def _corners(width: int, height: int, monitor: Box) -> tuple[Point, ...]:
    right, bottom = monitor.right - width, monitor.bottom - height
    return (
        Point(right, bottom),
        Point(monitor.x, bottom),
        Point(right, monitor.y),
        Point(monitor.x, monitor.y),
    )
