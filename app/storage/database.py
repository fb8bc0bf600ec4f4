"""Opens the ledger's database, sound and at this program's version, and hands out transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from app.model.errors import BadInput, StoreProblem
from app.storage.backups import back_up, damage, newest_good, orphaned_log, set_aside
from app.storage.columns import json_text
from app.storage.faults import file_problem, store_problem
from app.storage.upgrade import REVISIONS, data_version, refuse_newer, upgrade

BUSY_SECONDS = 5.0
LOOK_SECONDS = 0.25
"""So long a start looks for damage; `understudy db check` looks through all of a larger ledger."""


class Database:
    """Transactions on one database; readers may be on any thread, writing is for the one writer thread.

    look: what is found wrong with the file, while the program goes on; nothing is written before it has ended.
    """

    def __init__(self, engine: Engine, where: str, file: Path | None, look: Future[str] | None = None) -> None:
        self.engine = engine
        self.where = where
        self.file = file
        self._look = look

    def sound(self) -> None:
        """Wait for the look for damage; StoreProblem when some was found, then the file is put aside."""
        wrong = self._look.result() if self._look is not None else ""
        if wrong and self.file is not None:
            self._look = None
            self.close()
            _put_aside(self.file, self.where, wrong, BUSY_SECONDS)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view; StoreProblem when it cannot be read."""
        with self._told(), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, committed at the end; StoreProblem when it failed, then nothing is written."""
        self.sound()
        engine = self.engine.execution_options(immediate=True)
        with self._told(), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def back_up(self) -> Path:
        """A copy of the embedded ledger in backups/ beside it; a server's ledger is backed up by its own tools."""
        if self.file is None:
            raise BadInput(self.where, "a ledger on a server is not copied by this program", "Use pg_dump.")
        return back_up(self.file, backup_folder(self.file))

    def check(self) -> str:
        """What is wrong with the database, empty when it is sound."""
        if self.file is None:
            return ""
        try:
            return damage(self.file, BUSY_SECONDS)
        except sqlite3.Error as error:
            return str(error)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, ValueError) as error:
            self.sound()
            raise store_problem(error, self.where) from error


def backup_folder(file: Path) -> Path:
    """Where the copies of a ledger lie."""
    return file.parent / "backups"


def open_database(file: Path, url: str = "", busy_seconds: float = BUSY_SECONDS, wait: bool = True) -> Database:
    """The embedded ledger in `file`, or the one at `url`, checked and upgraded.

    Raises BadInput for a url that cannot be used, StoreProblem for a store that is damaged (it is put aside, never
    deleted), newer than the program, locked, read-only or out of reach. Without `wait` the look for damage goes on
    beside what comes next, until `sound`.
    """
    database = _at_url(url) if url else _at_file(file, busy_seconds)
    try:
        if wait:
            database.sound()
        _bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
    return database


def _bring_up_to_date(database: Database) -> None:
    try:
        version = data_version(database.engine)
        refuse_newer(version, database.where)
        if version == REVISIONS[-1]:
            return
        database.sound()
        if version is not None and database.file is not None:
            database.back_up()
        upgrade(database.engine)
    except (SQLAlchemyError, sqlite3.Error) as error:
        database.sound()
        error = error if isinstance(error, SQLAlchemyError) else _wrapped(error)
        raise store_problem(error, database.where) from error


def _at_file(file: Path, busy_seconds: float) -> Database:
    where = f"Ledger {file}"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        look = _looking(file, where, busy_seconds)
    except OSError as error:
        raise file_problem(error, where) from error
    engine = _engine(URL.create("sqlite+pysqlite", database=str(file)), connect_args={"timeout": busy_seconds})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine, where, file, look)


def _looking(file: Path, where: str, busy_seconds: float) -> Future[str] | None:
    """A look for damage on a thread of its own; None when there is nothing to look at."""
    if orphaned_log(file):
        _put_aside(file, where, "its write-ahead log is there, but the database itself is missing", busy_seconds)
    if not file.exists():
        return None
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="look")
    look = thread.submit(_damage, file, where, busy_seconds)
    thread.shutdown(wait=False)
    return look


def _damage(file: Path, where: str, busy_seconds: float) -> str:
    try:
        return damage(file, busy_seconds, LOOK_SECONDS)
    except sqlite3.Error as error:
        raise store_problem(_wrapped(error), where) from error


def _put_aside(file: Path, where: str, wrong: str, busy_seconds: float) -> NoReturn:
    aside = set_aside(file)
    good = newest_good(file, backup_folder(file), busy_seconds)
    wrong = " ".join(wrong.split())
    why = f"it is damaged ({wrong}) and was put aside as {aside}; nothing was deleted (CORRUPT)"
    again = "starting again without it begins an empty ledger."
    cure = f"Copy the backup {good} to {file} to go on from there; {again}" if good else f"There is no backup; {again}"
    raise StoreProblem(where, why, cure)


def _wrapped(error: sqlite3.Error) -> SQLAlchemyError:
    from sqlalchemy.exc import DBAPIError

    return DBAPIError("PRAGMA quick_check", {}, error)


def _at_url(text: str) -> Database:
    url = _server_url(text)
    where = f"Ledger {url.render_as_string(hide_password=True)}"
    arguments: dict[str, Any] = {"connect_timeout": int(BUSY_SECONDS)}
    if "options" not in url.query:
        arguments["options"] = f"-c lock_timeout={int(BUSY_SECONDS * 1000)}"
    return Database(_engine(url, connect_args=arguments, pool_pre_ping=True), where, None)


def _server_url(text: str) -> URL:
    cure = "Write it as postgresql://user@host/database, or leave store.url empty for the embedded ledger."
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise BadInput("Setting store.url", "it is not the address of a database", cure) from error
    if url.get_backend_name() != "postgresql":
        raise BadInput("Setting store.url", f"{url.get_backend_name()} is not supported", cure)
    return url.set(drivername="postgresql+psycopg")


def _engine(url: URL, **options: Any) -> Engine:
    return create_engine(url, json_serializer=json_text, **options)


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: it would do so late and without the tables' definitions.
    connection.isolation_level = None
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}").close()


def _begin_sqlite(connection: Any) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
