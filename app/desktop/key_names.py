"""What pynput says about a key, in our names."""

from __future__ import annotations

from typing import Any, NamedTuple

from app.desktop import keysyms


class KeyWord(NamedTuple):
    """Name of a key and the character it makes, both may be empty."""

    name: str
    character: str


def key_word(key: Any) -> KeyWord:
    """The words for a key of pynput; its characters carry the server's symbol, its named keys do not."""
    name = getattr(key, "name", None)
    if name is not None:
        plain = keysyms.plain_name(name)
        return KeyWord(plain, " " if plain == "space" else "")
    symbol = getattr(key, "vk", None)
    character = getattr(key, "char", None) or ""
    if symbol is not None:
        character = keysyms.character_of(symbol) or character
        return KeyWord(keysyms.name_of(symbol) or character.lower(), character)
    return KeyWord(character.lower(), character)
