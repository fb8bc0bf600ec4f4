"""Pictures by content: the name says what is in it, so that each is stored once and never changes."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from app.model.errors import BadInput
from app.model.frame import Pixels
from app.storage.atomic import TEMPORARY, replace_file, sync_folder
from app.storage.faults import file_problem
from app.storage.png import MAX_BYTES, Size, decoded, encoded

_NAME = re.compile(r"[0-9a-f]{16,64}\.png")
_DAY = 86_400.0
_MEGABYTE = 1_000_000

_log = logging.getLogger(__name__)


class _Stored(NamedTuple):
    """A file: its size in bytes and when it was last written or written again (seconds since the epoch)."""

    path: Path
    size: int
    used: float


class Captures:
    """The folder of pictures; `write` and `tidy` are for the writer thread, `load` for any."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, pictures: Mapping[str, Pixels]) -> None:
        """Force these pictures to the disk; one that is there already is only touched. Raises StoreProblem."""
        try:
            new = [name for name, pixels in pictures.items() if self._write(name, pixels)]
            if new:
                sync_folder(self.folder)
        except OSError as error:
            raise file_problem(error, f"Pictures {self.folder}") from error

    def load(self, name: str) -> Pixels | None:
        """The picture as BGR; None when the name is none of ours, or there is no such (sound) picture."""
        if not valid_name(name):
            return None
        try:
            with (self.folder / name).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError:
            return None
        return decoded(data) if len(data) <= MAX_BYTES else None

    def tidy(self, days: float, megabytes: float, keep: Collection[str]) -> int:
        """Remove pictures older than `days`, then the oldest beyond `megabytes`, never those in `keep`; how many."""
        return self._remove(time.time() - days * _DAY, lambda _: megabytes * _MEGABYTE, frozenset(keep))

    def halve(self, keep: Collection[str]) -> int:
        """Remove the older half of what is not in `keep`, for a disk that is full; how many."""
        return self._remove(0.0, lambda stored: stored / 2, frozenset(keep))

    def _write(self, name: str, pixels: Pixels) -> bool:
        if not valid_name(name):
            raise BadInput(f"Picture {name!r}", "its name is not the name of a content", "Report this as a fault.")
        path = self.folder / name
        if path.exists():
            path.touch()
            return False
        if not _can_be_kept(name, pixels):
            return False
        self.folder.mkdir(parents=True, exist_ok=True)
        replace_file(path, encoded(pixels))
        return True

    def _forget_drafts(self) -> None:
        for draft in self.folder.glob(f"*{TEMPORARY}"):
            draft.unlink(missing_ok=True)

    def _remove(self, oldest: float, room: Callable[[float], float], keep: frozenset[str]) -> int:
        try:
            self._forget_drafts()
            pictures = self._pictures()
            superfluous = _superfluous(pictures, oldest, room(sum(picture.size for picture in pictures)), keep)
            for picture in superfluous:
                picture.path.unlink(missing_ok=True)
        except OSError as error:
            raise file_problem(error, f"Pictures {self.folder}") from error
        return len(superfluous)

    def _pictures(self) -> list[_Stored]:
        found = [(path, path.stat()) for path in self.folder.glob("*.png") if valid_name(path.name)]
        return [_Stored(path, stat.st_size, stat.st_mtime) for path, stat in found]


def _superfluous(pictures: list[_Stored], oldest: float, room: float, keep: frozenset[str]) -> list[_Stored]:
    superfluous = []
    for picture in sorted(pictures, key=lambda each: each.used, reverse=True):
        if picture.path.name not in keep and (picture.used < oldest or picture.size > room):
            superfluous.append(picture)
        else:
            room -= picture.size
    return superfluous


def valid_name(name: str) -> bool:
    """Whether this can be the name of a picture here; anything else never becomes a path."""
    return _NAME.fullmatch(name) is not None


def _can_be_kept(name: str, pixels: Pixels) -> bool:
    height, width = pixels.shape[:2]
    size = Size(width, height)
    if size.fits and min(size) > 0:
        return True
    _log.info("picture %s of %d x %d pixels is not kept", name, width, height)
    return False
