"""Three seconds before the robot acts alone; any stop key, the Stop button or Cancel ends them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.settings import Keys
from app.ui.grabs import Grabs

SECONDS = 3
LAYER = "countdown"


class Countdown(QObject):
    """`ticked` carries the seconds left; `ended` whether it ran to its end."""

    ticked = Signal(int)
    ended = Signal(bool)

    def __init__(self, grabs: Grabs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grabs = grabs
        self._left = 0
        self._then: Callable[[], object] | None = None
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._count)

    @property
    def active(self) -> bool:
        """Whether it counts."""
        return self._then is not None

    def begin(self, keys: Keys, then: Callable[[], object]) -> None:
        """Count from three, then call; a second begin starts anew."""
        self._left, self._then = SECONDS, then
        self._grabs.take(LAYER, {keys.stop: self.cancel, keys.stop_too: self.cancel})
        self._second.start()
        self.ticked.emit(self._left)

    @Slot()
    def cancel(self) -> None:
        """Nothing is called; no harm when it does not count."""
        if self.active:
            self._finish()
            self.ended.emit(False)

    @Slot()
    def _count(self) -> None:
        self._left -= 1
        if self._left > 0:
            self.ticked.emit(self._left)
            return
        then = self._then
        self._finish()
        self.ended.emit(True)
        if then is not None:
            then()

    def _finish(self) -> None:
        self._then = None
        self._second.stop()
        self._grabs.give_back(LAYER)
