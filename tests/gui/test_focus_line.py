"""Lists are one stop of the Tab key; the arrows walk inside and never out of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from app.model.coaching import LibraryItem
from app.model.modes import RunMode
from app.ui.buttons import button
from app.ui.main_window import STEPS
from app.ui.pages.filmstrip import StepCard
from app.ui.pages.step_row import StepRow
from tests.gui.conftest import Coached, button_named


def stops(window: QWidget) -> list[QWidget]:
    """What Tab reaches, in order."""
    found, one = [], window.nextInFocusChain()
    while one is not window:
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(one)
        one = one.nextInFocusChain()
    return found


def focused(full: Coached) -> QWidget:
    QCoreApplication.processEvents()
    found = full.main.focusWidget()
    assert found is not None
    return found


def test_all_steps_of_the_filmstrip_are_one_stop(full: Coached) -> None:
    assert len(full.main.coach.filmstrip.cards) > 2
    assert len([one for one in stops(full.main) if isinstance(one, StepCard)]) == 1


def test_the_arrows_home_and_end_walk_the_filmstrip_and_stay_in_it(full: Coached) -> None:
    cards = full.main.coach.filmstrip.cards
    cards[0].setFocus()
    places = []
    keys = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home)
    for key in keys:
        QTest.keyClick(focused(full), key)
        places.append(cards.index(focused(full)))  # type: ignore[arg-type]
    last = len(cards) - 1
    assert places == [0, 1, 2, last, last, 0]


def test_tab_comes_back_to_the_step_that_was_reached_last(full: Coached) -> None:
    cards = full.main.coach.filmstrip.cards
    cards[0].setFocus()
    QTest.keyClick(focused(full), Qt.Key.Key_Right)
    focused(full)
    assert [one for one in stops(full.main) if isinstance(one, StepCard)] == [cards[1]]


def test_tab_leads_to_the_chosen_workflow(full: Coached) -> None:
    library = full.main.coach.library
    item: LibraryItem = library.rows[0].item
    library.show_items((item, replace(item, workflow_id="other", name="Other")), "other")
    QCoreApplication.processEvents()
    assert [one for one in stops(full.main) if one in library.rows] == [library.rows[1]]


def test_the_arrows_choose_in_the_list_of_steps_and_the_place_is_kept_when_it_is_read_anew(full: Coached) -> None:
    full.main.show_place(STEPS)
    page = full.main.steps
    full.worked(lambda: bool(page.findChildren(StepRow)))
    first, second = [row.step.id for row in page.findChildren(StepRow)][:2]
    next(row for row in page.findChildren(StepRow) if row.step.id == first).setFocus()
    QTest.keyClick(focused(full), Qt.Key.Key_Down)
    page.refresh()
    here = focused(full)
    assert isinstance(here, StepRow)
    assert (here.step.id, here.property("chosen")) == (second, "true")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_press_the_button_that_has_the_focus(full: Coached, key: Qt.Key) -> None:
    [run] = [one for one in stops(full.main) if one.accessibleName() == "Run"]
    with full.bot.waitSignal(run.clicked, timeout=1000):  # type: ignore[attr-defined]
        QTest.keyClick(run, key)


def test_enter_chooses_a_place_and_a_mode(full: Coached) -> None:
    names = {one.accessibleName(): one for one in stops(full.main)}
    with full.bot.waitSignal(full.main.tool_bar.switch.wanted, timeout=1000) as wish:
        QTest.keyClick(names["Supervise"], Qt.Key.Key_Return)
    assert wish.args == [RunMode.SUPERVISED]
    QTest.keyClick(button_named(full.main.places, "History"), Qt.Key.Key_Return)
    assert full.main.history.isVisible()


def test_enter_in_a_field_of_a_dialog_presses_nothing_but_its_default() -> None:
    dialog = QDialog()
    field, discard = QLineEdit(dialog), button("Discard")
    discard.setParent(dialog)
    pressed: list[bool] = []
    discard.clicked.connect(pressed.append)
    dialog.show()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pressed == []
