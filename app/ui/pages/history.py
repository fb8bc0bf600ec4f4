"""The History place: past runs with their result words; each step before – where clicked – after."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.model.coaching import RunSummary, StepRecord
from app.ui.buttons import button, labelled, restyle
from app.ui.focus_line import FocusLine
from app.ui.looks import mode_look, run_look
from app.ui.meters import Badge
from app.ui.pages.record_card import RecordCard
from app.ui.queries import Queries
from app.ui.scrolling import scrolling
from app.ui.services import History, Library
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme


class RunRow(QFrame):
    """One run: when, what, how it ended."""

    chosen = Signal(str)

    def __init__(self, run: RunSummary, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run = run
        self.setProperty("row", "true")
        look = run_look(run.state, run.unverified, run.reason)
        when = f"{run.started.astimezone():%Y-%m-%d %H:%M}"
        self.setAccessibleName(f"{run.workflow_name}, {when}, {look.word}")
        self.setToolTip(look.word)
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 7, 9, 8)
        column.setSpacing(4)
        column.addWidget(labelled(run.workflow_name, "strong", wrap=True))
        short = look.word if len(look.word) <= 34 else look.word[:33] + "…"
        badge = Badge(theme, look._replace(word=short))
        column.addWidget(badge, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(labelled(f"{when} · {self._figures(run)}", "small", wrap=True))

    def _figures(self, run: RunSummary) -> str:
        words = self.tr("{mode} · {steps} steps · {questions} questions")
        return words.format(mode=mode_look(run.mode).name, steps=run.steps, questions=run.questions)

    def show_chosen(self, chosen: bool) -> None:
        """Mark it as the one shown."""
        self.setProperty("chosen", "true" if chosen else "false")
        restyle(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show it."""
        self.chosen.emit(self.run.run_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or space show it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.run.run_id)
        else:
            super().keyPressEvent(event)


class HistoryPage(QWidget):
    """Reads on the worker; the filter narrows by workflow, mode and result word."""

    failed = Signal(object)
    coach = Signal()

    def __init__(
        self,
        theme: Theme,
        queries: Queries,
        history: History,
        library: Library,
        pictures: StepPictures,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._theme = theme
        self._queries = queries
        self._history = history
        self._library = library
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
        self._go = button(self.tr("Go to Coach"), "primary")
        self._go.clicked.connect(self.coach)
        self._records = QVBoxLayout()
        self._records.setSpacing(8)
        self._records.setContentsMargins(0, 0, 6, 0)
        self._records.addStretch(1)
        column = QVBoxLayout()
        column.setContentsMargins(24, 18, 18, 12)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._reason)
        column.addWidget(self._go, 0, Qt.AlignmentFlag.AlignLeft)
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
        self._rows = [RunRow(run, self._theme) for run in self._runs if wanted in _words(run).casefold()]
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
        self._go.setVisible(run is None and not self._runs)
        if run is None:
            self._title.setText(self.tr("Nothing to show"))
            empty = self.tr("There was no run yet. Run a workflow, and it can be looked at here step by step.")
            self._reason.setText(self.tr("No run fits the filter.") if self._runs else empty)
            return
        look = run_look(run.state, run.unverified, run.reason)
        self._title.setText(f"{look.sign} {look.word}")
        self._reason.setText(f"{run.workflow_name} · {run.started.astimezone():%Y-%m-%d %H:%M}")
        history = self._history
        self._queries.ask(
            self, lambda: history.steps(run_id), lambda steps: self._show_steps(run_id, steps), self.failed.emit
        )

    def _show_steps(self, run_id: str, steps: tuple[StepRecord, ...]) -> None:
        if run_id != self._current:
            return
        self._clear_records()
        for place, record in enumerate(steps):
            card = RecordCard(record, self._theme)
            self._connect_rating(run_id, record.step_id, card)
            if record.before is not None:
                self._pictures.show_capture(card, record.before, card.show_before)
            if record.after is not None:
                self._pictures.show_capture(card, record.after, card.show_after)
            self._records.insertWidget(place, card)

    def _connect_rating(self, run_id: str, step_id: str, card: RecordCard) -> None:
        library, line = self._library, card.rating
        if line is None:
            return
        line.rated.connect(lambda rating: self._write(lambda: library.rate(run_id, step_id, rating)))
        line.wrong_place.connect(lambda: self._write(lambda: library.call_wrong(run_id, step_id)))

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
