"""What the person thinks of runs and steps, what would have been better, and the export for training."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QMenu, QWidget

from app.model.action import ActionKind
from app.model.coaching import LibraryItem
from app.model.errors import BadInput, StoreProblem
from app.model.feedback import MOST_WORDS, BetterAction, Opinion, Remembered, Standing, Verdict
from app.model.geometry import Box, Point
from app.model.modes import LearningState
from app.model.training import Shared
from app.model.workflow import WorkflowStatus
from app.ui.dialogs.export_training import ExportDialog
from app.ui.main_window import HISTORY
from app.ui.pages.history import HistoryPage
from app.ui.pages.history_better import PointDialog
from app.ui.pages.history_row import RunRow
from app.ui.pages.library_list import LibraryList, Readiness
from app.ui.pages.rating_line import CommentLine, RatingLine
from app.ui.pages.record_card import RecordCard
from app.ui.picture_canvas import PictureCanvas
from app.ui.repair_card import PictureBox
from tests.gui.conftest import Coached, button_named
from tests.gui.fake_services import FakeWorld, past_runs, past_steps

RUN = past_runs()[0].run_id


@pytest.fixture
def history(world: FakeWorld, request: pytest.FixtureRequest) -> HistoryPage:
    """The place with five runs, the second of them rated."""
    runs = past_runs()
    world.history.list_of_runs = (runs[0], replace(runs[1], opinion=Opinion(Verdict.BAD)), *runs[2:])
    world.history.records = past_steps()
    full: Coached = request.getfixturevalue("full")
    full.main.show_place(HISTORY)
    full.worked(lambda: len(full.main.history.findChildren(RecordCard)) == 6)
    full.worked(lambda: _card(full.main.history, 1).better.possible)
    return full.main.history


def _card(history: HistoryPage, number: int) -> RecordCard:
    [card] = [each for each in history.findChildren(RecordCard) if each.record.number == number]
    return card


def _of_run(history: HistoryPage) -> RatingLine:
    cards = {card.rating for card in history.findChildren(RecordCard)}
    [line] = [each for each in history.findChildren(RatingLine) if each not in cards and not each.isHidden()]
    return line


def _said(full: Coached, step_id: str | None) -> Opinion | None:
    remembered = full.world.feedback.given.get((RUN, step_id))
    return remembered.opinion if remembered else None


def _rows(history: HistoryPage) -> list[RunRow]:
    QCoreApplication.processEvents()
    return [row for row in history.findChildren(RunRow) if not row.isHidden()]


def _texts(inside: QWidget) -> list[str]:
    return [label.text() for label in inside.findChildren(QLabel) if label.isVisibleTo(inside)]


def test_a_run_is_rated_with_a_word_or_stars_and_the_list_says_so(history: HistoryPage, full: Coached) -> None:
    full.click("Good", _of_run(history))
    full.worked(lambda: _said(full, None) == Opinion(Verdict.GOOD))
    full.click("2 stars", _of_run(history))
    full.worked(lambda: _said(full, None) == Opinion(stars=2))
    assert button_named(_of_run(history), "Bad").isChecked()
    full.worked(lambda: "You: bad · ★★☆☆☆" in _texts(_rows(history)[0]))


def test_a_word_clicked_again_is_taken_back(history: HistoryPage, full: Coached) -> None:
    full.click("Neutral", _of_run(history))
    full.click("Neutral", _of_run(history))
    full.worked(lambda: _said(full, None) == Opinion())
    assert not button_named(_of_run(history), "Neutral").isChecked()


def test_a_comment_is_kept_beside_the_rating(history: HistoryPage, full: Coached) -> None:
    line = _card(history, 1).rating
    full.click("Good", line)
    full.click("Comment…", line)
    line.comment.field.setText("Zoë’s field 漢 \U0001f600")
    QTest.keyClick(line.comment.field, Qt.Key.Key_Return)
    full.worked(lambda: _said(full, "s1") == Opinion(Verdict.GOOD, comment="Zoë’s field 漢 \U0001f600"))
    assert not line.comment.isVisibleTo(line)
    assert line.more.text() == "“Zoë’s field 漢 \U0001f600”"


def test_a_huge_comment_is_refused_in_words_and_nothing_is_cut(history: HistoryPage, full: Coached) -> None:
    line = _of_run(history).comment
    line.field.setText("x" * (MOST_WORDS + 7))
    assert line.problem == "2007 characters are too many: 2000 are kept. Shorten it."
    assert not line.keep.isEnabled()
    QTest.keyClick(line.field, Qt.Key.Key_Return)
    assert full.world.feedback.given == {}
    line.field.setText("x" * MOST_WORDS)
    assert line.keep.isEnabled()


def test_a_rating_that_cannot_be_kept_is_told_and_not_shown(history: HistoryPage, full: Coached) -> None:
    full.world.feedback.fail = StoreProblem("Ledger", "the disk is full", "Free some space.")
    full.click("Good", _of_run(history))
    full.worked(lambda: any("the disk is full" in text for text in _texts(full.main)))
    assert not button_named(_of_run(history), "Good").isChecked()


def test_the_filter_by_rating_shows_those_runs_only(history: HistoryPage) -> None:
    counts = {}
    for place in range(history.opinion_filter.count()):
        history.opinion_filter.setCurrentIndex(place)
        counts[history.opinion_filter.currentText()] = len(_rows(history))
    assert counts == {"All ratings": 5, "Rated good": 0, "Rated neutral": 0, "Rated bad": 1, "Not rated": 4}


def _choose(history: HistoryPage, card: RecordCard, words: str) -> None:
    button_named(card, "It should have…").click()
    [menu] = card.better.findChildren(QMenu)
    [action] = [each for each in menu.actions() if each.text() == words]
    action.trigger()
    menu.close()


def test_it_should_have_acted_elsewhere_is_shown_on_the_stored_picture_and_taught_by_one_click(
    history: HistoryPage, full: Coached
) -> None:
    card = _card(history, 1)
    _choose(history, card, "Acted at another place…")
    [dialog] = card.better.findChildren(PointDialog)
    dialog.canvas.drawn.emit(Box(700, 500, 60, 20))
    before = card.record.before
    assert before is not None
    better = BetterAction(before.image, Point(730, 510), Box(700, 500, 60, 20))
    full.worked(lambda: _said(full, "s1") == Opinion(better=better))
    full.worked(lambda: card.better.isVisibleTo(card))
    assert "It should have: another place" in _texts(card)
    full.click("Teach this", card)
    full.worked(lambda: full.world.feedback.taught == ["f1"])
    full.worked(lambda: button_named(card, "Teach this").text() == "Taught")
    assert not button_named(card, "Teach this").isEnabled()


def test_it_should_have_clicked_otherwise_keeps_the_rating(history: HistoryPage, full: Coached) -> None:
    card = _card(history, 5)
    _choose(history, card, "Done: Double-click")
    full.worked(lambda: _said(full, "s5") == Opinion(better=BetterAction(action=ActionKind.DOUBLE_CLICK)))
    typing = _card(history, 1)
    full.click("Bad", typing.rating)
    _choose(history, typing, "Acted at another place…")
    [dialog] = typing.better.findChildren(PointDialog)
    dialog.reject()
    full.worked(lambda: _said(full, "s1") == Opinion(Verdict.BAD))


def test_what_cannot_be_taught_is_told(history: HistoryPage, full: Coached) -> None:
    card = _card(history, 5)
    _choose(history, card, "Done: Double-click")
    full.worked(lambda: _said(full, "s5") is not None)
    full.worked(lambda: card.better.isVisibleTo(card))
    full.world.feedback.fail = BadInput("The better place", "the picture is gone", "Point to it in the next run.")
    full.click("Teach this", card)
    full.worked(lambda: any("the picture is gone" in text for text in _texts(full.main)))


def test_a_secret_step_offers_no_other_text(history: HistoryPage) -> None:
    card = _card(history, 1)
    secret = RecordCard(replace(card.record, secret=True), history._theme)
    assert not secret.better._types
    assert card.better._types
    secret.deleteLater()


def test_at_its_narrowest_no_picture_of_the_history_is_cut(history: HistoryPage, full: Coached) -> None:
    full.main.resize(980, 600)
    QCoreApplication.processEvents()
    assert full.main.width() == 980
    for card in history.findChildren(RecordCard):
        seen = card.visibleRegion().boundingRect()
        for picture in card.findChildren(PictureBox):
            left = picture.mapTo(card, QPoint(0, 0)).x()
            assert left + picture.width() <= card.width()
            assert picture.width() >= 170
        if not seen.isEmpty():
            assert seen.width() == card.width(), "the card is wider than its place"


def test_the_canvas_points_and_draws_by_mouse_and_keyboard(full: Coached) -> None:
    canvas = PictureCanvas(full.windows.parts.theme, "Picture")
    full.bot.addWidget(canvas)
    canvas.resize(400, 200)
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(0)
    canvas.show_picture(image)
    canvas.show()
    points, boxes = list[Point](), list[Box]()
    canvas.pointed.connect(points.append)
    canvas.drawn.connect(boxes.append)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 50))
    assert points == [Point(50, 25)]
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 50))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(40, 90))
    assert boxes == [Box(20, 25, 30, 20)]
    canvas.show_picture(image)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(canvas, key)
    assert boxes[1:] == [Box(100, 50, 2, 1)]
    QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert points[1:] == [Point(92, 51)]


@pytest.fixture
def export(history: HistoryPage, full: Coached) -> ExportDialog:
    """The dialog, opened from the history, with its preview."""
    full.click("Export for training…", history)
    full.worked(lambda: bool(full.main.findChildren(ExportDialog)))
    [dialog] = full.main.findChildren(ExportDialog)
    full.worked(lambda: dialog.pictures.current is not None)
    return dialog


def test_the_export_shows_first_what_it_would_write_with_nothing_personal(export: ExportDialog, full: Coached) -> None:
    assert full.world.training.wished[-1].workflows == ("w1",)
    assert full.world.training.wished[-1].shared == Shared()
    assert "3 examples of 2 runs: 3 right places, 0 wrong ones." in _texts(export)
    assert not export.write.isEnabled(), "there is no folder yet"
    words = [box.accessibleName() for box in export.words.findChildren(QCheckBox)]
    assert words == ["Typed texts", "Window titles", "Your comments", "Your name"]
    assert not any(box.isChecked() for box in export.words.findChildren(QCheckBox))


def test_what_is_painted_over_goes_along_and_can_be_taken_back(export: ExportDialog, full: Coached) -> None:
    first = export.pictures.current
    assert first is not None
    export.pictures.canvas.drawn.emit(Box(10, 10, 50, 50))
    full.click("In all pictures", export)
    assert len(export.pictures.masks) == 3
    full.click("Take back", export)
    assert len(export.pictures.masks) == 2
    export.pictures.canvas.drawn.emit(first.boxes[0])
    full.worked(lambda: "Left out 1 ×: its place is painted over" in " ".join(_texts(export)))


def test_it_is_written_with_what_was_chosen(export: ExportDialog, full: Coached, tmp_path: Path) -> None:
    [titles] = [box for box in export.words.findChildren(QCheckBox) if box.accessibleName() == "Window titles"]
    titles.setChecked(True)
    export.folder.setText(str(tmp_path / "out"))
    export.write.click()
    full.worked(lambda: tmp_path / "out" in full.world.training.written)
    assert full.world.training.written[tmp_path / "out"].shared == Shared(titles=True)
    full.worked(lambda: "The data set was written." in _texts(full.main))


def test_a_folder_that_cannot_be_used_is_told_in_the_dialog_and_nothing_is_lost(
    export: ExportDialog, full: Coached, tmp_path: Path
) -> None:
    full.world.training.fail = BadInput("Export out", "there is something already", "Choose a folder that is new.")
    export.folder.setText(str(tmp_path))
    export.write.click()
    full.worked(lambda: any("there is something already" in text for text in _texts(export)))
    full.world.training.fail = None
    export.write.click()
    full.worked(lambda: tmp_path in full.world.training.written)


def test_cancel_ends_the_writing_first_and_closes_then(export: ExportDialog, full: Coached, tmp_path: Path) -> None:
    full.world.training.patience = Event()
    export.folder.setText(str(tmp_path))
    export.write.click()
    QCoreApplication.processEvents()
    button_named(export, "Cancel").click()
    full.worked(lambda: export.write.isEnabled())
    assert full.world.training.written == {}
    assert export.isVisible()
    button_named(export, "Cancel").click()
    full.worked(lambda: not full.main.findChildren(ExportDialog))


def test_without_a_workflow_there_is_nothing_to_export(export: ExportDialog, full: Coached) -> None:
    for box in export.workflows.findChildren(QCheckBox):
        box.setChecked(False)
    export.folder.setText("/somewhere")
    assert not export.write.isEnabled()
    full.worked(lambda: "No picture would be exported." in _texts(export))


def _item(**values: object) -> LibraryItem:
    item = LibraryItem("w1", "Invoice", WorkflowStatus.DRAFT, LearningState.COACHING, 6, 14, 4)
    return replace(item, **values)  # type: ignore[arg-type]


def test_the_library_says_the_word_of_a_workflow_and_the_sum_behind_it(full: Coached) -> None:
    made = LibraryList(full.windows.parts.theme)
    full.bot.addWidget(made)
    approved = Standing(25, 0, 0.9, 1.0, WorkflowStatus.APPROVED)
    made.show_items([_item(standing=approved)], "w1")
    assert "approved" in _texts(made.rows[0])
    assert made.rows[0].toolTip() == "25 of 25 runs went well: at least 90 in 100 do, at most 100"
    made.show_items([_item()], "w1")
    assert "draft" in _texts(made.rows[0])
    assert made.rows[0].toolTip() == "No run has shown yet how good it is"


def test_the_confidence_by_ratings_is_shown_once_there_are_some(full: Coached) -> None:
    made, ready = Readiness(), full.world.library.ready("w1")
    full.bot.addWidget(made)
    made.show_item(_item(ready=ready))
    assert not [text for text in _texts(made) if "ratings" in text]
    made.show_item(_item(confidence=0.35, withheld=True, ready=ready))
    [words] = [text for text in _texts(made) if "ratings" in text]
    assert words.startswith("By your ratings: confidence 0.35. You called the last rated run bad")


def test_every_control_of_the_feedback_has_a_name_and_a_tooltip(history: HistoryPage, export: ExportDialog) -> None:
    for inside in (*history.findChildren(RecordCard), _of_run(history), export):
        for made in inside.findChildren(QAbstractButton):
            assert made.accessibleName(), made
            assert made.toolTip(), made.accessibleName()


def test_what_was_said_before_is_shown_again(full: Coached) -> None:
    record = past_steps()[0]
    said = Opinion(Verdict.NEUTRAL, comment="so so", better=BetterAction(text="1284.50"))
    card = RecordCard(replace(record, remembered=Remembered("f9", said, taught=True)), full.windows.parts.theme)
    full.bot.addWidget(card)
    assert button_named(card, "Neutral").isChecked()
    assert "It should have: the text “1284.50”" in _texts(card)
    assert [line.field.text() for line in card.findChildren(CommentLine)] == ["so so"]
    assert button_named(card, "Teach this").text() == "Taught"
