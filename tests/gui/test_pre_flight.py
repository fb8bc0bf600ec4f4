"""Before a run in Automatic: the sheet with what was checked, and the readiness under the library."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.model.knowledge import ScreenKnowledge, StepKnowledge
from app.model.modes import LearningState, RunMode, RunState
from app.model.news import ModeChanged, StateChanged, StepStarted
from app.model.readiness import Outside
from app.model.surroundings import Surroundings
from app.model.trust import Demotion, Trust
from app.ui.dialogs.pre_flight import PreFlightDialog
from app.ui.pages.library_list import Readiness
from tests.gui.conftest import Coached
from tests.gui.fake_services import INVOICE


def sheet_of(full: Coached) -> PreFlightDialog:
    """The sheet, when it is up."""
    full.worked(lambda: any(_sheets()))
    return _sheets()[0]


def _sheets() -> list[PreFlightDialog]:
    return [top for top in QApplication.topLevelWidgets() if isinstance(top, PreFlightDialog) and top.isVisible()]


def words_of(widget: QWidget) -> str:
    """Everything it says."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def opened(full: Coached) -> PreFlightDialog:
    full.click("Automatic", full.main.tool_bar)
    full.click("Run", full.main.tool_bar)
    return sheet_of(full)


def test_the_sheet_says_what_will_be_asked_why_and_for_how_long(full: Coached) -> None:
    said = words_of(opened(full))
    assert "An automatic run will ask you about 6 of 6 steps, about 24 s." in said
    assert "5 · Click “Save”" in said or "5 · Click Save" in said
    assert "nothing is expected after it" in said.casefold()


def test_nothing_runs_or_counts_before_the_person_says_so(full: Coached) -> None:
    sheet = opened(full)
    assert not full.windows.parts.countdown.active
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    full.bot.wait(100)
    assert not full.windows.parts.countdown.active
    assert full.engine.requests == []
    full.click("Run", full.main.tool_bar)
    QTest.keyClick(sheet_of(full), Qt.Key.Key_Return)
    assert full.windows.parts.countdown.active
    full.windows.parts.countdown.cancel()


def test_an_untested_stop_key_says_so_and_the_test_says_its_milliseconds(full: Coached) -> None:
    sheet = opened(full)
    assert "not tested" in words_of(sheet)
    sheet.test.click()
    full.worked(lambda: "heard after 4 ms" in words_of(sheet))
    sheet.reject()
    full.click("Run", full.main.tool_bar)
    assert "heard after 4 ms" in words_of(sheet_of(full)), "it is remembered while the program runs"
    sheet_of(full).reject()


@pytest.mark.parametrize(
    ("outside", "says"),
    [
        (Outside("another", ()), "The screens or their scale are new to it"),
        (Outside("one screen", ()), "is not open: the first step needs it"),
        (Outside("one screen", (), "NO_STOP_KEY: taken"), "NO_STOP_KEY: taken"),
        (Outside("one screen", (INVOICE,), themes=("dark",)), "0 of 6 steps have been seen in the dark theme"),
    ],
)
def test_what_is_not_as_it_was_is_told(full: Coached, outside: Outside, says: str) -> None:
    full.world.library.screens["n0"] = ScreenKnowledge(surroundings=(Surroundings(screens="one screen"),))
    full.world.outside = outside
    sheet = opened(full)
    assert says in words_of(sheet)
    sheet.reject()


def test_a_budget_that_cannot_be_kept_is_said_before_the_run(full: Coached) -> None:
    full.world.budget = 2
    sheet = opened(full)
    assert "at most 2 questions a run. 4 more must be asked" in words_of(sheet)
    sheet.reject()


def test_automatic_is_offered_with_its_evidence_and_taken_only_by_a_click(full: Coached) -> None:
    ready = full.main.coach.library.findChild(Readiness)
    assert ready is not None
    assert ready.offer.isHidden()
    full.world.library.state = LearningState.AUTO_CONFIRMED
    full.windows.conductor.refresh()  # type: ignore[union-attr]
    full.worked(lambda: not ready.offer.isHidden())
    assert "0 of 6 steps may act alone after 14 runs" in words_of(ready)
    assert full.main.tool_bar.switch.mode is not RunMode.AUTOMATIC
    ready.offer.click()
    assert full.main.tool_bar.switch.mode is RunMode.AUTOMATIC
    assert full.engine.requests == []


def test_a_state_that_fell_is_told_once_with_the_reason(full: Coached) -> None:
    library, conductor = full.world.library, full.windows.conductor
    assert conductor is not None
    library.state = LearningState.AUTO_CONFIRMED
    conductor.refresh()
    ready = full.main.coach.library.findChild(Readiness)
    assert ready is not None
    full.worked(lambda: not ready.offer.isHidden())
    held = replace(StepKnowledge(), trust=Trust(hold=Demotion.WRONG_ALONE))
    library.state, library.steps = LearningState.COACHING, {"s1": held}
    conductor.refresh()
    full.worked(lambda: "went back to" in full.main.banner.text)
    assert "wrong when it acted alone" in words_of(full.main.banner)
    full.main.banner.clear()
    conductor.refresh()
    full.bot.wait(150)
    assert full.main.banner.text == ""


def at_step(full: Coached, number: int) -> Coached:
    """A run in COACHING that has come to this step."""
    started = StepStarted("r1", f"s{number}", number, 6, "a step")
    full.tell(StateChanged("r1", RunState.RUNNING), ModeChanged(RunMode.COACHING), started)
    return full


def test_in_the_middle_of_a_run_the_sheet_is_about_the_steps_left(full: Coached) -> None:
    at_step(full, 4).click("Automatic", full.main.tool_bar)
    sheet = sheet_of(full)
    said = words_of(sheet)
    assert "From step 5 on it will ask you about 2 of the 2 steps left, about 8 s." in said
    assert "5 · Click" in said
    assert "4 · " not in said
    assert sheet.run.accessibleName() == "Go on alone"
    sheet.reject()


def test_until_it_is_agreed_the_mode_stays_and_esc_leaves_it(full: Coached) -> None:
    at_step(full, 2).click("Automatic", full.main.tool_bar)
    sheet = sheet_of(full)
    assert not full.windows.parts.countdown.active
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    full.bot.wait(50)
    assert not full.windows.parts.countdown.active
    assert full.engine.modes == []
    assert full.main.tool_bar.switch.mode is RunMode.COACHING
    full.click("Automatic", full.main.tool_bar)
    QTest.keyClick(sheet_of(full), Qt.Key.Key_Return)
    assert full.windows.parts.countdown.active
    assert full.engine.modes == []
    full.windows.parts.countdown.cancel()


def test_the_end_of_the_run_takes_the_sheet_and_the_countdown_away(full: Coached) -> None:
    at_step(full, 2).click("Automatic", full.main.tool_bar)
    sheet_of(full)
    full.tell(StateChanged("r1", RunState.COMPLETED))
    assert _sheets() == []
    at_step(full, 2).click("Automatic", full.main.tool_bar)
    sheet_of(full).run.click()
    full.tell(StateChanged("r1", RunState.STOPPED))
    assert not full.windows.parts.countdown.active
    assert full.engine.modes == []


def test_a_lower_mode_clicked_while_the_sheet_is_read_takes_it_back(full: Coached) -> None:
    at_step(full, 2).click("Automatic", full.main.tool_bar)
    full.click("Observe", full.main.tool_bar)
    full.bot.wait(100)
    assert _sheets() == []
    assert full.engine.modes == [RunMode.OBSERVATION]


def test_after_the_last_step_there_is_nothing_to_agree_to(full: Coached) -> None:
    at_step(full, 6).click("Automatic", full.main.tool_bar)
    sheet = sheet_of(full)
    assert "No step is left after this one" in words_of(sheet)
    assert not sheet.run.isEnabled()
    sheet.reject()


def test_who_runs_alone_already_is_not_asked_again(full: Coached) -> None:
    at_step(full, 2).tell(ModeChanged(RunMode.AUTOMATIC))
    full.click("Automatic", full.main.tool_bar)
    full.bot.wait(50)
    assert _sheets() == []
    assert full.engine.modes == []
