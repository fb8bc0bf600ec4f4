"""One program at a time on one data folder."""

from __future__ import annotations

import os
import sys
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
        except OSError as error:
            raise file_problem(error, f"Lock {self._path}") from error
        if not _lock(descriptor):
            other = os.pread(descriptor, _LONGEST_PID, 0) if hasattr(os, "pread") else os.read(descriptor, _LONGEST_PID)
            os.close(descriptor)
            raise _already_running(other.decode(errors="replace").strip())
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._descriptor = descriptor

    def release(self) -> None:
        """Let the next program in; may be called twice. The file stays, so that nobody locks a deleted one."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _already_running(other: str) -> AlreadyRunning:
    who = f"it is process {other}" if other.isdigit() else "its process is not known"
    return AlreadyRunning("Understudy", f"it is running already ({who})", "Use its window, or end it first.")


if sys.platform == "win32":
    import msvcrt

    _BEYOND = 1_000  # Locked bytes cannot be read by others, so the lock lies behind the process number.

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
