"""How a text is struck on a layout."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.desktop import keysyms
from app.desktop.keymap import Keymap, Stroke, passages, unmappable

A, E_ACUTE, EURO, SHIFT, LEVEL3, RETURN, KP_1 = 0x61, 0xE9, 0x20AC, 0xFFE1, 0xFE03, 0xFF0D, 0xFFB1

# Codes 8 to 15: nothing (never used), a/A with é and € on the third level, shift, AltGr, Return, keypad 1, two spare.
ROWS = ((0,), (A, 0x41, A, 0x41, E_ACUTE, EURO), (SHIFT,), (LEVEL3,), (RETURN,), (KP_1, 0x31), (0,), (0,))
LAYOUT = Keymap(8, ROWS)


def test_characters_of_the_layout_take_their_modifiers() -> None:
    (part,) = passages("aAé€\n", LAYOUT)
    assert part.strokes == (
        Stroke(9),
        Stroke(9, shift=True),
        Stroke(9, alt_gr=True),
        Stroke(9, shift=True, alt_gr=True),
        Stroke(12),
    )
    assert part.borrow == {}


def test_a_foreign_character_borrows_a_spare_key_once() -> None:
    (part,) = passages("漢a漢", LAYOUT)
    assert part.strokes == (Stroke(15), Stroke(9), Stroke(15))
    assert part.borrow == {15: 0x01006F22}


def test_more_foreign_characters_than_spare_keys_make_several_parts() -> None:
    first, second = passages("xyzx", LAYOUT)
    assert (len(first.strokes), len(second.strokes)) == (2, 2)
    assert set(first.borrow.values()) == {ord("x"), ord("y")}
    assert set(second.borrow.values()) == {ord("z"), ord("x")}


def test_the_number_pad_is_not_used_for_digits() -> None:
    assert "1" not in LAYOUT.strokes


def test_without_a_third_level_key_there_is_no_third_level() -> None:
    assert "é" not in Keymap(8, ROWS[:3]).strokes


def test_F42_what_cannot_be_struck_is_named() -> None:
    assert unmappable("abc\n漢", LAYOUT) == ""
    assert unmappable("ab\x07", LAYOUT) == "\x07"
    assert unmappable("ab漢", Keymap(8, ROWS[:6])) == "b"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_every_character_of_a_text_gets_one_stroke(text: str) -> None:
    parts = passages(text, LAYOUT)
    assert sum(len(part.strokes) for part in parts) == len(text)
    struck = ""
    for part in parts:
        lent = {code: keysyms.character_of(symbol) for code, symbol in part.borrow.items()}
        own = {stroke: character for character, stroke in LAYOUT.strokes.items()}
        struck += "".join(lent.get(stroke.keycode) or own[stroke] for stroke in part.strokes)
    assert struck == text


def test_names_of_keys_go_both_ways() -> None:
    for name in ("enter", "page_down", "ctrl", "alt_gr", "f12", "delete", "pause", "a", "é"):
        assert keysyms.name_of(keysyms.of_name(name)[0]) == name
    assert keysyms.chord("Ctrl+Shift+F12") == ("ctrl", "shift", "f12")
    assert keysyms.of_name("nonsense") == ()
