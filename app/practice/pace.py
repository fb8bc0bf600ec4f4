"""How quickly the practice program reacts: at once, or after a delay, as slow programs do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication


class Pace(QObject):
    """Carries out one reaction at a time; clicks while it is on its way are lost, with a busy pointer."""

    def __init__(self, delay_ms: int) -> None:
        super().__init__()
        self._delay_ms = delay_ms
        self._reaction: Callable[[], None] | None = None

    def react(self, reaction: Callable[[], None]) -> None:
        """Do it after the delay; without a delay, now."""
        if self._delay_ms <= 0:
            reaction()
        elif self._reaction is None:
            self._reaction = reaction
            QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
            QTimer.singleShot(self._delay_ms, self._carry_out)

    @Slot()
    def _carry_out(self) -> None:
        reaction, self._reaction = self._reaction, None
        QGuiApplication.restoreOverrideCursor()
        if reaction is not None:
            reaction()
