"""Copies of the embedded ledger, made by SQLite itself (a plain copy of a database in use loses rows)."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer

from app.model.errors import StoreProblem
from app.storage.atomic import TEMPORARY
from app.storage.faults import file_problem

KEPT = 5
_STAMP = "%Y%m%dT%H%M%S%fZ"
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_SIDE_FILES = ("-wal", "-shm")


def back_up(database: Path, folder: Path) -> Path:
    """One consistent copy in `folder`, the newest KEPT stay; StoreProblem when it cannot be made."""
    target = folder / f"{database.stem}-{_now()}{database.suffix}"
    draft = target.with_name(target.name + TEMPORARY)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(database, draft)
        draft.replace(target)
        for old in backups(database, folder)[KEPT:]:
            old.unlink(missing_ok=True)
    except OSError as error:
        raise file_problem(error, f"Backup {target}") from error
    except sqlite3.Error as error:
        why = f"the ledger could not be copied ({error})"
        raise StoreProblem(f"Backup {target}", why, "Check the free space; the ledger itself is unchanged.") from error
    finally:
        draft.unlink(missing_ok=True)
    return target


def backups(database: Path, folder: Path) -> list[Path]:
    """The copies there are, newest first."""
    return sorted(folder.glob(f"{database.stem}-*{database.suffix}"), reverse=True)


def damage(database: Path, busy_seconds: float, look_seconds: float | None = None) -> str:
    """What is wrong with the file as a database, empty when it is sound; sqlite3.Error when it cannot be read now.

    look_seconds: so long it is looked for damage; of a larger database the rest is not looked at.
    """
    try:
        opened = closing(sqlite3.connect(database, timeout=busy_seconds, check_same_thread=False))
        with opened as connection, _for_so_long(connection, look_seconds):
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            return ""
        if not str(getattr(error, "sqlite_errorname", "")).startswith(_DAMAGED):
            raise
        return str(error)
    except UnicodeDecodeError:
        # The library quotes the damaged name of a table in its error.
        return "the names of its tables cannot be read"
    return "" if answer == ("ok",) else str(answer[0])


@contextmanager
def _for_so_long(connection: sqlite3.Connection, seconds: float | None) -> Iterator[None]:
    """Break off what the connection does after these seconds."""
    if seconds is None:
        yield
        return
    clock = Timer(seconds, connection.interrupt)
    clock.name = "damage"
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
        clock.join()


def newest_good(database: Path, folder: Path, busy_seconds: float) -> Path | None:
    """The newest backup that is sound itself."""
    return next((copy for copy in backups(database, folder) if not _spoiled(copy, busy_seconds)), None)


def set_aside(database: Path) -> Path:
    """Move a damaged database out of the way, its side files with it; nothing is deleted."""
    aside = database.with_name(f"{database.name}.corrupt-{_now()}")
    for ending in ("", *_SIDE_FILES):
        source = database.with_name(database.name + ending)
        if source.exists():
            source.replace(aside.with_name(aside.name + ending))
    return aside


def orphaned_log(database: Path) -> bool:
    """Whether the write-ahead log is there without the database it belongs to."""
    log = database.with_name(database.name + "-wal")
    there = database.exists() and database.stat().st_size > 0
    return not there and log.exists() and log.stat().st_size > 0


def _spoiled(copy: Path, busy_seconds: float) -> bool:
    try:
        return bool(damage(copy, busy_seconds))
    except sqlite3.Error:
        return True


def _copy(database: Path, draft: Path) -> None:
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(draft)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    with draft.open("rb+") as file:
        os.fsync(file.fileno())


def _now() -> str:
    return datetime.now(UTC).strftime(_STAMP)
