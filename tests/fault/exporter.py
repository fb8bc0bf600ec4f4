"""A program that is killed at its n-th step while it exports: at a statement, a file, its way to the disk, its move.

It is told a folder and a step by line, does each in a process of its own that starts at once, and says how that ended.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app.home import SystemClock
from app.settings import Settings, folders
from app.storage.store import opened


def export(out: Path, fatal: int) -> None:
    """Ends by itself only when there are fewer steps."""
    steps = count(1)

    def dying(*_: Any) -> None:
        if next(steps) == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            dying()
            return call(*given, **named)

        return counted

    with opened(folders(), Settings(), SystemClock()) as store:
        event.listen(store.database.engine, "before_cursor_execute", dying)
        event.listen(store.database.engine, "commit", dying)
        os.fsync = before(os.fsync)
        Path.replace = before(Path.replace)  # type: ignore[method-assign]
        Path.write_bytes = before(Path.write_bytes)  # type: ignore[method-assign]
        store.outbox.export(out)


def main() -> None:
    """Until there are no more lines."""
    for line in sys.stdin:
        folder, _, fatal = line.strip().rpartition(" ")
        child = os.fork()
        if not child:
            export(Path(folder), int(fatal))
            os._exit(0)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
