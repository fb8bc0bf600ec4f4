"""The History and Settings places."""

from __future__ import annotations

from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDoubleSpinBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.model.feedback import Opinion, Verdict
from app.model.modes import RunState
from app.model.news import StateChanged
from app.settings import Appearance, Privacy, Settings, TrustPolicy, TrustRules, folders
from app.ui.key_field import KeyField, key_name
from app.ui.main_window import HISTORY, SETTINGS
from app.ui.pages.history import HistoryPage
from app.ui.pages.history_row import RunRow
from app.ui.pages.record_card import RecordCard
from app.ui.pages.settings import SettingsPage
from app.ui.pages.trust_note import TrustNote
from app.ui.stage import ScreenStage
from tests.gui.conftest import Coached, button_named
from tests.gui.fake_engine import FakeEngine
from tests.gui.fake_services import FakeWorld, past_runs, past_steps


@pytest.fixture
def history(world: FakeWorld, request: pytest.FixtureRequest) -> HistoryPage:
    """The place with five runs."""
    world.history.list_of_runs, world.history.records = past_runs(), past_steps()
    full: Coached = request.getfixturevalue("full")
    full.main.show_place(HISTORY)
    full.worked(lambda: len(full.main.history.findChildren(RecordCard)) == 6)
    return full.main.history


def shown(page: HistoryPage) -> list[RunRow]:
    """The rows that can be seen."""
    QCoreApplication.processEvents()
    return [row for row in page.findChildren(RunRow) if not row.isHidden()]


def test_every_run_stands_there_with_its_result_word(history: HistoryPage) -> None:
    words = [row.accessibleName().split(", ", 2)[2] for row in shown(history)]
    assert words == [
        "Finished and checked",
        "Finished, not checked",
        "Stopped by you",
        "Halted: nobody is there to answer",
        "Never ended (the program was killed)",
    ]


def test_the_filter_narrows_by_result_and_mode(history: HistoryPage) -> None:
    history.filter.setText("halted")
    assert len(shown(history)) == 1
    history.filter.setText("automatic")
    assert len(shown(history)) == 1
    history.filter.setText("no such run")
    assert shown(history) == []
    history.filter.clear()
    assert len(shown(history)) == 5


def test_each_step_has_before_and_after(history: HistoryPage) -> None:
    cards = history.findChildren(RecordCard)
    assert cards[0].accessibleName() == "1 Type into Supplier"
    words = [label.text() for label in cards[0].findChildren(QLabel)]
    assert "Before, and where" in words
    assert "After" in words


def test_without_runs_one_sentence_and_a_button(full: Coached) -> None:
    full.main.show_place(HISTORY)
    full.bot.wait(50)
    full.click("Go to Coach", full.main.history)
    assert full.main.place == 0


@pytest.fixture
def settings(full: Coached) -> SettingsPage:
    """The place."""
    full.main.show_place(SETTINGS)
    return full.main.settings_page


def editor(page: SettingsPage, kind: type, name: str) -> object:
    """The field of this accessible name."""
    return next(made for made in page.findChildren(kind) if made.accessibleName() == name)


def test_time_outs_are_saved(full: Coached, settings: SettingsPage) -> None:
    field = editor(settings, QDoubleSpinBox, "In Coach")
    assert isinstance(field, QDoubleSpinBox)
    field.setValue(45)
    settings.save.click()
    full.worked(lambda: full.world.settled.settings.questions.coaching == 45)


def test_a_wrong_value_is_named_and_nothing_is_saved(full: Coached, settings: SettingsPage) -> None:
    field = editor(settings, QDoubleSpinBox, "In Coach")
    assert isinstance(field, QDoubleSpinBox)
    field.setValue(0)
    settings.save.click()
    assert settings.errors() == {"questions.coaching": "It must be greater than 0"}
    assert full.world.settled.settings == Settings()


def test_one_key_for_two_things_is_refused(full: Coached, settings: SettingsPage) -> None:
    field = editor(settings, KeyField, "Accept key")
    assert isinstance(field, KeyField)
    QTest.keyClick(field, Qt.Key.Key_F7)
    assert field.key == "f7"
    assert settings.errors()["keys.accept"] == "F7 is also: Skip key. Choose another key."


def test_a_new_key_counts_for_the_next_question(full: Coached, settings: SettingsPage) -> None:
    field = editor(settings, KeyField, "Accept key")
    assert isinstance(field, KeyField)
    QTest.keyClick(field, Qt.Key.Key_F2, Qt.KeyboardModifier.ControlModifier)
    settings.save.click()
    full.worked(lambda: full.world.settled.settings.keys.accept == "ctrl+f2")
    full.bot.wait(50)
    full.ask()
    assert "ctrl+f2" in full.world.hot_keys.grabbed


STOP_AFTER = "Stop now: F4 or Pause, from anywhere"
STOP_BEFORE = "Stop now: Ctrl+Shift+F12 or Pause, from anywhere"


def save_other_stop_key(full: Coached, page: SettingsPage) -> list[Settings]:
    """The person chooses F4 as the stop key, hides a program and saves; all that the devices were told after."""
    told: list[Settings] = []
    assert full.windows.conductor is not None
    full.windows.conductor.settings_changed.connect(told.append)
    stop, hidden = editor(page, KeyField, "Stop key"), editor(page, QLineEdit, "Programs never to be seen")
    assert isinstance(stop, KeyField)
    assert isinstance(hidden, QLineEdit)
    stop.show_key("f4")
    hidden.setText("keepassxc")
    page.save.click()
    full.worked(lambda: bool(told))
    return told


def test_a_new_stop_key_reaches_the_devices_before_it_is_shown(full: Coached, settings: SettingsPage) -> None:
    button, shown_then = full.main.tool_bar.stop_button, list[str]()
    assert full.windows.conductor is not None
    full.windows.conductor.settings_changed.connect(lambda _: shown_then.append(button.toolTip()))
    told = save_other_stop_key(full, settings)
    assert told[0].keys.stop == "f4"
    assert shown_then == [STOP_BEFORE]
    assert button.toolTip() == STOP_AFTER


def test_a_stop_key_changed_during_a_run_counts_and_is_shown_from_its_end_on(running: Coached) -> None:
    page, button = running.main.settings_page, running.main.tool_bar.stop_button
    told = save_other_stop_key(running, page)
    assert told[0].keys == Settings().keys
    assert told[0].privacy.masked_apps == ("keepassxc",)
    assert button.toolTip() == STOP_BEFORE
    texts = [label.text() for label in page.findChildren(QLabel)]
    assert "Saved. The keys change after this run or recording." in texts
    assert "Press a stop key after the click: Ctrl+Shift+F12 or Pause." in texts
    running.tell(StateChanged("r1", RunState.PAUSED, "Paused by you"))
    assert len(told) == 1
    running.tell(StateChanged("r1", RunState.STOPPED, "stopped by you"))
    assert [settings.keys.stop for settings in told[1:]] == ["f4"]
    assert button.toolTip() == STOP_AFTER
    assert "Press a stop key after the click: F4 or Pause." in [label.text() for label in page.findChildren(QLabel)]


def test_a_stop_key_changed_during_a_recording_counts_from_its_end_on(full: Coached, settings: SettingsPage) -> None:
    session = full.windows._recording
    session.begin("New task")
    told = save_other_stop_key(full, settings)
    assert told[0].keys == Settings().keys
    session.close()
    assert told[1].keys.stop == "f4"


def test_a_stop_key_changed_during_a_countdown_counts_from_its_end_on(full: Coached, settings: SettingsPage) -> None:
    countdown = full.windows.parts.countdown
    countdown.begin(Settings().keys, lambda: None)
    told = save_other_stop_key(full, settings)
    assert told[0].keys == Settings().keys
    assert "f4" not in full.world.hot_keys.grabbed
    countdown.cancel()
    assert told[1].keys.stop == "f4"


def test_the_program_hands_what_is_saved_to_devices_and_engine(qtbot: QtBot, world: FakeWorld) -> None:
    devices, runs = list[Settings](), list[Settings]()
    machine = SimpleNamespace(hot_keys=world.hot_keys, own_windows=world.own_windows, windows=None, use=devices.append)
    store = SimpleNamespace(
        library=world.library,
        lessons=world.lessons,
        packs=world.packs,
        history=world.history,
        ledger=None,
        insights=world.insights,
        feedback=world.feedback,
        training=world.training,
        tried=None,
        settings=world.settled,
        folders=folders(),
    )
    engine, wanted = FakeEngine(), Settings(privacy=Privacy(masked_apps=("keepassxc",)))
    engine.use = runs.append  # type: ignore[attr-defined]
    with ExitStack() as stack:
        parts = cast("tuple[Any, ...]", (store, machine, engine, world.recording, ScreenStage()))
        windows = bootstrap._windows(*parts, Settings(), bootstrap.Shown.MAIN, stack)
        assert windows.main is not None
        windows.main.settings_page.saved.emit(wanted)
    assert devices == runs == [wanted]


@pytest.mark.parametrize(
    ("key", "modifiers", "name"),
    [
        (Qt.Key.Key_F12, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, "ctrl+shift+f12"),
        (Qt.Key.Key_Pause, Qt.KeyboardModifier.NoModifier, "pause"),
        (Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier, "ctrl+2"),
        (Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier, "alt+a"),
        (Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier, ""),
        (Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, ""),
    ],
)
def test_keys_have_the_names_of_the_settings(key: Qt.Key, modifiers: Qt.KeyboardModifier, name: str) -> None:
    assert key_name(key, modifiers) == name


def test_C40_the_stop_keys_are_tested_and_the_milliseconds_shown(full: Coached, settings: SettingsPage) -> None:
    button_named(settings, "Test the stop keys").click()
    full.tell()
    assert "✓ Heard Pause after 4 ms" in [label.text() for label in settings.findChildren(QLabel)]


def test_a_stop_key_that_cannot_work_is_told(full: Coached, settings: SettingsPage) -> None:
    full.world.hot_keys.trouble = "Another program holds Pause. Choose another key."
    settings.show_settings(Settings())
    assert "Another program holds Pause. Choose another key." in [x.text() for x in settings.findChildren(QLabel)]


def test_masked_programs_are_words_between_commas(full: Coached, settings: SettingsPage) -> None:
    field = editor(settings, QLineEdit, "Programs never to be seen")
    assert isinstance(field, QLineEdit)
    field.setText("keepassxc,  signal ,")
    settings.save.click()
    full.worked(lambda: full.world.settled.settings.privacy.masked_apps == ("keepassxc", "signal"))


def test_the_appearance_changes_at_once(full: Coached, settings: SettingsPage) -> None:
    field = editor(settings, QComboBox, "Appearance")
    assert isinstance(field, QComboBox)
    field.setCurrentIndex(field.findData(Appearance.DARK))
    settings.save.click()
    full.worked(lambda: full.windows.parts.theme.palette.dark)


def test_undo_changes_returns_to_what_is_saved(full: Coached, settings: SettingsPage) -> None:
    field = editor(settings, QLineEdit, "Your name")
    assert isinstance(field, QLineEdit)
    field.setText("Zoë")
    settings.undo.click()
    assert field.text() == ""


def test_the_folders_stand_there(full: Coached, settings: SettingsPage) -> None:
    button_named(settings, "Open Workflows")
    button_named(settings, "Open Log")


def test_every_setting_of_a_person_has_a_field(settings: SettingsPage) -> None:
    paths = {field.path for field in settings._editors}
    wanted = set()
    for name, value in Settings():
        inner = [f"{name}.{key}" for key, _ in value] if hasattr(value, "model_dump") else [name]
        wanted.update(inner)
    assert wanted - paths == {"language"}


def _trust_field(full: Coached, name: str) -> QComboBox:
    [found] = [made for made in full.main.settings_page.findChildren(QComboBox) if made.accessibleName() == name]
    return found


def test_the_rules_of_trust_say_what_they_promise_and_warn_of_looser_ones(full: Coached) -> None:
    full.main.show_place(SETTINGS)
    [note] = full.main.settings_page.findChildren(TrustNote)
    assert "one in twenty" in note.promise.text()
    assert not note.warning.isVisibleTo(note)
    policy = _trust_field(full, "A step may act alone by")
    policy.setCurrentIndex(policy.findData(TrustPolicy.STRICT))
    assert "one act in a hundred" in note.promise.text()
    assert not note.warning.isVisibleTo(note), "stricter needs no warning"
    audits = _trust_field(full, "Blind questions")
    audits.setCurrentIndex(audits.findData(0))
    assert note.warning.isVisibleTo(note)
    assert "blind questions" in note.warning.text()


def test_going_back_from_the_strict_promise_is_warned_of_before_it_is_saved(full: Coached) -> None:
    full.main.show_place(SETTINGS)
    page = full.main.settings_page
    page.show_settings(Settings(trust=TrustRules(policy=TrustPolicy.STRICT)))
    [note] = page.findChildren(TrustNote)
    policy = _trust_field(full, "A step may act alone by")
    policy.setCurrentIndex(policy.findData(TrustPolicy.EARNED))
    assert "is given up" in note.warning.text()


def _card(history: HistoryPage, number: int) -> RecordCard:
    [card] = [card for card in history.findChildren(RecordCard) if card.record.number == number]
    return card


def _said(full: Coached, run_id: str, step_id: str | None) -> Opinion | None:
    remembered = full.world.feedback.given.get((run_id, step_id))
    return remembered.opinion if remembered else None


def _visible(inside: QWidget) -> list[str]:
    """The accessible names of the buttons that can be seen in there."""
    made = inside.findChildren(QAbstractButton)
    return [each.accessibleName() for each in made if each.isVisibleTo(inside)]


def test_a_bad_rating_asks_with_one_click_whether_it_was_the_wrong_place(history: HistoryPage, full: Coached) -> None:
    line, run_id = _card(history, 1).rating, past_runs()[0].run_id
    names = _visible(line)
    assert {"Good", "Neutral", "Bad", "Comment…", "It should have…"} == set(names)
    full.click("Bad", line)
    full.worked(lambda: _said(full, run_id, "s1") == Opinion(Verdict.BAD))
    full.click("Yes, wrong place", line)
    full.worked(lambda: ("wrong", run_id, "s1") in full.world.library.calls)
    assert _visible(line) == names


@pytest.mark.parametrize("clicks", [("Good",), ("Neutral",), ("Bad", "No, something else")])
def test_good_and_something_else_say_nothing_about_the_place(
    history: HistoryPage, full: Coached, clicks: tuple[str, ...]
) -> None:
    line = _card(history, 4).rating
    for name in clicks:
        full.click(name, line)
    run_id = past_runs()[0].run_id
    full.worked(lambda: _said(full, run_id, "s4") == Opinion(Verdict(clicks[0].casefold())))
    assert full.world.library.calls == []


def test_what_the_person_did_or_left_out_is_not_rated(history: HistoryPage) -> None:
    rated = [card.record.number for card in history.findChildren(RecordCard) if "Good" in _visible(card.rating)]
    assert rated == [1, 4]
