"""The workflows with their learning states, and how ready the chosen one is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.model.coaching import LibraryItem
from app.model.feedback import Standing
from app.model.workflow import WorkflowStatus
from app.ui.buttons import labelled, restyle
from app.ui.focus_line import FocusLine
from app.ui.looks import Look, learning_look
from app.ui.meters import Badge
from app.ui.scrolling import scrolling
from app.ui.theme import Theme

SECONDS_PER_QUESTION = 4
_STATUS_LOOKS = {WorkflowStatus.DRAFT: "small", WorkflowStatus.APPROVED: "good", WorkflowStatus.DEPRECATED: "problem"}
UNRATED = 0.5
"""The confidence of a workflow of which no run was rated."""


def status_word(status: WorkflowStatus) -> str:
    """How far the workflow is trusted as a piece of work, in one word."""
    match status:
        case WorkflowStatus.DRAFT:
            return QCoreApplication.translate("LibraryRow", "draft")
        case WorkflowStatus.APPROVED:
            return QCoreApplication.translate("LibraryRow", "approved")
        case WorkflowStatus.DEPRECATED:
            return QCoreApplication.translate("LibraryRow", "deprecated")


def standing_words(standing: Standing) -> str:
    """The sum behind the word, never a bare percent."""
    tried = standing.good + standing.bad
    if not tried:
        return QCoreApplication.translate("LibraryRow", "No run has shown yet how good it is")
    words = QCoreApplication.translate(
        "LibraryRow", "{good} of {tried} runs went well: at least {low} in 100 do, at most {high}"
    )
    low, high = f"{100 * standing.at_least:.0f}", f"{100 * standing.at_most:.0f}"
    return words.format(good=standing.good, tried=tried, low=low, high=high)


class LibraryRow(QFrame):
    """One workflow: name, state, steps and runs; a broken one says why."""

    chosen = Signal(str)

    def __init__(self, item: LibraryItem, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.setProperty("row", "true")
        self.setAccessibleName(item.name)
        self.setToolTip(item.problem or standing_words(item.standing))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 7)
        column.setSpacing(3)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(labelled(item.name, "strong", wrap=True), 1)
        if not item.problem:
            look = _STATUS_LOOKS[item.standing.status]
            word = labelled(status_word(item.standing.status), look)
            top.addWidget(word, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        line = QHBoxLayout()
        line.setSpacing(7)
        broken = Look("soft_red", "!", self.tr("Broken"))
        line.addWidget(Badge(theme, broken if item.problem else learning_look(item.state)))
        line.addWidget(labelled(self._figures(item), "small"), 1)
        column.addLayout(line)
        if item.problem:
            column.addWidget(labelled(item.problem, "problem", wrap=True))

    def _figures(self, item: LibraryItem) -> str:
        if item.problem:
            return ""
        return self.tr("{steps} steps · run {runs}").format(steps=item.steps, runs=item.runs)

    def show_chosen(self, chosen: bool) -> None:
        """Mark it as the one worked with."""
        self.setProperty("chosen", "true" if chosen else "false")
        restyle(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        self.chosen.emit(self.item.workflow_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or space choose it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.item.workflow_id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The style sheet draws the focus."""
        restyle(self)
        super().focusInEvent(event)


class LibraryList(QFrame):
    """`chosen` carries the workflow's id."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "side")
        self.setFixedWidth(232)
        self._theme = theme
        self._rows: list[LibraryRow] = []
        self._current = ""
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(3)
        self._list.addStretch(1)
        scroll = scrolling(self._list)
        self._walk = FocusLine(scroll)
        self._ready = Readiness()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 14, 10, 14)
        column.setSpacing(8)
        column.addWidget(labelled(self.tr("WORKFLOWS"), "section"))
        column.addWidget(scroll, 1)
        column.addWidget(self._ready)

    @property
    def rows(self) -> tuple[LibraryRow, ...]:
        """The rows as shown."""
        return tuple(self._rows)

    def show_items(self, items: Sequence[LibraryItem], current: str) -> None:
        """Show these, the current one marked."""
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = [LibraryRow(item, self._theme) for item in items]
        for place, row in enumerate(self._rows):
            row.chosen.connect(self.chosen)
            self._list.insertWidget(place, row)
        self._walk.hold(self._rows)
        self.show_current(current)

    def show_current(self, current: str) -> None:
        """Mark this one."""
        self._current = current
        for row in self._rows:
            row.show_chosen(row.item.workflow_id == current)
        chosen = next((row for row in self._rows if row.item.workflow_id == current), None)
        if chosen is not None:
            self._walk.stop_at(chosen)
        self._ready.show_item(chosen.item if chosen else None)


class Readiness(QWidget):
    """How many steps may act alone, and what the next run will ask."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alone = labelled("", "", wrap=True)
        self._opinion = labelled("", "small", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._next = labelled("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 0)
        column.setSpacing(6)
        column.addWidget(labelled(self.tr("READINESS"), "section"))
        column.addWidget(self._alone)
        column.addWidget(self._bar)
        column.addWidget(self._next)
        column.addWidget(self._opinion)
        self.hide()

    def show_item(self, item: LibraryItem | None) -> None:
        """Nothing without a workflow."""
        if item is None or item.problem or not item.steps:
            self.hide()
            return
        asks = item.steps - item.may_act_alone
        alone = self.tr("{alone} of {steps} steps may act alone")
        self._alone.setText(alone.format(alone=item.may_act_alone, steps=item.steps))
        self._bar.setRange(0, item.steps)
        self._bar.setValue(item.may_act_alone)
        self._bar.setAccessibleName(self._alone.text())
        if asks:
            words = self.tr("An automatic run will ask you about {asks} of {steps} steps, about {seconds} s.")
            words = words.format(asks=asks, steps=item.steps, seconds=asks * SECONDS_PER_QUESTION)
        else:
            words = self.tr("An automatic run will ask you nothing it expects.")
        self._next.setText(words)
        self._show_opinion(item)
        self.show()

    def _show_opinion(self, item: LibraryItem) -> None:
        """What the ratings of its runs add up to; nothing before any."""
        words = self.tr("By your ratings: confidence {confidence}.").format(confidence=f"{item.confidence:.2f}")
        if item.withheld:
            more = self.tr("You called the last rated run bad: nothing more is offered until a run goes well.")
            words = f"{words} {more}"
        self._opinion.setText(words)
        self._opinion.setVisible(item.withheld or item.confidence != UNRATED)
