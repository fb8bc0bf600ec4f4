"""“Not this Screen”: one click where its name stands, on the card and in the live picture, and which one it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.model.lesson import LessonState, OneDenial, ScreenLesson
from app.model.modes import RunMode, RunState
from app.model.news import ModeChanged, StateChanged
from app.model.suggestion import QuestionKind
from app.ui.main_window import LEARNED
from app.ui.pages.screens_list import ScreensList
from app.ui.screen_line import ScreenLine, ScreenTools
from tests.gui.conftest import Coached
from tests.gui.fake_questions import audit_question, save_look, save_question


def line(coached: Coached) -> ScreenLine:
    found = coached.card.findChild(ScreenLine)
    assert found is not None
    return found


def tools(full: Coached) -> ScreenTools:
    found = full.main.coach.live.findChild(ScreenTools)
    assert found is not None
    return found


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def buttons(widget: QWidget) -> list[str]:
    return [made.accessibleName() for made in widget.findChildren(QPushButton) if not made.isHidden()]


@pytest.fixture
def known(coached: Coached) -> Coached:
    """The windows know the workflow that runs."""
    coached.windows.parts.bridge.workflow = coached.world.library.load("w1")
    return coached


def test_the_card_names_the_screen_and_one_click_denies_it(known: Coached) -> None:
    known.ask()
    assert "Screen: Invoice form (filled)" in words(line(known))
    known.click("Not this Screen")
    [denial] = known.engine.denials
    assert (denial.look.screen_id, denial.look.step_id, denial.look.run_id) == ("n4", "s5", "r1")
    assert denial.instead is None
    assert known.answers == [], "it is no answer to the question"


def test_then_the_nearest_other_screens_are_offered_and_one_can_be_chosen(known: Coached) -> None:
    known.ask()
    known.click("Not this Screen")
    assert "Noted: this is not “Invoice form (filled)”." in words(line(known))
    assert buttons(line(known)) == ["4 · Invoice form", "6 · Invoice form", "3 · Invoice form", "None of these"]
    known.click("6 · Invoice form")
    first, second = known.engine.denials
    assert second == replace(first, instead="n5")
    assert line(known).isHidden()


def test_the_card_has_room_for_what_was_offered_while_it_was_away(known: Coached) -> None:
    known.ask()
    desk = known.windows.parts.desk
    known.bot.wait(50)
    desk.close()
    known.windows.parts.screens.deny()
    known.bot.wait(50)
    desk.open(save_question(QuestionKind.REPAIR), save_look(known.world))
    known.bot.wait(50)
    page = known.card.page
    assert page is not None
    assert "None of these" in buttons(line(known))
    assert page.height() >= page.layout().heightForWidth(page.width())


def test_the_card_has_room_for_what_it_offers(known: Coached) -> None:
    known.ask()
    before = known.card.height()
    known.click("Not this Screen")
    assert known.card.height() > before
    offered = [made for made in line(known).findChildren(QPushButton) if not made.isHidden()]
    assert all(made.height() >= made.sizeHint().height() for made in offered)


def test_none_of_these_says_nothing_more(known: Coached) -> None:
    known.ask()
    known.click("Not this Screen")
    known.click("None of these")
    assert len(known.engine.denials) == 1
    assert line(known).isHidden()


def test_without_a_workflow_that_is_known_it_is_only_denied(coached: Coached) -> None:
    coached.ask()
    coached.click("Not this Screen")
    assert buttons(line(coached)) == []


def test_a_click_in_the_first_moment_is_not_meant_for_it(coached: Coached) -> None:
    coached.ask(late=0.1)
    coached.click("Not this Screen")
    assert coached.engine.denials == []


def test_where_no_screen_is_recognised_there_is_nothing_to_deny(coached: Coached) -> None:
    coached.ask()
    coached.tell(replace(save_look(coached.world), screen="", screen_id=""))
    coached.windows.parts.bridge.take_look()
    assert line(coached).isHidden()


def test_it_stands_on_the_card_of_a_blind_question_too(coached: Coached) -> None:
    coached.ask(audit_question())
    coached.click("Not this Screen")
    assert len(coached.engine.denials) == 1


def test_a_window_that_was_denied_before_can_be_its_screen_after_all(full: Coached) -> None:
    full.ask()
    full.tell(replace(save_look(full.world), screen="", screen_id="", denied="Invoice form", denied_id="n4"))
    full.windows.parts.bridge.take_look()
    assert "You said that this is not “Invoice form”." in words(line(full))
    assert buttons(tools(full)) == ["It is this Screen"]
    full.click("It is this Screen")
    [denial] = full.engine.denials
    assert denial.after_all
    assert (denial.look.screen_id, denial.instead) == ("n4", "n4")
    assert line(full).isHidden()


def test_nothing_is_offered_any_more_when_the_windows_close(known: Coached) -> None:
    known.ask()
    known.click("Not this Screen")
    known.windows.close()
    assert known.windows.parts.screens.denied == ""


def test_too_late_is_told(coached: Coached) -> None:
    coached.ask()
    coached.engine.deaf = True
    said: list[str] = []
    coached.windows.parts.coaching.refused.connect(said.append)
    coached.click("Not this Screen")
    assert said == ["Too late: this run is over. Nothing was noted."]


def test_the_live_picture_offers_the_same_by_keyboard_with_all_screens_in_a_menu(full: Coached) -> None:
    full.windows.parts.bridge.workflow = full.world.library.load("w1")
    full.ask()
    made = tools(full).deny
    assert made.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert made.toolTip()
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert len(full.engine.denials) == 1
    menu = tools(full).rather.menu()
    assert [action.text() for action in menu.actions()][:2] == ["4 · Invoice form", "6 · Invoice form"]
    assert len(menu.actions()) == 6 + 2, "all others, a line, and none of these"
    menu.actions()[0].trigger()
    assert full.engine.denials[1].instead == "n3"
    assert tools(full).isHidden()


def test_it_lies_on_the_picture_whatever_its_size(full: Coached) -> None:
    full.main.coach.begin_run()
    full.ask()
    live = full.main.coach.live
    assert live.rect().contains(tools(full).geometry())
    live.resize(320, 200)
    assert live.rect().contains(tools(full).geometry())


def test_after_the_run_nothing_can_be_denied(full: Coached) -> None:
    full.ask()
    full.tell(StateChanged("r1", RunState.STOPPED, "stopped by you"))
    assert tools(full).isHidden()
    full.tell(StateChanged("r2", RunState.RUNNING), ModeChanged(RunMode.COACHING))
    assert tools(full).isHidden(), "not before the next run has looked"


DENIED = ScreenLesson("d1", "w1", "Invoice form", datetime(2026, 11, 20, tzinfo=UTC), "Ada", LessonState.CONFIRMED)


def shown(full: Coached, *lessons: ScreenLesson) -> ScreensList:
    full.world.lessons.denied = lessons
    full.main.show_place(LEARNED)
    section = next(each for each in full.main.learned.sections if isinstance(each, ScreensList))
    full.worked(lambda: len(section.cards) == len(lessons))
    return section


def test_what_was_denied_stands_in_learned_and_is_taken_back_and_put_back(full: Coached) -> None:
    back = replace(DENIED, denial_id="d2", state=LessonState.TAKEN_BACK, instead="Invoice list", undo="g1")
    section = shown(full, DENIED, back)
    assert [card.accessibleName() for card in section.cards] == [
        "Not “Invoice form”",
        "Not “Invoice form” but “Invoice list”",
    ]
    full.click("Take back", section.cards[0])
    about = "that it is not the Screen “Invoice form”"
    full.worked(lambda: ("take", OneDenial("d1"), about) in full.world.lessons.calls)
    full.worked(lambda: len(section.cards) == 2)
    full.click("Put back", section.cards[1])
    full.worked(lambda: ("put", "g1") in full.world.lessons.calls)


def test_a_picture_that_may_not_be_kept_is_said_to_be_missing(full: Coached) -> None:
    section = shown(full, DENIED)
    assert "may not be kept" in words(section.cards[0])
