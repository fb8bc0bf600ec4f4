"""Asking a program whether it has taken all its keys so far: windows answer pings in the order of their events."""

from __future__ import annotations

import itertools
import time

from Xlib import X
from Xlib.display import Display
from Xlib.protocol import event

from app.desktop import x11
from app.desktop.reins import Reins

_WAIT = 1.0
# Window managers select the first one; Qt addresses its answers to whoever selects the second one only.
_ANSWERS = X.SubstructureNotifyMask | X.StructureNotifyMask


class Ping:
    """On a connection of its own; used by the acting thread."""

    def __init__(self, reins: Reins) -> None:
        self._reins = reins
        self._display: Display = x11.connect()
        self._numbers = itertools.count(1)

    def answered(self, window: int) -> bool:
        """Wait at most a second for the answer; False when none came or the window does not answer pings."""
        display = self._display
        ping = display.get_atom("_NET_WM_PING")
        if ping not in x11.numbers(display, window, "WM_PROTOCOLS"):
            return False
        # Answers come to the root, together with much else; so we listen there only while we wait for one.
        root = display.screen().root
        root.change_attributes(event_mask=_ANSWERS)
        try:
            return self._ask(window, ping)
        finally:
            root.change_attributes(event_mask=X.NoEventMask)
            display.sync()
            x11.drain(display)

    def _ask(self, window: int, ping: int) -> bool:
        display = self._display
        number = next(self._numbers)
        data = (32, [ping, number, window, 0, 0])
        target = x11.window_of(display, window)
        protocols = display.get_atom("WM_PROTOCOLS")
        target.send_event(event.ClientMessage(window=target, client_type=protocols, data=data))
        display.flush()
        deadline = time.monotonic() + _WAIT
        while not self._came(ping, number):
            if time.monotonic() >= deadline or not self._reins.readable(display.fileno(), deadline):
                return self._came(ping, number)
        return True

    def _came(self, ping: int, number: int) -> bool:
        """Read all news; whether the answer is among it."""
        found = False
        while self._display.pending_events():
            news = self._display.next_event()
            if news.type == X.ClientMessage and news.data[0] == 32:
                found = found or tuple(news.data[1][:2]) == (ping, number)
        return found


class Settling:
    """Waits for the window that is typed into at the moment."""

    def __init__(self, ping: Ping) -> None:
        self._ping = ping
        self._window = 0

    def aim(self, window: int) -> None:
        """From now on this window is waited for."""
        self._window = window

    def wait(self) -> bool:
        """Until the window has taken all keys so far; False when it cannot say or is too busy."""
        return bool(self._window) and self._ping.answered(self._window)
