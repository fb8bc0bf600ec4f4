"""Our own windows on the screen, as the engine sees them: it can ask for a clear screen."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, get_ident

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

CLEAR_LIMIT = 1.0
# With a compositor the picture on the screen follows some milliseconds after the server has hidden the window.
COMPOSITOR_MS = 20

_log = logging.getLogger(__name__)


class ScreenStage(QObject):
    """The engine's Stage. Lives on the main thread and is made before the engine; `clear` is called by the engine."""

    _wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = Event()
        self._home = get_ident()
        self._hiders: tuple[Callable[[], bool], ...] = ()
        # Not QTimer.singleShot: Qt drops its callable while other threads hold the interpreter, and the process dies.
        self._waiting: list[Event] = []
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(COMPOSITOR_MS)
        self._settled.timeout.connect(self._is_clear)
        self._wanted.connect(self._clear_now, Qt.ConnectionType.QueuedConnection)

    def when_cleared(self, hide: Callable[[], bool]) -> None:
        """Call `hide` on the main thread whenever the screen must be clear; it says whether something was there."""
        self._hiders = (*self._hiders, hide)

    def clear(self) -> None:
        """Take card and overlays off the screen and wait until the screen shows it. Called by the engine thread.

        News told before arrives before: what they made appear is hidden too. Waits at most a second.
        """
        if self._closed.is_set() or get_ident() == self._home:
            return
        done = Event()
        self._wanted.emit(done)
        if not done.wait(CLEAR_LIMIT) and not self._closed.is_set():
            _log.warning("the windows did not leave the screen within %s s", CLEAR_LIMIT)

    def close(self) -> None:
        """The windows are gone: the engine never waits for them again."""
        self._closed.set()

    @Slot(object)
    def _clear_now(self, done: Event) -> None:
        hidden = [hide() for hide in self._hiders]
        if not any(hidden):
            done.set()
            return
        QGuiApplication.sync()
        self._waiting.append(done)
        self._settled.start()

    @Slot()
    def _is_clear(self) -> None:
        while self._waiting:
            self._waiting.pop().set()
