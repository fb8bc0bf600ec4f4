"""Whether the keys that go down are the ones a step presses; of others it only says that they are others."""

from __future__ import annotations

from collections.abc import Collection

from app.desktop import keysyms

_MODIFIERS = frozenset(("ctrl", "shift", "alt", "alt_gr", "super"))


def chord_of(keys: Collection[str]) -> frozenset[str]:
    """The keys of a step in our plain names."""
    return frozenset(keysyms.plain_name(key) for key in keys)


UNDO = (frozenset(("ctrl", "z")), frozenset(("alt", "backspace")))
"""The chords by which programs take back what was done last."""


def undoes(name: str, held: frozenset[str]) -> bool:
    """Whether a key that just went down completes one of these, and nothing more (with Shift it does again)."""
    return any(fits(chord, name, held) is True for chord in UNDO)


def fits(chord: frozenset[str], name: str, held: frozenset[str]) -> bool | None:
    """Of a key that just went down: True when it completes the chord, False when it is no part of it, else None."""
    if not chord:
        return None
    if name not in chord:
        return None if name in _MODIFIERS else False
    others = (held & _MODIFIERS) - chord
    return True if chord <= held and not others else None
