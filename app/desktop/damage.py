"""What changed on the screen, told by the server: a thread with a connection of its own listens to XDamage."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import NamedTuple

from Xlib.display import Display
from Xlib.ext import damage as extension

from app.desktop import x11
from app.desktop.waker import Waker, Woken
from app.model.geometry import Box

_KEPT = 256
_PAUSE = 0.02


class Change(NamedTuple):
    """One changed area, numbered."""

    number: int
    area: Box


class DamageWatch:
    """Collects changed areas; safe from any thread. Where the server lacks DAMAGE it stays silent.

    The thread is started by `start` and ended by `close`, both by the owner.
    """

    def __init__(self) -> None:
        self._changes: deque[Change] = deque(maxlen=_KEPT)
        self._count = 0
        self._news = threading.Condition()
        self._listening = False
        self._waker = Waker()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Listen from now on; does nothing when it runs already."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="damage", daemon=True)
            self._thread.start()

    @property
    def listening(self) -> bool:
        """Whether every change from now on is counted."""
        return self._listening

    def mark(self) -> int:
        """The number of the newest change."""
        with self._news:
            return self._count

    def wait(self, mark: int, deadline: float) -> bool:
        """Block until a change after the mark; False at the monotonic deadline."""
        with self._news:
            return self._news.wait_for(lambda: self._count > mark, max(deadline - time.monotonic(), 0))

    def since(self, mark: int) -> tuple[Box, ...] | None:
        """The areas changed after the mark; None when there were more than are kept."""
        with self._news:
            missed = self._count - mark
            if missed > len(self._changes):
                return None
            return tuple(change.area for change in self._changes if change.number > mark)

    def close(self) -> None:
        """End the thread; may be called twice."""
        self._waker.close(self._thread)

    def _run(self) -> None:
        display = x11.connect()
        try:
            if display.has_extension("DAMAGE"):
                self._listen(display)
        except x11.XFailure:
            return  # the display went away; the camera's own poll notices that
        finally:
            self._listening = False
            x11.close(display)

    def _listen(self, display: Display) -> None:
        display.damage_query_version()
        damage = display.screen().root.damage_create(extension.DamageReportDeltaRectangles)
        display.sync()
        self._listening = True
        while True:
            # Sending may already have read events off the socket, so ask the library before waiting for the socket.
            areas = _areas(display)
            if not areas:
                if self._waker.wait(display.fileno()) is Woken.END:
                    return
                continue
            # First take note, then tell: what changes after the news is reported again.
            display.damage_subtract(damage)
            display.flush()
            self._tell(areas)
            if self._waker.wait(seconds=_PAUSE) is Woken.END:
                return

    def _tell(self, areas: list[Box]) -> None:
        with self._news:
            for area in areas:
                self._count += 1
                self._changes.append(Change(self._count, area))
            self._news.notify_all()


def _areas(display: Display) -> list[Box]:
    found: list[Box] = []
    while display.pending_events():
        event = display.next_event()
        # The library clones event classes, so only the number tells which one it is.
        if event.type == display.extension_event.DamageNotify:
            area = event.area
            found.append(Box(int(area.x), int(area.y), int(area.width), int(area.height)))
    return found
