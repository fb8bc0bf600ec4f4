"""What a struck key makes, with the modifiers that were down: pynput knows neither the third level nor Caps Lock."""

from __future__ import annotations

from collections.abc import Sequence

from Xlib import X
from Xlib.display import Display

from app.desktop import keysyms
from app.desktop.key_names import KeyWord
from app.desktop.keymap import COLUMNS

_GROUP_SHIFT, _GROUP_BITS = 13, 3
_KEYPAD = range(0xFF80, 0xFFBE)


def alt_gr_mask(display: Display) -> int:
    """The modifier bit of the keys that shift to the third level; 0 on layouts without."""
    symbols = set(keysyms.of_name("alt_gr"))
    mask = 0
    for bit, codes in enumerate(display.get_modifier_mapping()):
        rows = [display.get_keyboard_mapping(code, 1)[0] for code in codes if code]
        if any(symbols.intersection(row) for row in rows):
            mask |= 1 << bit
    return mask


def struck(display: Display, keycode: int, state: int, alt_gr: int) -> KeyWord | None:
    """Name and character of a key event by the keyboard as it is now; None for the number pad and empty keys.

    The keyboard is asked each time: text tools lend keys other symbols for single characters.
    """
    row = display.get_keyboard_mapping(keycode, 1)[0]
    return word_of([int(symbol) for symbol in row], state, alt_gr)


def word_of(row: Sequence[int], state: int, alt_gr: int) -> KeyWord | None:
    """The same from the key's symbols as the server tells them."""
    columns = COLUMNS[1 if (state >> _GROUP_SHIFT) & _GROUP_BITS else 0]
    level = bool(state & X.ShiftMask) + 2 * bool(state & alt_gr)
    # A key with fewer levels makes the same on the higher ones.
    choice = (_at(row, columns[one]) for one in dict.fromkeys((level, level & 1, level & 2, 0)))
    symbol = next((one for one in (*choice, _at(row, 0)) if one), 0)
    if not symbol or symbol in _KEYPAD:
        return None
    character = keysyms.character_of(symbol)
    if state & X.LockMask and len(character.swapcase()) == 1:
        character = character.swapcase()
    return KeyWord(keysyms.name_of(symbol) or keysyms.dead_name(symbol), character)


def _at(row: Sequence[int], column: int) -> int:
    return row[column] if column < len(row) else 0
