"""Typing by key symbols: characters that the layout lacks are lent spare key codes for the time of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import NamedTuple, Protocol

from Xlib import X
from Xlib.display import Display

from app.desktop import keysyms, xkb
from app.desktop.keymap import Keymap, Passage, Stroke, passages, read_keymap, unmappable
from app.desktop.pressed import PressedFile

CHUNK = 16
_DWELL = 0.004
_PAUSE = 0.008
_CHORD_DWELL = 0.03
_BIND = 0.06


class Sender(Protocol):
    """Whoever may press keys: announces, records and sends one primitive at a time."""

    def key(self, keycode: int, down: bool) -> None:
        """Press or release."""
        ...

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        ...


class Typed(NamedTuple):
    """How a text went: characters sent, and why it ended early (empty when it did not)."""

    characters: int
    reason: str = ""


class Keyboard:
    """Used by one thread. `settled` waits until the program has taken all keys so far; False when nobody can say."""

    def __init__(
        self, display: Display, sender: Sender, pressed: PressedFile, settled: Callable[[], bool] = lambda: False
    ) -> None:
        self._display = display
        self._sender = sender
        self._pressed = pressed
        self._settled = settled
        self._state = xkb.KeyboardState(display)
        self.characters = 0

    def layout(self) -> Keymap:
        """The layout in force; key codes that carry symbols of ours count as spare."""
        return read_keymap(self._display, self._state.read().group, self._pressed.borrowed())

    def held(self) -> bool:
        """Whether a modifier is held down, by the person since it is not by us."""
        return bool(self._state.read().held)

    def cannot_type(self, text: str) -> str:
        """The first character that keys cannot make; empty when all can be typed."""
        return unmappable(text, self.layout())

    def type(self, text: str, before: Callable[[], str] = str) -> Typed:
        """Type all of it; `before` each character may give a reason to end. `characters` counts while it runs."""
        self.characters = 0
        keymap = self.layout()
        self._settled()  # a program that is still busy with getting the focus must not start in the middle
        with self._caps_off():
            for part in passages(text, keymap):
                self._bind(part)
                reason = self._strike_all(part.strokes, keymap, before)
                if reason:
                    return Typed(self.characters, reason)
        return Typed(self.characters)

    def press(self, keys: Sequence[str]) -> str:
        """Press keys together, the last one after the others, and let go; a name that is not on the keyboard, or ""."""
        keymap = self.layout()
        codes = [keymap.code_of(keysyms.plain_name(key)) for key in keys]
        if 0 in codes:
            return keys[codes.index(0)]
        for code in codes:
            self._sender.key(code, True)
            self._sender.wait(_DWELL)
        self._sender.wait(_CHORD_DWELL)
        for code in reversed(codes):
            self._sender.key(code, False)
        return ""

    def _strike_all(self, strokes: Sequence[Stroke], keymap: Keymap, before: Callable[[], str]) -> str:
        for number, stroke in enumerate(strokes, 1):
            if reason := before():
                return reason
            self._strike(stroke, keymap)
            self.characters += 1
            if number % CHUNK == 0:
                self._settled()
        self._settled()
        return ""

    def _strike(self, stroke: Stroke, keymap: Keymap) -> None:
        wanted = ((stroke.shift, keymap.code_of("shift")), (stroke.alt_gr, keymap.code_of_alt_gr))
        codes = [code for needed, code in wanted if needed] + [stroke.keycode]
        for code in codes:
            self._sender.key(code, True)
        self._sender.wait(_DWELL)
        for code in reversed(codes):
            self._sender.key(code, False)
        self._sender.wait(_PAUSE)

    def _bind(self, part: Passage) -> None:
        """Lend the spare key codes their symbols, one request for each run of neighbours, and let programs learn it."""
        if not part.borrow:
            return
        for code in part.borrow:
            self._pressed.borrow(code, True)
        for run in _runs(sorted(part.borrow)):
            # The symbol on both levels: a single letter would be taken for a pair of small and capital.
            self._display.change_keyboard_mapping(run[0], [(part.borrow[code], part.borrow[code]) for code in run])
        self._display.sync()
        self._sender.wait(_BIND)

    @contextmanager
    def _caps_off(self) -> Iterator[None]:
        locked = self._state.read().locked & xkb.CAPS
        if locked:
            self._state.lock(0)
            self._display.sync()
        try:
            yield
        finally:
            if locked:
                self._state.lock(xkb.CAPS)
                self._display.sync()


def _runs(codes: Sequence[int]) -> list[list[int]]:
    numbered = groupby(enumerate(codes), lambda pair: pair[1] - pair[0])
    return [[code for _, code in run] for _, run in numbered]


class PlainSender:
    """Sends at once and waits in real time; for a client that stands for the person."""

    def __init__(self, display: Display, wait: Callable[[float], object]) -> None:
        self._display = display
        self._wait = wait

    def key(self, keycode: int, down: bool) -> None:
        """Press or release."""
        self._display.xtest_fake_input(X.KeyPress if down else X.KeyRelease, keycode)
        self._display.sync()

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self._wait(seconds)
