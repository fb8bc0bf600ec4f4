"""Tells when the keyboard layout or the order of the mouse buttons changed, once it has come to rest."""

from __future__ import annotations

import threading
from collections.abc import Callable

from Xlib import X
from Xlib.display import Display

from app.desktop import x11
from app.desktop.waker import Waker, Woken

_REST = 0.05


class MappingWatch:
    """A thread with a connection of its own; `changed` is called on it. Started and closed by the owner."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._waker = Waker()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Watch from now on."""
        display = x11.connect()
        self._thread = threading.Thread(target=self._run, args=(display,), name="keyboard-layout", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread; may be called twice."""
        self._waker.close(self._thread)
        self._thread = None

    def _run(self, display: Display) -> None:
        try:
            waiting = False
            while True:
                woken = self._waker.wait(display.fileno(), seconds=_REST if waiting else None)
                if woken is Woken.END:
                    return
                if _mapping_changed(display):
                    waiting = True
                elif waiting and woken is Woken.TIME:
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
