"""The repair card offers what got out of such a trouble before, and does it after a click only."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.model.advice import Anomaly, RecoveryAct, WayOut
from app.model.decision import Recover
from app.model.suggestion import QuestionKind
from app.settings import Keys
from app.ui.question_page import Decisions
from app.ui.repair_card import RepairButtons
from tests.gui.fake_questions import save_question


def page_of(qtbot: QtBot, **changes: object) -> RepairButtons:
    page = RepairButtons(replace(save_question(QuestionKind.REPAIR), **changes), Keys())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    return page


def test_the_surest_way_out_stands_there_with_its_evidence_and_the_others_beside_it(qtbot: QtBot) -> None:
    page = page_of(qtbot)
    words = [label.text() for label in page.findChildren(QLabel)]
    assert any("“Wait, then look again” helped here 9 of 9 times (at least 77 %, about 4 s)." in text for text in words)
    names = [each.text() for each in page.findChildren(QPushButton)]
    assert "Close “Tip of the day”" in "".join(names)


def test_a_click_is_the_yes_to_just_that(qtbot: QtBot) -> None:
    page = page_of(qtbot)
    said: list[object] = []
    page.answered.connect(said.append)
    press = next(each for each in page.findChildren(QPushButton) if "Tip of the day" in each.toolTip())
    press.click()
    assert said == [Recover(RecoveryAct.CLOSE_POPUP, "Tip of the day")]


def test_without_evidence_it_says_that_there_is_no_recommendation_yet(qtbot: QtBot) -> None:
    words = [label.text() for label in page_of(qtbot, ways=()).findChildren(QLabel)]
    assert not any("helped here" in text for text in words)
    assert "No recommendation yet: one thing has to help here 5 times, nearly every time it is tried." in words
    page = Decisions(replace(save_question(QuestionKind.SUGGESTION), ways=()), Keys())
    qtbot.addWidget(page)
    assert not any("recommendation" in label.text() for label in page.findChildren(QLabel))


def test_the_question_after_a_step_that_failed_offers_what_helped_then(qtbot: QtBot) -> None:
    ways = tuple(
        WayOut(Anomaly.STEP_FAILED, act, "", 8, 8, 0.74, 3.0) for act in (RecoveryAct.STEP_BACK, RecoveryAct.UNDO)
    )
    page = Decisions(replace(save_question(QuestionKind.SUGGESTION), ways=ways), Keys())
    qtbot.addWidget(page)
    said: list[object] = []
    page.answered.connect(said.append)
    for name in ("Repeat the step before", "Undo the step"):
        next(each for each in page.findChildren(QPushButton) if name in each.text()).click()
    assert said == [Recover(RecoveryAct.STEP_BACK), Recover(RecoveryAct.UNDO)]
