from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.model.modes import RunMode
from app.settings import Appearance
from app.ui.mode_switch import ModeButton
from app.ui.theme import Theme


def test_in_a_narrow_window_the_mode_shows_its_name_alone_and_nothing_overlaps(qtbot: QtBot) -> None:
    button = ModeButton(RunMode.COACHING, Theme(Appearance.LIGHT))
    qtbot.addWidget(button)
    button.setChecked(True)
    button.resize(button.sizeHint())
    assert button.shows_sentence
    button.resize(button.width() - 20, button.height())
    assert not button.shows_sentence
