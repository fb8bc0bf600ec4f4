"""The workflows with their learning states, and how ready the chosen one is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.model.coaching import LibraryItem
from app.ui.buttons import labelled, restyle
from app.ui.focus_line import FocusLine
from app.ui.looks import Look, learning_look
from app.ui.meters import Badge
from app.ui.scrolling import scrolling
from app.ui.theme import Theme

SECONDS_PER_QUESTION = 4


class LibraryRow(QFrame):
    """One workflow: name, state, steps and runs; a broken one says why."""

    chosen = Signal(str)

    def __init__(self, item: LibraryItem, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.setProperty("row", "true")
        self.setAccessibleName(item.name)
        self.setToolTip(item.problem or item.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 7)
        column.setSpacing(3)
        column.addWidget(labelled(item.name, "strong", wrap=True))
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
        self.show()
