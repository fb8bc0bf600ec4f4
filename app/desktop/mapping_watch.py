"""Tells when the keyboard layout or the order of the mouse buttons changed, once it has come to rest."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable

from Xlib import X
from Xlib.display import Display

from app.desktop import x11

_REST = 0.05


class MappingWatch:
    """A thread with a connection of its own; `changed` is called on it. Started and closed by the owner."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._wake, self._waker = os.pipe()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Watch from now on."""
        display = x11.connect()
        self._thread = threading.Thread(target=self._run, args=(display,), name="keyboard-layout", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread; may be called twice."""
        if self._thread is None:
            return
        os.write(self._waker, b"x")
        self._thread.join()
        self._thread = None
        os.close(self._wake)
        os.close(self._waker)

    def _run(self, display: Display) -> None:
        try:
            waiting = False
            while True:
                ready = select.select([display.fileno(), self._wake], [], [], _REST if waiting else None)[0]
                if self._wake in ready:
                    return
                if _mapping_changed(display):
                    waiting = True
                elif waiting and not ready:
                    waiting = False
                    self._changed()
        except x11.XFailure:
            return  # the display went away, and the listeners with it
        finally:
            x11.close(display)


def _mapping_changed(display: Display) -> bool:
    changed = False
    while display.pending_events():
        news = display.next_event()
        changed = changed or (news.type == X.MappingNotify and news.request != X.MappingModifier)
    return changed
