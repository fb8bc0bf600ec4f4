"""After an update long records are read anew: the window is there at once and says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from app.model.coaching import LibraryItem
from app.model.errors import BadInput
from app.model.modes import LearningState
from app.model.workflow import WorkflowStatus
from app.ui.reading_anew import ReadingAnew
from tests.gui.conftest import Coached
from tests.gui.fake_services import FakeLibrary


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary(unread=["w1", "w2"])


@pytest.fixture
def reading(qapp: object, library: FakeLibrary) -> Iterator[ReadingAnew]:
    made = ReadingAnew(library)
    yield made
    made.close()
    shiboken6.delete(made)


@pytest.fixture
def updated(full: Coached) -> Coached:
    """The records of both workflows are still to be read, as after an update."""
    library = full.world.library
    library.unread, library.extra = ["w2", "w1"], (item("w2"),)
    assert full.windows.conductor is not None
    full.windows.conductor.shelf.refresh()
    full.worked(lambda: caught_up(library) == ["w1"])
    return full


def caught_up(library: FakeLibrary) -> list[object]:
    return [call[1] for call in library.calls if call[0] == "catch up"]


def item(name: str, reading: bool = False) -> LibraryItem:
    return LibraryItem(name, name, WorkflowStatus.DRAFT, LearningState.COACHING, 3, 0, reading=reading)


def unread(name: str) -> LibraryItem:
    return item(name, reading=True)


def test_the_window_says_how_far_it_is_and_what_is_not_known_yet(updated: Coached) -> None:
    line = updated.main.status.reading
    assert (line.isHidden(), line.text()) == (False, "Reading what was learned: 0 of 2 workflows …")
    assert [row.item.reading for row in updated.main.coach.library.rows[:2]] == [True, True]


def test_each_record_is_shown_as_soon_as_it_is_read_and_then_the_line_is_gone(updated: Coached) -> None:
    library = updated.world.library
    library.reading.set()
    updated.worked(lambda: caught_up(library) == ["w1", "w2"])
    updated.worked(lambda: updated.main.status.reading.isHidden())
    assert not any(row.item.reading for row in updated.main.coach.library.rows)


def test_a_workflow_can_be_run_while_records_are_read(updated: Coached) -> None:
    updated.click("Run", updated.main.tool_bar)
    updated.worked(lambda: bool(updated.engine.requests))
    assert caught_up(updated.world.library) == ["w1"]


def test_the_one_that_is_worked_with_comes_first(reading: ReadingAnew, library: FakeLibrary, qtbot: QtBot) -> None:
    reading.want([unread("w1"), unread("w2")], "w2")
    qtbot.waitUntil(lambda: caught_up(library) == ["w2"])
    reading.want([unread("w1"), unread("w2")], "w1")
    with qtbot.waitSignal(reading.read):
        library.reading.set()
    assert (caught_up(library), reading.tried) == (["w2"], {"w2"})


def test_a_failure_is_told_and_closing_breaks_off(reading: ReadingAnew, library: FakeLibrary, qtbot: QtBot) -> None:
    library.fail_to_read = BadInput("The ledger", "it is damaged", "Copy the backup.")
    with qtbot.waitSignal(reading.failed) as told:
        reading.want([unread("w1")], "w1")
    assert told.args == [library.fail_to_read]
    library.fail_to_read = None
    reading.want([unread("w2")], "w2")
    qtbot.waitUntil(lambda: caught_up(library) == ["w1", "w2"])
    reading.close()
    assert library.unread == ["w1", "w2"]
