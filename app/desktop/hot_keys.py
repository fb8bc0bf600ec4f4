"""Keys taken away from other programs while the card is up, and the self-test of the stop keys."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from Xlib import X
from Xlib.display import Display
from Xlib.error import BadAccess, CatchError

from app.desktop import keysyms, x11
from app.desktop.keymap import Keymap, read_keymap
from app.desktop.record import RecordStream, Seen
from app.desktop.triggers import StopKeys
from app.desktop.waker import Waker, Woken
from app.model.errors import EnvironmentProblem

_MASKS = {"shift": X.ShiftMask, "ctrl": X.ControlMask, "alt": X.Mod1Mask, "super": X.Mod4Mask}
_WANTED = X.ShiftMask | X.ControlMask | X.Mod1Mask | X.Mod4Mask
_LOCKS = (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask)


class _Key(NamedTuple):
    code: int
    modifiers: int


class X11HotKeys:
    """The port HotKeys. Calls are quick; callbacks come on a thread of its own. Closed by the owner."""

    def __init__(self, stop_keys: Sequence[str]) -> None:
        self._stop_keys = tuple(stop_keys)
        self._lock = threading.RLock()
        self._display: Display | None = None
        self._thread: threading.Thread | None = None
        self._waker = Waker()
        self._wanted: Mapping[str, Callable[[], None]] = {}
        self._grabbed: dict[_Key, Callable[[], None]] = {}
        self._released: tuple[int, int] = (0, 0)
        self._test: RecordStream | None = None

    def heed(self, stop_keys: Sequence[str]) -> None:
        """Other stop keys from now on; a self-test that still waits for the old ones ends."""
        self._stop_keys = tuple(stop_keys)
        self._end_test()

    def grab(self, keys: Mapping[str, Callable[[], None]]) -> tuple[str, ...]:
        """Take these keys until `release`; the names refused (taken by another program, or not there) come back."""
        with self._lock:
            self._start()
            self._ungrab()
            self._wanted = dict(keys)
            refused = self._grab_wanted()
        self._stir()
        return refused

    def release(self) -> None:
        """Give all of them back, at once."""
        with self._lock:
            self._wanted = {}
            if self._display is not None:
                self._ungrab()
        self._stir()

    def test_stop(self, heard: Callable[[str, float], None]) -> None:
        """Report the next stop key pressed and the milliseconds until it was heard, once, on a listener thread."""
        self._end_test()
        watched = {keys: StopKeys((keys,)) for keys in self._stop_keys}
        names = self._layout().names
        for one in watched.values():
            one.learn(names)
        told = threading.Event()

        def hear(event: Seen) -> None:
            for keys, one in watched.items():
                if one.see(event) and not told.is_set():
                    told.set()
                    heard(keys, stream.latency * 1000)

        stream = RecordStream(hear)
        stream.start()
        self._test = stream

    def problem(self) -> str:
        """Empty when a stop key works, else why not and what to do."""
        try:
            display = x11.connect()
        except EnvironmentProblem as problem:
            return f"NO_STOP_KEY: {problem}"
        try:
            missing = [name for name in ("RECORD", "XTEST") if not display.has_extension(name)]
        finally:
            x11.close(display)
        if missing:
            lack = " and ".join(missing)
            return f"NO_STOP_KEY: the X server lacks {lack}, so no stop key can be heard. Use an X11 session on Xorg."
        if not StopKeys(self._stop_keys).possible(self._layout().names.values()):
            return "NO_STOP_KEY: neither stop key is on this keyboard. Choose other stop keys in the settings."
        return ""

    def close(self) -> None:
        """Give everything back and end the threads; may be called twice."""
        self.release()
        self._end_test()
        self._waker.close(self._thread)
        self._thread = None

    def _end_test(self) -> None:
        if self._test is not None:
            self._test.close()
            self._test = None

    def _start(self) -> None:
        if self._thread is None:
            self._display = x11.connect()
            self._thread = threading.Thread(target=self._run, name="hot-keys", daemon=True)
            self._thread.start()

    def _stir(self) -> None:
        if self._thread is not None:
            self._waker.stir()

    def _layout(self) -> Keymap:
        display = x11.connect()
        try:
            return read_keymap(display, 0)
        finally:
            x11.close(display)

    def _grab_wanted(self) -> tuple[str, ...]:
        assert self._display is not None
        layout = read_keymap(self._display, 0)
        refused: list[str] = []
        for name, callback in self._wanted.items():
            key = key_of(name, layout)
            if key is not None and self._take(key):
                self._grabbed[key] = callback
            else:
                refused.append(name)
        return tuple(refused)

    def _take(self, key: _Key) -> bool:
        """Grab with every state of the locks; none when one of them is refused."""
        assert self._display is not None
        root = self._display.screen().root
        refused = CatchError(BadAccess)
        for locks in _LOCKS:
            mask = key.modifiers | locks
            root.grab_key(key.code, mask, False, X.GrabModeAsync, X.GrabModeAsync, onerror=refused)
        self._display.sync()
        if refused.get_error():
            self._give(key)
            return False
        return True

    def _give(self, key: _Key) -> None:
        assert self._display is not None
        for locks in _LOCKS:
            self._display.screen().root.ungrab_key(key.code, key.modifiers | locks)
        self._display.sync()

    def _ungrab(self) -> None:
        for key in self._grabbed:
            self._give(key)
        self._grabbed.clear()

    def _run(self) -> None:
        display = self._display
        assert display is not None
        try:
            while self._waker.wait(display.fileno()) is not Woken.END:
                for callback in self._pressed(display):
                    callback()
        except x11.XFailure:
            return  # the display went away, and all grabs with it
        finally:
            x11.close(display)

    def _pressed(self, display: Display) -> list[Callable[[], None]]:
        found: list[Callable[[], None]] = []
        with self._lock:
            while display.pending_events():
                event = display.next_event()
                if event.type == X.MappingNotify and event.request != X.MappingPointer:
                    self._ungrab()
                    self._grab_wanted()
                elif callback := self._callback(event):
                    found.append(callback)
        return found

    def _callback(self, event: Any) -> Callable[[], None] | None:
        """A key that repeats by itself is released and pressed in the same millisecond; it counts once."""
        if event.type == X.KeyRelease:
            self._released = (int(event.detail), int(event.time))
        if event.type != X.KeyPress or self._released == (int(event.detail), int(event.time)):
            return None
        return self._grabbed.get(_Key(int(event.detail), int(event.state) & _WANTED))


def key_of(name: str, layout: Keymap) -> _Key | None:
    """Key code and modifier mask of a combination such as "ctrl+2"; None when it is not on the keyboard."""
    *modifiers, last = keysyms.chord(name) or ("",)
    code = layout.code_of(last) if last else 0
    if not code or any(modifier not in _MASKS for modifier in modifiers):
        return None
    mask = 0
    for modifier in modifiers:
        mask |= _MASKS[modifier]
    return _Key(code, mask)
