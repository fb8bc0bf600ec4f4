"""What the person does with mouse and keyboard, heard by pynput; stop keys set their event right in the callback."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.desktop import x11
from app.desktop.key_names import KeyWord, key_word
from app.desktop.mapping_watch import MappingWatch
from app.desktop.own_events import OwnEvents
from app.desktop.struck import alt_gr_mask, struck
from app.desktop.triggers import HeldKeys
from app.model.errors import EnvironmentProblem
from app.model.geometry import Point
from app.model.input import Button, InputEvent, InputKind

_KEPT = 2000
_SLICE = 0.25
_BUTTONS = {1: Button.LEFT, 2: Button.MIDDLE, 3: Button.RIGHT}


class InputListener:
    """The port Watcher, and the recorder's source. Callbacks come on the listener's threads and must return at once.

    `on_stop` is called for a stop key, `own_at` says whether a place lies on our own windows, `own_focus` whether
    keys go to them. Key names and characters are kept only while `recording` is on. `start` and `close` belong to
    the owner.
    """

    def __init__(
        self,
        stop_keys: Sequence[str],
        own: OwnEvents,
        on_stop: Callable[[], None],
        own_at: Callable[[Point], bool],
        own_focus: Callable[[], bool],
    ) -> None:
        self._held = HeldKeys(stop_keys)
        self._own = own
        self._on_stop = on_stop
        self._own_at = own_at
        self._own_focus = own_focus
        self.recording = False
        self._news = threading.Condition()
        self._events: deque[InputEvent] = deque(maxlen=_KEPT)
        self._last = time.monotonic()
        self._point = Point(0, 0)
        self._subscribers: tuple[Callable[[InputEvent], None], ...] = ()
        self._ours_down: set[Button] = set()
        self._order: Mapping[int, int] = {}
        self._layout: tuple[tuple[int, ...], ...] = ()
        self._mouse: Any = None
        self._keyboard: Any = None
        self._watch = MappingWatch(self._follow_layout)
        own.subscribe(self._keep)

    def start(self) -> None:
        """Listen from now on; EnvironmentProblem where that is impossible."""
        pynput = _pynput()
        self._mouse = pynput.mouse.Listener(on_move=self._moved, on_click=self._clicked, on_scroll=self._scrolled)
        self._mouse.start()
        self._mouse.wait()
        self._layout = _layout()
        self._keyboard = self._new_keyboard()
        self._order = _button_order()
        self._watch.start()

    def close(self) -> None:
        """End all threads; may be called twice."""
        self._watch.close()
        for listener in (self._mouse, self._keyboard):
            if listener is not None:
                _end(listener)
        self._mouse = self._keyboard = None

    def heed(self, stop_keys: Sequence[str]) -> None:
        """Other stop keys from now on; from any thread."""
        self._held.heed(stop_keys)

    def alive(self) -> bool:
        """Whether both listeners still hear."""
        return all(one is not None and one.running for one in (self._mouse, self._keyboard))

    def subscribe(self, heard: Callable[[InputEvent], None]) -> Callable[[], None]:
        """Get every event of the person, moves included; calling the answer ends it."""
        self._subscribers = (*self._subscribers, heard)

        def end() -> None:
            self._subscribers = tuple(one for one in self._subscribers if one is not heard)

        return end

    def mark(self) -> float:
        """The monotonic second from which `since` will count."""
        return time.monotonic()

    def since(self, mark: float) -> tuple[InputEvent, ...]:
        """The person's presses, releases, wheel and key events after the mark, in order."""
        with self._news:
            return tuple(event for event in self._events if event.at > mark)

    def wait(self, mark: float, deadline: float, cancel: threading.Event) -> bool:
        """Block until something happened after the mark; False at the deadline or cancel."""
        with self._news:
            while not any(event.at > mark for event in self._events):
                left = deadline - time.monotonic()
                if left <= 0 or cancel.is_set():
                    return False
                self._news.wait(min(left, _SLICE))
        return True

    def still_since(self) -> float:
        """Monotonic second of the person's last input of any kind, moves included."""
        return self._last

    def _new_keyboard(self) -> Any:
        listener: Any = None

        def on(kind: InputKind) -> Callable[[Any], None]:
            # While one listener takes over from another, both run; only the one in force counts.
            return lambda key: self._key(kind, key) if self._keyboard in (None, listener) else None

        listener = _keys(_pynput())(on_press=on(InputKind.KEY_DOWN), on_release=on(InputKind.KEY_UP))
        listener.start()
        listener.wait()
        return listener

    def _follow_layout(self) -> None:
        """pynput reads the keyboard layout once, so after a change a new listener takes over from the old.

        Another keyboard with the same layout is announced like a change; keys would be lost for nothing.
        """
        self._order = _button_order()
        layout = _layout()
        if layout == self._layout:
            return
        self._layout = layout
        old, self._keyboard = self._keyboard, self._new_keyboard()
        _end(old)

    def _moved(self, x: float, y: float) -> None:
        self._point = Point(int(x), int(y))
        self._own.take(InputEvent(InputKind.MOVE, time.monotonic(), self._point))

    def _clicked(self, x: float, y: float, button: Any, pressed: bool) -> None:
        kind = InputKind.PRESS if pressed else InputKind.RELEASE
        which = _BUTTONS.get(self._order.get(int(button.value), 0), Button.OTHER)
        event = InputEvent(kind, time.monotonic(), Point(int(x), int(y)), which)
        if not self._on_ours(event, which):
            self._own.take(event)

    def _scrolled(self, x: float, y: float, dx: int, dy: int) -> None:
        # pynput counts up as positive, we count down.
        event = InputEvent(InputKind.SCROLL, time.monotonic(), Point(int(x), int(y)), None, dx, -dy)
        if self._own_at(event.point):
            self._last = event.at
        else:
            self._own.take(event)

    def _key(self, kind: InputKind, key: Any) -> None:
        name, character = key if isinstance(key, KeyWord) else key_word(key)
        if kind is InputKind.KEY_UP:
            self._held.release(name)
        elif self._held.press(name, name):
            self._on_stop()
        at = time.monotonic()
        if self._own_focus():
            self._last = at
            return
        known = (name, character) if self.recording else ("", "")
        self._own.take(InputEvent(kind, at, self._point, None, 0, 0, *known))

    def _on_ours(self, event: InputEvent, button: Button) -> bool:
        """A press on our windows is left out, and so is the release that belongs to it."""
        if event.kind is InputKind.PRESS:
            ours = self._own_at(event.point)
            (self._ours_down.add if ours else self._ours_down.discard)(button)
        else:
            ours = button in self._ours_down
            self._ours_down.discard(button)
        if ours:
            self._last = event.at
        return ours

    def _keep(self, event: InputEvent) -> None:
        """An event that is the person's."""
        with self._news:
            self._last = max(self._last, event.at)
            if event.kind is not InputKind.MOVE:
                self._events.append(event)
                self._news.notify_all()
        for heard in self._subscribers:
            heard(event)


def _layout() -> tuple[tuple[int, ...], ...]:
    """The symbols of every key code."""
    display = x11.connect()
    try:
        low, high = display.display.info.min_keycode, display.display.info.max_keycode
        return tuple(tuple(row) for row in display.get_keyboard_mapping(low, high - low + 1))
    finally:
        x11.close(display)


def _button_order() -> Mapping[int, int]:
    """What each button of the device does; a left-handed person has swapped the outer ones."""
    display = x11.connect()
    try:
        return {number: int(does) for number, does in enumerate(display.get_pointer_mapping(), 1)}
    finally:
        x11.close(display)


def _pynput() -> Any:
    try:
        import pynput.keyboard
        import pynput.mouse
    except (ImportError, *x11.XFailure) as error:
        cure = "Run it inside an X11 session; `understudy doctor` says what is missing."
        raise EnvironmentProblem("Listening", f"pynput cannot work here ({error})", cure) from error
    return pynput


def _keys(pynput: Any) -> Any:
    """The library's keyboard listener, with our own reading of what a key makes."""

    class Keys(pynput.keyboard.Listener):  # type: ignore[misc]
        def _initialize(self, display: Any) -> None:
            super()._initialize(display)
            self._alt_gr = alt_gr_mask(display)

        def _event_to_key(self, display: Any, event: Any) -> Any:
            word = struck(display, event.detail, event.state, self._alt_gr)
            return word or super()._event_to_key(display, event)

    return Keys


def _end(listener: Any) -> None:
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
