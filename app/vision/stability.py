"""Is a place on the screen still what it was when the person looked at it (gate G3)."""

from __future__ import annotations

from app.model.frame import Frame
from app.model.geometry import Box
from app.vision.change import same_pixels


def still_there(before: Frame, now: Frame, box: Box) -> bool:
    """Whether the pixels under the box are the same on both frames; a box off the screen or under our window is not."""
    if not (before.region.encloses(box) and now.region.encloses(box)):
        return False
    if any(box.common(own) for own in now.masked):
        return False
    return same_pixels(before.crop(box), now.crop(box))
