"""Ctrl+C and SIGTERM while Qt's loop runs: the run is stopped and the loop left, so that everything closes in order."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QSocketNotifier

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def quit_on_signals(application: QCoreApplication, stop: Callable[[], None]) -> Iterator[None]:
    """While this lasts, a signal stops the run and leaves the loop. Main thread.

    Python runs signal handlers only between its own instructions, which a quiet Qt loop has none of; the wake-up
    descriptor makes the loop look.
    """
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: reader.recv(64))

    def leave(number: int, frame: object) -> None:
        stop()
        application.exit()  # quit() would ask every window first, and a review that waits to be saved says no

    before = {number: signal.signal(number, leave) for number in _SIGNALS}
    woken = signal.set_wakeup_fd(writer.fileno())
    try:
        yield
    finally:
        signal.set_wakeup_fd(woken)
        for number, handler in before.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        reader.close()
        writer.close()
