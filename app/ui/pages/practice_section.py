"""The way into the practice room: how many doubts there are, and how long they take."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.model.rehearsal import Doubt
from app.settings import Settings
from app.ui.buttons import button, labelled
from app.ui.learned_view import LearnedView
from app.ui.learning_services import Rehearsal
from app.ui.pages.learned import ListSection
from app.ui.practice_window import PracticeWindow
from app.ui.queries import Queries
from app.ui.services import Settled
from app.ui.theme import Theme

SECONDS = 6
"""What one doubt takes a person, about."""
LISTED = 12


class PracticeSection(ListSection):
    """Doubts of this week, in all workflows."""

    failed = Signal(object)

    def __init__(
        self, theme: Theme, queries: Queries, rehearsal: Rehearsal, settings: Settled, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = self.tr("Practice")
        self._theme, self._queries, self._rehearsal, self._settings = theme, queries, rehearsal, settings
        self._doubts: tuple[Doubt, ...] = ()
        self.window_open: PracticeWindow | None = None
        self.start = button(self.tr("Start"), "primary", self.tr("Settle the doubts of this week on stored pictures"))
        self.start.clicked.connect(self._ask)
        note = labelled(self.tr("Pictures only: no program is touched. An answer counts once."), "muted")
        self.lay_out(self.start, below=note)

    def show_view(self, view: LearnedView) -> None:
        """Read the doubts anew, whatever workflow is shown."""
        self._queries.ask(self, self._rehearsal.doubts, self._show, self.failed.emit)

    def _show(self, doubts: tuple[Doubt, ...]) -> None:
        self._doubts = doubts
        self.start.setEnabled(bool(doubts))
        minutes = max(1, round(len(doubts) * SECONDS / 60))
        some = self.tr("{count} doubts of this week, about {minutes} min.").format(count=len(doubts), minutes=minutes)
        one = self.tr("One doubt of this week.")
        none = self.tr("No doubts this week: everything that was asked is settled.")
        self._words.setText(none if not doubts else one if len(doubts) == 1 else some)
        self.fill([labelled(_told(doubt), "small") for doubt in doubts[:LISTED]])

    @Slot()
    def _ask(self) -> None:
        self._queries.ask(self, self._settings.load, self._open, self.failed.emit)

    def _open(self, settings: Settings) -> None:
        made = PracticeWindow(self._doubts, self._rehearsal, self._queries, settings.keys, self._theme, self)
        made.finished.connect(lambda _: self.wanted.emit(lambda: None))
        self.window_open = made
        made.open()


def _told(doubt: Doubt) -> str:
    step = doubt.step
    return f"{step.workflow_name}: {step.number} · {step.sentence}  ({doubt.when.astimezone():%Y-%m-%d %H:%M})"
