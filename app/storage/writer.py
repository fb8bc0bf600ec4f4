"""The one thread that writes: jobs run in the order they came."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from app.model.errors import StoreProblem, UserError

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Writer:
    """Owns the writer thread; a job must not ask the writer itself."""

    def __init__(self, name: str = "writer") -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    def run(self, job: Callable[[], T]) -> T:
        """Wait until the job was done; what it raised is raised here, StoreProblem after `close`."""
        try:
            future = self._pool.submit(job)
        except RuntimeError as error:
            raise StoreProblem("Ledger", "it is closed", "Start the program again.") from error
        return future.result()

    def later(self, job: Callable[[], object], what: str) -> None:
        """Let it be done without waiting; a failure is logged, because nothing depends on it."""
        try:
            self._pool.submit(job).add_done_callback(lambda done: _report(what, done.exception()))
        except RuntimeError:
            _log.info("%s: left out, the store is closed", what)

    def close(self) -> None:
        """Finish what waits, then join the thread; may be called twice."""
        self._pool.shutdown(wait=True)


def _report(what: str, error: BaseException | None) -> None:
    if isinstance(error, UserError):
        _log.warning("%s: %s", what, error)
    elif error is not None:
        _log.error("%s", what, exc_info=error)
