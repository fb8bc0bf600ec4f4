"""The reins of the hand: nothing is sent while they are pulled, and every wait of the hand ends when they are."""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

LEASE = 0.75


class Pull(StrEnum):
    """Why nothing more is sent; all but YOU_TOOK_OVER last until the hand is armed again."""

    STOPPED = "STOPPED"
    STOP_KEY = "STOP_KEY"
    CORNER = "CORNER"
    LEASE_LOST = "LEASE_LOST"
    DEAF = "DEAF"
    YOU_TOOK_OVER = "YOU_TOOK_OVER"


class Halted(Exception):
    """The reins were pulled: the act ends where it is."""

    def __init__(self, pull: Pull) -> None:
        super().__init__(pull.value)
        self.pull = pull


class Reins:
    """Safe from any thread. `lock` is held for each single primitive, so a pull takes hold between two of them."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._pull: Pull | None = None
        self._event = threading.Event()
        self._signal = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._leasing = threading.Lock()
        self._renewed: float | None = None

    @property
    def pulled(self) -> Pull | None:
        """Why nothing may be sent now; None when all is free."""
        return self._pull

    def pull(self, pull: Pull) -> None:
        """From now on nothing is sent; a stop outlives a taking over."""
        if self._pull in (None, Pull.YOU_TOOK_OVER):
            self._pull = pull
        self._event.set()
        os.eventfd_write(self._signal, 1)

    def loosen(self) -> None:
        """Forget a taking over at the begin of the next act."""
        if self._pull is Pull.YOU_TOOK_OVER:
            self.arm()

    def arm(self) -> None:
        """Everything is free again."""
        self._pull = None
        self._event.clear()
        if select.select([self._signal], [], [], 0)[0]:
            os.eventfd_read(self._signal)

    def begin_lease(self) -> None:
        """An act begins: from now on the lease counts."""
        with self._leasing:
            self._renewed = time.monotonic()

    def renew(self) -> None:
        """The parent lives. Said too late, after the act, it means nothing: without an act there is no lease."""
        with self._leasing:
            if self._renewed is not None:
                self._renewed = time.monotonic()

    def end_lease(self) -> None:
        """The act is over."""
        with self._leasing:
            self._renewed = None

    def lease_lost(self) -> bool:
        """Whether an act runs and nobody renewed its lease in time."""
        renewed = self._renewed
        return renewed is not None and time.monotonic() - renewed > LEASE

    def check(self) -> None:
        """Halted when the reins are pulled or the lease ran out."""
        if self._pull is None and self.lease_lost():
            self.pull(Pull.LEASE_LOST)
        if self._pull is not None:
            raise Halted(self._pull)

    @contextmanager
    def sending(self) -> Iterator[None]:
        """The time of one primitive; Halted instead when the reins are pulled."""
        with self.lock:
            self.check()
            yield

    def wait(self, seconds: float) -> None:
        """Let time pass; Halted as soon as the reins are pulled."""
        self._event.wait(seconds)
        self.check()

    def readable(self, descriptor: int, deadline: float) -> bool:
        """Wait until a connection has news; False at the monotonic deadline, Halted when the reins are pulled."""
        left = max(deadline - time.monotonic(), 0)
        ready = select.select([descriptor, self._signal], [], [], left)[0]
        self.check()
        return descriptor in ready
