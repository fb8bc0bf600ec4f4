"""What a place of the main window shows is read anew when the person goes there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.model.news import StateChanged
from app.ui.learned_view import waiting
from app.ui.main_window import HISTORY, INSIGHTS, LEARNED, STEPS, MainWindow
from app.ui.parts import Parts
from app.ui.shelf import Shelf


class Visits(QObject):
    """`failed` carries what a place could not read or do."""

    failed = Signal(object)

    def __init__(self, window: MainWindow, shelf: Shelf, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._queries = parts.services, parts.queries
        parts.bridge.state_changed.connect(self._ended)
        self._window = window
        self._shelf = shelf
        window.place_shown.connect(self._shown)
        for page in (window.learned, window.history, window.insights):
            page.failed.connect(self.failed)
        window.learned.changed.connect(shelf.open_edits)
        window.learned.changed.connect(self._count)

    @Slot(StateChanged)
    def _ended(self, news: StateChanged) -> None:
        """A run has taught something: what is shown of it is old."""
        if news.state.ended:
            self._count()
        if news.state.ended and self._window.place == LEARNED:
            self._shown(LEARNED)

    @Slot()
    def _count(self) -> None:
        """How many corrections wait for a word about other steps with the same target."""
        lessons, wanted = self._services.lessons, self._shelf.current
        show = self._window.places.show_waiting
        if wanted:
            count = partial(waiting, lessons, wanted)
            self._queries.ask(self, count, lambda found: show(LEARNED, found), lambda _: show(LEARNED, 0))

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
