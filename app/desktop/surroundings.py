"""In what a program's window stands now: its theme, the language it was started with, a stamp of what runs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from app.desktop.own_program import identity, process_in
from app.model.frame import Frame
from app.model.surroundings import Surroundings
from app.model.window import Window

_PROCESSES = Path("/proc")
_LANGUAGES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_DARK, _LIGHT = 100, 155
_EVERY = 4
"""Every so many pixels in both directions are enough to tell light from dark."""


def surroundings(window: Window, frame: Frame, processes: Path = _PROCESSES) -> Surroundings:
    """What can be told of them; what the system does not tell stays empty. The screens are the session's to tell."""
    folder = processes / str(window.pid)
    return Surroundings(theme=_theme(window, frame), language=_language(folder), version=_version(folder))


def _theme(window: Window, frame: Frame) -> str:
    pixels = frame.crop(window.box)[::_EVERY, ::_EVERY, :3]
    if pixels.size == 0:
        return ""
    middle = float(np.median(pixels))
    return "dark" if middle <= _DARK else "light" if middle >= _LIGHT else ""


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
