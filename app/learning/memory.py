"""Target memory: where a target was found before. A hint for the search, never a click by itself."""

from __future__ import annotations

from app.model.geometry import Box
from app.model.knowledge import RememberedPlace

SAME_PLACE = 0.6
MOST_PLACES = 8
ENOUGH_GOOD = 2
TOO_MANY_BAD = 0.3


def remembered(places: tuple[RememberedPlace, ...], box: Box, good: bool) -> tuple[RememberedPlace, ...]:
    """The places with one more success or failure at this one, most successful first."""
    at = next((p for p in places if p.box.overlap(box) >= SAME_PLACE), RememberedPlace(box))
    more = RememberedPlace(box if good else at.box, at.good + good, at.bad + (not good))
    others = (p for p in places if p is not at)
    return tuple(sorted((more, *others), key=lambda p: p.bad - p.good))[:MOST_PLACES]


def forgotten(places: tuple[RememberedPlace, ...], box: Box) -> tuple[RememberedPlace, ...]:
    """The places without this one."""
    return tuple(p for p in places if p.box.overlap(box) < SAME_PLACE)


def hints(places: tuple[RememberedPlace, ...]) -> tuple[Box, ...]:
    """The places worth trying first: at least two successes and less than 30 % failures (LEARNING, D003)."""
    return tuple(
        p.box for p in places if p.good >= ENOUGH_GOOD and p.bad < TOO_MANY_BAD * (p.good + p.bad) and p.box.area > 0
    )
