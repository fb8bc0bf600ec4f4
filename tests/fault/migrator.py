"""A program that is killed at its n-th statement while it upgrades a ledger."""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from app.storage import database
from app.storage.upgrade import upgrade


def main(file: Path, migrations: Path, fatal: int) -> None:
    """Ends by itself only when there are fewer statements."""
    statements = count(1)

    def dying(*_: Any) -> None:
        if next(statements) == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(engine: Engine) -> None:
        event.listen(engine, "before_cursor_execute", dying)
        upgrade(engine, migrations)

    database.upgrade = watched
    database.REVISIONS = (*database.REVISIONS, "to come")
    database.open_database(file).close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
