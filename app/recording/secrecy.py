"""Fields that hold a secret are blanked in every later picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.model.frame import Frame
from app.model.geometry import Box
from app.model.window import Window
from app.recording.moments import Moment

_GRAY = 128


class SecretPlaces:
    """Where secrets were typed: boxes relative to the client area of a window."""

    def __init__(self) -> None:
        self._places: list[tuple[int, Box]] = []

    def add(self, window: Window, box: Box) -> None:
        """A field of the desktop that holds a secret from now on."""
        self._places.append((window.handle, box.relative_to(window.box.origin)))

    def blanked(self, moment: Moment) -> Moment:
        """The moment with those fields blank; the same when none is open."""
        open_now = {window.handle: window for window in moment.windows}
        boxes = [box.moved(*open_now[handle].box.origin) for handle, box in self._places if handle in open_now]
        return replace(moment, frame=_blank(moment.frame, boxes)) if boxes else moment


def _blank(frame: Frame, boxes: list[Box]) -> Frame:
    pixels = frame.pixels.copy()
    for box in boxes:
        inside = box.common(frame.region)
        if inside is not None:
            part = inside.relative_to(frame.region.origin)
            pixels[part.y : part.bottom, part.x : part.right, :3] = np.uint8(_GRAY)
    pixels.setflags(write=False)
    return Frame(pixels, frame.region, frame.number, frame.taken, frame.monitors, frame.masked)
