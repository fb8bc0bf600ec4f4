"""Advice in the Learned place: its reason and figures, applied, dismissed and undone by a click."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.model.advice import AdviceKind
from app.ui.main_window import LEARNED
from app.ui.pages.advice_list import AdviceCard, AdviceList
from tests.gui.conftest import Coached
from tests.gui.fake_lessons import FakeAdvisor, advice_of_a_month


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
    full.worked(lambda: any("No advice now" in label.text() for label in found.findChildren(QLabel)))
    assert found.cards == []


def test_the_place_says_in_one_line_how_much_was_learned(full: Coached, section: AdviceList) -> None:
    said = [label.text() for label in full.main.learned.findChildren(QLabel)]
    assert any("steps are known well enough" in text for text in said)
