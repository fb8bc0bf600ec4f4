"""What stands in a field, told by the program or read in a drawn picture with the real reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import pytest

from app.model.arrival import Arrival, FieldValue, arrival
from app.model.frame import Pixels
from app.model.geometry import Box, Point
from app.model.target import PASSWORD, AccessibleElement
from app.model.window import Window
from app.vision.eye import Eye
from app.vision.text import TextReader
from app.vision.value import FieldReader
from tests.unit.vision.drawing import DARK, LIGHT, form, shown, window_at
from tests.unit.vision.test_named import Program

PATIENCE = 30


class Form(Program):
    """A program that tells what stands in its field."""

    def __init__(self, field: AccessibleElement | None) -> None:
        super().__init__()
        self._field = field

    def field(self, window: Window, point: Point) -> AccessibleElement | None:
        return self._field


class Counting:
    """A reader that can be held up, and counts."""

    def __init__(self) -> None:
        self.pictures: list[Pixels] = []
        self.go_on = Event()
        self.go_on.set()

    def read(self, pixels: Pixels) -> str:
        self.pictures.append(pixels)
        assert self.go_on.wait(PATIENCE)
        return "read"


@pytest.fixture(scope="module")
def reader() -> TextReader:
    return TextReader()


@pytest.fixture
def fields(reader: TextReader) -> Iterator[FieldReader]:
    opened = FieldReader(reader)
    yield opened
    opened.close()


@pytest.fixture
def counting() -> Iterator[tuple[Counting, FieldReader]]:
    counts = Counting()
    opened = FieldReader(counts)
    yield counts, opened
    counts.go_on.set()
    opened.close()


def value(eye: Eye, text: str, box: Box | None = None, **options: object) -> FieldValue:
    """What the eye says about the form's amount when this is drawn in it."""
    before, now = (form(("Nordwind", one, "Berlin"), **options) for one in ("", text))
    window = window_at(200, 150, now)
    field = box or now.places["Amount"].moved(200, 150)
    frames = (shown((window, one)) for one in (before, now))
    return eye.value(*frames, window, field, field.center).result(PATIENCE)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_drawn_value_is_read_and_compared(fields: FieldReader, theme: tuple[int, int, int], scale: float) -> None:
    eye = Eye(lambda name: None, fields=fields)
    same, other = (value(eye, text, theme=theme, scale=scale) for text in ("1 204,50", "120 450"))
    assert arrival("1 204,50", same) in (Arrival.SAME, Arrival.FORMATTED)
    assert (other.told, other.whole) == (False, True)
    assert arrival("1 204,50", other) is Arrival.OTHER


def test_a_text_longer_than_its_field_is_read_as_a_part(fields: FieldReader) -> None:
    long = "Nordwind and a very long name that does not fit in here at all"
    seen = value(Eye(lambda name: None, fields=fields), long)
    assert not seen.whole
    assert arrival(long, seen) is Arrival.CUT


def test_a_value_at_the_right_side_is_all_there_is(counting: tuple[Counting, FieldReader]) -> None:
    _, fields = counting
    canvas = form()
    field = canvas.places["Amount"].moved(200, 150)
    canvas.text("125.50", 345, 112)
    frame = shown((window_at(200, 150, canvas), canvas))
    assert fields.read(frame, frame, field).result(PATIENCE).whole


def test_an_empty_field_is_not_readable_in_a_picture(fields: FieldReader) -> None:
    assert value(Eye(lambda name: None, fields=fields), "").text is None


def test_of_a_large_field_only_what_appeared_is_read(counting: tuple[Counting, FieldReader]) -> None:
    reader, fields = counting
    large = Box(200, 150, 480, 300)
    seen = value(Eye(lambda name: None, fields=fields), "125.50", large)
    assert (seen.text, seen.whole) == ("read", False)
    [picture] = reader.pictures
    assert picture.shape[0] < 40
    assert picture.shape[1] < 120


def test_what_the_program_tells_is_taken_and_no_picture_is_read(counting: tuple[Counting, FieldReader]) -> None:
    reader, fields = counting
    entry = AccessibleElement("entry", "", Box(0, 0, 9, 9), value="1,204.50")
    eye = Eye(lambda name: None, Form(entry), fields=fields)
    assert value(eye, "something else") == FieldValue("1,204.50", told=True)
    assert reader.pictures == []


@pytest.mark.parametrize("element", [None, AccessibleElement("entry", "", Box(0, 0, 9, 9))])
def test_where_the_program_tells_no_text_the_picture_is_read(
    element: AccessibleElement | None, counting: tuple[Counting, FieldReader]
) -> None:
    _, fields = counting
    assert value(Eye(lambda name: None, Form(element), fields=fields), "125.50").text == "read"


def test_a_field_for_passwords_is_never_read(counting: tuple[Counting, FieldReader]) -> None:
    reader, fields = counting
    hidden = AccessibleElement(PASSWORD, "", Box(0, 0, 9, 9), value="hunter2x")
    seen = value(Eye(lambda name: None, Form(hidden), fields=fields), "hunter2x")
    assert seen == FieldValue(secret=True)
    assert reader.pictures == []


def test_without_a_still_picture_only_the_program_is_asked(counting: tuple[Counting, FieldReader]) -> None:
    reader, fields = counting
    canvas = form()
    window = window_at(200, 150, canvas)
    field = canvas.places["Amount"].moved(200, 150)
    eye = Eye(lambda name: None, fields=fields)
    assert eye.value(shown((window, canvas)), None, window, field, field.center).result(0) == FieldValue()
    assert reader.pictures == []


def test_what_lies_under_our_own_window_is_not_read(counting: tuple[Counting, FieldReader]) -> None:
    reader, fields = counting
    canvas = form()
    field = canvas.places["Customer"].moved(200, 150)
    frame = replace(shown((window_at(200, 150, canvas), canvas)), masked=(field,))
    assert fields.read(frame, frame, field).result(0) == FieldValue()
    assert reader.pictures == []


def test_a_reading_is_not_waited_for_and_no_second_one_is_begun(counting: tuple[Counting, FieldReader]) -> None:
    reader, fields = counting
    reader.go_on.clear()
    canvas = form()
    frame = shown((window_at(200, 150, canvas), canvas))
    field = canvas.places["Customer"].moved(200, 150)
    first = fields.read(frame, frame, field)
    assert not first.done()
    assert fields.read(frame, frame, field).result(0) == FieldValue()
    reader.go_on.set()
    assert first.result(PATIENCE).text == "read"
