"""Every device event of the desktop, in the server's order, through RECORD: ours and the person's alike."""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Callable
from enum import IntEnum
from typing import Any, NamedTuple

from Xlib.display import Display
from Xlib.ext import record

from app.desktop import x11
from app.model.errors import EnvironmentProblem
from app.model.geometry import Point

_EVENT = struct.Struct("=BBHIIIIhh")
_SIZE = 32
_SEND_EVENT = 0x80
_START = 5.0
_CLOCK = 0xFFFFFFFF


class Kind(IntEnum):
    """The device events, by the server's numbers."""

    KEY_DOWN = 2
    KEY_UP = 3
    PRESS = 4
    RELEASE = 5
    MOVE = 6


class Seen(NamedTuple):
    """One device event: which, the key code or button (0 for moves), the pointer in physical pixels."""

    kind: Kind
    detail: int
    point: Point


class RecordStream:
    """Calls `heard` on a thread of its own for each event; `heard` must return at once.

    Started and closed by the owner; `alive` turns False when the server ends the stream;
    `latency` is how many seconds the newest event needed from the server to here.
    """

    def __init__(self, heard: Callable[[Seen], None]) -> None:
        self._heard = heard
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, name="record", daemon=True)
        self._control: Display | None = None
        self._context = 0
        self.alive = False
        self.latency = 0.0

    def start(self) -> None:
        """Listen from now on; EnvironmentProblem when the server lacks RECORD or does not begin in time."""
        self._control = x11.connect()
        if not self._control.has_extension("RECORD"):
            x11.close(self._control)
            why = "the X server lacks the extension RECORD, so a stop key could not be heard"
            raise EnvironmentProblem("NO_STOP_KEY", why, "Use an X server with RECORD (Xorg has it).")
        self._thread.start()
        if not self._started.wait(_START):
            raise EnvironmentProblem("NO_STOP_KEY", "listening did not begin", "Try again, or restart the session.")

    def close(self) -> None:
        """End the stream and the thread; may be called twice."""
        if self._control is None:
            return
        control, self._control = self._control, None
        try:
            control.record_disable_context(self._context)
            control.sync()
        except x11.XFailure:
            return
        finally:
            self._thread.join(_START)
            x11.close(control)

    def _run(self) -> None:
        display = x11.connect()
        try:
            self._context = display.record_create_context(0, [record.AllClients], [_RANGE])
            display.record_enable_context(self._context, self._take)
            display.record_free_context(self._context)
        except x11.XFailure:
            return  # the display went away; `alive` tells it
        finally:
            self.alive = False
            x11.close(display)

    def _take(self, reply: Any) -> None:
        if reply.category == record.StartOfData:
            self.alive = True
            self._started.set()
        if reply.category != record.FromServer or reply.client_swapped:
            return
        data = bytes(reply.data)
        for at in range(0, len(data) - _SIZE + 1, _SIZE):
            kind, detail, _, when, _, _, _, x, y = _EVENT.unpack_from(data, at)
            # The server's clock is the monotonic one in whole milliseconds, 32 bits of it.
            late = (int(time.monotonic() * 1000) - when) & _CLOCK
            self.latency = late / 1000 if late < _CLOCK // 2 else 0.0
            self._heard(Seen(Kind(kind & ~_SEND_EVENT), 0 if kind == Kind.MOVE else detail, Point(x, y)))


_RANGE = {
    "core_requests": (0, 0),
    "core_replies": (0, 0),
    "ext_requests": (0, 0, 0, 0),
    "ext_replies": (0, 0, 0, 0),
    "delivered_events": (0, 0),
    "device_events": (int(Kind.KEY_DOWN), int(Kind.MOVE)),
    "errors": (0, 0),
    "client_started": False,
    "client_died": False,
}
