"""The workflows with their learning states, and how ready the chosen one is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.learning.readiness import offered
from app.model.coaching import LibraryItem
from app.model.feedback import Standing
from app.model.modes import RunMode
from app.model.readiness import Readiness as Ready
from app.model.workflow import WorkflowStatus
from app.ui.buttons import button, labelled, restyle
from app.ui.focus_line import FocusLine
from app.ui.looks import Look, learning_look, mode_look
from app.ui.meters import Badge
from app.ui.ready_words import asks_words, offer_words
from app.ui.scrolling import scrolling
from app.ui.theme import Theme

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
            word = labelled(status_word(item.standing.status), _STATUS_LOOKS[item.standing.status])
            top.addWidget(word, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        line = QHBoxLayout()
        line.setSpacing(7)
        broken = Look("soft_red", "!", self.tr("Broken"))
        reading = Look("soft_grey", "…", self.tr("Reading"))
        look = broken if item.problem else reading if item.reading else learning_look(item.state)
        line.addWidget(Badge(theme, look))
        line.addWidget(labelled(self._figures(item), "small"), 1)
        column.addLayout(line)
        if item.problem:
            column.addWidget(labelled(item.problem, "problem", wrap=True))

    def _figures(self, item: LibraryItem) -> str:
        if item.problem:
            return ""
        if item.reading:
            return self.tr("{steps} steps").format(steps=item.steps)
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
    """`chosen` carries the workflow's id, `taken` the mode that was offered and clicked."""

    chosen = Signal(str)
    taken = Signal(object)

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
        self._ready.taken.connect(self.taken)
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
    """How many steps may act alone, and what the next run will ask; `taken` carries the offered mode when clicked."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alone = labelled("", "", wrap=True)
        self._opinion = labelled("", "small", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._next = labelled("", "muted", wrap=True)
        self._evidence = labelled("", "small", wrap=True)
        self._offered: RunMode | None = None
        self.offer = button("", "choice")
        self.offer.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 0)
        column.setSpacing(6)
        column.addWidget(labelled(self.tr("READINESS"), "section"))
        column.addWidget(self._alone)
        column.addWidget(self._bar)
        column.addWidget(self._next)
        column.addWidget(self._evidence)
        column.addWidget(self.offer)
        column.addWidget(self._opinion)
        self.hide()

    def show_item(self, item: LibraryItem | None) -> None:
        """Nothing without a workflow."""
        if item is not None and item.reading:
            self._show_reading()
            return
        ready = item.ready if item else None
        if item is None or item.problem or ready is None or not ready.steps:
            self.hide()
            return
        alone = self.tr("{alone} of {steps} steps may act alone")
        self._alone.setText(alone.format(alone=ready.alone, steps=len(ready.steps)))
        self._bar.setRange(0, len(ready.steps))
        self._bar.setValue(ready.alone)
        self._bar.setAccessibleName(self._alone.text())
        self._next.setText(asks_words(ready))
        self._alone.show()
        self._bar.show()
        self._show_offer(item, ready)
        self._show_opinion(item)
        self.show()

    def _show_reading(self) -> None:
        words = self.tr(
            "After an update its long record is read once more, and its numbers come then. You can run it already."
        )
        self._next.setText(words)
        for part in (self._alone, self._bar, self._evidence, self.offer, self._opinion):
            part.hide()
        self.show()

    def _show_offer(self, item: LibraryItem, ready: Ready) -> None:
        """The mode that its record supports, to be taken by a click and not otherwise."""
        self._offered = offered(item.state, item.withheld)
        name = mode_look(self._offered).name if self._offered else ""
        self._evidence.setText(offer_words(ready, name, item.runs))
        self.offer.setText(self.tr("Offer: run in {mode}").format(mode=name))
        self.offer.setAccessibleName(self.offer.text())
        self.offer.setToolTip(self.tr("Sets the mode of the next run; it begins when you press Run"))
        self._evidence.setVisible(self._offered is not None)
        # A run of it begins in its start mode by itself: only what lies above that is to be clicked.
        self.offer.setVisible(self._offered not in (None, item.state.start_mode))

    @Slot()
    def _take(self) -> None:
        if self._offered is not None:
            self.taken.emit(self._offered)

    def _show_opinion(self, item: LibraryItem) -> None:
        """What the ratings of its runs add up to; nothing before any."""
        words = self.tr("By your ratings: confidence {confidence}.").format(confidence=f"{item.confidence:.2f}")
        if item.withheld:
            more = self.tr("You called the last rated run bad: nothing more is offered until a run goes well.")
            words = f"{words} {more}"
        self._opinion.setText(words)
        self._opinion.setVisible(item.withheld or item.confidence != UNRATED)
