"""What a program tells of the text in its field; the bus is played by a table of objects."""

from __future__ import annotations

import pytest

from app.model.geometry import Box, Point
from app.model.target import PASSWORD, AccessibleElement
from tests.unit.desktop.played_bus import PlayedBus, Thing
from tests.unit.desktop.test_accessible_tree import CLIENT, WINDOW, asked

FIELD = Box(120, 120, 200, 24)
INSIDE = Point(150, 130)


def bus_with(*things: Thing, silent: bool = False) -> PlayedBus:
    """A window with a panel of these things."""
    return PlayedBus(Thing("frame", "Orders", CLIENT, (Thing("panel", "", CLIENT, things),)), silent=silent)


def field(bus: PlayedBus) -> AccessibleElement | None:
    found = asked(bus, lambda port: port.field(WINDOW, INSIDE))
    assert found is None or isinstance(found, AccessibleElement)
    return found


@pytest.mark.parametrize("role", ["entry", "text", "spin button"])
def test_a_field_tells_the_text_that_stands_in_it(role: str) -> None:
    told = field(bus_with(Thing(role, "Amount", FIELD, text="1,204.50")))
    assert told is not None
    assert (told.role, told.value, told.box) == (role, "1,204.50", FIELD)


def test_an_empty_field_tells_an_empty_text() -> None:
    told = field(bus_with(Thing("entry", "Amount", FIELD, text="")))
    assert told is not None
    assert told.value == ""


def test_the_label_inside_a_field_is_taken_for_the_field() -> None:
    inner = Thing("static", "1,204.50", FIELD)
    told = field(bus_with(Thing("entry", "Amount", FIELD, (inner,), text="1,204.50")))
    assert told is not None
    assert (told.role, told.value) == ("entry", "1,204.50")


def test_a_field_for_passwords_tells_its_role_and_is_not_asked_for_its_text() -> None:
    inner = Thing("text", "", FIELD, text="hunter2x")
    for things in (Thing(PASSWORD, "", FIELD, text="hunter2x"), Thing(PASSWORD, "", FIELD, (inner,), text="hunter2x")):
        bus = bus_with(things)
        told = field(bus)
        assert told is not None
        assert (told.role, told.value, bus.texts_told) == (PASSWORD, None, 0)


def test_a_terminal_is_not_asked_for_its_text() -> None:
    bus = bus_with(Thing("terminal", "", FIELD, text="$ ls"))
    told = field(bus)
    assert told is not None
    assert (told.value, bus.texts_told) == (None, 0)


def test_what_is_no_field_tells_nothing() -> None:
    assert field(bus_with(Thing("push button", "Save", FIELD, text="Save"))) is None


def test_a_program_that_does_not_answer_tells_nothing() -> None:
    assert field(bus_with(Thing("entry", "", FIELD, text="x"), silent=True)) is None
