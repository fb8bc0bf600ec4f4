"""What a place of the main window shows is read anew when the person goes there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.model.news import StateChanged
from app.ui.bridge import EngineBridge
from app.ui.main_window import HISTORY, INSIGHTS, LEARNED, STEPS, MainWindow
from app.ui.shelf import Shelf


class Visits(QObject):
    """`failed` carries what a place could not read or do."""

    failed = Signal(object)

    def __init__(self, window: MainWindow, shelf: Shelf, bridge: EngineBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        bridge.state_changed.connect(self._ended)
        self._window = window
        self._shelf = shelf
        window.place_shown.connect(self._shown)
        for page in (window.learned, window.history, window.insights):
            page.failed.connect(self.failed)
        window.learned.changed.connect(shelf.open_edits)

    @Slot(StateChanged)
    def _ended(self, news: StateChanged) -> None:
        """A run has taught something: what is shown of it is old."""
        if news.state.ended and self._window.place == LEARNED:
            self._shown(LEARNED)

    @Slot(int)
    def _shown(self, number: int) -> None:
        if number == HISTORY:
            self._window.history.refresh()
        elif number == LEARNED:
            self._window.learned.open(self._shelf.current)
        elif number == INSIGHTS:
            self._window.insights.refresh()
        elif number == STEPS:
            self._shelf.open_edits()
