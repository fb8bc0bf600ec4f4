"""Ctrl+C and SIGTERM from the first window on: the run is stopped and Qt's loop left, so that all closes in order."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QSocketNotifier, QTimer

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Signals:
    """Main thread. One that comes before the loop runs is kept for it: raised where Qt calls us, as Python would do
    it, it would be printed and lost."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._came = False
        self._stop: Callable[[], None] = lambda: None
        self._before = {number: signal.signal(number, self._heed) for number in _SIGNALS}

    def serve(self, stop: Callable[[], None]) -> None:
        """Run the loop; a signal, also one of before, calls `stop` and ends it. One after it counts as ever."""
        self._stop = stop
        QTimer.singleShot(0, self._application, self._leave_if_wanted)
        self._application.exec()
        self.give_back()

    def give_back(self) -> None:
        """They do again what they did before; may be called twice."""
        while self._before:
            signal.signal(*self._before.popitem())

    def _heed(self, number: int, frame: object) -> None:
        self._came = True
        self._leave_if_wanted()

    def _leave_if_wanted(self) -> None:
        if self._came:
            self._stop()
            # quit() would ask every window first, and a review that waits to be saved says no.
            self._application.exit()


@contextmanager
def heeded_signals(application: QCoreApplication) -> Iterator[Signals]:
    """While this lasts, signals end the loop instead of the program. Main thread.

    Python runs signal handlers only between its own instructions, which a quiet Qt loop has none of; the wake-up
    descriptor makes the loop look.
    """
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: reader.recv(64))
    woken = signal.set_wakeup_fd(writer.fileno())
    signals = Signals(application)
    try:
        yield signals
    finally:
        signals.give_back()
        signal.set_wakeup_fd(woken)
        notifier.setEnabled(False)
        reader.close()
        writer.close()
