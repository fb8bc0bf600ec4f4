"""The Steps place: every edit, its undo and redo, and errors that lose nothing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.model.action import ActionKind, Params
from app.model.errors import StoreProblem
from app.model.modes import Risk, RunState
from app.model.news import StateChanged
from app.model.workflow import Workflow
from app.ui.dialogs.text import TextDialog
from app.ui.main_window import STEPS
from app.ui.pages.step_edits import without_step
from app.ui.pages.step_row import StepRow
from app.ui.pages.steps import StepsPage
from tests.gui import test_pointing as pointing
from tests.gui.conftest import Coached
from tests.gui.fake_services import invoice_workflow


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
    left = without_step(workflow, workflow.steps[1])
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
    full.worked(lambda: full.world.library.calls[-1][0] == "repoint")
    assert not full.main.isMinimized()
    full.worked(lambda: bool(full.main.edits.undo_words))
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
    full.main.edits.rewrite("secret", workflow.model_copy(update={"steps": (hidden, *workflow.steps[1:])}))
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
