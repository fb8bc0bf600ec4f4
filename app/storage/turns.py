"""One at a time, by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Turns:
    """Whoever wants what another thread is working out waits for it, and for nothing else."""

    def __init__(self) -> None:
        self._free = Condition()
        self._taken: set[str] = set()

    @contextmanager
    def one(self, name: str) -> Iterator[None]:
        """The turn of this name."""
        with self._free:
            self._free.wait_for(lambda: name not in self._taken)
            self._taken.add(name)
        try:
            yield
        finally:
            with self._free:
                self._taken.remove(name)
                self._free.notify_all()
