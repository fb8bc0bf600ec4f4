"""The practice room: doubts on stored pictures, with the keys of the coach card."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt

from app.model.decision import Accept, Change, Correct, Keep, Pointed, Reject
from app.model.rehearsal import DoubtKind
from app.ui.main_window import LEARNED
from app.ui.pages.practice_section import PracticeSection
from app.ui.practice_window import PracticeWindow
from tests.gui import fake_desktop as desk
from tests.gui.conftest import Coached
from tests.gui.fake_rehearsal import doubts_of_a_week


def section_of(full: Coached) -> PracticeSection:
    return next(each for each in full.main.learned.sections if isinstance(each, PracticeSection))


@pytest.fixture
def room(full: Coached) -> PracticeWindow:
    """The room is open at the first of three doubts."""
    full.world.rehearsal.found = doubts_of_a_week()
    full.main.show_place(LEARNED)
    section = section_of(full)
    full.worked(section.start.isEnabled)
    section.start.click()
    full.worked(lambda: section.window_open is not None and section.window_open.posed is not None)
    assert section.window_open is not None
    return section.window_open


def press(full: Coached, room: PracticeWindow, key: Qt.Key) -> None:
    full.bot.keyClick(room, key)


def settled(full: Coached, count: int) -> None:
    full.worked(lambda: len(full.world.rehearsal.answers) == count)


def test_the_doubts_of_the_week_are_counted_with_the_minutes_they_take(full: Coached, room: PracticeWindow) -> None:
    assert section_of(full)._words.text() == "3 doubts of this week, about 1 min."


def test_the_keys_of_the_card_settle_one_after_the_other(full: Coached, room: PracticeWindow) -> None:
    press(full, room, Qt.Key.Key_F8)
    settled(full, 1)
    full.worked(lambda: room.posed is not None)
    press(full, room, Qt.Key.Key_F6)
    settled(full, 2)
    answers = [answer for _, answer, _ in full.world.rehearsal.answers]
    assert isinstance(answers[0], Accept)
    assert isinstance(answers[1], Reject)


def test_skipping_says_nothing_and_the_end_is_said(full: Coached, room: PracticeWindow) -> None:
    for _ in range(3):
        full.worked(lambda: room.posed is not None)
        press(full, room, Qt.Key.Key_F7)
    assert full.world.rehearsal.answers == []
    assert room._sentence.text() == "That was all."


def test_pointing_in_the_picture_gives_its_pixels(full: Coached, room: PracticeWindow) -> None:
    press(full, room, Qt.Key.Key_F9)
    view = room._view
    place = view._mapped(desk.CANCEL).center()
    full.bot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPointF(place).toPoint())
    settled(full, 1)
    (_, answer, _) = full.world.rehearsal.answers[0]
    assert isinstance(answer, Correct)
    assert answer.keep is Keep.ALWAYS
    assert answer.change.pointed is not None
    assert desk.CANCEL.contains(answer.change.pointed.point, 3)


def test_a_click_counts_only_when_pointing_was_wanted(full: Coached, room: PracticeWindow) -> None:
    place = room._view._mapped(desk.CANCEL).center().toPoint()
    full.bot.mouseClick(room._view, Qt.MouseButton.LeftButton, pos=place)
    assert full.world.rehearsal.answers == []


def test_a_runner_up_is_taken_by_its_number(full: Coached, room: PracticeWindow) -> None:
    full.bot.keyClick(room, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    settled(full, 1)
    assert full.world.rehearsal.answers[0][1] == Correct(Change(candidate=2))


def test_a_place_that_cannot_be_taught_is_said_and_asked_again(full: Coached, room: PracticeWindow) -> None:
    full.world.rehearsal.fail = True
    room.answer(Correct(Change(pointed=Pointed(desk.CANCEL.center))))
    full.worked(lambda: "There is nothing on it" in room._said.text())
    assert room.posed is not None
    assert full.world.rehearsal.answers == []


def test_a_picture_that_is_gone_is_passed_over(full: Coached) -> None:
    full.world.rehearsal.found = doubts_of_a_week()
    full.world.rehearsal.gone = frozenset({DoubtKind.UNSURE})
    full.main.show_place(LEARNED)
    section = section_of(full)
    full.worked(section.start.isEnabled)
    section.start.click()
    full.worked(lambda: section.window_open is not None and section.window_open.posed is not None)
    assert section.window_open is not None
    assert section.window_open._head.text() == "2 OF 3"


def test_without_doubts_there_is_nothing_to_start(full: Coached) -> None:
    full.main.show_place(LEARNED)
    section = section_of(full)
    full.worked(lambda: bool(section._words.text()))
    assert not section.start.isEnabled()
    assert "No doubts this week" in section._words.text()
