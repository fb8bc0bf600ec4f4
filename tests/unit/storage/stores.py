"""A ledger with everything it was made of, for tests."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from app.model.ledger import Entry
from app.storage import database
from app.storage.captures import Captures
from app.storage.database import Database, open_database
from app.storage.journal import JournalRow
from app.storage.ledger import Ledger
from app.storage.profile import Profile, open_profile
from app.storage.rows import entry_of

BUSY_SECONDS = 0.2


@dataclass
class WallClock:
    """Time that a test can set; monotonic time is real."""

    wall: datetime = field(default_factory=lambda: datetime.now(UTC))

    def now(self) -> float:
        return time.monotonic()

    def utc(self) -> datetime:
        return self.wall


@dataclass
class Store:
    """A database with its writer, and what they were made of."""

    folder: Path
    database: Database
    captures: Captures
    profile: Profile
    clock: WallClock
    ledger: Ledger

    @property
    def file(self) -> Path:
        return self.folder / "ledger.sqlite3"


Open = Callable[..., Store]


@cache
def _empty_ledger(version: str) -> bytes:
    """A new ledger, made once: to run all migrations for each test would take most of the time."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.sqlite3"
        open_database(file).close()
        return file.read_bytes()


def open_store(folder: Path, url: str = "") -> Store:
    """A store in this folder; its parts are closed by `close_store`."""
    if not url and not folder.exists():
        folder.mkdir(parents=True)
        (folder / "ledger.sqlite3").write_bytes(_empty_ledger(database.REVISIONS[-1]))
    made = open_database(folder / "ledger.sqlite3", url, busy_seconds=BUSY_SECONDS)
    captures, profile, clock = Captures(folder / "captures"), open_profile(folder, "Ada"), WallClock()
    return Store(folder, made, captures, profile, clock, Ledger(made, captures, profile, clock))


def close_store(store: Store) -> None:
    """Join the writer, close the database."""
    store.ledger.close()
    store.database.close()


def stored(store: Store) -> list[Entry]:
    """All entries in the order in which they were numbered."""
    with store.database.reading() as session:
        return [entry_of(row) for row in session.scalars(select(JournalRow).order_by(JournalRow.n))]


def numbers(store: Store) -> list[int]:
    """The numbers of all rows."""
    with store.database.reading() as session:
        return list(session.scalars(select(JournalRow.n).order_by(JournalRow.n)))
