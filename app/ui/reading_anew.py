"""After an update long records are read anew: workflow by workflow, on a worker of its own, while all else goes on."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

from PySide6.QtCore import QObject, Signal, Slot

from app.model.coaching import LibraryItem
from app.ui.queries import Queries
from app.ui.services import Library


class ReadingAnew(QObject):
    """`progressed` says how many of how many workflows are read (all of them: nothing is left), `read` that one more is
    at hand, `failed` why one could not be read."""

    progressed = Signal(int, int)
    read = Signal()
    failed = Signal(object)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._queries = Queries(self)
        self._cancel = Event()
        self._busy = False
        self.tried: frozenset[str] = frozenset()
        """Those that were read once; what is still not at hand then is waited for, and not read again and again."""

    def want(self, items: Sequence[LibraryItem], first: str) -> None:
        """Read those that are to be read, the one that the person works with first."""
        usable = [item for item in items if not item.problem]
        waiting = sorted((item.workflow_id for item in usable if item.reading), key=lambda each: each != first)
        self.progressed.emit(len(usable) - len(waiting), len(usable))
        if waiting and not self._busy:
            self._busy = True
            self._read(waiting[0])

    def _read(self, workflow_id: str) -> None:
        library, cancel = self._library, self._cancel
        self.tried |= {workflow_id}
        self._queries.ask(self, lambda: library.catch_up(workflow_id, cancel), lambda _: self._go_on(), self._give_up)

    def _go_on(self) -> None:
        self._busy = False
        self.read.emit()

    def _give_up(self, error: object) -> None:
        self._busy = False
        self.failed.emit(error)

    @Slot()
    def close(self) -> None:
        """Break off what is being read; what was read is kept."""
        self._cancel.set()
        self._queries.close()
