"""Wakes a thread that waits for the X server: to look at its connection again, or to end."""

from __future__ import annotations

import os
import select
import threading
from enum import Enum, auto

_LOOK, _END = b"-", b"x"


class Woken(Enum):
    """Why a wait ended: the owner closes, there is something to look at, or the time is over."""

    END = auto()
    NEWS = auto()
    TIME = auto()


class Waker:
    """A pipe between the owner, who calls `stir` and `close`, and the one thread that waits."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()

    def stir(self) -> None:
        """Our requests may have read events off the socket; the thread shall look for them."""
        os.write(self._write, _LOOK)

    def wait(self, *descriptors: int, seconds: float | None = None) -> Woken:
        """Block until one of these can be read, `stir` or `close` is called, or the time is over."""
        ready = select.select([*descriptors, self._read], [], [], seconds)[0]
        if self._read in ready and _END in os.read(self._read, 64):
            return Woken.END
        return Woken.NEWS if ready else Woken.TIME

    def close(self, thread: threading.Thread | None) -> None:
        """End the waiting thread and the pipe; may be called twice."""
        if self._write < 0:
            return
        if thread is not None:
            os.write(self._write, _END)
            thread.join()
        os.close(self._read)
        os.close(self._write)
        self._read = self._write = -1
