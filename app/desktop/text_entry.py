"""Putting text and key combinations into the focused window: by keys, or by the clipboard where keys are no use."""

from __future__ import annotations

from collections.abc import Callable

from Xlib.display import Display

from app.desktop import keysyms, x11
from app.desktop.clipboard import Clipboard
from app.desktop.keyboard import Keyboard
from app.desktop.ping import Settling
from app.desktop.primitives import Refusal
from app.desktop.triggers import StopKeys
from app.model.action import ActionKind
from app.model.suggestion import Order

LONG = 400

# Programs in which Ctrl+V and Ctrl+A mean something else (WM_CLASS, small letters).
TERMINALS = frozenset(
    [
        "xterm",
        "uxterm",
        "urxvt",
        "rxvt",
        "st",
        "st-256color",
        "alacritty",
        "kitty",
        "foot",
        "wezterm",
        "org.wezfurlong.wezterm",
        "konsole",
        "yakuake",
        "gnome-terminal",
        "gnome-terminal-server",
        "xfce4-terminal",
        "lxterminal",
        "mate-terminal",
        "tilix",
        "terminator",
        "terminology",
        "qterminal",
        "guake",
        "cool-retro-term",
        "deepin-terminal",
        "xst",
        "eterm",
        "aterm",
    ]
)


class TextEntry:
    """Used by the acting thread. `characters` counts what was sent, also when a halt ends it."""

    def __init__(
        self, display: Display, keyboard: Keyboard, clipboard: Clipboard, settling: Settling, stop_keys: StopKeys
    ) -> None:
        self._display = display
        self._keyboard = keyboard
        self._clipboard = clipboard
        self._settling = settling
        self._stop_keys = stop_keys
        self._paste = False
        self._pasted = 0
        self._window = 0

    @property
    def characters(self) -> int:
        """Characters sent so far."""
        return self._pasted or self._keyboard.characters

    @characters.setter
    def characters(self, count: int) -> None:
        self._pasted = 0
        self._keyboard.characters = count

    def prepare(self, order: Order) -> None:
        """Refusal, before anything is sent, when it cannot be typed."""
        self._window = order.window
        self._settling.aim(order.window)
        terminal = x11.class_of(self._display, order.window).casefold() in TERMINALS
        if order.action is ActionKind.PRESS_KEYS:
            self._check_keys(order)
            return
        if order.replace and terminal:
            raise Refusal("CANNOT_TYPE: the content of a terminal cannot be replaced")
        strange = self._keyboard.cannot_type(order.text)
        may_paste = not order.secret and not terminal
        self._paste = may_paste and (bool(strange) or len(order.text) > LONG) and self._clipboard.free()
        if strange and not self._paste:
            what = "a character of the secret" if order.secret else repr(strange)
            raise Refusal(f"CANNOT_TYPE: {what} is not on this keyboard")

    def enter(self, order: Order, refusal: Callable[[], str]) -> None:
        """Type, paste or press; Refusal with the number of characters sent when the focus is lost."""
        if order.action is ActionKind.PRESS_KEYS:
            self._press(order.keys, refusal)
            return
        if order.replace:
            self._press(("ctrl", "a"), refusal)
            self.settled()
        if self._paste:
            self._by_clipboard(order.text, refusal)
        elif reason := self._keyboard.type(order.text, refusal).reason:
            raise Refusal(f"{reason} after {self.characters} of {len(order.text)} characters")

    def settled(self) -> bool:
        """Wait until the window has taken all keys so far; False when it cannot say."""
        return self._settling.wait()

    def _check_keys(self, order: Order) -> None:
        if self._stop_keys.contains(order.keys):
            raise Refusal("STOP_KEY: these keys stop the robot, it does not press them itself")
        layout = self._keyboard.layout()
        for key in order.keys:
            if not layout.code_of(keysyms.plain_name(key)):
                raise Refusal(f"CANNOT_TYPE: the key {key!r} is not on this keyboard")

    def _press(self, keys: tuple[str, ...], refusal: Callable[[], str]) -> None:
        if reason := refusal():
            raise Refusal(f"{reason} (0 characters sent)")
        self._keyboard.press(keys)

    def _by_clipboard(self, text: str, refusal: Callable[[], str]) -> None:
        with self._clipboard.lent(text):
            self._press(("ctrl", "v"), refusal)
            if not self._clipboard.taken(self._window):
                raise Refusal("CANNOT_TYPE: the program did not take the text from the clipboard (0 characters sent)")
            self._pasted = len(text)
            self.settled()
