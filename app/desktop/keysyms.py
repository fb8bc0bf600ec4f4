"""Key symbols: the server's numbers for characters and for keys with a name, both ways."""

from __future__ import annotations

import ctypes
from functools import cache

from app.model.errors import EnvironmentProblem

_LIBRARY = "libxkbcommon.so.0"
_KEYPAD = range(0xFF80, 0xFFBE)
_DEAD = range(0xFE50, 0xFE90)
_LONGEST = 64
_UNICODE = 0x01000000

# Our names, left, and the server's, right. Several keys may share one of our names; the first is the one pressed.
_NAMED: tuple[tuple[str, str], ...] = (
    ("enter", "Return"),
    ("enter", "KP_Enter"),
    ("tab", "Tab"),
    ("tab", "ISO_Left_Tab"),
    ("space", "space"),
    ("esc", "Escape"),
    ("backspace", "BackSpace"),
    ("delete", "Delete"),
    ("insert", "Insert"),
    ("home", "Home"),
    ("end", "End"),
    ("page_up", "Prior"),
    ("page_down", "Next"),
    ("left", "Left"),
    ("right", "Right"),
    ("up", "Up"),
    ("down", "Down"),
    ("shift", "Shift_L"),
    ("shift", "Shift_R"),
    ("ctrl", "Control_L"),
    ("ctrl", "Control_R"),
    ("alt", "Alt_L"),
    ("alt", "Alt_R"),
    ("alt", "Meta_L"),
    ("alt_gr", "ISO_Level3_Shift"),
    ("alt_gr", "Mode_switch"),
    ("super", "Super_L"),
    ("super", "Super_R"),
    ("menu", "Menu"),
    ("caps_lock", "Caps_Lock"),
    ("num_lock", "Num_Lock"),
    ("scroll_lock", "Scroll_Lock"),
    ("pause", "Pause"),
    ("pause", "Break"),
    ("print_screen", "Print"),
    *((f"f{number}", f"F{number}") for number in range(1, 25)),
)

# Other words people and pynput use for the same keys.
_ALSO = {
    "return": "enter",
    "escape": "esc",
    "control": "ctrl",
    "ctrl_l": "ctrl",
    "ctrl_r": "ctrl",
    "shift_l": "shift",
    "shift_r": "shift",
    "alt_l": "alt",
    "alt_r": "alt",
    "cmd": "super",
    "cmd_l": "super",
    "cmd_r": "super",
    "win": "super",
    "del": "delete",
    "pageup": "page_up",
    "pagedown": "page_down",
}

MODIFIERS = frozenset({"shift", "ctrl", "alt", "alt_gr", "super"})


def plain_name(key: str) -> str:
    """The one name we use for a key: lower case, left and right alike ("ctrl_r" is "ctrl")."""
    low = key if len(key) == 1 else key.strip().lower()
    return _ALSO.get(low, low.lower())


def chord(keys: str) -> tuple[str, ...]:
    """The keys of a combination written with plus signs ("ctrl+shift+f12"), in plain names."""
    return tuple(plain_name(part) for part in keys.split("+") if part.strip())


def of_character(character: str) -> int:
    """The symbol of a character; 0 for control characters, which have none of their own."""
    if character in ("\n", "\r"):
        return of_name("enter")[0]
    if character == "\t":
        return of_name("tab")[0]
    if not character.isprintable() and character != "\u00a0" and ord(character) < 0xA0:
        return 0
    return int(_library().xkb_utf32_to_keysym(ord(character))) or _UNICODE | ord(character)


def character_of(symbol: int) -> str:
    """The character a symbol makes; empty for keys with a name, dead keys and the number pad."""
    if symbol in _KEYPAD or symbol > _UNICODE + 0x10FFFF:
        return ""
    code = int(_library().xkb_keysym_to_utf32(symbol))
    return chr(code) if code >= 0x20 and code != 0x7F else ""


@cache
def of_name(key: str) -> tuple[int, ...]:
    """The symbols a named key may have on the keyboard; for a single character, its own. Empty when unknown."""
    name = plain_name(key)
    found = tuple(_by_name(theirs) for ours, theirs in _NAMED if ours == name)
    if found:
        return found
    return (of_character(name),) if len(name) == 1 else ()


@cache
def name_of(symbol: int) -> str:
    """Our name of the key with this symbol: "enter", "ctrl", "a"; empty when it has none."""
    for ours, theirs in _NAMED:
        if _by_name(theirs) == symbol:
            return ours
    return character_of(symbol).lower()


@cache
def dead_name(symbol: int) -> str:
    """The server's name of a dead key ("dead_acute"), which waits for a letter to put its accent on; else empty."""
    if symbol not in _DEAD:
        return ""
    buffer = ctypes.create_string_buffer(_LONGEST)
    _library().xkb_keysym_get_name(symbol, buffer, _LONGEST)
    return buffer.value.decode()


@cache
def _by_name(name: str) -> int:
    return int(_library().xkb_keysym_from_name(name.encode(), 0))


@cache
def _library() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(_LIBRARY)
    except OSError as error:
        cure = "Type: sudo apt-get install --no-install-recommends libxkbcommon0"
        raise EnvironmentProblem(f"Typing needs {_LIBRARY}", "it is not installed", cure) from error
    library.xkb_utf32_to_keysym.restype = ctypes.c_uint32
    library.xkb_keysym_to_utf32.restype = ctypes.c_uint32
    library.xkb_keysym_from_name.restype = ctypes.c_uint32
    return library
