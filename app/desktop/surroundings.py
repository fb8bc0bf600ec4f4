"""In what a program's window stands now: its theme, the language it was started with, a stamp of what runs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.desktop.own_program import identity, process_in
from app.model.frame import Frame
from app.model.geometry import Box
from app.model.surroundings import Surroundings
from app.model.window import Window

_PROCESSES = Path("/proc")
_LANGUAGES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_DARK, _LIGHT = 100, 155
_EVERY = 4
"""Every so many pixels in both directions are enough to tell light from dark."""
_LEAST_SEEN = 0.1
"""Of a window that is covered more than this nothing is told."""


def surroundings(window: Window, frame: Frame, processes: Path = _PROCESSES) -> Surroundings:
    """What can be told of them; what the system does not tell stays empty. The screens are the session's to tell."""
    folder = processes / str(window.pid)
    return Surroundings(theme=_theme(window, frame), language=_language(folder), version=_version(folder))


def themes(windows: Sequence[Window], frame: Frame) -> tuple[str, ...]:
    """Of each window, given top-most first, whether it is light or dark, by what no window before it covers."""
    boxes = [window.box for window in windows]
    return tuple(_theme(window, frame, boxes[:place]) for place, window in enumerate(windows))


def _theme(window: Window, frame: Frame, above: Sequence[Box] = ()) -> str:
    pixels = frame.crop(window.box)[::_EVERY, ::_EVERY, :3]
    seen = pixels[_uncovered(window.box.common(frame.region), above, pixels.shape[:2])]
    if seen.shape[0] <= _LEAST_SEEN * pixels.shape[0] * pixels.shape[1]:
        return ""
    middle = float(np.median(seen))
    return "dark" if middle <= _DARK else "light" if middle >= _LIGHT else ""


def _uncovered(box: Box | None, above: Sequence[Box], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which of the pixels looked at (rows, columns) belong to the window itself."""
    seen = np.ones(shape, bool)
    for other in above:
        common = box.common(other) if box else None
        if box and common:
            local = common.relative_to(box.origin)
            rows, columns = (slice(-(-low // _EVERY), -(-high // _EVERY)) for low, high in _sides(local))
            seen[rows, columns] = False
    return seen


def _sides(box: Box) -> tuple[tuple[int, int], tuple[int, int]]:
    return (box.y, box.bottom), (box.x, box.right)


def _language(folder: Path) -> str:
    """As the program reads it: the first of these that is set."""
    try:
        given = (folder / "environ").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
    values = dict(pair.partition("=")[::2] for pair in given.split("\0"))
    return next((values[name] for name in _LANGUAGES if values.get(name)), "")


def _version(folder: Path) -> str:
    """A stamp of what runs, which changes with every update: the file, and what it interprets."""
    words = identity(process_in(folder))
    return hashlib.sha256(words.encode("utf-8", "surrogateescape")).hexdigest()[:16] if words else ""
