"""The History place: past runs with their result words; each step before – where clicked – after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import shiboken6
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.model.coaching import RunSummary, StepRecord
from app.model.errors import UserError
from app.model.feedback import About, Opinion, Remembered
from app.ui.buttons import button, labelled
from app.ui.focus_line import FocusLine
from app.ui.learning_services import Feedback
from app.ui.looks import mode_look, run_look
from app.ui.pages.history_filter import OpinionFilter
from app.ui.pages.history_row import RunRow
from app.ui.pages.rating_line import RatingLine
from app.ui.pages.record_card import RecordCard
from app.ui.queries import Queries
from app.ui.scrolling import scrolling
from app.ui.services import History, Library
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme


class HistoryPage(QWidget):
    """Reads on the worker; the filters narrow by workflow, mode and result word, and by what the person thinks.

    `export` asks for the dialog that exports for training; it carries the workflow of the run that is shown.
    """

    failed = Signal(object)
    coach = Signal()
    export = Signal(str)
    opinion_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        queries: Queries,
        history: History,
        library: Library,
        feedback: Feedback,
        pictures: StepPictures,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._theme = theme
        self._queries = queries
        self._history = history
        self._library = library
        self._feedback = feedback
        self._pictures = pictures
        self._runs: tuple[RunSummary, ...] = ()
        self._rows: list[RunRow] = []
        self._current = ""
        self._build()
        self._show_runs(())

    def _build(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter runs…"))
        self.filter.setAccessibleName(self.tr("Filter runs"))
        self.filter.setToolTip(self.tr("Workflow, mode or result (Ctrl+F)"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._filter_changed)
        self.opinion_filter = OpinionFilter()
        self.opinion_filter.currentIndexChanged.connect(self._filter_changed)
        self._list = QVBoxLayout()
        self._list.setSpacing(3)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.addStretch(1)
        side = QFrame()
        side.setProperty("surface", "side")
        side.setFixedWidth(330)
        column = QVBoxLayout(side)
        column.setContentsMargins(10, 14, 10, 10)
        column.addWidget(labelled(self.tr("RUNS"), "section"))
        column.addWidget(self.filter)
        column.addWidget(self.opinion_filter)
        scroll = scrolling(self._list)
        self._walk = FocusLine(scroll)
        column.addWidget(scroll, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(side)
        line.addLayout(self._detail(), 1)

    def _detail(self) -> QVBoxLayout:
        self._title = labelled("", "heading", wrap=True)
        self._reason = labelled("", "muted", wrap=True)
        self._export = button(
            self.tr("Export for training…"),
            "quiet",
            self.tr("Look at what would be exported, then write it to a folder"),
        )
        self._export.clicked.connect(self._ask_export)
        self._go = button(self.tr("Go to Coach"), "primary")
        self._go.clicked.connect(self.coach)
        self._records = QVBoxLayout()
        self._records.setSpacing(8)
        self._records.setContentsMargins(0, 0, 6, 0)
        self._records.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(24, 18, 18, 12)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._export, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self._reason)
        column.addWidget(self._go, 0, Qt.AlignmentFlag.AlignLeft)
        self._rating_place = QVBoxLayout()
        self._rating: RatingLine | None = None
        column.addLayout(self._rating_place)
        column.addWidget(scrolling(self._records), 1)
        return column

    @Slot()
    def refresh(self) -> None:
        """Read the runs again."""
        self._queries.ask(self, self._history.runs, self._show_runs, self.failed.emit)

    def _show_runs(self, runs: tuple[RunSummary, ...]) -> None:
        self._runs = runs
        self._fill()

    @Slot()
    def _filter_changed(self) -> None:
        self._fill()

    def _fill(self) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        wanted = self.filter.text().casefold().strip()
        fitting = (run for run in self._runs if self.opinion_filter.lets_through(run.opinion))
        self._rows = [RunRow(run, self._theme) for run in fitting if wanted in _words(run).casefold()]
        for place, row in enumerate(self._rows):
            row.chosen.connect(self.show_run)
            self._list.insertWidget(place, row)
        self._walk.hold(self._rows)
        ids = [row.run.run_id for row in self._rows]
        self.show_run(self._current if self._current in ids else (ids[0] if ids else ""))

    @Slot(str)
    def show_run(self, run_id: str) -> None:
        """Show this run's steps; an unknown id shows that there is nothing."""
        self._current = run_id
        run = next((run for run in self._runs if run.run_id == run_id), None)
        for row in self._rows:
            row.show_chosen(row.run.run_id == run_id)
            if row.run.run_id == run_id:
                self._walk.stop_at(row)
        self._clear_records()
        self._show_rating(run)
        self._go.setVisible(run is None and not self._runs)
        if run is None:
            self._title.setText(self.tr("Nothing to show"))
            empty = self.tr("There was no run yet. Run a workflow, and it can be looked at here step by step.")
            self._reason.setText(self.tr("No run fits the filter.") if self._runs else empty)
            return
        look = run_look(run.state, run.unverified, run.reason)
        self._title.setText(f"{look.sign} {look.word}")
        self._reason.setText(f"{run.workflow_name} · {run.started.astimezone():%Y-%m-%d %H:%M}{self._evaluation(run)}")
        history = self._history
        self._queries.ask(
            self, lambda: history.steps(run_id), lambda steps: self._show_steps(run_id, steps), self.failed.emit
        )

    def _evaluation(self, run: RunSummary) -> str:
        """How well it went, and that there is more to learn from it than from most."""
        if run.score is None:
            return ""
        words = self.tr(" · went {score} of 1").format(score=f"{run.score:.2f}")
        return words + (self.tr(" · worth exporting for training") if run.weak else "")

    def _show_steps(self, run_id: str, steps: tuple[StepRecord, ...]) -> None:
        if run_id != self._current:
            return
        self._clear_records()
        for place, record in enumerate(steps):
            card = RecordCard(record, self._theme)
            self._connect_rating(run_id, card)
            if record.before is not None:
                self._pictures.show_capture(card, record.before, card.show_before)
            if record.after is not None:
                self._pictures.show_capture(card, record.after, card.show_after)
            self._records.insertWidget(place, card)

    def _show_rating(self, run: RunSummary | None) -> None:
        """What the person thinks of the whole run."""
        if self._rating is not None:
            self._rating_place.removeWidget(self._rating)
            self._rating.hide()
            self._rating.deleteLater()
            self._rating = None
        if run is None:
            return
        line = RatingLine(run.opinion, asks=False, whole=True)
        line.said.connect(lambda opinion: self._say(About(run.run_id), opinion))
        self._rating = line
        self._rating_place.addWidget(line)

    def _connect_rating(self, run_id: str, card: RecordCard) -> None:
        library, step_id = self._library, card.record.step_id
        about, line = About(run_id, step_id), card.rating
        line.said.connect(lambda opinion: self._say(about, opinion, card))
        line.wrong_place.connect(lambda: self._write(lambda: library.call_wrong(run_id, step_id)))
        card.better.said.connect(line.say_better)
        card.better.teach.connect(lambda feedback_id: self._teach(feedback_id, card))

    def _say(self, about: About, opinion: Opinion, card: RecordCard | None = None) -> None:
        """Keep it; what the list and the card show of it follows."""
        feedback = self._feedback

        def kept(feedback_id: str) -> None:
            if about.step_id is None:
                self._show_opinion(about.run_id, opinion)
            # More may have been said meanwhile: only the newest is shown as kept.
            if card is not None and shiboken6.isValid(card) and card.rating.opinion == opinion:
                card.better.show_remembered(Remembered(feedback_id, opinion))

        self._queries.ask(self, lambda: feedback.give(about, opinion), kept, self._not_kept)

    def _show_opinion(self, run_id: str, opinion: Opinion) -> None:
        self._runs = tuple(replace(run, opinion=opinion) if run.run_id == run_id else run for run in self._runs)
        for row in self._rows:
            if row.run.run_id == run_id:
                row.show_opinion(opinion)
        self.opinion_changed.emit()

    def _not_kept(self, error: UserError) -> None:
        """Say so, and show again what is kept."""
        self.failed.emit(error)
        self.show_run(self._current)

    def _teach(self, feedback_id: str, card: RecordCard) -> None:
        feedback, opinion = self._feedback, card.rating.opinion

        def taught(_: None) -> None:
            if shiboken6.isValid(card):
                card.better.show_remembered(Remembered(feedback_id, opinion, taught=True))

        self._queries.ask(self, lambda: feedback.teach(feedback_id), taught, self.failed.emit)

    @Slot()
    def _ask_export(self) -> None:
        run = next((run for run in self._runs if run.run_id == self._current), None)
        self.export.emit(run.workflow_id if run else "")

    def _write(self, act: Callable[[], None]) -> None:
        self._queries.ask(self, act, lambda _: None, self.failed.emit)

    def _clear_records(self) -> None:
        while self._records.count() > 1:
            item = self._records.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _words(run: RunSummary) -> str:
    look = run_look(run.state, run.unverified, run.reason)
    return f"{run.workflow_name} {mode_look(run.mode).name} {look.word} {run.started:%Y-%m-%d}"
