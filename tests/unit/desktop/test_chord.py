"""Whether keys that go down are the ones a step presses."""

from __future__ import annotations

import pytest

from app.desktop.chord import chord_of, fits, undoes

SAVE = chord_of(("Ctrl_L", "s"))


@pytest.mark.parametrize(
    ("name", "held", "says"),
    [
        ("ctrl", ("ctrl",), None),
        ("s", ("ctrl", "s"), True),
        ("s", ("s",), None),
        ("p", ("ctrl", "p"), False),
        ("s", ("ctrl", "shift", "s"), None),
        ("shift", ("shift",), None),
        ("s", ("ctrl", "s", "x"), True),
        ("f10", ("f10",), False),
    ],
)
def test_a_key_completes_the_chord_or_is_no_part_of_it_or_says_nothing(
    name: str, held: tuple[str, ...], says: bool | None
) -> None:
    assert fits(SAVE, name, frozenset(held)) is says


def test_nothing_is_said_while_nothing_is_awaited() -> None:
    assert fits(chord_of(()), "s", frozenset(("s",))) is None


def test_a_chord_of_one_key_is_that_key() -> None:
    assert fits(chord_of(("Return",)), "enter", frozenset(("enter",))) is True


@pytest.mark.parametrize(
    ("name", "held", "says"),
    [
        ("z", ("ctrl", "z"), True),
        ("backspace", ("alt", "backspace"), True),
        ("z", ("ctrl", "shift", "z"), False),
        ("z", ("z",), False),
        ("ctrl", ("ctrl",), False),
        ("backspace", ("ctrl", "backspace"), False),
    ],
)
def test_the_chords_that_take_back_what_was_done_last(name: str, held: tuple[str, ...], says: bool) -> None:
    assert undoes(name, frozenset(held)) is says
