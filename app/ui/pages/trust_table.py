"""The trust table: each step with its last outcomes, what they prove, and the way to let it act alone."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QDateEdit, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.learning.corrections import effective
from app.learning.permission import why_always_asks
from app.learning.progress import alone_count, odds_line, trust_line
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.lesson import StepName
from app.model.sentences import step_sentence
from app.model.workflow import Step
from app.ui.buttons import button, labelled
from app.ui.learned_view import LearnedView
from app.ui.learning_services import Lessons
from app.ui.outcome_dots import OutcomeDots
from app.ui.pages.learned import ListSection
from app.ui.queries import Queries
from app.ui.services import Library
from app.ui.theme import Theme

BUTTON = 150
"""Pixels of width, so that the dots of all rows line up."""


class TrustTable(ListSection):
    """Today's, or as it was at the end of an earlier day; only today's can be changed."""

    failed = Signal(object)

    def __init__(
        self, theme: Theme, queries: Queries, library: Library, lessons: Lessons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, spacing=4)
        self.title = self.tr("Trust")
        self._theme = theme
        self._queries = queries
        self._library = library
        self._lessons = lessons
        self._view: LearnedView | None = None
        self.rows: list[TrustRow] = []
        self.day = QDateEdit(QDate.currentDate())
        self.day.setCalendarPopup(True)
        self.day.setMaximumDate(QDate.currentDate())
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(self.tr("As it was on"))
        self.day.setToolTip(self.tr("What was known at the end of this day"))
        self.day.dateChanged.connect(self._look_back)
        self.lay_out(labelled(self.tr("As it was on"), "muted"), self.day)

    def show_view(self, view: LearnedView) -> None:
        """The steps of this workflow."""
        self._view = view
        self._look_back()

    @Slot()
    def _look_back(self) -> None:
        view, day = self._view, self.day.date()
        if view is None:
            return
        if day >= QDate.currentDate():
            self._fill(view.knowledge, changing=True)
            return
        moment = datetime.combine(date(day.year(), day.month(), day.day()), time.max).astimezone()
        lessons, workflow_id = self._lessons, view.workflow.id
        self._queries.ask(
            self,
            lambda: lessons.knowledge_at(workflow_id, moment),
            lambda known: self._fill(known, changing=False) if self.day.date() == day else None,
            self.failed.emit,
        )

    def _fill(self, knowledge: Knowledge, changing: bool) -> None:
        view = self._view
        assert view is not None
        steps = view.workflow.steps
        self.rows = [self._row(number, step, knowledge.step(step.id), changing) for number, step in enumerate(steps, 1)]
        self.fill(self.rows)
        alone = alone_count(view.workflow, knowledge, *view.bar)
        enabled = sum(step.enabled for step in steps)
        words = self.tr("{alone} of {count} steps may act alone.")
        self._words.setText(words.format(alone=alone, count=enabled))

    def _row(self, number: int, step: Step, known: StepKnowledge, changing: bool) -> TrustRow:
        view = self._view
        assert view is not None
        name = StepName(view.workflow.id, view.workflow.name, step.id, number, step_sentence(step))
        proof = odds_line(known, view.bar.rules, view.bar.now) if known.right + known.wrong else ""
        asks = why_always_asks(effective(step, known), known)
        row = TrustRow(name, known, trust_line(known, *view.bar, step), proof, self._theme)
        row.offer(changing and not (asks and not known.vouched and step.expect.empty))
        library = self._library
        row.vouched.connect(lambda on: self.wanted.emit(lambda: library.vouch(name.workflow_id, step.id, on)))
        return row


class TrustRow(QFrame):
    """One step; `vouched` carries whether it may act alone from now on by the person's word."""

    vouched = Signal(bool)

    def __init__(
        self, name: StepName, known: StepKnowledge, record: str, proof: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        heading = f"{name.number} · {name.sentence}"
        self.setAccessibleName(heading)
        self._vouched = known.vouched
        self._button = self._make_button(heading)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(labelled(heading, "strong", wrap=True))
        texts.addWidget(labelled(record, "small", wrap=True))
        if proof:
            texts.addWidget(labelled(proof, "small", wrap=True))
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 12, 8)
        line.setSpacing(14)
        line.addLayout(texts, 1)
        line.addWidget(OutcomeDots(theme, known.recent))
        line.addWidget(self._button)

    def offer(self, changing: bool) -> None:
        """Whether it can be changed here."""
        self._button.setEnabled(changing)

    def _make_button(self, heading: str) -> QPushButton:
        if self._vouched:
            words, tip = self.tr("Let it ask"), self.tr("Take back that this step may act alone")
        else:
            words, tip = (
                self.tr("Let it act alone"),
                self.tr("You say that this step may act alone; one wrong act ends it"),
            )
        made = button(words, tip=tip, name=f"{words}: {heading}")
        made.setMinimumWidth(BUTTON)
        made.clicked.connect(lambda: self.vouched.emit(not self._vouched))
        return made
