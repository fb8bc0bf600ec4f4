"""What now stands in a field: as its program tells it, else as it is read in the picture by a worker."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from app.model.arrival import FieldValue
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.target import PASSWORD
from app.model.window import Window
from app.vision.change import changed_box
from app.vision.gray import seen
from app.vision.ports import Accessibility, Reader

_ONE_LINE, _MOST, _AROUND = 64, 400_000, 6
_INK, _RIM, _GAP = 32, 3, 0.5


class FieldReader:
    """Reads fields in one worker, so that whoever asks can be stopped while it reads. Closed by its owner."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._worker = ThreadPoolExecutor(1, "perception")
        self._busy: Future[FieldValue] | None = None

    def read(self, before: Frame, now: Frame, field: Box) -> Future[FieldValue]:
        """Begin to read the field; in a large one only what appeared since `before`. Nothing while still busy."""
        place = field if field.h <= _ONE_LINE else _appeared(before, now, field)
        hidden = place is None or any(place.common(own) for own in now.masked)
        if place is None or hidden or place.area > _MOST or (self._busy and not self._busy.done()):
            return ready(FieldValue())
        pixels = now.crop(place).copy()
        whole = place == field and not _runs_out(now, field)
        self._busy = self._worker.submit(self._value, pixels, whole)
        return self._busy

    def _value(self, pixels: Pixels, whole: bool) -> FieldValue:
        text = self._reader.read(pixels)
        return FieldValue(text or None, whole=whole)

    def close(self) -> None:
        """End the worker; a reading that goes on is waited for."""
        self._worker.shutdown(wait=True, cancel_futures=True)


def told(accessibility: Accessibility | None, window: Window, point: Point) -> FieldValue | None:
    """What the program itself says; None when it says nothing of the text there."""
    element = accessibility.field(window, point) if accessibility else None
    if element is None or element.role == PASSWORD:
        return FieldValue(secret=True) if element else None
    return FieldValue(element.value, told=True) if element.value is not None else None


def ready(value: FieldValue) -> Future[FieldValue]:
    """An answer that is there already."""
    future: Future[FieldValue] = Future()
    future.set_result(value)
    return future


def _appeared(before: Frame, now: Frame, field: Box) -> Box | None:
    """Around all that changed in the field."""
    box = changed_box(before, now, field)
    return box.grown(_AROUND).common(field) if box else None


def _runs_out(now: Frame, field: Box) -> bool:
    """Whether the text fills the field from side to side, so that some of it may be out of sight."""
    inside = seen(now, field.grown(-_RIM))
    if not inside.size:
        return True
    inked = np.abs(inside.astype(np.int16) - np.int16(np.median(inside))) > _INK
    columns = np.flatnonzero(inked.any(axis=0))
    gap = _GAP * field.h
    return bool(columns.size) and columns[0] < gap and columns[-1] >= inside.shape[1] - gap
