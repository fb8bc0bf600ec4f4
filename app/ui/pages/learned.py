"""The Learned place: what was taught, what it proves, and everything that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.learning.summary import summary_of
from app.ui.buttons import button, labelled
from app.ui.focus import focus_first, has_focus
from app.ui.learned_view import LearnedView, Operation, read_view
from app.ui.learning_services import Lessons
from app.ui.queries import Queries
from app.ui.scrolling import scrolling
from app.ui.services import Library
from app.ui.summary_words import summary_words


class Section(QWidget):
    """One part of the place. `wanted` carries an operation for the worker; what is shown is read anew after it."""

    wanted = Signal(object)
    title = ""

    def show_view(self, view: LearnedView) -> None:
        """Show this."""
        raise NotImplementedError


class ListSection(Section):
    """A line of words with what belongs beside it, and entries below that scroll."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self._words = labelled("", "muted", wrap=True)
        self._shown: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(spacing)
        self._list.setContentsMargins(0, 0, 6, 0)
        self._list.addStretch(1)

    def lay_out(self, *beside: QWidget, below: QWidget | None = None) -> None:
        """Put these beside the words, and this below them; called once."""
        top = QHBoxLayout()
        top.addWidget(self._words, 1)
        for part in beside:
            top.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        if below is not None:
            column.addWidget(below)
        column.addWidget(scrolling(self._list), 1)

    def fill(self, entries: Sequence[QWidget]) -> None:
        """These instead of those before; who was in one of them by keyboard finds the focus in the one in its place."""
        held = next((place for place, old in enumerate(self._shown) if has_focus(old)), None)
        for old in self._shown:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = list(entries)
        for place, entry in enumerate(self._shown):
            self._list.insertWidget(place, entry)
        if held is not None:
            QTimer.singleShot(0, self, partial(self._focus, held))

    def _focus(self, place: int) -> None:
        """Once it can be seen; what had the focus before is gone, and the next one in the window would have it."""
        if self._shown:
            focus_first(self._shown[min(place, len(self._shown) - 1)])


class LearnedPage(QWidget):
    """Shows the chosen workflow, one section at a time; `changed` when something of it was changed here,
    `saved` with the file that was written."""

    failed = Signal(object)
    changed = Signal()
    saved = Signal(str)

    def __init__(
        self,
        queries: Queries,
        library: Library,
        lessons: Lessons,
        sections: Sequence[Section],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._queries = queries
        self._library = library
        self._lessons = lessons
        self._workflow_id = ""
        self._title = labelled(self.tr("Learned"), "heading")
        self._hint = labelled("", "muted", wrap=True)
        self._stack = QStackedWidget()
        self._tabs = QButtonGroup(self)
        self._tabs.idClicked.connect(self._stack.setCurrentIndex)
        self.sections = tuple(sections)
        self._lay_out()
        self._show_nothing()

    def _lay_out(self) -> None:
        tabs = QHBoxLayout()
        tabs.setSpacing(6)
        for number, section in enumerate(self.sections):
            tab = button(section.title, "choice", self.tr("Show: {name}").format(name=section.title), section.title)
            tab.setCheckable(True)
            tab.setChecked(number == 0)
            self._tabs.addButton(tab, number)
            tabs.addWidget(tab)
            self._stack.addWidget(section)
            section.wanted.connect(self._do)
        tabs.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 18, 12)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addLayout(tabs)
        column.addWidget(self._stack, 1)

    def open(self, workflow_id: str) -> None:
        """Show this workflow; empty shows that there is none."""
        self._workflow_id = workflow_id
        self.refresh()

    def show_section(self, number: int) -> None:
        """Go to this section, counted from 0."""
        self._tabs.button(number).click()

    @Slot()
    def refresh(self) -> None:
        """Read it again."""
        wanted, library, lessons = self._workflow_id, self._library, self._lessons
        if not wanted:
            self._show_nothing()
            return
        self._queries.ask(
            self,
            lambda: read_view(library, lessons, wanted),
            lambda view: self._show(wanted, view),
            self.failed.emit,
        )

    def _show(self, wanted: str, view: LearnedView) -> None:
        if wanted != self._workflow_id:
            return
        self._title.setText(self.tr("Learned: {name}").format(name=view.workflow.name))
        self._hint.setText(summary_words(summary_of(view.workflow, view.knowledge)))
        self._hint.show()
        self._stack.setEnabled(True)
        for section in self.sections:
            section.show_view(view)

    def _show_nothing(self) -> None:
        self._title.setText(self.tr("Learned"))
        self._hint.setText(self.tr("Choose a workflow in Coach: what you teach it is shown here."))
        self._hint.show()
        self._stack.setEnabled(False)

    @Slot(object)
    def _do(self, operation: Operation) -> None:
        self._queries.ask(self, operation, lambda _: self._done(), self._refused)

    def _done(self) -> None:
        self.changed.emit()
        self.refresh()

    def _refused(self, error: object) -> None:
        """Say so, and show what is there now."""
        self.failed.emit(error)
        self.refresh()
