"""The message about a Screen or step that no longer looks as taught: what it says, and that its one button does it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from app.model.drift import Subject, SubjectKind
from app.model.errors import StoreProblem
from app.model.modes import RunMode, RunState
from app.model.news import ModeChanged, Notice, Severity, StateChanged
from app.ui.drift_card import DriftCard
from app.ui.main_window import COACH, HISTORY, SETTINGS, STEPS
from app.ui.pages.step_row import StepRow
from app.ui.repair_card import PictureBox
from tests.gui import test_pointing as pointing
from tests.gui.conftest import Coached, button_named
from tests.gui.fake_services import FakeWorld, drifted

SAVE, AMOUNT = Subject(SubjectKind.STEP, "s5"), Subject(SubjectKind.STEP, "s2")
FORM = Subject(SubjectKind.SCREEN, "n0")


def card(full: Coached) -> DriftCard:
    """The message that is shown."""
    full.worked(lambda: full.main.drift.card is not None)
    made = full.main.drift.card
    assert made is not None
    return made


def said(widget: QWidget) -> str:
    """All words of it."""
    labels = [label.text() for label in widget.findChildren(QLabel)]
    return " | ".join([*labels, *(made.text() for made in widget.findChildren(QAbstractButton))])


def loaded_anew(full: Coached) -> None:
    full.main.edits.open("w1")
    full.worked(full.has_loaded)


def painted(field: PictureBox) -> bool:
    """Whether a picture is in the middle of the field, and not the words for none."""
    middle = field.grab().toImage().copy(field.width() // 4, field.height() // 4, 40, 20)
    colours = {QColor(middle.pixel(QPoint(x, y))).name() for x in range(0, 40, 4) for y in range(0, 20, 4)}
    return len(colours) > 1 or not colours & {"#eef1f5", "#10141a"}


@pytest.mark.parametrize("now", [0.62, 0.3])
def test_a_drifted_step_is_told_with_both_pictures_a_sentence_and_one_next_action(
    world: FakeWorld, request: pytest.FixtureRequest, now: float
) -> None:
    drifted(world.library, SAVE, now)
    full: Coached = request.getfixturevalue("full")
    made = card(full)
    assert made.isVisible()
    words = said(made)
    assert "Step 5 no longer looks as you taught it: Click Save" in words
    assert f"0.97 at first, {now:.2f} in the last runs" in words
    assert ("Warning" if now > 0.5 else "Serious") in [badge.accessibleName() for badge in made.findChildren(QWidget)]
    assert [b.text() for b in made.findChildren(QAbstractButton)] == ["Point again", "Leave it"]
    for field in (made.taught, made.latest):
        full.worked(lambda field=field: painted(field))


def test_nothing_is_said_of_drift_that_was_not_told_or_is_none(full: Coached) -> None:
    assert full.main.drift.isHidden()
    assert full.main.drift.card is None


def test_point_again_lets_the_person_point_and_the_message_goes(
    world: FakeWorld, request: pytest.FixtureRequest
) -> None:
    drifted(world.library, SAVE)
    full: Coached = request.getfixturevalue("full")
    full.engine.frame = world.frame
    full.click("Point again", card(full))
    full.tell()
    assert full.main.place == STEPS
    session = full.windows.parts.pointing.session
    assert session is not None
    pointing.click(session, 310, 190)
    pointing.taken(full, session)
    assert session.bar is not None
    full.click("Use this place", session.bar)
    full.worked(lambda: any(call[0] == "repoint" for call in world.library.calls))
    assert [call[1] for call in world.library.calls if call[0] == "repoint"] == ["s5"]
    full.worked(lambda: full.main.drift.isHidden())


def test_add_look_keeps_the_newest_picture_of_the_screen_and_the_message_goes(
    world: FakeWorld, request: pytest.FixtureRequest
) -> None:
    drifted(world.library, FORM)
    full: Coached = request.getfixturevalue("full")
    made = card(full)
    assert "The Screen “Invoice form” no longer looks as you taught it" in said(made)
    latest = made.drift.latest
    full.click("Add look", made)
    full.worked(lambda: full.main.drift.isHidden())
    assert ("look", "n0", latest) in world.library.calls


def test_what_was_seen_last_can_be_said_to_be_another_screen(world: FakeWorld, request: pytest.FixtureRequest) -> None:
    drifted(world.library, FORM)
    full: Coached = request.getfixturevalue("full")
    made = card(full)
    latest = made.drift.latest
    full.click("Not this Screen", made)
    full.worked(lambda: ("deny", "n0", latest) in world.lessons.calls)


def test_a_step_that_drifted_is_no_screen(world: FakeWorld, request: pytest.FixtureRequest) -> None:
    drifted(world.library, SAVE)
    assert "Not this Screen" not in said(card(request.getfixturevalue("full")))


def test_re_record_records_the_workflow_again_and_the_saved_recording_ends_the_message(
    world: FakeWorld, request: pytest.FixtureRequest
) -> None:
    drifted(world.library, FORM)
    known = world.library.screens["n0"]
    assert known.trend.told is not None
    told = replace(known.trend.told, latest=None)
    world.library.screens["n0"] = replace(known, trend=replace(known.trend, latest=None, told=told))
    full: Coached = request.getfixturevalue("full")
    assert "No picture of it may be kept" in said(card(full))
    full.click("Re-record", card(full))
    full.worked(lambda: world.recording.going_on)
    assert full.windows._recording.bar is not None
    assert full.main.drift.isHidden(), "while it records the screen belongs to the recording"
    assert world.library.calls == []
    full.windows._recording.finish()
    full.worked(lambda: full.windows._recording.review is not None)
    full.windows._recording.review.saved.emit(world.recording.recorded)
    full.worked(lambda: ("leave", "w1", FORM) in world.library.calls)


def test_a_discarded_recording_leaves_the_message(world: FakeWorld, request: pytest.FixtureRequest) -> None:
    drifted(world.library, FORM, 0.3)
    drifted(world.library, Subject(SubjectKind.STEP, "s1"), 0.3)
    full: Coached = request.getfixturevalue("full")
    recording = full.windows._recording
    full.windows.conductor._drift._record_again(card(full).drift)
    full.worked(lambda: world.recording.going_on)
    recording.finish()
    full.worked(lambda: recording.review is not None)
    recording.review.discarded.emit()
    full.worked(lambda: full.main.drift.isVisible())
    assert [call for call in world.library.calls if call[0] == "leave"] == []


def test_several_messages_come_one_after_the_other_the_worst_first(
    world: FakeWorld, request: pytest.FixtureRequest
) -> None:
    drifted(world.library, AMOUNT, 0.62)
    drifted(world.library, SAVE, 0.3)
    full: Coached = request.getfixturevalue("full")
    first = card(full)
    assert (first.drift.subject, "1 more after this" in said(first)) == (SAVE, True)
    full.click("Leave it", first)
    full.worked(lambda: full.main.drift.card is not None and full.main.drift.card.drift.subject == AMOUNT)
    assert "more after this" not in said(card(full))
    assert ("leave", "w1", SAVE) in world.library.calls


def test_the_message_is_there_after_the_run_that_told_it_and_not_during_one(full: Coached) -> None:
    full.tell(StateChanged("r1", RunState.RUNNING), ModeChanged(RunMode.COACHING))
    drifted(full.world.library, SAVE)
    full.tell(Notice(Severity.WARNING, "Step 5 is found less surely.", "Point to it again."))
    assert full.main.drift.isHidden()
    full.tell(StateChanged("r1", RunState.COMPLETED, "finished and checked"))
    full.worked(lambda: full.main.drift.isVisible())
    assert "Finished and checked" in full.main.banner.text
    assert full.main.place == COACH
    full.tell(StateChanged("r2", RunState.RUNNING))
    assert full.main.drift.isHidden()


@pytest.mark.parametrize(("place", "shown"), [(COACH, True), (STEPS, True), (HISTORY, False), (SETTINGS, False)])
def test_the_message_stands_where_the_workflow_is_worked_with(
    world: FakeWorld, request: pytest.FixtureRequest, place: int, shown: bool
) -> None:
    drifted(world.library, SAVE)
    full: Coached = request.getfixturevalue("full")
    card(full)
    full.main.show_place(place)
    assert full.main.drift.isVisible() is shown


def test_a_drifted_step_is_marked_in_the_list_of_steps(world: FakeWorld, request: pytest.FixtureRequest) -> None:
    drifted(world.library, SAVE)
    full: Coached = request.getfixturevalue("full")
    full.main.show_place(STEPS)
    full.worked(lambda: bool(full.main.steps.findChildren(StepRow)))
    marked = [
        row.step.id
        for row in full.main.steps.findChildren(StepRow)
        if any(made.accessibleName() == "Looks different" for made in row.findChildren(QWidget))
    ]
    assert set(marked) == {"s5"}


def test_a_look_that_could_not_be_kept_is_said_and_the_message_stays(
    world: FakeWorld, request: pytest.FixtureRequest
) -> None:
    drifted(world.library, FORM)
    full: Coached = request.getfixturevalue("full")
    made = card(full)
    world.library.fail = StoreProblem("Ledger", "the disk is full", "Make room.")
    full.click("Add look", made)
    full.worked(lambda: "the disk is full" in full.main.banner.text)
    assert full.main.drift.isVisible()


def test_both_pictures_and_buttons_fit_the_smallest_window(world: FakeWorld, request: pytest.FixtureRequest) -> None:
    drifted(world.library, FORM, 0.3)
    full: Coached = request.getfixturevalue("full")
    full.main.resize(full.main.minimumSize())
    made = card(full)
    full.bot.wait(50)
    assert full.main.size() == QSize(980, 600)
    for name in ("Add look", "Leave it"):
        one = button_named(made, name)
        assert made.rect().contains(one.geometry())
    assert made.rect().contains(made.latest.parentWidget().geometry())
