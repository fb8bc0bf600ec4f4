"""The Steps place: every edit, its undo and redo, and errors that lose nothing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.model.action import ActionKind, Params
from app.model.decision import DecisionKind
from app.model.errors import StoreProblem
from app.model.knowledge import StepKnowledge
from app.model.modes import Risk, RunMode, RunState, StepStatus
from app.model.news import ModeChanged, StateChanged, StepFinished
from app.model.target import TaughtTarget
from app.model.workflow import Workflow
from app.ui.dialogs.text import TextDialog
from app.ui.main_window import STEPS
from app.ui.meters import Badge
from app.ui.pages.step_edits import without_step
from app.ui.pages.step_row import StepRow
from app.ui.pages.steps import StepsPage
from tests.gui import fake_desktop as desk
from tests.gui import test_pointing as pointing
from tests.gui.conftest import Coached
from tests.gui.fake_services import invoice_workflow, target_of


@pytest.fixture
def page(full: Coached) -> StepsPage:
    """The place, with the first step chosen."""
    full.main.show_place(STEPS)
    full.worked(lambda: bool(full.main.steps.findChildren(StepRow)))
    return full.main.steps


def dialog() -> TextDialog:
    """The open one."""
    (found,) = [top for top in QApplication.topLevelWidgets() if isinstance(top, TextDialog) and top.isVisible()]
    return found


def saved(full: Coached, number: int) -> Workflow:
    """The workflow after this many saves."""
    full.worked(lambda: len([call for call in full.world.library.calls if call[0] == "save"]) == number)
    full.worked(lambda: full.main.edits.loaded is not None)
    full.bot.wait(50)
    return full.world.library.workflows["w1"]


def test_every_step_is_a_row_with_its_sentence(full: Coached, page: StepsPage) -> None:
    names = [row.accessibleName() for row in page.findChildren(StepRow)]
    assert names[0] == "1 Type into Supplier"
    assert names[5] == "6 Press Ctrl+W"


def test_a_step_says_how_often_its_locators_disagreed_also_before_anybody_judged_it(full: Coached) -> None:
    full.world.library.steps["s2"] = StepKnowledge(apart=("picture+text", "", ""))
    full.main.edits.open("w1")
    full.main.show_place(STEPS)

    def said() -> bool:
        rows = [row for row in full.main.steps.findChildren(StepRow) if row.step.id == "s2"]
        texts = [label.text() for row in rows for label in row.findChildren(QLabel)]
        return any("picture and text disagreed in 1 of the last 3" in text for text in texts)

    full.worked(said)


def test_rename_undo_redo(full: Coached, page: StepsPage) -> None:
    page.rename.click()
    asked = dialog()
    asked.field.setText("Supplier name")
    asked.ok.click()
    assert saved(full, 1).steps[0].name == "Supplier name"
    page.undo.click()
    assert saved(full, 2).steps[0].name == ""
    page.redo.click()
    assert saved(full, 3).steps[0].name == "Supplier name"


def test_edit_text(full: Coached, page: StepsPage) -> None:
    page.text.click()
    asked = dialog()
    asked.field.setText("Martin SA")
    asked.ok.click()
    assert saved(full, 1).steps[0].params.text == "Martin SA"


def test_edit_text_of_a_corrected_step_changes_what_is_typed_today(full: Coached, page: StepsPage) -> None:
    library = full.world.library
    step = full.windows.main.edits.loaded.workflow.steps[0]
    library.reword("w1", step.id, Params(text="Corrected"))
    full.windows.main.edits.open("w1")
    full.worked(lambda: full.windows.main.edits.in_force(step).params.text == "Corrected")
    page.text.click()
    asked = dialog()
    assert asked.field.text() == "Corrected"
    asked.field.setText("Martin SA")
    asked.ok.click()
    full.worked(lambda: full.windows.main.edits.in_force(step).params.text == "Martin SA")
    page.undo.click()
    full.worked(lambda: full.windows.main.edits.in_force(step).params.text == "Corrected")


def test_edit_keys_refuses_what_is_no_key(full: Coached, page: StepsPage) -> None:
    page._choose("s6")
    page.text.click()
    asked = dialog()
    asked.field.setText("ctrl+")
    assert not asked.ok.isEnabled()
    asked.field.setText("ctrl+q")
    asked.ok.click()
    assert saved(full, 1).steps[5].params.keys == ("ctrl", "q")


def test_text_of_a_click_cannot_be_edited(full: Coached, page: StepsPage) -> None:
    page._choose("s5")
    assert not page.text.isEnabled()
    assert page.point.isEnabled()


def test_leave_out_and_use_again(full: Coached, page: StepsPage) -> None:
    full.click("Leave out", page)
    assert not saved(full, 1).steps[0].enabled
    full.click("Use again", page)
    assert saved(full, 2).steps[0].enabled


def test_C64_a_deleted_step_comes_back(full: Coached, page: StepsPage) -> None:
    page._choose("s2")
    page.delete.click()
    assert [step.id for step in saved(full, 1).steps] == ["s1", "s3", "s4", "s5", "s6"]
    page.undo.click()
    assert [step.id for step in saved(full, 2).steps] == ["s1", "s2", "s3", "s4", "s5", "s6"]


def test_after_a_deletion_the_chain_is_whole() -> None:
    workflow = invoice_workflow()
    left = without_step(workflow, "s2")
    assert [(step.source, step.to) for step in left.steps[:2]] == [("n0", "n1"), ("n1", "n3")]
    Workflow.model_validate(left.model_dump())


def test_vouch_and_take_it_back(full: Coached, page: StepsPage) -> None:
    full.click("Vouch", page)
    full.worked(lambda: page.vouch.accessibleName() == "Take back vouching")
    assert full.world.library.calls[-1] == ("vouch", "s1", True)
    full.click("Take back vouching", page)
    full.worked(lambda: page.vouch.accessibleName() == "Vouch")
    assert full.world.library.calls[-1] == ("vouch", "s1", False)


def test_lock_unlock_and_undo(full: Coached, page: StepsPage) -> None:
    full.click("Lock", page)
    full.worked(lambda: page.lock.accessibleName() == "Unlock")
    assert full.world.library.calls[-1] == ("risk", "s1", Risk.LOCKED)
    full.click("Unlock", page)
    full.worked(lambda: page.lock.accessibleName() == "Lock")
    assert full.world.library.calls[-1] == ("risk", "s1", Risk.OPEN)
    page.undo.click()
    full.worked(lambda: full.world.library.calls[-1] == ("risk", "s1", Risk.LOCKED))


def test_point_again_and_undo(full: Coached, page: StepsPage) -> None:
    page._choose("s5")
    before = invoice_workflow().steps[4].target
    full.engine.frame = full.world.frame
    page.point.click()
    full.tell()
    session = full.windows.parts.pointing.session
    assert session is not None
    assert full.main.isMinimized()
    pointing.click(session, 310, 190)
    pointing.taken(full, session)
    assert session.bar is not None
    full.click("Use this place", session.bar)
    full.worked(lambda: any(call[0] == "repoint" for call in full.world.library.calls))
    assert not full.main.isMinimized()
    full.worked(page.undo.isEnabled)
    page.undo.click()
    full.worked(lambda: len([call for call in full.world.library.calls if call[0] == "repoint"]) == 2)
    assert full.world.library.calls[-1][2].target == before  # type: ignore[attr-defined]


def test_an_edit_that_cannot_be_written_is_told_and_not_undone_later(full: Coached, page: StepsPage) -> None:
    full.world.library.fail = StoreProblem("Workflow", "the disk is full", "Free some space.")
    page.delete.click()
    full.worked(lambda: bool(full.main.banner.text))
    assert full.main.banner.text == "Workflow: the disk is full"
    assert not page.undo.isEnabled()
    assert len(page.findChildren(StepRow)) >= 6


def left_out(workflow: Workflow) -> list[str]:
    """The ids of the steps that are not used."""
    return [step.id for step in workflow.steps if not step.enabled]


def leave_out_at_once(page: StepsPage, *steps: str) -> None:
    """One after the other, faster than the first can be written and read back."""
    for step in steps:
        page._choose(step)
        page.enable.click()


def test_a_second_edit_before_the_first_is_read_back_keeps_the_first(full: Coached, page: StepsPage) -> None:
    leave_out_at_once(page, "s2", "s3")
    assert left_out(saved(full, 2)) == ["s2", "s3"]
    page.undo.click()
    assert left_out(saved(full, 3)) == ["s2"]
    page.undo.click()
    assert left_out(saved(full, 4)) == []
    page.redo.click()
    page.redo.click()
    assert left_out(saved(full, 6)) == ["s2", "s3"]


def test_an_undo_before_the_edit_is_read_back_takes_back_this_edit(full: Coached, page: StepsPage) -> None:
    leave_out_at_once(page, "s2")
    saved(full, 1)
    leave_out_at_once(page, "s3")
    page.undo.click()
    assert left_out(saved(full, 3)) == ["s2"]
    full.worked(page.redo.isEnabled)
    page.redo.click()
    assert left_out(saved(full, 4)) == ["s2", "s3"]


def test_a_step_deleted_twice_at_once_is_one_edit(full: Coached, page: StepsPage) -> None:
    page._choose("s2")
    page.delete.click()
    page.delete.click()
    full.worked(page.undo.isEnabled)
    page.undo.click()
    assert len(saved(full, 2).steps) == 6
    assert not page.undo.isEnabled()


def test_an_edit_that_fails_leaves_the_undo_of_the_others_whole(full: Coached, page: StepsPage) -> None:
    leave_out_at_once(page, "s2")
    saved(full, 1)
    full.world.library.fail = StoreProblem("Workflow", "the disk is full", "Free some space.")
    leave_out_at_once(page, "s3")
    full.worked(lambda: bool(full.main.banner.text))
    full.world.library.fail = None
    page.undo.click()
    assert left_out(saved(full, 2)) == []
    assert not page.undo.isEnabled()


def test_edit_text_counts_although_a_run_has_corrected_the_step_meanwhile(full: Coached, page: StepsPage) -> None:
    edits, library = full.main.edits, full.world.library
    assert edits.loaded is not None
    step = edits.loaded.workflow.steps[0]
    library.reword("w1", "s1", Params(text="From the run", replace=True))
    page.text.click()
    asked = dialog()
    asked.field.setText("Martin SA")
    asked.ok.click()
    full.worked(page.undo.isEnabled)
    assert edits.in_force(step).params == Params(text="Martin SA", replace=True)
    page.undo.click()
    full.worked(lambda: edits.in_force(step).params == Params(text="From the run", replace=True))


def test_undo_of_pointing_again_brings_back_what_a_run_has_taught_meanwhile(full: Coached, page: StepsPage) -> None:
    edits, library = full.main.edits, full.world.library
    assert edits.loaded is not None
    step = edits.loaded.workflow.steps[4]
    taught = TaughtTarget(target_of(desk.TOOL_SAVE, "From the run"))
    library.repoint("w1", "s5", taught)
    edits.repoint(step, TaughtTarget(target_of(desk.CANCEL, "Cancel")))
    full.worked(page.undo.isEnabled)
    page.undo.click()
    full.worked(lambda: edits.in_force(step).target == taught.target)


def test_after_a_run_the_steps_show_what_it_taught_and_the_coach_how_it_went(full: Coached, page: StepsPage) -> None:
    step = full.world.library.workflows["w1"].steps[0]
    full.tell(StateChanged("r1", RunState.RUNNING), ModeChanged(RunMode.COACHING))
    full.tell(StepFinished("r1", "s1", 1, StepStatus.PASSED, DecisionKind.CORRECT, False, 0.9, ""))
    full.world.library.reword("w1", "s1", Params(text="From the run"))
    full.tell(StateChanged("r1", RunState.COMPLETED))
    full.worked(lambda: full.main.edits.in_force(step).params.text == "From the run")
    page.text.click()
    asked = dialog()
    assert asked.field.text() == "From the run"
    asked.reject()
    look = full.main.coach.filmstrip.cards[0].look
    assert look is not None
    assert look.word == "corrected"


def test_rename_and_delete_the_workflow(full: Coached, page: StepsPage) -> None:
    full.click("Rename workflow", page)
    asked = dialog()
    asked.field.setText("  ")
    assert not asked.ok.isEnabled()
    asked.field.setText("Invoices")
    asked.ok.click()
    assert saved(full, 1).name == "Invoices"
    full.click("Delete workflow", page)
    full.worked(lambda: ("remove", "w1") in full.world.library.calls)
    full.worked(lambda: "trash" in full.main.banner.text)


def test_a_secret_cannot_be_read_or_edited(full: Coached, page: StepsPage) -> None:
    workflow = full.world.library.workflows["w1"]
    step = workflow.steps[0]
    hidden = step.model_copy(update={"params": step.params.model_copy(update={"text": None, "secret": "bank"})})
    full.main.edits.rewrite("secret", lambda now: now.model_copy(update={"steps": (hidden, *workflow.steps[1:])}))
    saved(full, 1)
    full.worked(lambda: page.findChildren(StepRow)[0].accessibleName() != "")
    page._choose("s1")
    full.worked(lambda: not page.text.isEnabled())
    assert hidden.action is ActionKind.TYPE_TEXT


def test_during_a_run_nothing_is_pointed_at_or_deleted_from_here(full: Coached, page: StepsPage) -> None:
    full.tell(StateChanged("r1", RunState.RUNNING))
    assert not page.point.isEnabled()
    assert not page.delete_all.isEnabled()
    full.tell(StateChanged("r1", RunState.COMPLETED))
    assert page.point.isEnabled()


def test_a_step_gets_a_mode_of_its_own_with_a_badge_and_undo(full: Coached, page: StepsPage) -> None:
    page.mode.setCurrentIndex(2)
    page.mode.activated.emit(2)
    assert saved(full, 1).steps[0].mode is RunMode.COACHING
    badges = [badge.accessibleName() for badge in page.findChildren(StepRow)[0].findChildren(Badge)]
    assert any("always ask" in words for words in badges)
    assert page.mode.currentText() == "Always ask"
    page.undo.click()
    assert saved(full, 2).steps[0].mode is None
    assert page.mode.currentText() == "As the run"
