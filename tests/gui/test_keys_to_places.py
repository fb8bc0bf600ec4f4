"""By keyboard alone: to a place, into it, and on to the next one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.main_window import COACH, LEARNED, STEPS, MainWindow
from tests.gui.conftest import Coached

_SHIFT_ALT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


def focus() -> QWidget:
    there = QApplication.focusWidget()
    assert there is not None
    return there


@pytest.fixture
def main(full: Coached) -> MainWindow:
    full.main.activateWindow()
    return full.main


def test_the_key_of_a_place_takes_the_focus_along_and_tab_enters_it(main: MainWindow) -> None:
    QTest.keyClick(main, Qt.Key.Key_3, _SHIFT_ALT)
    assert main.place == LEARNED
    assert focus().accessibleName() == "Learned"
    for _ in range(8):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        if main.learned.isAncestorOf(focus()):
            return
    raise AssertionError(focus())


def test_the_arrow_keys_go_from_place_to_place(main: MainWindow) -> None:
    main.show_place(COACH)
    main.places.findChildren(QWidget)[0].setFocus()
    QTest.keyClick(main, Qt.Key.Key_1, _SHIFT_ALT)
    QTest.keyClick(focus(), Qt.Key.Key_Down)
    assert (main.place, focus().accessibleName()) == (STEPS, "Steps")


def test_tab_reaches_the_place_that_is_shown_not_another(main: MainWindow) -> None:
    main.show_place(LEARNED)
    main.tool_bar.run_button.setFocus()
    for _ in range(12):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        if main.places.isAncestorOf(focus()):
            break
    assert focus().accessibleName() == "Learned"
