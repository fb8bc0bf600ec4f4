"""How unique is a place: everything on the frame that looks like it."""

from __future__ import annotations

from app.model.frame import Frame
from app.model.geometry import Box
from app.vision.gray import correlation, gray_of, peaks

_ALIKE, _FLAT, _MOST = 0.97, 2.0, 60


def look_alikes(frame: Frame, box: Box) -> tuple[Box, ...]:
    """Every place that looks like the box, itself first; a plain box has only itself, for it says nothing."""
    here = box.common(frame.region)
    if here is None:
        return ()
    gray = gray_of(frame.pixels)
    own = here.relative_to(frame.region.origin)
    patch = gray[own.y : own.bottom, own.x : own.right]
    if float(patch.std()) < _FLAT:
        return (here,)
    found = peaks(correlation(gray, patch), _ALIKE, (here.w, here.h), _MOST)
    places = [Box(x, y, here.w, here.h).moved(*frame.region.origin) for x, y, _ in found]
    others = (place for place in places if place.overlap(here) < 0.3)
    visible = (place for place in others if not any(place.common(own) for own in frame.masked))
    return (here, *visible)
