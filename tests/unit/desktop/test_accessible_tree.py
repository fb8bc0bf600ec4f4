"""A program's tree, read by place, by name and by rows; the bus is played by a table of objects."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest

from app.desktop.accessibility import AtSpi, Breaker
from app.desktop.atspi import Bus, Node
from app.model.geometry import Box, Point
from app.model.target import AccessibleElement, ToldElements
from app.model.window import Window, WindowIdentity
from tests.unit.desktop.played_bus import PROGRAM, PlayedBus, Thing

CLIENT = Box(100, 100, 400, 300)
WINDOW = Window(7, WindowIdentity(application="ledger", title="Orders"), PROGRAM, CLIENT, active=True)


def _nobody(point: Point) -> Window | None:
    return None


def asked(
    bus: Bus, question: Callable[[AtSpi], object], window_at: Callable[[Point], Window | None] = _nobody
) -> object:
    port = AtSpi(bus, Breaker(), window_at)
    try:
        return question(port)
    finally:
        port.close()


def at(bus: Bus, point: Point, window: Window = WINDOW) -> AccessibleElement | None:
    found = asked(bus, lambda port: port.at(window, point))
    assert found is None or isinstance(found, AccessibleElement)
    return found


def like(bus: Bus, element: AccessibleElement, window_at: Callable[[Point], Window | None] = _nobody) -> ToldElements:
    def question(port: AtSpi) -> ToldElements:
        return port.like(WINDOW, element.role, element.name, element.path, rows=True)

    told = asked(bus, question, window_at)
    assert isinstance(told, ToldElements)
    return told


def cards(*names: str) -> Thing:
    """A page of cards, each with a title in one part and a button in another."""
    made = []
    for number, name in enumerate(names):
        top = 120 + 60 * number
        title = Thing("section", "", Box(110, top, 200, 20), (Thing("static", name, Box(110, top, 90, 20)),))
        button = Thing("push button", "Edit", Box(320, top, 60, 24))
        made.append(Thing("section", "", Box(110, top, 300, 50), (title, Thing("section", "", button.box, (button,)))))
    return Thing("frame", "Orders", CLIENT, (Thing("panel", "", CLIENT, tuple(made)),))


def table(*rows: tuple[str, ...]) -> Thing:
    """A table as flat as some toolkits tell it: headers, then all cells one after the other."""
    columns = len(rows[0])
    headers = [Thing("table column header", f"Column {n}", Box(110 + 80 * n, 110, 80, 20)) for n in range(columns)]
    cells = [
        Thing("table cell", name, Box(110 + 80 * n, 130 + 20 * line, 80, 20))
        for line, row in enumerate(rows)
        for n, name in enumerate(row)
    ]
    inner = Thing("table", "", Box(110, 110, 300, 200), (*headers, *cells), columns=columns)
    return Thing("frame", "Orders", CLIENT, (inner,))


def test_a_twin_is_taught_with_the_names_of_its_own_card_only() -> None:
    taught = at(PlayedBus(cards("Alpine", "Baker")), Point(340, 190))
    assert taught is not None
    assert (taught.name, taught.row, taught.twins) == ("Edit", ("Baker",), 1)
    assert taught.path == ("frame", "panel", "section", "section", "push button")


def test_after_re_sorting_the_row_says_which_is_which() -> None:
    taught = at(PlayedBus(cards("Alpine", "Baker")), Point(340, 190))
    assert taught is not None
    told = like(PlayedBus(cards("Baker", "Alpine")), taught)
    assert [(one.row, one.box.y) for one in told.elements] == [(("Baker",), 120), (("Alpine",), 180)]
    assert told.complete


def test_the_row_of_a_flat_table_is_cut_by_its_columns() -> None:
    taught = at(PlayedBus(table(("Alpine", "OPEN"), ("Baker", "OPEN"))), Point(200, 155))
    assert taught is not None
    assert (taught.name, taught.row, taught.twins) == ("OPEN", ("Baker",), 1)


def test_a_lone_cell_keeps_its_row_and_a_lone_button_none() -> None:
    cell = at(PlayedBus(table(("Alpine", "OPEN"), ("Baker", "SENT"))), Point(200, 155))
    assert cell is not None
    assert (cell.row, cell.twins) == (("Baker",), 0)
    button = at(PlayedBus(cards("Alpine")), Point(340, 130))
    assert button is not None
    assert (button.row, button.twins) == ((), 0)


def rows_with_buttons(*rows: tuple[str, str]) -> Thing:
    """A table whose rows are objects, each with cells and a button in the last one."""
    made = []
    for line, names in enumerate(rows):
        top = 130 + 30 * line
        cells = [Thing("table cell", name, Box(110 + 90 * n, top, 90, 26)) for n, name in enumerate(names)]
        button = Thing("push button", "Edit", Box(320, top + 2, 60, 22))
        cells.append(Thing("table cell", "", Box(310, top, 90, 26), (button,)))
        made.append(Thing("table row", "", Box(110, top, 290, 26), tuple(cells)))
    inner = Thing("table", "", Box(110, 110, 300, 250), tuple(made), columns=3)
    return Thing("frame", "Orders", CLIENT, (inner,))


def test_rows_that_are_objects_hold_their_names_and_words_come_before_values() -> None:
    taught = at(PlayedBus(rows_with_buttons(("120.00", "Alpine"), ("80.00", "Baker"))), Point(340, 172))
    assert taught is not None
    assert (taught.name, taught.row, taught.twins) == ("Edit", ("Baker", "80.00"), 1)


def flat(*names: str) -> Thing:
    """Cards that a browser tells as one long list of parts."""
    parts: list[Thing] = []
    for number, name in enumerate(names):
        left = 110 + 95 * number
        parts.append(Thing("static", name, Box(left, 150, 50, 20)))
        parts.append(Thing("push button", "Pin", Box(left + 55, 150, 25, 20)))
        parts.append(Thing("static", f"{number + 7}00.00", Box(left, 180, 50, 20)))
    return Thing("frame", "Orders", CLIENT, (Thing("section", "", CLIENT, tuple(parts)),))


def test_parts_of_one_long_list_belong_to_the_twin_before_which_they_stand() -> None:
    taught = at(PlayedBus(flat("Alpine", "Baker", "Citrus")), Point(275, 160))
    assert taught is not None
    assert taught.row[0] == "Baker"
    assert not {"Alpine", "Citrus"} & set(taught.row)


def test_the_first_twin_in_sight_is_not_taken_for_one_scrolled_away() -> None:
    whole = flat("Alpine", "Baker", "Citrus")
    taught = at(PlayedBus(whole), Point(275, 160))
    assert taught is not None
    scrolled = flat("Alpine", "Baker", "Citrus")
    for part in scrolled.children[0].children[:6]:
        part.showing = False
    told = like(PlayedBus(scrolled), taught)
    assert [one.row[0] for one in told.elements] == ["Citrus"]
    assert "Baker" not in told.elements[0].row


def test_a_field_is_known_by_its_label() -> None:
    fields = [
        part
        for n, name in enumerate(("Name", "City"))
        for part in (
            Thing("label", name, Box(110, 120 + 40 * n, 60, 20)),
            Thing("text", "", Box(180, 120 + 40 * n, 120, 20), label=name),
        )
    ]
    taught = at(PlayedBus(Thing("frame", "Orders", CLIENT, tuple(fields))), Point(200, 165))
    assert taught is not None
    assert (taught.row, taught.twins) == (("City",), 1)


def test_what_lies_in_a_tab_is_found_although_the_toolkit_does_not_look_there() -> None:
    button = Thing("check box", "Wrap", Box(120, 200, 80, 20))
    tab = Thing("page tab", "View", Box(110, 110, 60, 20), (Thing("filler", "", Box(110, 140, 300, 200), (button,)),))
    top = Thing("frame", "Orders", CLIENT, (Thing("page tab list", "", Box(110, 110, 300, 250), (tab,)),))
    found = at(PlayedBus(top, blind=frozenset({"page tab list"})), Point(130, 205))
    assert found is not None
    assert (found.role, found.name) == ("check box", "Wrap")


def test_an_entry_of_an_open_menu_is_found_in_the_menus_own_window() -> None:
    item = Thing("menu item", "Copy", Box(300, 130, 120, 24))
    hidden = Thing("menu item", "Paste", None, showing=False)
    bar = Thing("menu bar", "", Box(100, 100, 400, 24), (Thing("menu", "Edit", Box(100, 100, 50, 24), (item, hidden)),))
    popup = Window(9, WindowIdentity(application="ledger", title=""), PROGRAM, Box(295, 125, 130, 60), active=False)
    found = at(PlayedBus(Thing("frame", "Orders", CLIENT, (bar,))), Point(350, 140), popup)
    assert found is not None
    assert (found.role, found.name) == ("menu item", "Copy")


def test_a_drop_down_list_that_has_opened_over_its_own_box_does_not_hide_the_box() -> None:
    place = Box(150, 200, 200, 30)
    first, second = (Thing("menu item", name, place.moved(0, 30 * n)) for n, name in enumerate(("Austria", "Belgium")))
    combo = Thing("combo box", "Austria", place, (Thing("menu", "", Box(150, 200, 200, 60), (first, second)),))
    top = Thing("frame", "Orders", CLIENT, (Thing("panel", "", CLIENT, (combo,)),))
    box, line = at(PlayedBus(top), place.center), at(PlayedBus(top), place.moved(0, 30).center)
    assert box is not None
    assert (box.role, box.path) == ("combo box", ("frame", "panel", "combo box"))
    assert line is not None
    assert line.name == "Belgium"


def test_the_label_inside_a_button_is_the_button() -> None:
    label = Thing("static", "Save", Box(130, 130, 40, 14))
    top = Thing("frame", "Orders", CLIENT, (Thing("push button", "Save", Box(120, 120, 80, 30), (label,)),))
    found = at(PlayedBus(top), Point(140, 135))
    assert found is not None
    assert (found.role, found.box) == ("push button", Box(120, 120, 80, 30))


def test_a_program_that_counts_larger_pixels_is_understood() -> None:
    small = Thing("push button", "Save", Box(60, 60, 40, 15))
    top = Thing("frame", "Orders", Box(50, 50, 200, 150), (small,))
    found = at(PlayedBus(top), Point(130, 130))
    assert found is not None
    assert found.box == Box(120, 120, 80, 30)


@pytest.mark.parametrize(
    ("box", "showing"),
    [
        (Box(120, 120, 0, 20), True),
        (Box(120, 120, 40, -3), True),
        (Box(900, 900, 40, 20), True),
        (Box(120, 120, 40, 20), False),
        (None, True),
    ],
)
def test_a_dead_box_is_no_element(box: Box | None, showing: bool) -> None:
    top = Thing("frame", "Orders", CLIENT, (Thing("push button", "Save", box, showing=showing),))
    assert like(PlayedBus(top), AccessibleElement("push button", "Save", CLIENT)).elements == ()


def test_an_element_scrolled_out_of_its_list_or_under_another_window_is_not_shown() -> None:
    cell = Thing("list item", "Late", Box(120, 300, 100, 20))
    top = Thing("frame", "Orders", CLIENT, (Thing("scroll pane", "", Box(110, 110, 200, 100), (cell,)),))
    assert like(PlayedBus(top), AccessibleElement("list item", "Late", CLIENT)).elements == ()
    page = Thing("document web", "", Box(100, 180, 400, 200), (Thing("link", "Late", Box(120, 110, 60, 20)),))
    scrolled = Thing("frame", "Orders", CLIENT, (page,))  # it would lie under the browser's own bars
    assert like(PlayedBus(scrolled), AccessibleElement("link", "Late", CLIENT)).elements == ()
    shown = PlayedBus(cards("Alpine"))
    other = Window(8, WindowIdentity(application="other", title="Other"), 43, CLIENT, active=True)
    wanted = AccessibleElement("push button", "Edit", CLIENT)
    assert len(like(shown, wanted).elements) == 1
    assert like(shown, wanted, lambda point: other).elements == ()
    assert len(like(shown, wanted, lambda point: WINDOW).elements) == 1


def test_a_program_that_never_answers_is_left_in_peace_after_three_times() -> None:
    bus = PlayedBus(cards("Alpine"), silent=True)
    port = AtSpi(bus, Breaker(), _nobody)
    try:
        assert [port.at(WINDOW, Point(340, 130)) for _ in range(3)] == [None] * 3
        bus.silent = False
        assert port.at(WINDOW, Point(340, 130)) is None
        told = port.like(WINDOW, "push button", "Edit", (), rows=False)
        assert told == ToldElements(), "silence is no denial"
    finally:
        port.close()


class Slow(PlayedBus):
    """Answers after a while, if it still may."""

    def program(self, pid: int) -> Node | None:
        Event().wait(0.4)
        self._left()
        return super().program(pid)


def test_the_name_of_what_was_pressed_is_waited_for_longer() -> None:
    port, here = AtSpi(Slow(cards("Alpine")), Breaker(), _nobody), Point(340, 130)
    try:
        port.touch(WINDOW, here)
        told = port.at(WINDOW, here)
        assert told is not None
        assert told.name == "Edit"
        assert port.at(WINDOW, Point(340, 131)) is None, "where somebody waits it stays a quarter of a second"
    finally:
        port.close()
