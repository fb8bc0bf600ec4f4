"""Recording from the bar to the saved workflow."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import TypeVar

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.model.errors import EnvironmentProblem, StoreProblem, UserError
from app.model.recording import RecorderNews, RecorderState
from app.recordings import _Recording
from app.settings import Settings
from app.ui.dialogs.review import ReviewDialog
from app.ui.recorder_bar import RecorderBar
from tests.gui.conftest import Coached, button_named

T = TypeVar("T")


@pytest.fixture
def bar(full: Coached) -> RecorderBar:
    """A recording is going on."""
    full.click("Record", full.main.tool_bar)
    full.worked(lambda: full.world.recording.calls == ["start"])
    return _top(RecorderBar)


def _top(kind: type[T]) -> T:
    (found,) = [top for top in QApplication.topLevelWidgets() if isinstance(top, kind) and top.isVisible()]
    return found


def review(full: Coached, bar: RecorderBar) -> ReviewDialog:
    """Stop and look at it."""
    bar.stop_button.click()
    full.worked(lambda: any(isinstance(t, ReviewDialog) and t.isVisible() for t in QApplication.topLevelWidgets()))
    return _top(ReviewDialog)


def called(full: Coached, *names: str) -> None:
    """Wait for these calls after the start."""
    full.worked(lambda: full.world.recording.calls == ["start", *names])


def test_C30_the_bar_takes_no_focus(bar: RecorderBar) -> None:
    assert bar.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert bar.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


@pytest.mark.parametrize("name", ["Pause", "Forget last", "Secret typing", "Stop recording"])
def test_every_control_of_the_bar_has_its_name(bar: RecorderBar, name: str) -> None:
    assert button_named(bar, name).toolTip()


def test_the_last_step_is_shown(full: Coached, bar: RecorderBar) -> None:
    full.world.recording.tell(RecorderNews(RecorderState.RECORDING, 3, "Click Save"))
    full.tell()
    assert bar._count.text() == "3 steps"
    assert bar._last.text() == "Click Save"


def test_what_is_left_out_is_said_in_place_of_the_last_step(full: Coached, bar: RecorderBar) -> None:
    full.world.recording.tell(RecorderNews(RecorderState.RECORDING, 3, "Click Save", left_out="Not recorded."))
    full.tell()
    assert bar._last.text() == "Not recorded."
    assert bar._last.property("kind") == "problem"
    full.world.recording.tell(RecorderNews(RecorderState.RECORDING, 4, "Click Cancel"))
    full.tell()
    assert (bar._last.text(), bar._last.property("kind")) == ("Click Cancel", "small")


def test_C65_forget_last_takes_the_last_step_out(full: Coached, bar: RecorderBar) -> None:
    full.world.recording.tell(RecorderNews(RecorderState.RECORDING, 3, "Click Save"))
    full.tell()
    bar.forget_button.click()
    called(full, "forget_last")


def test_C59_secret_typing_is_switched_on_and_off(full: Coached, bar: RecorderBar) -> None:
    bar.secret_button.click()
    called(full, "secret True")
    bar.secret_button.click()
    called(full, "secret True", "secret False")


@pytest.fixture
def gate(full: Coached) -> Iterator[threading.Event]:
    """Whatever the windows ask for waits until it is set."""
    gate = threading.Event()
    yield gate
    gate.set()


def hold(full: Coached, gate: threading.Event) -> None:
    """The worker has something else to do."""
    full.windows.parts.queries.ask(full.main, lambda: gate.wait(5), lambda _: None, lambda _: None)


def test_secret_typing_waits_for_nothing_else(full: Coached, bar: RecorderBar, gate: threading.Event) -> None:
    full.worked(lambda: full.windows._recording._early is None)
    hold(full, gate)
    bar.secret_button.click()
    assert full.world.recording.calls == ["start", "secret True"]


def test_what_is_wished_before_the_start_is_done_right_after_it(full: Coached, gate: threading.Event) -> None:
    hold(full, gate)
    full.click("Record", full.main.tool_bar)
    _top(RecorderBar).secret_button.click()
    assert full.world.recording.calls == []
    gate.set()
    called(full, "secret True")


def test_pause_and_go_on(full: Coached, bar: RecorderBar) -> None:
    bar.pause_button.click()
    full.worked(lambda: bar.pause_button.accessibleName() == "Go on")
    bar.pause_button.click()
    called(full, "pause", "resume")


@pytest.mark.parametrize(
    ("key", "call"),
    [("ctrl+shift+f9", "finish"), ("ctrl+shift+f10", "pause"), ("ctrl+shift+f11", "forget_last")],
)
def test_C30_keys_steer_the_recording(full: Coached, bar: RecorderBar, key: str, call: str) -> None:
    full.press(key)
    called(full, call)


def test_the_red_stop_ends_a_recording_too(full: Coached, bar: RecorderBar) -> None:
    full.click("Stop", full.main.tool_bar)
    full.worked(lambda: "finish" in full.world.recording.calls)
    assert not [top for top in QApplication.topLevelWidgets() if isinstance(top, RecorderBar) and top.isVisible()]


def test_saved_under_its_name_it_becomes_the_chosen_workflow(full: Coached, bar: RecorderBar) -> None:
    dialog = review(full, bar)
    dialog.name.setText("Invoices of the month")
    dialog.save.click()
    full.worked(lambda: "w9" in full.world.library.workflows)
    assert full.world.library.workflows["w9"].name == "Invoices of the month"
    full.worked(lambda: full.main.edits.loaded is not None and full.main.edits.loaded.workflow.id == "w9")
    assert full.main.tool_bar.record_button.isEnabled()


def test_a_workflow_without_a_name_cannot_be_saved(full: Coached, bar: RecorderBar) -> None:
    dialog = review(full, bar)
    dialog.name.setText(" ")
    assert not dialog.save.isEnabled()


def test_C64_one_click_discards_nothing(full: Coached, bar: RecorderBar) -> None:
    dialog = review(full, bar)
    dialog.discard.click()
    full.bot.wait(50)
    assert "discard" not in full.world.recording.calls
    dialog.discard.click()
    full.worked(lambda: "discard" in full.world.recording.calls)


def test_after_a_discarded_review_another_recording_begins(full: Coached, bar: RecorderBar) -> None:
    dialog = review(full, bar)
    dialog.discard.click()
    dialog.discard.click()
    called(full, "finish", "discard")
    full.tell()
    assert not full.main.banner.text
    full.click("Record", full.main.tool_bar)
    called(full, "finish", "discard", "start")


def test_closing_everything_with_a_review_open_ends_the_recording(full: Coached, bar: RecorderBar) -> None:
    dialog = review(full, bar)
    full.windows.close()
    assert not dialog.isVisible()
    assert not full.windows._recording.active


LOCKED = EnvironmentProblem("Screen", "it was locked", "Unlock it.")


def test_a_recording_that_breaks_off_is_told_and_what_there_is_reviewed(full: Coached, bar: RecorderBar) -> None:
    full.world.recording.tell(RecorderNews(RecorderState.IDLE, 6, str(LOCKED), error=LOCKED))
    full.worked(lambda: any(isinstance(t, ReviewDialog) and t.isVisible() for t in QApplication.topLevelWidgets()))
    assert full.main.banner.text == "Screen: it was locked"
    _top(ReviewDialog).save.click()
    full.worked(lambda: "w9" in full.world.library.workflows)


def test_one_that_breaks_off_before_its_first_step_is_told_and_another_begins(full: Coached, bar: RecorderBar) -> None:
    full.world.recording.fail = LOCKED
    full.world.recording.tell(RecorderNews(RecorderState.IDLE, 0, str(LOCKED), error=LOCKED))
    full.worked(lambda: full.main.banner.text == "Screen: it was locked")
    full.click("Record", full.main.tool_bar)
    called(full, "finish", "start")


def test_a_recording_in_which_nothing_was_done_is_told_and_another_begins(full: Coached, bar: RecorderBar) -> None:
    whole = full.world.recording.recorded
    assert whole is not None
    full.world.recording.recorded = replace(whole, workflow=whole.workflow.model_copy(update={"steps": ()}))
    bar.stop_button.click()
    full.worked(lambda: "nothing was done" in full.main.banner.text)
    full.click("Record", full.main.tool_bar)
    called(full, "finish", "discard", "start")


@pytest.mark.logs_warnings
def test_a_fault_at_the_end_does_not_keep_another_recording_from_beginning(full: Coached, bar: RecorderBar) -> None:
    full.world.recording.fail = ZeroDivisionError("ours")
    bar.stop_button.click()
    full.worked(lambda: full.windows._crash.dialog is not None)
    assert not full.windows._recording.active


def test_closing_the_review_decides_nothing(full: Coached, bar: RecorderBar) -> None:
    dialog = review(full, bar)
    dialog.close()
    dialog.reject()
    assert dialog.isVisible()
    assert "discard" not in full.world.recording.calls


def test_a_full_disk_loses_nothing(full: Coached, bar: RecorderBar) -> None:
    full.world.library.fail = StoreProblem("Workflow", "the disk is full", "Free some space.")
    review(full, bar).save.click()
    full.worked(lambda: full.main.banner.text == "Workflow: the disk is full")
    again = _top(ReviewDialog)
    full.world.library.fail = None
    again.save.click()
    full.worked(lambda: "w9" in full.world.library.workflows)


def recorded_alone(full: Coached, meanwhile: Callable[[], None]) -> list[str]:
    """Record without the main window while `meanwhile` happens; what was said."""
    loop, said = QEventLoop(), list[str]()
    application = SimpleNamespace(
        windows=full.windows,
        recorder=full.world.recording,
        store=SimpleNamespace(library=full.world.library),
        settings=Settings(),
        qt=SimpleNamespace(quit=loop.quit),
        until_closed=lambda: (QTimer.singleShot(0, meanwhile), loop.exec()),
    )
    recording = _Recording(application, "Alone", said.append)  # type: ignore[arg-type]
    try:
        said.append(recording.until_saved().name)
    except UserError as error:
        said.append(str(error))
    return said


def stop_and_find_the_disk_full(full: Coached) -> ReviewDialog:
    """What was recorded cannot be saved."""
    full.worked(lambda: full.world.recording.going_on)
    full.world.library.fail = StoreProblem("Workflow", "the disk is full", "Free some space.")
    return review(full, _top(RecorderBar))


def test_recorded_alone_on_a_full_disk_the_error_is_told(full: Coached) -> None:
    def give_up() -> None:
        dialog = stop_and_find_the_disk_full(full)
        dialog.discard.click()
        dialog.discard.click()

    assert recorded_alone(full, give_up)[-1] == "Workflow: the disk is full. Free some space."


def test_recorded_alone_on_a_full_disk_it_can_be_saved_again(full: Coached) -> None:
    def save_again() -> None:
        dialog = stop_and_find_the_disk_full(full)
        full.world.library.fail = None
        dialog.save.click()

    assert recorded_alone(full, save_again) == ["  Workflow: the disk is full. Free some space.", "New task"]


def test_recorded_alone_it_is_saved_at_once(full: Coached) -> None:
    def stop() -> None:
        full.worked(lambda: full.world.recording.going_on)
        _top(RecorderBar).stop_button.click()

    assert recorded_alone(full, stop) == ["New task"]


def test_recorded_alone_what_there_is_is_saved_when_it_breaks_off(full: Coached) -> None:
    def break_off() -> None:
        full.worked(lambda: full.world.recording.going_on)
        full.world.recording.tell(RecorderNews(RecorderState.IDLE, 6, str(LOCKED), error=LOCKED))

    assert recorded_alone(full, break_off) == ["  Screen: it was locked. Unlock it.", "New task"]
