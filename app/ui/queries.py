"""One worker for everything slow that the windows ask for; answers come back on the main thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.model.errors import UserError

T = TypeVar("T")

SLOW_AFTER_MS = 1000
# Told on the main thread what went wrong in the user's world.
Failure = Callable[[UserError], object]


@dataclass(frozen=True, slots=True)
class _Ended:
    owner: QObject
    future: Future[Any]
    success: Callable[[Any], object]
    failure: Failure


class Queries(QObject):
    """Runs operations one after the other; the operation must not touch a widget.

    A UserError goes to `failure`, anything else is a fault of ours and is raised on the main thread.
    `slow` says when an operation takes longer than a second, and when all is done again; `closing`, that no more is
    taken from now on.
    """

    slow = Signal(bool)
    closing = Signal()
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="queries")
        self._open = 0
        self._closed = False
        self._is_slow = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SLOW_AFTER_MS)
        self._patience.timeout.connect(self._say_slow)
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        owner: QObject,
        operation: Callable[[], T],
        success: Callable[[T], object],
        failure: Failure,
    ) -> None:
        """Run `operation` on the worker; nothing is delivered when `owner` is gone by then."""
        if self._closed:
            return
        self._open += 1
        if not self._patience.isActive() and not self._is_slow:
            self._patience.start()
        future = self._worker.submit(operation)
        future.add_done_callback(lambda ended: self._tell(_Ended(owner, ended, success, failure)))

    def close(self) -> None:
        """Take no more operations, drop the waiting ones, join the worker; may be called twice."""
        if not self._closed:
            self.closing.emit()
        self._closed = True
        self._patience.stop()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _tell(self, ended: _Ended) -> None:
        if not self._closed:
            self._ended.emit(ended)

    @Slot(object)
    def _deliver(self, ended: _Ended) -> None:
        self._open -= 1
        if not self._open:
            self._settle()
        if self._closed or not shiboken6.isValid(ended.owner):
            return
        error = ended.future.exception()
        if error is None:
            ended.success(ended.future.result())
        elif isinstance(error, UserError):
            ended.failure(error)
        else:
            raise error

    @Slot()
    def _say_slow(self) -> None:
        self._is_slow = True
        self.slow.emit(True)

    def _settle(self) -> None:
        self._patience.stop()
        if self._is_slow:
            self._is_slow = False
            self.slow.emit(False)


class Newest(QObject):
    """At most one operation under way and one waiting; a newer one replaces the waiting one (mouse moves)."""

    def __init__(self, queries: Queries, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queries = queries
        self._busy = False
        self._waiting: tuple[Callable[[], Any], Callable[[Any], object]] | None = None

    def ask(self, operation: Callable[[], T], success: Callable[[T], object]) -> None:
        """Run it as soon as the one under way has ended; a failure of a look-up is no news to the person."""
        if self._busy:
            self._waiting = (operation, success)
            return
        self._busy = True
        self._queries.ask(self, operation, lambda value: self._done(success, value), lambda _: self._next())

    def forget(self) -> None:
        """Drop what waits."""
        self._waiting = None

    def _done(self, success: Callable[[T], object], value: T) -> None:
        if self._waiting is None:
            success(value)
        self._next()

    def _next(self) -> None:
        self._busy = False
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.ask(*waiting)
