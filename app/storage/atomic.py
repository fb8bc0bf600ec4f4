"""Files that are whole at every moment: a crash leaves the old or the new one, never a part."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

TEMPORARY = ".tmp"


def replace_file(path: Path, data: bytes) -> None:
    """Write the file beside its place, force it to the disk, then move it there; OSError when that fails."""
    with _temporary(path.parent) as file:
        file.write_bytes(data)
        _to_disk(file)
        file.replace(path)


def sync_folder(folder: Path) -> None:
    """Force names of new files to the disk; systems that know no such thing keep them safe themselves."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    with NamedTemporaryFile(dir=folder, suffix=TEMPORARY, delete=False) as made:
        path = Path(made.name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
