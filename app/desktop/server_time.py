"""The X server's clock: when something happened, however late we hear of it."""

from __future__ import annotations

import time
from collections.abc import Callable

_TICK = 0.001
_ROUND = 2**32 * _TICK
_LATEST, _AHEAD = 30.0, 0.05
_NEXT = 1e-6


def seconds_of(milliseconds: int, now: float) -> float:
    """The end of this millisecond of the server in monotonic seconds, but not after `now`, when it was heard.

    A server on this machine counts the monotonic milliseconds, 32 bits of them; where its clock is another one it is
    `now`. The end of it, because what happened after a moment must never be taken for what was before that.
    """
    late = (now - milliseconds * _TICK) % _ROUND
    late -= _ROUND if late > _ROUND / 2 else 0.0
    return min(now - late + _TICK, now) if -_AHEAD <= late <= _LATEST else now


class EventTimes:
    """Monotonic seconds for events that come in the server's order: each lies after the one before. For one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = 0.0

    def of(self, milliseconds: int) -> float:
        """When the next event happened."""
        self._last = max(seconds_of(milliseconds, self._clock()), self._last + _NEXT)
        return self._last
