"""Shows the sheet before Automatic, for a run or the rest of one, and remembers which stop key was heard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.model.readiness import Preflight
from app.ui.dialogs.pre_flight import PreFlightDialog
from app.ui.queries import Queries
from app.ui.services import HotKeys


class PreFlight(QObject):
    """One per main window; nothing begins unless the person clicks Run on the sheet."""

    failed = Signal(object)
    _heard = Signal(str, float)

    def __init__(
        self, window: QWidget, queries: Queries, read: Callable[[str, int], Preflight], hot_keys: HotKeys
    ) -> None:
        super().__init__(window)
        self._window = window
        self._queries = queries
        self._read = read
        self._hot_keys = hot_keys
        self._tested: tuple[str, float] | None = None
        self._reading: object | None = None
        self.sheet: PreFlightDialog | None = None
        # The key is heard on the listener's thread, perhaps after the sheet has gone.
        self._heard.connect(self._show_heard, Qt.ConnectionType.QueuedConnection)

    @property
    def active(self) -> bool:
        """Whether the person is being asked."""
        return self._reading is not None or self.sheet is not None

    def ask(self, workflow_id: str, then: Callable[[], object], start: int = 1) -> None:
        """Check from this step on, show, and go on when the person agrees."""
        if self.active:
            return
        read, asked = self._read, object()
        self._reading = asked
        self._queries.ask(
            self, lambda: read(workflow_id, start), lambda found: self._show(asked, found, then), self._refused
        )

    def cancel(self) -> None:
        """Away with the sheet, or with what is being read for it; nothing begins."""
        self._reading = None
        if self.sheet is not None:
            self.sheet.reject()

    def _show(self, asked: object, found: Preflight, then: Callable[[], object]) -> None:
        if self._reading is not asked:
            return
        self._reading = None
        sheet = PreFlightDialog(found, self._tested, self._window)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.test_wanted.connect(self._test)
        sheet.finished.connect(lambda result: self._ended(bool(result), then))
        self.sheet = sheet
        sheet.open()

    def _ended(self, wanted: bool, then: Callable[[], object]) -> None:
        self.sheet = None
        if wanted:
            then()

    def _refused(self, error: object) -> None:
        self._reading = None
        self.failed.emit(error)

    @Slot()
    def _test(self) -> None:
        self._hot_keys.test_stop(self._heard.emit)

    @Slot(str, float)
    def _show_heard(self, key: str, milliseconds: float) -> None:
        self._tested = key, milliseconds
        if self.sheet is not None:
            self.sheet.show_tested(self._tested)
