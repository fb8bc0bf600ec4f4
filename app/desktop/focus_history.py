"""Which window had the focus when: a key belongs to the window that had it when the key went down."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from Xlib import X
from Xlib.display import Display

from app.desktop import x11
from app.desktop.server_time import EventTimes
from app.desktop.waker import Waker, Woken
from app.model.window import Window

_KEPT = 64
_PROPERTY = "_NET_ACTIVE_WINDOW"
Describe = Callable[[Display, int], Window | None]


class Focus(NamedTuple):
    """From this monotonic second on the window had the focus (None: no window); not `told`: nobody knows which."""

    since: float
    window: Window | None
    told: bool = True


class FocusHistory:
    """A thread with a connection of its own; `at` may be asked from any. Started and closed by the owner.

    `describe` makes a Window of a handle. It is read as soon as the window gets the focus: it may be gone when its
    keys are worked on. Without a window manager that tells the active window, nothing is known.
    """

    def __init__(self, describe: Describe) -> None:
        self._describe = describe
        self._lock = threading.Lock()
        self._times = EventTimes()
        self._past: deque[Focus] = deque(maxlen=_KEPT)
        self._display: Display | None = None
        self._waker = Waker()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Take note from now on."""
        self._display = x11.connect()
        self._display.screen().root.change_attributes(event_mask=X.PropertyChangeMask)
        self._past.append(self._focus(self._display, 0.0, *_active(self._display)))
        self._thread = threading.Thread(target=self._run, args=(self._display,), name="focus", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread; may be called twice."""
        self._waker.close(self._thread)
        self._thread = None

    def at(self, moment: float) -> Focus | None:
        """The focus at a monotonic second that is over; None when that is not known (any more)."""
        with self._lock:
            if self._display is None:
                return None
            try:
                self._catch_up(self._display)
            except x11.XFailure:
                return None
            known = next((one for one in reversed(self._past) if one.since < moment), None)
        return known if known is not None and known.told else None

    def _run(self, display: Display) -> None:
        try:
            while self._waker.wait(display.fileno()) is not Woken.END:
                with self._lock:
                    self._catch_up(display)
        except x11.XFailure:
            return  # the display went away, and all windows with it
        finally:
            with self._lock:
                self._display = None
                x11.close(display)

    def _catch_up(self, display: Display) -> None:
        """Everything up to now. When it changed is told, to what must be asked: of changes that follow each other
        faster than that only the last one's window is known.
        """
        display.sync()
        changes = self._changes(display)
        while changes:
            handle, told = _active(display)
            newer = self._changes(display)
            lost = changes if newer else changes[:-1]
            self._past.extend(Focus(since, None, told=False) for since in lost)
            if not newer:
                self._past.append(self._focus(display, changes[-1], handle, told))
            changes = newer or self._changes(display)

    def _changes(self, display: Display) -> list[float]:
        """When the property changed, as told since the last call."""
        atom, times = display.get_atom(_PROPERTY), list[float]()
        while display.pending_events():
            news = display.next_event()
            if news.type == X.PropertyNotify and news.atom == atom:
                times.append(self._times.of(news.time))
        return times

    def _focus(self, display: Display, since: float, handle: int, told: bool) -> Focus:
        """Nobody knows a window that went away before it could be looked at."""
        window = self._describe(display, handle) if handle else None
        return Focus(since, window, told and (window is not None or not handle))


def _active(display: Display) -> tuple[int, bool]:
    """The window with the focus, 0 for none, and whether the window manager tells it."""
    told = x11.numbers(display, display.screen().root.id, _PROPERTY)
    return (told[0] if told else 0), bool(told)
