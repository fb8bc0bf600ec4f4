"""Witnesses of what happens on the whole desktop, whoever sent it: X RECORD, a client of its own."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Any, NamedTuple, Self

from Xlib import X
from Xlib.display import Display
from Xlib.ext import record
from Xlib.protocol import rq

from app.model.geometry import Box, Point

_SECONDS = 5.0
_NOTHING = {"core_requests": (0, 0), "core_replies": (0, 0), "ext_requests": (0, 0, 0, 0), "ext_replies": (0, 0, 0, 0)}
_REST = {"delivered_events": (0, 0), "errors": (0, 0), "client_started": False, "client_died": False}


class Event(NamedTuple):
    """One event: the server's kind and detail, its milliseconds, and where the pointer was."""

    kind: int
    detail: int
    ms: int
    place: Point


class EventWitness:
    """A context; `events` of keys, buttons and moves are in the server's order, complete when it was left."""

    kinds = (X.KeyPress, X.MotionNotify)

    def __init__(self, display: str | None = None) -> None:
        self.events: list[Event] = []
        self._control = Display(display)
        self._data = Display(display)
        self._listening = threading.Event()
        wanted = {**_NOTHING, **_REST, "device_events": self.kinds}
        self._context = self._data.record_create_context(0, [record.AllClients], [wanted])
        self._thread = threading.Thread(target=self._listen, name="event witness")

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._listening.wait(_SECONDS), "the server does not record"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._control.record_disable_context(self._context)
        self._control.sync()
        self._thread.join(_SECONDS)
        self._data.record_free_context(self._context)
        self._data.close()
        self._control.close()

    def _listen(self) -> None:
        self._data.record_enable_context(self._context, self._take)

    def _take(self, reply: Any) -> None:
        if reply.category == record.StartOfData:
            self._listening.set()
        if reply.category != record.FromServer:
            return
        data = reply.data
        while data:
            event, data = rq.EventField(None).parse_binary_value(data, self._data.display, None, None)
            place = Point(event.root_x, event.root_y)
            self.events.append(Event(event.type, event.detail, event.time, place))


class PressWitness(EventWitness):
    """Hears only the presses of buttons."""

    kinds = (X.ButtonPress, X.ButtonPress)

    @property
    def pressed(self) -> list[Event]:
        """The presses themselves."""
        return [event for event in self.events if event.kind == X.ButtonPress]

    @property
    def presses(self) -> list[Point]:
        """Where buttons were pressed."""
        return [event.place for event in self.pressed]

    def outside(self, *boxes: Box) -> list[Point]:
        """The presses that lie in none of these boxes."""
        return [point for point in self.presses if not any(box.contains(point) for box in boxes)]
