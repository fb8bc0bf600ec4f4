"""Keyboard and mouse on one of the library's listeners, so that a click and the keys after it come in their order."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from Xlib import X
from Xlib.display import Display
from Xlib.ext import record

from app.desktop import x11
from app.desktop.key_names import KeyWord, key_word
from app.desktop.record import Kind
from app.desktop.server_time import EventTimes
from app.desktop.struck import alt_gr_mask, struck
from app.model.errors import EnvironmentProblem
from app.model.geometry import Point

_BEGIN = 5.0
_CURE = "Run it inside an X11 session; `understudy doctor` says what is missing."


class Heard(NamedTuple):
    """One event of the devices: when (monotonic seconds), the pointer, what a mouse button does, what a key makes."""

    kind: Kind
    at: float
    point: Point
    button: int = 0
    word: KeyWord = KeyWord("", "")


def listen(hear: Callable[[Heard], None]) -> Any:
    """The library's listener, hearing from now on; `hear` is called on its thread. EnvironmentProblem if impossible."""
    listener = _listener(_pynput(), hear)
    listener.start()
    if not listener.begun.wait(_BEGIN):
        raise EnvironmentProblem("Listening", "the X server did not begin to tell what is pressed", _CURE)
    return listener


def end(listener: Any) -> None:
    """Stop and join. The library asks on its recording connection, which the server does not read while it records:
    without a request on another one the thread would end with the person's next event only.
    """
    listener.stop()
    display = x11.connect()
    display.set_error_handler(x11.forget)  # the thread may have ended, and its context with it
    display.record_disable_context(listener._context)
    display.sync()
    x11.close(display)
    listener.join()


def _pynput() -> Any:
    try:
        import pynput.keyboard
    except (ImportError, *x11.XFailure) as error:
        raise EnvironmentProblem("Listening", f"pynput cannot work here ({error})", _CURE) from error
    return pynput


def _listener(pynput: Any, hear: Callable[[Heard], None]) -> Any:
    """The library's keyboard listener on the mouse's events as well, with our own reading of them."""

    class Devices(pynput.keyboard.Listener):  # type: ignore[misc]
        _EVENTS = (X.KeyPress, X.MotionNotify)

        def __init__(self) -> None:
            super().__init__()
            self.begun = threading.Event()
            self._reader = EventReader(self._event_to_key)

        def _initialize(self, display: Any) -> None:
            super()._initialize(display)
            self._reader.learn(display)

        def _handler(self, events: Any) -> None:
            if events.category == record.StartOfData:
                self.begun.set()
            super()._handler(events)

        def _handle_message(self, display: Any, event: Any, injected: bool) -> None:
            hear(self._reader.read(display, event))

    return Devices()


class EventReader:
    """What events say, on the keyboard and the mouse as they are laid out; used by one thread.

    `library_key` is the library's own reading of a key, for those that ours does not know.
    """

    def __init__(self, library_key: Callable[[Any, Any], Any]) -> None:
        self._library_key = library_key
        self._times = EventTimes()
        self._alt_gr = 0
        self._order: Mapping[int, int] = {}

    def learn(self, display: Display) -> None:
        """The layout in force; a left-handed person has swapped the outer buttons."""
        self._alt_gr = alt_gr_mask(display)
        self._order = {number: int(does) for number, does in enumerate(display.get_pointer_mapping(), 1)}

    def read(self, display: Display, event: Any) -> Heard:
        """One event as it came from the server."""
        heard = Heard(Kind(event.type), self._times.of(event.time), Point(event.root_x, event.root_y))
        if heard.kind is Kind.MOVE:
            return heard
        if _mapping_changed(display):
            self.learn(display)
        if heard.kind in (Kind.PRESS, Kind.RELEASE):
            return heard._replace(button=self._order.get(event.detail, 0))
        return heard._replace(word=self._word(display, event))

    def _word(self, display: Display, event: Any) -> KeyWord:
        word = struck(display, event.detail, event.state, self._alt_gr)
        if word is not None:
            return word
        try:
            return key_word(self._library_key(display, event))
        except IndexError:
            return KeyWord("", "")  # the library knows no symbol for it


def _mapping_changed(display: Display) -> bool:
    """Whether keyboard or buttons were laid out anew since the last call; the library's own table follows."""
    changed = False
    while display.pending_events():
        news = display.next_event()
        if news.type == X.MappingNotify:
            display.refresh_keyboard_mapping(news)
            changed = True
    return changed
