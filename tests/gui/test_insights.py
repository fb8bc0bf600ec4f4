"""The Insights place: figures in words, charts, filters, and files that can be saved."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDateEdit, QLabel, QWidget

from app.learning.insights_tables import tables
from app.model.errors import StoreProblem
from app.model.feedback import FeedbackStats
from app.model.insights import Effort, Insights, Wanted
from app.settings import Appearance
from app.ui.main_window import INSIGHTS
from app.ui.pages.insights import InsightsPage
from app.ui.pages.insights_filter import today
from app.ui.pages.insights_panels import Panels
from app.ui.pages.insights_plans import agreement_plan
from app.ui.pages.insights_words import facts, minutes_fact
from tests.gui.conftest import Coached, button_named
from tests.gui.fake_insights import months_of_coaching


@pytest.fixture
def page(full: Coached) -> InsightsPage:
    """The place with months of coaching in it."""
    full.world.insights.found = months_of_coaching()
    full.main.show_place(INSIGHTS)
    full.worked(lambda: full.main.insights.panels is not None)
    return full.main.insights


@pytest.fixture
def asked_for(page: InsightsPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The person chooses this folder, and takes the names that are proposed."""

    def chosen(parent: QWidget, name: str, kinds: str) -> str:
        return str(tmp_path / name) if kinds else str(tmp_path)

    monkeypatch.setattr(page, "_ask", chosen)
    return tmp_path


def panels_of(page: InsightsPage) -> Panels:
    assert isinstance(page.panels, Panels)
    return page.panels


def test_the_library_for_charts_is_not_imported_before_the_place_is_shown() -> None:
    code = "import sys, app.bootstrap, app.ui.main_window; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_an_empty_place_says_in_words_what_will_be_there(full: Coached) -> None:
    full.main.show_place(INSIGHTS)
    page = full.main.insights
    full.worked(lambda: "Nothing to tell yet" in page.note.text())
    assert page.panels is None
    assert not button_named(page, "Save as CSV…").isEnabled()


def test_big_figures_come_with_one_plain_sentence_each(page: InsightsPage) -> None:
    questions, answers, watched, minutes = page.cards
    assert questions.sentence.text() == "It asked 3.2 times a run, before 9.3."
    assert answers.sentence.text().startswith("You accepted 558 of 670 suggestions")
    assert watched.figure.text() == "38 / 40"
    assert "between 83 % and 99 %" in watched.sentence.text()
    assert "24 of its 414 acts are not counted" in minutes.sentence.text()
    assert minutes.accessibleName().startswith(minutes.figure.text())


def test_minutes_saved_are_not_made_up() -> None:
    told = minutes_fact(Effort(answering=60.0, acts=5, unknown=5))
    assert told.figure == "–"
    assert "a time nobody knows" in told.sentence
    assert [fact.figure for fact in facts(Insights(Wanted()))] == ["–"] * 4


def test_agreement_is_drawn_over_time_with_its_interval(page: InsightsPage) -> None:
    shown = panels_of(page)
    assert "95 % certainty" in shown.agreement.sentence.text()
    [line] = agreement_plan(months_of_coaching()).lines
    assert (len(line.x), line.bars) == (len(line.low), True)
    assert line.told[0].endswith(": 5 of 6, so between 44 and 97 %")
    assert all(low <= share <= high for low, share, high in zip(line.low, line.y, line.high, strict=True))
    plot = shown._agreement._plot
    assert plot is not None
    assert [type(item).__name__ for item in plot.items()].count("ErrorBarItem") == 1


def test_each_chart_can_be_heard_and_has_a_title(page: InsightsPage) -> None:
    for panel in panels_of(page).all:
        assert panel.title
        assert panel.menu_button.accessibleName() == f"Save “{panel.title}”…"
    assert panels_of(page)._questions.accessibleDescription().startswith("How many questions")


def test_a_step_that_fell_is_shown_first_with_its_alarm(page: InsightsPage) -> None:
    shown = panels_of(page)
    assert shown.step.currentText().endswith("5. Click Save")
    assert "(1)" in shown.scores.sentence.text()
    shown.step.setCurrentIndex(1)
    assert "No alarm" in shown.scores.sentence.text()


def test_workflow_and_days_can_be_chosen(full: Coached, page: InsightsPage) -> None:
    asked = full.world.insights.asked
    assert asked[-1] == Wanted()
    page.filter.workflow.setCurrentIndex(1)
    full.worked(lambda: asked[-1] == Wanted("w1"))
    button_named(page, "The last 30 days").click()
    full.worked(lambda: asked[-1] == Wanted("w1", today() - timedelta(days=29), today()))
    page.filter.since.setDate(QDate(2026, 11, 5))
    page.filter.until.setDate(QDate(2026, 11, 1))
    full.worked(lambda: str(asked[-1].since) == "2026-11-01" and str(asked[-1].until) == "2026-11-05")
    button_named(page, "Everything that was recorded").click()
    full.worked(lambda: asked[-1] == Wanted("w1"))


def test_days_without_anything_say_so(full: Coached, page: InsightsPage) -> None:
    full.world.insights.found = Insights(Wanted())
    button_named(page, "The last 7 days").click()
    full.worked(lambda: page.note.isVisible() and "Choose others" in page.note.text())
    assert not panels_of(page).isVisible()


def test_one_table_is_saved_number_by_number(full: Coached, page: InsightsPage, asked_for: Path) -> None:
    panels_of(page).save.emit("questions", "csv")
    full.worked(lambda: bool(full.world.insights.saved))
    [(path, data)] = full.world.insights.saved.items()
    assert path == asked_for / "questions.csv"
    rows = list(csv.reader(io.StringIO(data.decode())))
    assert rows[0] == ["day from", "runs", "questions", "questions per run"]
    assert len(rows) == 1 + len(months_of_coaching().runs)


def test_every_panel_can_be_saved_as_a_table(full: Coached, page: InsightsPage, asked_for: Path) -> None:
    shown = panels_of(page)
    for panel in shown.all:
        panel.save.emit(panel.table, "csv")
    full.worked(lambda: len(full.world.insights.saved) == len(shown.all))


def test_each_chart_and_the_whole_page_are_saved_as_pictures(
    full: Coached, page: InsightsPage, asked_for: Path
) -> None:
    panels_of(page).save.emit("risk-coverage", "png")
    button_named(page, "Save as picture…").click()
    full.worked(lambda: len(full.world.insights.saved) == 2)
    one, whole = (QImage.fromData(data) for data in full.world.insights.saved.values())
    assert one.width() > 200
    assert whole.height() > one.height()


def test_all_tables_are_saved_into_a_folder(full: Coached, page: InsightsPage, asked_for: Path) -> None:
    button_named(page, "Save as CSV…").click()
    names = {asked_for / f"{each.name}.csv" for each in tables(months_of_coaching())} | {asked_for / "feedback.csv"}
    full.worked(lambda: set(full.world.insights.saved) == names)


def test_a_folder_that_takes_no_file_is_named_with_what_to_do(
    full: Coached, page: InsightsPage, asked_for: Path
) -> None:
    full.world.insights.fail = StoreProblem(f"File {asked_for / 'x'}", "Read-only file system", "Choose another.")
    panels_of(page).save.emit("questions", "csv")
    full.worked(full.main.banner.isVisible)
    assert str(asked_for) in full.main.banner.accessibleName() + "".join(
        label.text() for label in full.main.banner.findChildren(QWidget) if hasattr(label, "text")
    )


def test_feedback_is_counted_or_its_place_says_how_to_give_some(full: Coached, page: InsightsPage) -> None:
    shown = panels_of(page)
    assert "not rated" in shown.feedback.empty.text()
    full.world.feedback.counted = FeedbackStats(12, 7, 2, 3, 4, 8)
    full.main.show_place(INSIGHTS)
    full.worked(lambda: not shown.feedback.empty.text())
    assert "58 %" in [label.text() for label in shown.feedback.findChildren(QLabel)]


def test_every_control_beside_the_charts_has_a_name_and_a_tool_tip(page: InsightsPage) -> None:
    controls = [*page.findChildren(QAbstractButton), *page.findChildren(QComboBox), *page.findChildren(QDateEdit)]
    mine = [made for made in controls if made.isVisible() and made.focusPolicy() is not Qt.FocusPolicy.NoFocus]
    assert len(mine) > 15
    assert [made for made in mine if not (made.accessibleName() and made.toolTip())] == []


def test_charts_follow_the_theme(full: Coached, page: InsightsPage) -> None:
    before = panels_of(page)._questions.image().pixelColor(5, 5)
    full.windows.parts.theme.choose(Appearance.DARK)
    after = panels_of(page)._questions.image().pixelColor(5, 5)
    full.windows.parts.theme.choose(Appearance.LIGHT)
    assert before.lightness() > 200 > 80 > after.lightness()


def test_what_is_read_too_late_for_another_wish_is_not_shown(page: InsightsPage) -> None:
    late = replace(months_of_coaching(), wanted=Wanted("another"), decisions=())
    shown = page.cards[1].figure.text()
    page._show((late, None))
    assert page.cards[1].figure.text() == shown
