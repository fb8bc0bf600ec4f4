"""What the keys mean: text, a combination, or a modifier that waits for its key."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from app.model.input import InputEvent, InputKind

MODIFIERS = ("ctrl", "alt", "alt_gr", "super", "shift")
_LOCKS = frozenset({"caps_lock", "num_lock", "scroll_lock"})
_CHORD = frozenset({"ctrl", "alt", "super"})
_CHANGES_CLICKS = _CHORD | {"shift"}
_ACCENTS = {
    "dead_acute": "\u0301",
    "dead_grave": "\u0300",
    "dead_circumflex": "\u0302",
    "dead_diaeresis": "\u0308",
    "dead_tilde": "\u0303",
    "dead_cedilla": "\u0327",
    "dead_caron": "\u030c",
    "dead_abovering": "\u030a",
}


class Keyboard:
    """Follows the keys; a press becomes a character, a combination of key names, or nothing yet."""

    def __init__(self, hot_keys: Collection[str] = ()) -> None:
        self._hot = frozenset(frozenset(keys.split("+")) for keys in hot_keys if keys)
        self._held: set[str] = set()
        self._accent = ""

    @property
    def changes_clicks(self) -> bool:
        """Whether a key is held with which a click, a drag or the wheel means something else."""
        return bool(self._held & _CHANGES_CLICKS)

    def take(self, event: InputEvent) -> str | tuple[str, ...] | None:
        """A typed text, the keys of a combination (modifiers first), or None."""
        key = event.key
        if event.kind is InputKind.KEY_UP:
            self._held.discard(key)
            return None
        if key in MODIFIERS:
            self._held.add(key)
            return None
        if not (key or event.char) or key in _LOCKS or self._is_hot(key):
            return None
        if key in _ACCENTS:
            self._accent = _ACCENTS[key]
            return None
        if event.char and self._writes():
            return self._accented(event.char)
        self._accent = ""
        return (*(name for name in MODIFIERS if name in self._held and name != "alt_gr"), key or event.char)

    def _is_hot(self, key: str) -> bool:
        return frozenset({*self._held, key}) in self._hot

    def _writes(self) -> bool:
        """AltGr with anything makes characters; Control, Alt and Super make commands."""
        return "alt_gr" in self._held or not self._held & _CHORD

    def _accented(self, char: str) -> str:
        accent, self._accent = self._accent, ""
        return unicodedata.normalize("NFC", char + accent) if accent else char
