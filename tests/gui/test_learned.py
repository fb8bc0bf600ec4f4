"""The Learned place: corrections that can be taken back and put back, steps alike, the trust table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.model.errors import BadInput
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.lesson import LessonState, OfDay, OneLesson, Undone
from app.model.modes import RunState
from app.model.news import StateChanged
from app.ui.focus import focus_first, has_focus
from app.ui.main_window import LEARNED
from app.ui.outcome_dots import OutcomeDots
from app.ui.pages.corrections_list import CorrectionsList
from app.ui.pages.learned import LearnedPage
from app.ui.pages.trust_table import TrustTable
from tests.gui.conftest import Coached
from tests.gui.fake_lessons import OTHERS, lessons_of_a_month
from tests.gui.fake_services import knowledge_of_a_month


@pytest.fixture
def learned(full: Coached) -> LearnedPage:
    """The place is shown, with a month of corrections."""
    full.world.lessons.made = lessons_of_a_month(full.world.library.load("w1"))
    full.world.lessons.open_undone = (Undone("g7", datetime(2026, 11, 20, tzinfo=UTC), "the run", 3),)
    full.world.library.steps = knowledge_of_a_month()
    full.main.show_place(LEARNED)
    page = full.main.learned
    full.worked(lambda: bool(corrections(page).cards))
    return page


def corrections(page: LearnedPage) -> CorrectionsList:
    section = page.sections[0]
    assert isinstance(section, CorrectionsList)
    return section


def trust(page: LearnedPage) -> TrustTable:
    section = page.sections[1]
    assert isinstance(section, TrustTable)
    return section


def asked(full: Coached, *call: object) -> None:
    full.worked(lambda: call in full.world.lessons.calls)


def test_each_correction_is_a_card_with_its_proof_and_whether_it_counts(full: Coached, learned: LearnedPage) -> None:
    states = [card.lesson.state for card in corrections(learned).cards]
    assert states == [LessonState.PENDING, LessonState.CONFIRMED, LessonState.REPLACED, LessonState.TAKEN_BACK]
    assert corrections(learned).cards[0].accessibleName() == "5 · Click Save"


def test_one_is_taken_back_and_another_put_back(full: Coached, learned: LearnedPage) -> None:
    shown = corrections(learned).cards
    full.click("Take back", shown[0])
    asked(full, "take", OneLesson("c1"), "the correction of step 5")
    full.worked(lambda: corrections(learned).cards is not shown)
    full.click("Put back", corrections(learned).cards[-1])
    asked(full, "put", "g1")


def test_a_target_can_stand_beside_the_old_one_after_all(full: Coached, learned: LearnedPage) -> None:
    full.click("As variant", corrections(learned).cards[0])
    asked(full, "beside", "c1")


def test_steps_that_point_at_the_same_thing_are_corrected_together_or_left(full: Coached, learned: LearnedPage) -> None:
    card = corrections(learned).cards[0]
    full.click("Apply to all", card)
    asked(full, "apply", "c1", OTHERS)
    full.worked(lambda: corrections(learned).cards[0] is not card)
    full.click("Only here", corrections(learned).cards[0])
    asked(full, "apply", "c1", ())


def test_a_day_and_everything_undone_are_in_the_menus(full: Coached, learned: LearnedPage) -> None:
    menu = corrections(learned)._many.menu()
    words = [action.text() for action in menu.actions()]
    assert words[:2] == ["What was taught today", "What was taught yesterday"]
    menu.actions()[0].trigger()
    asked(full, "take", OfDay(date.today()), "what was taught today")
    (put,) = corrections(learned)._undone.menu().actions()
    assert put.text().startswith("The run (")
    put.trigger()
    asked(full, "put", "g7")


def test_what_cannot_be_taken_back_is_told_with_the_reason(full: Coached, learned: LearnedPage) -> None:
    full.world.lessons.fail = BadInput("It", "nothing of it counts any more", "Open “Learned” again.")
    full.click("Take back", corrections(learned).cards[0])
    full.worked(lambda: "nothing of it counts any more" in full.main.banner.text)


def test_the_trust_table_says_what_each_record_proves_with_its_outcomes(full: Coached, learned: LearnedPage) -> None:
    rows = trust(learned).rows
    assert [row.accessibleName()[:1] for row in rows] == [str(number) for number in range(1, 7)]
    dots = rows[1].findChild(OutcomeDots)
    assert dots is not None
    assert dots.accessibleName() == "12 right of the last 13"


def test_an_earlier_day_shows_what_was_known_then_and_changes_nothing(full: Coached, learned: LearnedPage) -> None:
    full.world.lessons.then = Knowledge("w1", steps={"s1": StepKnowledge(right=2)})
    trust(learned).day.setDate(QDate(2026, 3, 1))
    full.worked(lambda: ("at", date(2026, 3, 1)) in full.world.lessons.calls)
    full.worked(lambda: not trust(learned).rows[0]._button.isEnabled())


def test_a_step_may_act_alone_by_a_click_in_the_table(full: Coached, learned: LearnedPage) -> None:
    row = next(row for row in trust(learned).rows if row._button.isEnabled())
    row._button.click()
    full.worked(lambda: any(call[0] == "vouch" for call in full.world.library.calls))


def test_without_a_workflow_it_says_what_to_do(full: Coached) -> None:
    full.main.learned.open("")
    assert "Choose a workflow in Coach" in full.main.learned._hint.text()


def test_it_is_read_anew_after_a_run(full: Coached, learned: LearnedPage) -> None:
    full.world.lessons.made = full.world.lessons.made[:1]
    full.tell(StateChanged("r1", RunState.RUNNING))
    full.tell(StateChanged("r1", RunState.COMPLETED))
    full.worked(lambda: len(corrections(learned).cards) == 1)


def test_after_a_run_the_place_says_how_many_corrections_may_help_other_steps(full: Coached) -> None:
    full.world.lessons.made = lessons_of_a_month(full.world.library.load("w1"))
    full.tell(StateChanged("r1", RunState.RUNNING))
    full.tell(StateChanged("r1", RunState.COMPLETED))
    places = full.main.places
    full.worked(lambda: places._group.button(LEARNED).text() == "Learned ·1")


def test_after_a_correction_was_taken_back_by_key_the_keyboard_is_still_at_it(
    full: Coached, learned: LearnedPage
) -> None:
    full.main.activateWindow()
    before = corrections(learned).cards[1]
    focus_first(before)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    full.worked(lambda: corrections(learned).cards[1] is not before)
    full.worked(lambda: has_focus(corrections(learned).cards[1]))


def test_a_correction_that_an_advice_made_says_so(full: Coached, learned: LearnedPage) -> None:
    first, *others = full.world.lessons.made
    full.world.lessons.made = (replace(first, group="advice:1"), *others)
    learned.refresh()
    section = corrections(learned)
    told = "another place · from now on · Ada"

    def said() -> list[bool]:
        texts = [[label.text() for label in card.findChildren(QLabel)] for card in section.cards]
        return [any(told in text and "from an advice" in text for text in card) for card in texts]

    full.worked(lambda: said() == [True, False, False, False])
