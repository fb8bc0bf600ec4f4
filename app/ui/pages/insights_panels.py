"""The charts and tables of Insights, two abreast; imported with the drawing library when they are first needed."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QWidget

from app.learning.ranking import interval
from app.model.feedback import FeedbackStats
from app.model.insights import Insights, LocatorRecord, RunFigures, StepScores
from app.ui.pages.insights_cards import Grid, Panel
from app.ui.pages.insights_chart import Chart
from app.ui.pages.insights_plans import (
    Line,
    Plan,
    agreement_plan,
    answers_plan,
    cost_names,
    cost_plan,
    locator_names,
    questions_plan,
    risk_plan,
    score_plan,
)
from app.ui.pages.insights_words import formula, lasting, percent, risk_sentence
from app.ui.theme import Theme

LOCATORS = {
    "text": "Text",
    "picture": "Picture",
    "accessibility": "Accessibility",
    "place": "Place",
    "pointed": "Pointed",
}


class Panels(QWidget):
    """Shows one reading; `save` carries the table's name and the kind of file."""

    save = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: Insights | None = None
        self._make()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        for place, panel in enumerate(self.all):
            panel.save.connect(self.save)
            self._grid.addWidget(panel, place // 2, place % 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.step.currentIndexChanged.connect(self._show_score)
        self.cost.currentIndexChanged.connect(self._show_cost)

    def _make(self) -> None:
        self.answers, self._answers = self._charted("answers", self.tr("Your answers"))
        self.questions, self._questions = self._charted("questions", self.tr("Questions a run"))
        title = self.tr("Watching you: where it agreed")
        self.agreement, self._agreement = self._charted("agreement-over-time", title)
        self.scores, self._scores = self._charted("match-score", self.tr("How surely it finds"))
        self.risks, self._risks = self._charted("risk-coverage", self.tr("Only the surest suggestions"))
        self.costs, self._costs = self._charted("runs", self.tr("What runs cost"))
        self.locators = Panel("locators", self.tr("Right and wrong, by what found it"))
        header = (self.tr("found by"), self.tr("right"), self.tr("wrong"), self.tr("proves"), self.tr("alone"))
        self._locators = Grid(header)
        self.locators.body.addWidget(self._locators)
        self.minutes = Panel("minutes", self.tr("Minutes taught, minutes saved"))
        self._minutes = Grid(("", self.tr("time")))
        self.minutes.body.addWidget(self._minutes)
        self.feedback = Panel("feedback", self.tr("Your feedback"))
        self._feedback = Grid(("", self.tr("count")))
        self.feedback.body.addWidget(self._feedback)
        self.step = _choice(self.scores, self.tr("Step"))
        self.cost = _choice(self.costs, self.tr("Figure of a run"))
        for figure, name in cost_names().items():
            self.cost.addItem(name, figure)
        self.all = (
            *(self.questions, self.answers, self.minutes, self.locators, self.agreement),
            *(self.scores, self.risks, self.costs, self.feedback),
        )

    def _charted(self, table: str, title: str) -> tuple[Panel, Chart]:
        panel, chart = Panel(table, title), Chart(self._theme)
        panel.body.addWidget(chart)
        return panel, chart

    def show_found(self, found: Insights, feedback: FeedbackStats | None) -> None:
        """Draw everything anew."""
        self._found = found
        answered = self.tr("green: accepted, amber: corrected; the rest was skipped, rejected or done by hand")
        none = self.tr("No suggestion was answered in this time.")
        self._draw(self.answers, self._answers, answers_plan(found), answered, none)
        none = self.tr("No run has ended in this time.")
        self._draw(self.questions, self._questions, questions_plan(found), "", none)
        none = self.tr("It has not watched you work in this time (mode Observe).")
        sure = self.tr("The true share lies within the pale bars or band, with 95 % certainty; wide ones: few acts.")
        self._draw(self.agreement, self._agreement, agreement_plan(found), sure, none)
        none = self.tr("Nobody has said yet whether a suggestion was right.")
        self._draw(self.risks, self._risks, risk_plan(found), risk_sentence(found.risks), none)
        self._show_locators(found)
        self._show_minutes(found)
        self._show_steps(found)
        self._show_cost()
        self._show_feedback(feedback)

    def image_of(self, table: str) -> QImage | None:
        """The panel of this table as it looks."""
        return next((panel.image() for panel in self.all if panel.table == table), None)

    @staticmethod
    def _draw(panel: Panel, chart: Chart, plan: Plan, sentence: str, none: str) -> None:
        there = any(len(line.x) for line in plan.lines)
        chart.setVisible(there)
        if there:
            chart.show_plan(plan)
        panel.say(sentence if there else "", "" if there else none)

    def _show_locators(self, found: Insights) -> None:
        rows = [_locator(each) for each in found.locators if each.people.of or each.alone.of]
        self._locators.setVisible(bool(rows))
        self._locators.show_rows(rows)
        self.locators.say(
            self.tr(
                "“Proves”: the share right lies in there, with 95 % certainty. “Alone”: its own checks, never proof."
            )
            if rows
            else "",
            "" if rows else self.tr("Nobody has said yet whether a place was right."),
        )

    def _show_minutes(self, found: Insights) -> None:
        spent = found.effort
        rows = [
            (self.tr("You taught"), lasting(spent.taught)),
            (self.tr("It saved you"), "–" if spent.acts and spent.acts == spent.unknown else lasting(spent.saved)),
            (self.tr("Acts done alone and checked"), str(spent.acts)),
            (self.tr("of these with unknown time"), str(spent.unknown)),
        ]
        self._minutes.show_rows(rows)
        self.minutes.say(formula(spent))

    # --- one step

    def _show_steps(self, found: Insights) -> None:
        chosen = self.step.currentData()
        self.step.blockSignals(True)
        self.step.clear()
        one = len({each.workflow_id for each in found.steps}) == 1
        for each in sorted(found.steps, key=_fall):
            name = found.step_name(each.workflow_id, each.step_id)
            self.step.addItem(
                name if one else f"{found.name_of(each.workflow_id)} · {name}", (each.workflow_id, each.step_id)
            )
        there = [self.step.itemData(row) for row in range(self.step.count())]
        self.step.setCurrentIndex(there.index(chosen) if chosen in there else 0)
        self.step.blockSignals(False)
        self.step.setVisible(bool(there))
        self._show_score()

    @Slot()
    def _show_score(self) -> None:
        found, chosen = self._found, self.step.currentData()
        if found is None:
            return
        step = next((each for each in found.steps if (each.workflow_id, each.step_id) == chosen), None)
        none = self.tr("No step was done and checked in this time.")
        plan = score_plan(found, step) if step else Plan((Line("", "accent", (), ()),), "", "", "")
        alarms = sum(len(line.x) for line in plan.lines if line.dots)
        words = self.tr("red: you were told that it no longer looks as taught ({n})").format(n=alarms) if alarms else ""
        self._draw(self.scores, self._scores, plan, words or self.tr("No alarm was given for this step."), none)

    @Slot()
    def _show_cost(self) -> None:
        found = self._found
        if found is None:
            return
        self.cost.setVisible(bool(found.figures))
        words = self._last_run(found.figures[-1]) if found.figures else ""
        none = self.tr("No run has ended in this time.")
        self._draw(self.costs, self._costs, cost_plan(found, self.cost.currentData()), words, none)

    def _last_run(self, last: RunFigures) -> str:
        words = self.tr("The last run: {seconds}, {frames} pictures, {memory} MiB, {cpu} s of processor time.")
        return words.format(
            seconds=lasting(last.seconds),
            frames=last.frames,
            memory=round(last.peak_rss_mib),
            cpu=f"{last.cpu_seconds:.1f}",
        )

    def _show_feedback(self, stats: FeedbackStats | None) -> None:
        self.feedback.setVisible(stats is not None)
        if stats is None:
            return
        rate = "–" if stats.good_rate is None else percent(stats.good_rate)
        rows = [
            (self.tr("all"), str(stats.total)),
            (self.tr("good"), str(stats.good)),
            (self.tr("neutral"), str(stats.neutral)),
            (self.tr("bad"), str(stats.bad)),
            (self.tr("good among the rated"), rate),
            (self.tr("exported"), str(stats.exported)),
            (self.tr("waiting to be exported"), str(stats.pending)),
        ]
        self._feedback.setVisible(bool(stats.total))
        self._feedback.show_rows(rows)
        none = self.tr("You have not rated a run or a step yet. History has the stars.")
        self.feedback.say(stats.problem, "" if stats.total else none)


def _choice(panel: Panel, name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setMaximumWidth(330)
    line = QHBoxLayout()
    line.addWidget(made)
    line.addStretch(1)
    panel.body.insertLayout(0, line)
    return made


def _fall(step: StepScores) -> tuple[float, str, str]:
    """The step whose score fell most comes first."""
    return step.then[-1].score - max(then.score for then in step.then), step.workflow_id, step.step_id


def _locator(record: LocatorRecord) -> tuple[str, ...]:
    low, high = interval(record.people.right, record.people.of)
    proves = f"{percent(low)} – {percent(high)}" if record.people.of else "–"
    alone = f"{record.alone.right} / {record.alone.of}" if record.alone.of else "–"
    return (
        locator_names().get(record.locator, record.locator),
        str(record.people.right),
        str(record.people.wrong),
        proves,
        alone,
    )
