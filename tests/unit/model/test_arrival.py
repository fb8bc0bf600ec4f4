"""What was typed against what stands in the field: the same, otherwise written, cut, something else, or unreadable."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.model.arrival import Arrival, FieldValue, arrival

TEXTS = st.text(max_size=60)
WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüéßABCDEF 0123456789.,-", min_size=1, max_size=60)
AMOUNTS = st.decimals(min_value=Decimal(0), max_value=Decimal(10) ** 9, places=2)


def told(text: str) -> FieldValue:
    return FieldValue(text, told=True)


def read(text: str, whole: bool = True) -> FieldValue:
    return FieldValue(text, whole=whole)


FORMATTED = [
    ("1000", "1,000.00"),
    ("1 204,50", "1,204.50"),
    ("1 204,50", "€ 1.204,50"),
    ("1204.5 EUR", "1 204,50 €"),
    ("-5", "(5.00)"),
    ("007", "7"),
    ("100000", "1,00,000"),
    ("1.3.2025", "01/03/2025"),
    ("1.3.2025", "2025-03-01"),
    ("1.3.2025", "Sat, 1 March 2025"),
    ("01.03.25", "01.03.2025"),
    ("010325", "01.03.25"),
    ("9:30", "09:30 AM"),
    ("Ham", "Hamburg"),
    ("nordwind", "NORDWIND"),
    ("  Nordwind ", "Nordwind"),
    ("DE89370400440532013000", "DE89 3704 0044 0532 0130 00"),
    ("0151 234567", "0151-234567"),
]
OTHER = [
    ("1 204,50", "120 450"),
    ("1.5", "15"),
    ("1.05", "1.5"),
    ("1000", "10000"),
    ("1000", "-1000"),
    ("abc12", "12"),
    ("ABCDEFGH", "ABCDEF"),
    ("1.3.2025", "2.3.2025"),
    ("9:30", "10:30"),
    ("10.0.0.1", "10.0.1.0"),
    ("Nordwind", "Südwind"),
    ("Nordwind", ""),
]


@pytest.mark.parametrize(("typed", "shown"), FORMATTED)
def test_what_is_only_written_otherwise_is_not_called_wrong(typed: str, shown: str) -> None:
    assert arrival(typed, told(shown)) is Arrival.FORMATTED
    assert arrival(typed, read(shown)) is Arrival.FORMATTED


@pytest.mark.parametrize(("typed", "shown"), OTHER)
def test_another_number_date_or_word_is_something_else(typed: str, shown: str) -> None:
    assert arrival(typed, told(shown)) is Arrival.OTHER


@given(TEXTS)
def test_the_very_same_text_is_the_same(text: str) -> None:
    assert arrival(text, told(text)) is Arrival.SAME


@given(WORDS)
def test_another_case_and_blanks_at_the_ends_are_never_something_else(text: str) -> None:
    assume(any(sign.isalnum() for sign in text))
    for shown in (text.upper(), text.strip(), f" {text}"):
        assert arrival(text, told(shown)) in (Arrival.SAME, Arrival.FORMATTED)


@given(AMOUNTS)
def test_an_amount_is_known_in_every_usual_writing(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    french = english.translate({ord(","): "\u202f", ord("."): ","})
    for shown in (english, german, french, f"{german} €", f"USD {english}"):
        assert arrival(str(amount), told(shown)) in (Arrival.SAME, Arrival.FORMATTED)


@given(AMOUNTS, AMOUNTS)
def test_another_amount_is_never_taken_for_the_typed_one(typed: Decimal, shown: Decimal) -> None:
    assume(typed != shown)
    assert arrival(str(typed), told(f"{shown:,.2f}")) is Arrival.OTHER
    assert arrival(str(typed), read(f"{shown:,.2f}")) is Arrival.OTHER


@given(WORDS, st.data())
def test_a_visible_part_is_cut_when_there_may_be_more_and_never_when_all_is_seen(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    assume(any(sign.isalnum() for sign in part))
    assert arrival(text, read(part, whole=False)) not in (Arrival.OTHER, Arrival.UNREADABLE)
    assert arrival(text, told(part)) is not Arrival.CUT
    assert arrival(text, read(part)) is not Arrival.CUT


@given(TEXTS, TEXTS, st.booleans(), st.booleans(), st.booleans())
def test_any_two_texts_have_a_class(typed: str, shown: str, exact: bool, whole: bool, alone: bool) -> None:
    assert arrival(typed, FieldValue(shown, exact, whole), alone) in Arrival


def test_what_was_not_read_or_may_not_be_read_says_nothing() -> None:
    assert arrival("Nordwind", FieldValue()) is Arrival.UNREADABLE
    assert arrival("Nordwind", FieldValue("Nordwind", secret=True)) is Arrival.UNREADABLE
    assert arrival("Nordwind", read(" ")) is Arrival.UNREADABLE


@pytest.mark.parametrize("shown", ["••••••••", "********", "oooooooo"])
def test_a_field_that_hides_the_text_says_nothing(shown: str) -> None:
    assert arrival("hunter2x", read(shown)) is Arrival.UNREADABLE
    assert arrival("hunter2x", told(shown)) is Arrival.UNREADABLE


@pytest.mark.parametrize("typed", ["=A1+B1", "12+30", "6*7="])
def test_what_a_program_computes_says_nothing_about_what_was_typed(typed: str) -> None:
    assert arrival(typed, told("42")) is Arrival.UNREADABLE


def test_a_misread_letter_is_forgiven_in_pictures_only_and_a_misread_digit_never() -> None:
    assert arrival("Nordwind", read("Nordwlnd")) is Arrival.FORMATTED
    assert arrival("Nordwind", told("Nordwlnd")) is Arrival.OTHER
    assert arrival("Lot 4711", read("Lot 4771")) is Arrival.OTHER


def test_a_number_without_its_decimal_point_is_not_taken_for_a_visible_part() -> None:
    assert arrival("1 204,50", read("120 450", whole=False)) is Arrival.OTHER
    assert arrival("1 204,50", read("204,50", whole=False)) is Arrival.CUT
    assert arrival("a long name of a customer", read("a lonq name of", whole=False)) is Arrival.CUT


def test_a_text_typed_to_what_stood_there_already_arrived_when_it_is_in_it() -> None:
    assert arrival("34", told("1234"), alone=False) is Arrival.FORMATTED
    assert arrival("34", told("1234"), alone=True) is Arrival.OTHER
    assert arrival("34", told("12"), alone=False) is Arrival.OTHER
