"""Content names for pictures: the same pixels have the same name."""

from __future__ import annotations

import hashlib

from app.model.frame import Frame, Pixels
from app.model.geometry import Box
from app.vision.gray import bgr_of


def named(pixels: Pixels) -> tuple[str, Pixels]:
    """The name and the BGR pixels to store."""
    picture = bgr_of(pixels)
    digest = hashlib.sha256(repr(picture.shape).encode() + picture.tobytes()).hexdigest()
    return f"{digest[:16]}.png", picture


def keep(frame: Frame, box: Box) -> tuple[str, Pixels]:
    """A content name and the pixels to store for the part of the frame under a box."""
    return named(frame.crop(box))
