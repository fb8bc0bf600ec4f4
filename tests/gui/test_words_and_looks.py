"""Every closed set has its words, signs and colours; every colour of the style sheet exists."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from app.model.action import ActionKind, Params
from app.model.decision import DecisionKind
from app.model.modes import LearningState, RunMode, RunState, StepStatus
from app.model.resources import resources_folder
from app.model.sentences import describe
from app.ui.looks import badge_ink, decision_look, learning_look, mode_look, result_look, run_look
from app.ui.theme import DARK, LIGHT, Palette, style_sheet
from app.ui.words import action_word, key_word, question_words, sentence
from tests.gui.fake_questions import save_question

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


@pytest.mark.parametrize("kind", list(ActionKind))
def test_a_sentence_reads_as_in_the_record(kind: ActionKind) -> None:
    params = Params(text="x", keys=("ctrl", "s"), seconds=2, clicks_y=1)
    assert sentence(kind, params, "Save", "Invoice") == describe(kind, params, "Save", "Invoice")
    assert action_word(kind)


def test_a_secret_is_called_one() -> None:
    assert sentence(ActionKind.TYPE_TEXT, Params(secret="bank"), "Code", "") == "Type a secret into Code"


def test_an_element_without_a_name_is_called_this_place() -> None:
    assert sentence(ActionKind.CLICK, Params(), "", "") == "Click this place"


def test_a_question_without_values_says_its_own_sentence() -> None:
    assert question_words(replace(save_question(), suggestion=None), "#000") == "Click Save in “Invoice 2041 – Edit”"


def test_a_key_is_written_as_on_the_keyboard() -> None:
    assert key_word("ctrl+shift+f12") == "Ctrl+Shift+F12"


def test_decisions_differ_in_colour_sign_and_word() -> None:
    looks = [decision_look(kind) for kind in DecisionKind]
    for part in range(3):
        assert len({look[part] for look in looks}) == len(looks)


def test_modes_differ_in_colour_name_sign_and_sentence() -> None:
    looks = [mode_look(mode) for mode in RunMode]
    for part in range(4):
        assert len({look[part] for look in looks}) == len(looks)


@PALETTES
def test_every_look_has_a_colour_of_the_palette(palette: Palette) -> None:
    names = [mode_look(mode).colour for mode in RunMode]
    names += [learning_look(state).colour for state in LearningState]
    names += [badge_ink(learning_look(state).colour) for state in LearningState]
    names += [run_look(state, 0, "").colour for state in (*RunState, None)]
    for status in StepStatus:
        names += [result_look(status, decision, False).colour for decision in (*DecisionKind, None)]
    assert all(palette.colour(name).isValid() for name in names)


def test_what_was_not_proved_never_looks_done() -> None:
    look = result_look(StepStatus.UNVERIFIED, DecisionKind.ACCEPT, False)
    assert look.hatched
    assert look.word == "not checked"
    assert run_look(RunState.COMPLETED, 1, "").word == "Finished, not checked"
    assert run_look(RunState.COMPLETED, 0, "").word == "Finished and checked"


def test_silence_and_stop_have_their_own_words() -> None:
    assert result_look(StepStatus.UNANSWERED, None, False).word == "no answer"
    assert result_look(StepStatus.CANCELLED, None, False).word == "stopped"


@PALETTES
def test_the_style_sheet_uses_only_colours_that_exist(palette: Palette) -> None:
    text = (resources_folder() / "style" / "understudy.qss").read_text(encoding="utf-8")
    names = set(re.findall(r"@([a-z_]+)", text))
    assert names - {"check"} <= {field.name for field in fields(Palette)}
    assert "@" not in style_sheet(palette)


@PALETTES
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "surface"),
        ("ink", "ground"),
        ("muted", "surface"),
        ("muted", "ground"),
        ("on_accent", "accent"),
        ("on_strong", "accept"),
        ("on_strong", "reject"),
        ("correct", "raised"),
        ("by_hand", "raised"),
        ("reject", "raised"),
        ("accept", "soft_green"),
        ("correct", "soft_amber"),
        ("by_hand", "soft_blue"),
        ("reject", "soft_red"),
        ("skip", "soft_grey"),
        ("ink", "accent_soft"),
        ("on_strong", "observe"),
        ("on_strong", "coach"),
        ("on_strong", "supervise"),
        ("on_strong", "automatic"),
        ("on_bubble", "bubble"),
        ("rail_ink", "rail"),
    ],
)
def test_words_can_be_read_on_their_ground(palette: Palette, ink: str, ground: str) -> None:
    assert _contrast(palette.colour(ink), palette.colour(ground)) >= 4.5


@PALETTES
def test_an_empty_choice_is_seen_as_a_box_and_a_taken_one_has_its_mark(qtbot: QtBot, palette: Palette) -> None:
    page = QWidget()
    box = QCheckBox("alone", page)
    qtbot.addWidget(page)
    page.setStyleSheet(style_sheet(palette) + f"QWidget {{ background: {palette.surface}; }}")
    page.show()
    assert palette.muted in _colours(box)
    assert _contrast(palette.colour("muted"), palette.colour("surface")) >= 3
    box.setChecked(True)
    assert {palette.accent, palette.on_accent} <= _colours(box)


def _colours(box: QCheckBox) -> set[str]:
    image = box.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(20) for y in range(image.height())}


def _contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
