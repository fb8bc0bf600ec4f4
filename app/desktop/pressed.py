"""What is held down in our name, on record in a small file that outlives a killed process, and its release."""

from __future__ import annotations

import mmap
from pathlib import Path

from Xlib import X
from Xlib.display import Display

from app.desktop import x11

_SIZE = 128
_KEYS = 0
_BUTTONS = 32
_BORROWED = 64
_CODES = 256
_BUTTON_COUNT = 16
_FIRST_KEY = 8


class PressedFile:
    """Bits for each key code and button we hold down and each key code we gave a symbol; survives kill -9.

    Written by one process at a time: the hand, or its parent once the hand is gone.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.truncate(_SIZE)
        with path.open("r+b") as file:
            self._bits = mmap.mmap(file.fileno(), _SIZE)

    def key(self, code: int, down: bool) -> None:
        """Note a key before it is pressed, or after it was released."""
        self._set(_KEYS, code, down)

    def button(self, number: int, down: bool) -> None:
        """Note a mouse button before it is pressed, or after it was released."""
        self._set(_BUTTONS, number, down)

    def borrow(self, code: int, bound: bool) -> None:
        """Note a spare key code before it gets a symbol, or after it was given back."""
        self._set(_BORROWED, code, bound)

    def keys(self) -> tuple[int, ...]:
        """Key codes held down."""
        return self._all(_KEYS, _CODES)

    def buttons(self) -> tuple[int, ...]:
        """Buttons held down."""
        return self._all(_BUTTONS, _BUTTON_COUNT)

    def borrowed(self) -> tuple[int, ...]:
        """Key codes that carry a symbol of ours."""
        return self._all(_BORROWED, _CODES)

    def close(self) -> None:
        """Let go of the file; it stays for who comes after."""
        self._bits.close()

    def _set(self, base: int, number: int, on: bool) -> None:
        at, bit = base + number // 8, 1 << number % 8
        self._bits[at] = self._bits[at] | bit if on else self._bits[at] & ~bit

    def _all(self, base: int, count: int) -> tuple[int, ...]:
        return tuple(n for n in range(count) if self._bits[base + n // 8] & 1 << n % 8)


class Releaser:
    """Lets go of everything on record, on a connection of its own; its calls never raise."""

    def __init__(self, display: Display, pressed: PressedFile) -> None:
        self._display = display
        self._pressed = pressed

    def release_all(self) -> bool:
        """Keys first, modifiers after them, buttons last; whether anything was down."""
        codes, buttons = self._pressed.keys(), self._pressed.buttons()
        if not codes and not buttons:
            return False
        try:
            self._release(codes, buttons)
        except x11.XFailure:
            return False  # without a display nothing is down either
        for code in codes:
            self._pressed.key(code, False)
        for number in buttons:
            self._pressed.button(number, False)
        return True

    def give_back(self) -> None:
        """Take our symbols off the spare key codes."""
        codes = self._pressed.borrowed()
        try:
            for code in codes:
                self._display.change_keyboard_mapping(code, [(X.NoSymbol,)])
            if codes:
                self._display.sync()
        except x11.XFailure:
            return
        for code in codes:
            self._pressed.borrow(code, False)

    def _release(self, codes: tuple[int, ...], buttons: tuple[int, ...]) -> None:
        modifiers = {code for row in self._display.get_modifier_mapping() for code in row}
        for code in sorted(codes, key=lambda code: (code in modifiers, code)):
            if code >= _FIRST_KEY:
                self._display.xtest_fake_input(X.KeyRelease, code)
        for number in buttons:
            self._display.xtest_fake_input(X.ButtonRelease, number)
        self._display.sync()
