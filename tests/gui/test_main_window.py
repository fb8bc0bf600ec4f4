"""The main window: names, keys, modes, runs, messages, its end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from app.model.decision import Accept, DecisionKind, Note
from app.model.errors import EnvironmentProblem
from app.model.modes import LearningState, RunMode, RunState, StepStatus
from app.model.news import (
    Asked,
    ModeChanged,
    Notice,
    QuestionClosed,
    Saved,
    Severity,
    StateChanged,
    StepFinished,
    StepStarted,
)
from app.settings import Settings
from app.ui.main_window import COACH, HISTORY, INSIGHTS, LEARNED, SETTINGS, STEPS
from app.ui.mode_switch import ModeButton
from app.ui.pages.filmstrip import StepCard
from app.ui.pages.library_list import LibraryRow
from tests.gui.conftest import Coached, button_named
from tests.gui.fake_questions import save_look, save_question
from tests.gui.fake_services import FakeWorld, other_items
from tests.gui.test_pre_flight import sheet_of

TOOLS = ("Record", "Run", "Pause", "Observe", "Coach", "Supervise", "Automatic", "Stop")

RECORD_KEY = Settings().keys.record


PLACES = ("Coach", "Steps", "Learned", "History", "Insights", "Settings")


@pytest.mark.parametrize("name", TOOLS)
def test_every_tool_has_its_name(full: Coached, name: str) -> None:
    button_named(full.main.tool_bar, name)


@pytest.mark.parametrize(("number", "name"), list(enumerate(PLACES)))
def test_every_place_has_its_name_and_opens(full: Coached, number: int, name: str) -> None:
    button_named(full.main.places, name).click()
    assert full.main.place == number


def test_there_are_no_empty_places(full: Coached) -> None:
    names = {made.accessibleName() for made in full.main.places.findChildren(QAbstractButton)}
    assert names == set(PLACES)


@pytest.mark.parametrize("place", [COACH, STEPS, LEARNED, HISTORY, INSIGHTS, SETTINGS])
def test_every_control_has_a_name_and_a_tool_tip(full: Coached, place: int) -> None:
    full.main.show_place(place)
    full.ask()
    controls = [
        made
        for kind in (QAbstractButton, QLineEdit)
        for made in full.main.findChildren(kind)
        if not made.objectName().startswith("qt_") and made.isVisible()
    ]
    assert controls
    unnamed = [made for made in controls if not made.accessibleName()]
    assert not unnamed, [made.metaObject().className() for made in unnamed]
    untold = [made.accessibleName() for made in controls if not made.toolTip()]
    assert untold == []


def test_every_tool_can_be_reached_by_tab(full: Coached) -> None:
    first = full.main.tool_bar.run_button
    reached, widget = set(), first.nextInFocusChain()
    while widget is not first:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.accessibleName():
            reached.add(widget.accessibleName())
        widget = widget.nextInFocusChain()
    assert set(TOOLS) - {"Run"} <= reached
    assert {"Coach", "Enter supplier invoice"} <= reached  # the other places by the arrow keys


def test_both_stop_keys_stand_on_the_stop_button(full: Coached) -> None:
    tip = full.main.tool_bar.stop_button.toolTip()
    assert "Ctrl+Shift+F12" in tip
    assert "Pause" in tip


def test_C49_the_four_modes_are_on_one_switch(full: Coached) -> None:
    names = [made.accessibleName() for made in full.main.tool_bar.switch.findChildren(ModeButton)]
    assert names == ["Observe", "Coach", "Supervise", "Automatic"]


def test_stop_is_enabled_only_while_something_runs(full: Coached) -> None:
    stop = full.main.tool_bar.stop_button
    assert not stop.isEnabled()
    for state in (RunState.RUNNING, RunState.AWAITING_DECISION, RunState.PAUSED, RunState.AWAITING_CONFIRMATION):
        full.tell(StateChanged("r1", state))
        assert stop.isEnabled(), state
    full.tell(StateChanged("r1", RunState.COMPLETED))
    assert not stop.isEnabled()


def test_stop_stops(running: Coached) -> None:
    running.click("Stop", running.main.tool_bar)
    assert running.engine.calls == ["stop"]


def test_run_starts_the_chosen_workflow_in_the_mode_it_learned(full: Coached) -> None:
    full.click("Run", full.main.tool_bar)
    full.worked(lambda: bool(full.engine.requests))
    (request,) = full.engine.requests
    assert request.workflow.id == "w1"
    assert request.mode is None
    assert full.main.tool_bar.switch.mode is RunMode.COACHING


def test_C50_run_from_this_step(full: Coached) -> None:
    full.main.coach.filmstrip.run_from.emit(3)
    full.worked(lambda: bool(full.engine.requests))
    assert full.engine.requests[0].start_at == "s3"


def test_a_click_on_the_switch_before_a_run_decides_its_mode(full: Coached) -> None:
    full.click("Supervise", full.main.tool_bar)
    full.click("Run", full.main.tool_bar)
    full.worked(lambda: bool(full.engine.requests))
    assert full.engine.requests[0].mode is RunMode.SUPERVISED
    assert full.engine.modes == []


def test_F33_a_mode_is_not_remembered_after_the_run(full: Coached) -> None:
    full.click("Supervise", full.main.tool_bar)
    full.click("Run", full.main.tool_bar)
    full.worked(lambda: len(full.engine.requests) == 1)
    full.tell(StateChanged("r1", RunState.RUNNING), StateChanged("r1", RunState.COMPLETED))
    full.click("Run", full.main.tool_bar)
    full.worked(lambda: len(full.engine.requests) == 2)
    assert full.engine.requests[1].mode is None


def test_F33_automatic_waits_three_seconds_and_stop_cancels_it(full: Coached) -> None:
    full.click("Automatic", full.main.tool_bar)
    full.click("Run", full.main.tool_bar)
    sheet_of(full).run.click()
    assert full.main.banner.text == "Automatic begins in 3…"
    assert full.main.tool_bar.stop_button.isEnabled()
    assert set(full.world.hot_keys.grabbed) == {"ctrl+shift+f12", "pause", RECORD_KEY}
    full.click("Stop", full.main.tool_bar)
    assert full.main.banner.text == ""
    assert full.engine.requests == []
    assert not full.main.tool_bar.stop_button.isEnabled()
    assert set(full.world.hot_keys.grabbed) == {RECORD_KEY}


def test_the_hot_key_begins_a_recording_and_ends_it(full: Coached) -> None:
    assert full.press(RECORD_KEY)
    full.worked(lambda: "start" in full.world.recording.calls)
    assert full.press(RECORD_KEY)
    full.worked(lambda: "finish" in full.world.recording.calls)


@pytest.mark.parametrize("key", ["ctrl+shift+f12", "pause"])
def test_F33_each_stop_key_cancels_the_countdown(full: Coached, key: str) -> None:
    full.click("Automatic", full.main.tool_bar)
    full.click("Run", full.main.tool_bar)
    sheet_of(full).run.click()
    full.press(key)
    assert not full.windows.parts.countdown.active


def test_F33_automatic_begins_after_the_countdown(full: Coached) -> None:
    full.click("Automatic", full.main.tool_bar)
    full.click("Run", full.main.tool_bar)
    sheet_of(full).run.click()
    full.bot.waitUntil(lambda: bool(full.engine.requests), timeout=6000)
    assert full.engine.requests[0].mode is RunMode.AUTOMATIC


def test_F33_up_to_automatic_during_a_run_counts_down_too(running: Coached) -> None:
    running.click("Automatic", running.main.tool_bar)
    sheet_of(running).run.click()
    assert running.engine.modes == []
    running.bot.waitUntil(lambda: running.engine.modes == [RunMode.AUTOMATIC], timeout=6000)


def test_F33_down_is_at_once(running: Coached) -> None:
    running.click("Observe", running.main.tool_bar)
    assert running.engine.modes == [RunMode.OBSERVATION]


def test_F33_the_switch_shows_what_is_in_force_not_what_was_clicked(running: Coached) -> None:
    running.tell(ModeChanged(RunMode.COACHING, RunMode.SUPERVISED))
    assert running.main.tool_bar.switch.mode is RunMode.COACHING
    assert running.main.banner.text == "Supervise begins with the next step"
    running.tell(ModeChanged(RunMode.SUPERVISED))
    assert running.main.tool_bar.switch.mode is RunMode.SUPERVISED
    assert running.main.windowTitle() == "Understudy: Supervise"


@pytest.mark.parametrize("mode", list(RunMode))
def test_F33_the_screen_edge_says_the_mode_at_once(running: Coached, mode: RunMode) -> None:
    running.tell(ModeChanged(mode))
    ghost = running.windows.parts.ghosts.ghost
    assert ghost is not None
    assert ghost.mode is mode
    assert any(window.isVisible() for window in running.windows.parts.ghosts.windows)


def test_pause_becomes_go_on(running: Coached) -> None:
    running.click("Pause", running.main.tool_bar)
    running.tell(StateChanged("r1", RunState.PAUSED, "Paused by you"))
    assert running.main.banner.text == "Paused"
    running.click("Go on", running.main.tool_bar)
    assert running.engine.calls == ["pause", "resume"]


def test_C46_the_banner_hands_back(running: Coached) -> None:
    running.tell(StateChanged("r1", RunState.PAUSED, "You have control", taken_over=True))
    assert running.main.banner.text == "You have control"
    running.click("Hand back", running.main.banner)
    assert running.engine.calls == ["resume"]
    running.tell(StateChanged("r1", RunState.RUNNING))
    assert running.main.banner.text == ""


def test_a_notice_does_not_cover_a_pause(running: Coached) -> None:
    running.tell(StateChanged("r1", RunState.PAUSED, "You have control", taken_over=True))
    running.tell(Notice(Severity.ERROR, "The picture could not be stored", "Free some space."))
    assert running.main.banner.text == "You have control"


def test_a_notice_is_told_with_its_next_step(full: Coached) -> None:
    full.tell(Notice(Severity.WARNING, "The window is gone", "Open it again."))
    words = [label.text() for label in full.main.banner.findChildren(QLabel)]
    assert "The window is gone" in words
    assert "Open it again." in words


def test_a_refused_start_says_why_and_what_to_do(full: Coached) -> None:
    full.engine.refuse_start = EnvironmentProblem("Acting", "no stop key works", "Watch only, or set another key.")
    full.click("Run", full.main.tool_bar)
    full.worked(lambda: bool(full.main.banner.text))
    assert full.main.banner.text == "Acting: no stop key works"


def test_all_decisions_saved_only_when_they_are(full: Coached) -> None:
    assert full.main.status.saved.text() == "All decisions saved"
    full.tell(Saved(False))
    assert full.main.status.saved.text() != "All decisions saved"
    full.tell(Saved(True))
    assert full.main.status.saved.text() == "All decisions saved"


def test_the_end_of_a_run_is_told_in_its_result_word(running: Coached) -> None:
    running.tell(StepFinished("r1", "s1", 1, StepStatus.UNVERIFIED, DecisionKind.ACCEPT, False, 0.9, ""))
    running.tell(StateChanged("r1", RunState.COMPLETED, "finished, not everything was checked"))
    assert running.main.banner.text == "≈ Finished, not checked"


def test_the_filmstrip_follows_the_run(running: Coached) -> None:
    running.tell(StepFinished("r1", "s1", 1, StepStatus.PASSED, DecisionKind.CORRECT, False, 0.9, ""))
    running.tell(StepStarted("r1", "s2", 2, 6, "Type into Amount"))
    cards = running.main.coach.filmstrip.cards
    assert cards[0].look is not None
    assert cards[0].look.word == "corrected"
    assert cards[1].current
    assert cards[0].accessibleName() == "1 Type into Supplier, corrected"


def test_C25_the_panel_shows_score_limit_runner_up_and_why_it_lost(full: Coached) -> None:
    full.ask()
    words = [label.text() for label in full.main.coach.panel.findChildren(QLabel) if not label.isHidden()]
    assert "0.91" in words
    assert "Score (asks below 0.95)" in words
    assert "Text “Save”" in words
    assert "Runner-up: “Save” in the tool bar, other neighbours" in words
    assert "right 61 of 62 · one wrong 3 weeks ago · asks: not vouched for yet" in words


def test_the_panel_decides_as_the_card_does(full: Coached) -> None:
    full.ask()
    full.click("Accept", full.main.coach.panel)
    assert full.answers == [Accept()]
    assert not full.card.isVisible()


def test_F30_an_early_answer_in_the_panel_does_not_count(full: Coached) -> None:
    full.ask(late=0.2)
    button_named(full.main.coach.panel, "Accept").click()
    assert full.answers == []


def test_comment_and_vouching_go_with_the_next_decision(full: Coached) -> None:
    full.ask()
    comment = next(
        field for field in full.main.coach.panel.findChildren(QLineEdit) if field.accessibleName() == "Comment"
    )
    comment.setText("amount before tax")
    full.click("It may do this step alone from now on", full.main.coach.panel)
    full.press("f8")
    assert full.answers == [Accept(Note("amount before tax", None, True))]


def test_a_comment_does_not_leak_into_the_next_question(full: Coached) -> None:
    full.ask()
    full.click("It may do this step alone from now on", full.main.coach.panel)
    full.press("f8")
    full.tell(QuestionClosed("q1", "answered"))
    second = replace(save_question(), id="q2")
    full.engine.open_question = "q2"
    full.tell(save_look(full.world), Asked(second))
    full.clock.forward(1)
    full.press("f8")
    assert full.answers[1] == Accept()


def test_F29_a_late_answer_in_the_panel_is_told_in_the_banner(full: Coached) -> None:
    full.ask()
    full.engine.open_question = "another"
    full.click("Accept", full.main.coach.panel)
    assert "Too late" in full.main.banner.text


def test_the_first_start_offers_two_buttons(qapp: object, empty: Coached) -> None:
    empty.click("Practise", empty.main.coach)
    empty.worked(lambda: empty.world.practised == ["started"])
    button_named(empty.main.coach, "Record my own task")


@pytest.fixture
def empty(world: FakeWorld, request: pytest.FixtureRequest) -> Coached:
    """All windows at the first start."""
    world.library.workflows.clear()
    return request.getfixturevalue("full")


def test_a_broken_workflow_stands_there_with_its_problem(world: FakeWorld, request: pytest.FixtureRequest) -> None:
    world.library.extra = other_items()
    full: Coached = request.getfixturevalue("full")
    row = next(row for row in full.main.findChildren(LibraryRow) if row.item.name == "Old import")
    assert "images/save.png is missing" in [label.text() for label in row.findChildren(QLabel)]
    row.chosen.emit("w5")
    full.click("Run", full.main.tool_bar)
    assert full.engine.requests == []


def test_an_automatic_candidate_starts_supervised(world: FakeWorld, request: pytest.FixtureRequest) -> None:
    world.library.state = LearningState.AUTO_CONFIRMED
    full: Coached = request.getfixturevalue("full")
    assert full.main.tool_bar.switch.mode is RunMode.SUPERVISED


def test_what_was_learned_in_a_run_decides_the_next_start(running: Coached) -> None:
    running.world.library.state = LearningState.AUTO_CANDIDATE
    running.tell(StateChanged("r1", RunState.COMPLETED))
    running.worked(lambda: running.main.tool_bar.switch.mode is RunMode.SUPERVISED)


def test_another_workflow_cannot_be_chosen_during_a_run(running: Coached) -> None:
    before = running.main.coach.filmstrip.cards
    assert running.windows.conductor is not None
    running.windows.conductor.shelf.choose("w2")
    assert running.main.coach.filmstrip.cards == before


def test_the_window_goes_aside_when_it_covers_the_target(full: Coached) -> None:
    full.world.own_windows.covering = True
    full.click("Run", full.main.tool_bar)
    full.worked(full.main.isMinimized)
    full.tell(StateChanged("r1", RunState.RUNNING), StateChanged("r1", RunState.COMPLETED))
    assert not full.main.isMinimized()


def test_the_window_stays_when_it_covers_nothing(full: Coached) -> None:
    full.click("Run", full.main.tool_bar)
    full.worked(lambda: bool(full.engine.requests))
    assert not full.main.isMinimized()


def test_F28_closing_with_a_question_open_stops_and_ends_cleanly(full: Coached) -> None:
    ended: list[bool] = []
    full.windows.finished.connect(lambda: ended.append(True))
    full.ask()
    full.main.close()
    assert full.engine.calls == ["stop"]
    assert ended == []
    full.tell(QuestionClosed("q1", "interrupted"), StateChanged("r1", RunState.STOPPED, "stopped by you"))
    assert full.answers == []
    assert ended == [True]
    assert not full.card.isVisible()


def test_an_engine_that_hangs_does_not_hold_the_window(full: Coached) -> None:
    ended: list[bool] = []
    full.windows.finished.connect(lambda: ended.append(True))
    full.ask()
    full.main.close()
    full.bot.waitUntil(lambda: ended == [True], timeout=5000)


def test_without_a_main_window_the_end_of_the_run_is_the_end(coached: Coached) -> None:
    ended: list[bool] = []
    coached.windows.finished.connect(lambda: ended.append(True))
    coached.tell(StateChanged("r1", RunState.RUNNING), StateChanged("r1", RunState.COMPLETED))
    assert ended == [True]


def test_the_live_picture_shows_the_look(full: Coached) -> None:
    full.ask()
    picture = full.main.coach.live.grab()
    assert not picture.isNull()
    image = picture.toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert "#3452d9" in colours


def test_a_step_card_is_reached_and_chosen_by_keyboard(full: Coached) -> None:
    card = full.main.findChildren(StepCard)[0]
    chosen: list[int] = []
    card.chosen.connect(chosen.append)
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert chosen == [1]


def test_nothing_is_left_on_the_screen_after_closing(full: Coached) -> None:
    full.ask()
    full.windows.close()
    QCoreApplication.processEvents()
    tops = [top for top in (full.card, full.main, *full.windows.parts.ghosts.windows) if _shown(top)]
    assert tops == []
    assert full.world.hot_keys.grabbed == {}


def _shown(widget: QWidget) -> bool:
    return widget.isVisible()
