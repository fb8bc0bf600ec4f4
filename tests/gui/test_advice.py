"""Advice in the Learned place: its reason and figures, applied, dismissed and undone by a click."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.model.advice import AdviceKind, TrialEnd
from app.model.modes import RunState
from app.model.news import StateChanged
from app.ui.main_window import LEARNED
from app.ui.pages.advice_list import AdviceCard, AdviceList
from tests.gui.conftest import Coached
from tests.gui.fake_lessons import FakeAdvisor, advice_from_pictures, advice_of_a_month


@pytest.fixture
def section(full: Coached) -> AdviceList:
    """The section is shown, with a month of advice."""
    full.world.lessons.advisor.given = advice_of_a_month()
    full.main.show_place(LEARNED)
    page = full.main.learned
    found = next(each for each in page.sections if isinstance(each, AdviceList))
    page.show_section(page.sections.index(found))
    full.worked(lambda: bool(found.cards))
    return found


def buttons(card: AdviceCard) -> dict[str, QPushButton]:
    return {each.text(): each for each in card.findChildren(QPushButton)}


def words(card: AdviceCard) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel))


def calls(full: Coached) -> list[tuple[str, AdviceKind]]:
    advisor = full.world.lessons.advisor
    assert isinstance(advisor, FakeAdvisor)
    return advisor.calls


def test_each_advice_says_why_and_on_what_it_rests(section: AdviceList) -> None:
    said = words(section.cards[0])
    assert "Wait 3.5 s after this step" in said
    assert "You waited for the next step in 9 cases" in said
    assert "Rests on 8 runs on 3 days · better in 8 cases, worse in 0 · by chance 0.39 %" in said


def test_it_is_applied_and_dismissed_by_a_click(full: Coached, section: AdviceList) -> None:
    buttons(section.cards[0])["Apply"].click()
    full.worked(lambda: calls(full) == [("apply", AdviceKind.WAIT)])
    full.worked(lambda: bool(section.cards))
    buttons(section.cards[1])["Dismiss"].click()
    full.worked(lambda: calls(full)[1:] == [("dismiss", AdviceKind.TIMEOUT)])


def test_what_does_not_rest_on_enough_cannot_be_applied_and_says_why(section: AdviceList) -> None:
    assert not buttons(section.cards[1])["Apply"].isEnabled()
    assert "too few cases" in words(section.cards[1])
    assert "Apply" not in buttons(section.cards[2])
    assert "outside this program" in words(section.cards[2])
    assert "by chance" not in words(section.cards[2])


def test_what_was_answered_can_be_undone(full: Coached, section: AdviceList) -> None:
    assert set(buttons(section.cards[3])) == {"Undo"}
    assert "dismissed" in words(section.cards[4])
    buttons(section.cards[3])["Undo"].click()
    full.worked(lambda: calls(full) == [("undo", AdviceKind.ALWAYS_ASK)])


def test_without_evidence_there_is_no_advice_and_it_says_so(full: Coached) -> None:
    full.main.show_place(LEARNED)
    found = next(each for each in full.main.learned.sections if isinstance(each, AdviceList))
    words = "No recommendation yet: it takes 3 runs on 2 days that say the same."
    full.worked(lambda: any(words in label.text() for label in found.findChildren(QLabel)))
    assert found.cards == []


def test_the_place_says_in_one_line_how_much_was_learned(full: Coached, section: AdviceList) -> None:
    said = [label.text() for label in full.main.learned.findChildren(QLabel)]
    assert any("steps are known well enough" in text for text in said)


def shown(full: Coached) -> AdviceList:
    """The person goes to the section."""
    full.main.show_place(LEARNED)
    page = full.main.learned
    found = next(each for each in page.sections if isinstance(each, AdviceList))
    page.show_section(page.sections.index(found))
    return found


def says(section: AdviceList, words: str) -> bool:
    return any(words in label.text() for label in section.findChildren(QLabel) if not label.isHidden())


def test_what_is_tried_on_pictures_joins_the_other_advice_when_it_is_ready(full: Coached) -> None:
    trials, advisor = full.world.trials, full.world.lessons.advisor
    advisor.given = advice_of_a_month()
    trials.gate, trials.end = Event(), TrialEnd.NEWS
    trials.found = lambda: setattr(advisor, "given", (*advice_from_pictures(), *advice_of_a_month()))
    found = shown(full)
    full.worked(lambda: says(found, "on past pictures: step 2 of 4"))
    full.worked(lambda: len(found.cards) == len(advice_of_a_month()))
    trials.gate.set()
    full.worked(lambda: len(found.cards) == len(advice_of_a_month()) + 2)
    assert not says(found, "step 2 of 4")
    kinds = [card.advice.key.kind for card in found.cards]
    assert kinds[:3] == [AdviceKind.WAIT, AdviceKind.TIMEOUT, AdviceKind.THRESHOLD], "nothing moves under the hand"
    joined = found.cards[3]
    said = words(joined)
    assert "Look for it with more around it" in said
    assert "found in 9 instead of 5 of 12 past pictures, never worse" in said
    assert "Today" in said
    full.worked(lambda: not joined.then._image.isNull() and not joined.today._image.isNull())
    buttons(joined)["Apply"].click()
    full.worked(lambda: calls(full) == [("apply", AdviceKind.CROP)])


def test_nothing_is_tried_before_the_section_is_seen(full: Coached) -> None:
    full.main.show_place(LEARNED)
    full.worked(lambda: full.main.learned._title.text() != "Learned")
    assert full.world.trials.calls == []
    shown(full)
    full.worked(lambda: full.world.trials.calls == ["w1"])


def test_while_a_run_needs_the_machine_it_says_when_it_goes_on(full: Coached) -> None:
    full.world.trials.end = TrialEnd.LATER
    found = shown(full)
    full.worked(lambda: says(found, "when the run is over"))
    full.world.trials.end = TrialEnd.NOTHING_NEW
    full.tell(StateChanged("r1", RunState.RUNNING), StateChanged("r1", RunState.COMPLETED))
    full.worked(lambda: len(full.world.trials.calls) == 2 and not says(found, "when the run is over"))


@pytest.mark.logs_warnings
def test_a_fault_in_it_is_logged_and_shown_once_and_nothing_else_stops(
    full: Coached, caplog: pytest.LogCaptureFixture
) -> None:
    full.world.lessons.advisor.given = advice_of_a_month()
    full.world.trials.fail = ZeroDivisionError("broken")
    found = shown(full)
    full.worked(lambda: says(found, "Trying on past pictures failed: ZeroDivisionError"))
    assert "trying on past pictures failed" in caplog.text
    assert len(found.cards) == len(advice_of_a_month())
    full.main.learned.refresh()
    full.worked(lambda: not says(found, "failed"))
    assert len(full.world.trials.calls) == 1
