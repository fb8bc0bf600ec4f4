"""The screen at one moment, with what was open on it."""

from __future__ import annotations

from typing import NamedTuple

from app.model.frame import Frame
from app.model.window import Window


class Seen(NamedTuple):
    """A frame with the windows of other programs, top-most first, and the one that had the focus."""

    frame: Frame
    windows: tuple[Window, ...]
    active: Window | None
