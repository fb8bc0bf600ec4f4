"""Screens from PNG files; each says clearly what is wrong with it."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from app.batch.questions import Rect
from app.model.errors import BadInput
from app.model.frame import Frame, Pixels
from app.model.geometry import Box
from app.model.window import Window, WindowIdentity
from app.storage.png import HEADER_BYTES, MAX_BYTES, MAX_PIXELS, MAX_SIDE, Size, decoded, size_of

_KEPT = 6
_CURE = "Name a PNG picture of a screen."


class Pictures:
    """Pictures beside a case file; the last few are kept, because neighbouring cases share them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: OrderedDict[str, Frame] = OrderedDict()

    def frame(self, name: str) -> Frame:
        """The whole picture as a frame; BadInput when it is missing, no PNG, damaged or too large."""
        if name not in self._kept:
            self._kept[name] = _frame(self._folder / name)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(name)
        return self._kept[name]


def window_of(title: str, rect: Rect | None, frame: Frame, what: str) -> Window:
    """The window in a picture, the whole picture where none is given; BadInput, naming `what`, for one outside it."""
    box = Box(*rect) if rect else frame.region
    if not Size(box.w, box.h).fits:
        raise BadInput(what, f"no window is {box.w} × {box.h} pixels large", "Give its box in pixels of this picture.")
    if box.w < 1 or box.h < 1 or box.common(frame.region) is None:
        why = f"{list(box)} lies outside the picture of {frame.region.w} × {frame.region.h} pixels"
        raise BadInput(what, why, "Give the window's box in pixels of this picture.")
    return Window(1, WindowIdentity(application="", title=title), 0, box, active=True)


def _frame(file: Path) -> Frame:
    return Frame.of_picture(_pixels(file))


def _pixels(file: Path) -> Pixels:
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadInput(f"Picture {file}", error.strerror or str(error), _CURE) from error
    except ValueError as error:
        raise BadInput(f"Picture {str(file)!r}", "no file can have this name", _CURE) from error
    size = size_of(data[:HEADER_BYTES])
    if size is None:
        raise BadInput(f"Picture {file}", "it is no PNG picture", _CURE)
    if not size.fits or len(data) > MAX_BYTES:
        limit = f"at most {MAX_SIDE} pixels a side and {MAX_PIXELS // 1_000_000} million in all"
        raise BadInput(f"Picture {file}", f"it has {size.width} × {size.height} pixels", f"Use {limit}.")
    pixels = decoded(data)
    if pixels is None:
        raise BadInput(f"Picture {file}", "it is damaged or cut off", "Take or copy it again.")
    return pixels
