"""One program at a time on one data folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.model.errors import AlreadyRunning
from app.storage.faults import file_problem

FILE = "understudy.lock"
_LONGEST_PID = 20


class Instance:
    """Held from `acquire` to `release`; the system lets go of it when the process dies, however it dies."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Become the one program of this folder; AlreadyRunning names the other's process, StoreProblem the fault."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            other = _signed(descriptor, self._path.parent)
        except OSError as error:
            raise file_problem(error, f"Lock {self._path}") from error
        if other is not None:
            os.close(descriptor)
            raise _already_running(other)
        self._descriptor = descriptor

    def release(self) -> None:
        """Let the next program in; may be called twice. The file stays, so that nobody locks a deleted one."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _signed(descriptor: int, folder: Path) -> str | None:
    """None when the lock is ours and signed; else who has it, never read between another's lock and signature."""
    with _one_at_a_time(folder, descriptor):
        if not _lock(descriptor):
            return os.read(descriptor, _LONGEST_PID).decode(errors="replace").strip()
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        return None


def _already_running(other: str) -> AlreadyRunning:
    who = f"it is process {other}" if other.isdigit() else "its process is not known"
    return AlreadyRunning("Understudy", f"it is running already ({who})", "Use its window, or end it first.")


if sys.platform == "win32":
    import msvcrt

    _BEYOND = 1_000  # Locked bytes cannot be read by others, so the lock lies behind the process number.

    @contextmanager
    def _one_at_a_time(folder: Path, descriptor: int) -> Iterator[None]:
        _byte(descriptor, _BEYOND + 1, msvcrt.LK_LOCK)
        try:
            yield
        finally:
            _byte(descriptor, _BEYOND + 1, msvcrt.LK_UNLCK)

    def _lock(descriptor: int) -> bool:
        try:
            _byte(descriptor, _BEYOND, msvcrt.LK_NBLCK)
        except OSError:
            return False
        return True

    def _byte(descriptor: int, at: int, how: int) -> None:
        os.lseek(descriptor, at, os.SEEK_SET)
        msvcrt.locking(descriptor, how, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    @contextmanager
    def _one_at_a_time(folder: Path, descriptor: int) -> Iterator[None]:
        door = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield
        finally:
            os.close(door)

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
