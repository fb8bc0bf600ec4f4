"""What a key event means, from the key's symbols and the modifiers that were down."""

from __future__ import annotations

import pytest

from app.desktop.key_names import KeyWord
from app.desktop.struck import word_of

SHIFT, LOCK, ALT_GR, SECOND_GROUP = 1, 2, 0x80, 1 << 13
E_KEY = (0x65, 0x45, 0x65, 0x45, 0x20AC, 0xC9)
QUOTE_KEY = (0x27, 0x22, 0x27, 0x22, 0xFE51, 0xFE57)
RUSSIAN_KEY = (0x61, 0x41, 0x6C6, 0x6E6)
RETURN, LEFT_TAB, KEYPAD_1 = (0xFF0D,), (0xFF09, 0xFE20), (0xFF9C, 0xFFB1)


@pytest.mark.parametrize(
    ("row", "state", "expected"),
    [
        (E_KEY, 0, KeyWord("e", "e")),
        (E_KEY, SHIFT, KeyWord("e", "E")),
        (E_KEY, ALT_GR, KeyWord("€", "€")),
        (E_KEY, ALT_GR | SHIFT, KeyWord("é", "É")),
        (E_KEY, LOCK, KeyWord("e", "E")),
        (E_KEY, LOCK | SHIFT, KeyWord("e", "e")),
        (QUOTE_KEY, LOCK, KeyWord("'", "'")),
        (QUOTE_KEY, ALT_GR, KeyWord("dead_acute", "")),
        (RUSSIAN_KEY, SECOND_GROUP, KeyWord("ф", "ф")),
        (RETURN, SHIFT, KeyWord("enter", "")),
        (LEFT_TAB, SHIFT, KeyWord("tab", "")),
        (KEYPAD_1, 0, None),
        ((0, 0), 0, None),
    ],
)
def test_C54_a_key_makes_what_its_modifiers_say(row: tuple[int, ...], state: int, expected: KeyWord | None) -> None:
    assert word_of(row, state, ALT_GR) == expected
