"""Work for the main thread, from any other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class MainThread(QObject):
    """Made on the main thread; `run` may be called from any and returns at once.

    A single-shot timer would do the same, but with callables that another thread holds it ends the process
    (PySide6 6.11.1 on Python 3.11).
    """

    _wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._wanted.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def run(self, action: Callable[[], object]) -> None:
        """Do this on the main thread, in order."""
        self._wanted.emit(action)

    @Slot(object)
    def _do(self, action: Callable[[], object]) -> None:
        action()
