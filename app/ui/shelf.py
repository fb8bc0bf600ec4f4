"""The library in the main window: which workflows there are, and which one is worked with."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.model.coaching import LibraryItem
from app.model.modes import LearningState, RunMode
from app.model.workflow import Workflow
from app.ui.bridge import EngineBridge
from app.ui.pages.coach import CoachPage
from app.ui.pages.step_edits import StepEdits
from app.ui.queries import Queries
from app.ui.reading_anew import ReadingAnew
from app.ui.ready_words import fell_words
from app.ui.run_control import RunControl
from app.ui.services import Library

_STATES = tuple(LearningState)


class Shelf(QObject):
    """Reads on the worker; while a run is open nothing else can be chosen.

    `fell` says once that a workflow may do less than before, and why.
    """

    failed = Signal(object)
    removed = Signal()
    fell = Signal(str, str)

    def __init__(
        self,
        library: Library,
        queries: Queries,
        bridge: EngineBridge,
        run: RunControl,
        coach: CoachPage,
        edits: StepEdits,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._queries = queries
        self._bridge = bridge
        self._run = run
        self._coach = coach
        self._edits = edits
        self._items: tuple[LibraryItem, ...] = ()
        self._shown = ""
        self._in_coach: Workflow | None = None
        self.current = ""
        self.reading = ReadingAnew(library, self)
        self.reading.read.connect(self.refresh)
        self.reading.failed.connect(self.failed)
        queries.closing.connect(self.reading.close)
        edits.changed.connect(self._edited)

    @Slot()
    def refresh(self) -> None:
        """Read the library again."""
        library, waited_for = self._library, self.reading.tried
        self._queries.ask(self, lambda: library.at_hand(waited_for), self._show_items, self.failed.emit)

    def prefer(self, workflow_id: str) -> None:
        """Choose this one as soon as the library has it."""
        self.current = workflow_id
        self.refresh()

    @Slot(str)
    def choose(self, workflow_id: str) -> None:
        """Work with this workflow; not while a run is open."""
        if self._bridge.running:
            return
        item = self._item(workflow_id)
        self.current = self._shown = workflow_id
        self._coach.library.show_current(workflow_id)
        if item is None or item.problem:
            self._run.choose_workflow("", RunMode.COACHING)
            self._coach_shows(None)
            self._edits.close()
            return
        self._run.choose_workflow(workflow_id, item.state.start_mode)
        library = self._library
        self._queries.ask(self, lambda: library.load(workflow_id), self._show_workflow, self.failed.emit)

    @Slot()
    def open_edits(self) -> None:
        """Read the chosen workflow for the Steps place."""
        item = self._item(self.current)
        if item is not None and not item.problem and not item.reading and not self._bridge.running:
            self._edits.open(self.current)

    @Slot()
    def remove_current(self) -> None:
        """Move the chosen workflow to the trash folder."""
        library, doomed = self._library, self.current
        self._queries.ask(self, lambda: library.remove(doomed), lambda _: self._removed(), self.failed.emit)

    def _removed(self) -> None:
        self.removed.emit()
        self.refresh()

    def _item(self, workflow_id: str) -> LibraryItem | None:
        return next((item for item in self._items if item.workflow_id == workflow_id), None)

    def _show_items(self, items: tuple[LibraryItem, ...]) -> None:
        before, self._items = {each.workflow_id: each for each in self._items}, items
        usable = [item.workflow_id for item in items if not item.problem]
        self._coach.show_items(items, self.current)
        item = self._item(self.current)
        if self.current not in usable:
            self.choose(usable[0] if usable else "")
        elif self.current != self._shown:
            self.choose(self.current)
        elif item is not None:
            self._run.learned(item.state.start_mode)
            if before[self.current].reading:
                self.open_edits()
        for each in items:
            if _fell(before.get(each.workflow_id, each), each):
                self.fell.emit(*fell_words(each))
        if not self._bridge.running:
            self.reading.want(items, self.current)

    def _show_workflow(self, workflow: Workflow) -> None:
        if workflow.id == self.current:
            self._coach_shows(workflow)
            self.open_edits()

    @Slot()
    def _edited(self) -> None:
        loaded = self._edits.loaded
        if loaded is None or loaded.workflow.id != self.current or self._bridge.running:
            return
        if loaded.workflow != self._in_coach:
            self._coach_shows(loaded.workflow)

    def _coach_shows(self, workflow: Workflow | None) -> None:
        """Its steps anew: how the last run of them went is no longer shown."""
        self._in_coach = workflow
        self._coach.show_workflow(workflow)


def _fell(before: LibraryItem, now: LibraryItem) -> bool:
    """Whether it may do less than before, as far as both are known."""
    known = not (now.problem or before.problem or now.reading or before.reading)
    return known and _STATES.index(now.state) < _STATES.index(before.state)
