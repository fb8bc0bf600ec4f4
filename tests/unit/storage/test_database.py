from __future__ import annotations

import errno
import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from app import __version__
from app.model.errors import BadInput, StoreProblem
from app.model.ledger_learning import LearningSet
from app.model.modes import LearningState
from app.storage import backups, database
from app.storage.database import open_database
from app.storage.journal import Base
from app.storage.upgrade import MIGRATIONS, REVISIONS, upgrade
from tests.unit.storage.stores import Open, Store, close_store, stored

ROW = LearningSet("w1", LearningState.COACHING, "recorded")
NOBODY = 65534


def filled(opened: Open, folder: Path, rows: int = 3) -> Path:
    """A closed ledger with some rows."""
    store = opened(folder)
    store.ledger.commit([ROW] * rows)
    close_store(store)
    return store.file


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, which no permission stops."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def pages_used_up(store: Store) -> Iterator[None]:
    """The database may not grow by another page, as on a full disk."""
    with store.database.reading() as session:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        session.execute(text(f"PRAGMA max_page_count = {pages}"))
    yield
    with store.database.reading() as session:
        session.execute(text("PRAGMA max_page_count = 1000000"))


def test_the_migrations_make_the_tables_of_the_program(store: Store) -> None:
    with store.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_program_knows_its_migrations() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert tuple(reversed([each.revision for each in scripts.walk_revisions()])) == REVISIONS


def test_a_commit_is_on_the_disk_and_rows_belong_to_the_journal(store: Store) -> None:
    with store.database.reading() as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert session.execute(text("PRAGMA synchronous")).scalar() == 2
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_ledger_opens_again_with_its_rows(opened: Open, tmp_path: Path) -> None:
    filled(opened, tmp_path / "Zoë & 漢 %20")
    assert stored(opened(tmp_path / "Zoë & 漢 %20")) == [ROW] * 3


def test_F64_a_file_that_is_no_database_is_put_aside_and_named(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite3"
    file.write_bytes(b"this is a letter, not a database" * 100)
    with pytest.raises(StoreProblem) as told:
        open_database(file)
    [aside] = tmp_path.glob("*.corrupt-*")
    assert aside.read_bytes().startswith(b"this is a letter")
    assert str(aside) in str(told.value)
    assert "no backup" in str(told.value)
    open_database(file).close()


def test_F64_damage_is_found_beside_what_comes_next_and_nothing_is_written_meanwhile(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = filled(opened, tmp_path, 3)
    go_on = Event()
    monkeypatch.setattr(database, "damage", lambda *_: "a page is torn" if go_on.wait(10) else "")
    made = open_database(file, wait=False)
    with made.reading() as session:
        assert session.execute(text("SELECT count(*) FROM journal")).scalar() == 3
    go_on.set()
    with pytest.raises(StoreProblem, match="a page is torn"), made.writing():
        pytest.fail("it was written to")
    assert [aside.stat().st_size > 0 for aside in tmp_path.glob("*.corrupt-*[0-9Z]")] == [True]


def test_F64_a_start_on_what_is_no_ledger_says_so_and_puts_it_aside(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite3"
    file.write_bytes(b"this is a letter, not a database" * 100)
    with pytest.raises(StoreProblem, match="CORRUPT"):
        open_database(file, wait=False)
    assert not file.exists()


def test_F64_a_damaged_page_is_found_and_the_newest_sound_backup_is_named(opened: Open, tmp_path: Path) -> None:
    file = filled(opened, tmp_path, 200)
    older = backups.back_up(file, database.backup_folder(file))
    newer = backups.back_up(file, database.backup_folder(file))
    newer.write_bytes(b"spoiled, too" * 1000)
    data = bytearray(file.read_bytes())
    data[4096 * 3 : 4096 * 12] = bytes(4096 * 9)
    file.write_bytes(data)
    with pytest.raises(StoreProblem, match="CORRUPT") as told:
        open_database(file)
    assert str(older) in str(told.value)
    [aside] = tmp_path.glob("*.corrupt-*")
    assert aside.read_bytes() == data
    assert older.exists()
    assert newer.exists()


def test_F64_flipped_bytes_are_found_or_harmless(opened: Open, tmp_path: Path) -> None:
    original = filled(opened, tmp_path / "original", 40).read_bytes()
    chance = random.Random(64)
    for number in range(200):
        damaged = bytearray(original)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "ledger.sqlite3").write_bytes(damaged)
        (folder / "profile.json").write_bytes((tmp_path / "original" / "profile.json").read_bytes())
        try:
            store = opened(folder)
            store.ledger.knowledge_of("w1")
            store.ledger.commit([ROW])
        except StoreProblem:
            kept = [path for path in folder.iterdir() if path.name.startswith("ledger.sqlite3")]
            assert kept, "the damaged file was deleted"


def test_F65_a_log_without_its_database_is_put_aside(opened: Open, tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.ledger.commit([ROW])
    log = Path(f"{store.file}-wal").read_bytes()
    assert log
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "ledger.sqlite3-wal").write_bytes(log)
    with pytest.raises(StoreProblem, match="missing"):
        open_database(tmp_path / "other" / "ledger.sqlite3")
    [aside] = (tmp_path / "other").glob("*.corrupt-*")
    assert aside.read_bytes() == log


def test_F65_a_backup_of_a_ledger_in_use_has_every_row(opened: Open, tmp_path: Path) -> None:
    store = opened(tmp_path / "used")
    store.ledger.commit([ROW] * 50)
    copy = store.database.back_up()
    (tmp_path / "restored").mkdir()
    copy.rename(tmp_path / "restored" / "ledger.sqlite3")
    assert stored(opened(tmp_path / "restored")) == [ROW] * 50


def test_the_last_five_backups_are_kept(store: Store) -> None:
    made = [store.database.back_up() for _ in range(7)]
    assert sorted(database.backup_folder(store.file).iterdir()) == made[2:]


def test_F68_a_newer_ledger_is_refused_and_not_touched(opened: Open, tmp_path: Path) -> None:
    file = filled(opened, tmp_path)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0042'")
    before = file.read_bytes()
    with pytest.raises(StoreProblem, match="NEWER_DATA") as told:
        open_database(file)
    assert "0042" in told.value.why
    assert REVISIONS[-1] in told.value.why
    assert __version__ in told.value.why
    assert "newer program" in told.value.next_step
    assert file.read_bytes() == before
    assert not list(tmp_path.glob("*.corrupt-*"))


def test_F67_a_migration_backs_up_first_and_keeps_every_row(
    opened: Open, tmp_path: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = filled(opened, tmp_path / "data")
    monkeypatch.setattr(database, "REVISIONS", (*REVISIONS, f"{int(REVISIONS[-1]) + 1:04}"))
    monkeypatch.setattr(database, "upgrade", lambda engine: upgrade(engine, next_version))
    store = opened(tmp_path / "data")
    assert stored(store) == [ROW] * 3
    with store.database.reading() as session:
        assert session.execute(text("SELECT mood FROM comment")).all() == []
    [copy] = database.backup_folder(file).iterdir()
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(REVISIONS[-1],)]


def test_F62_a_full_disk_refuses_the_commit_and_keeps_the_ledger_sound(store: Store) -> None:
    store.ledger.commit([ROW])
    with pages_used_up(store), pytest.raises(StoreProblem, match="DISK_FULL"):
        store.ledger.commit([ROW] * 2000)
    assert stored(store) == [ROW]
    assert store.database.check() == ""
    store.ledger.commit([ROW])
    assert len(stored(store)) == 2


def test_F63_a_locked_ledger_says_so_and_works_again_afterwards(store: Store) -> None:
    with closing(sqlite3.connect(store.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreProblem, match="LOCKED"):
            store.ledger.commit([ROW])
        assert store.ledger.knowledge_of("w1").state is LearningState.OBSERVATION, "reading goes on"
        other.execute("ROLLBACK")
    store.ledger.commit([ROW])
    assert stored(store) == [ROW]


def test_F63_a_ledger_locked_at_the_start_is_not_taken_for_damaged(opened: Open, tmp_path: Path) -> None:
    file = filled(opened, tmp_path)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreProblem, match="LOCKED"):
            open_database(file, busy_seconds=0.1)
    assert not list(tmp_path.glob("*.corrupt-*"))


def test_F71_a_folder_that_cannot_be_written_is_named() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        with as_nobody(), pytest.raises(StoreProblem, match=name):
            open_database(folder / "data" / "ledger.sqlite3")
        with as_nobody(), pytest.raises(StoreProblem, match=name):
            open_database(folder / "ledger.sqlite3")
        folder.chmod(0o755)


def test_F71_a_ledger_that_cannot_be_written_is_not_taken_for_damaged(opened: Open) -> None:
    with TemporaryDirectory() as name:
        file = filled(opened, Path(name))
        file.chmod(0o444)
        Path(name).chmod(0o555)
        with as_nobody(), pytest.raises(StoreProblem, match="READ_ONLY"):
            database_with_a_row(file)
        Path(name).chmod(0o755)
        assert not list(Path(name).glob("*.corrupt-*"))


def database_with_a_row(file: Path) -> None:
    opened = open_database(file)
    try:
        with opened.writing() as session:
            session.execute(text("DELETE FROM fold_knowledge"))
    finally:
        opened.close()


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://host/x", "http://host/", "postgresql://host:port/x", "sqlite:///x"]
)
def test_an_address_that_is_no_database_is_bad_input(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadInput, match=r"store\.url"):
        open_database(tmp_path / "ledger.sqlite3", url)


def test_a_server_out_of_reach_is_a_problem_of_the_store_and_keeps_the_password_secret(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem) as told:
        open_database(tmp_path / "ledger.sqlite3", "postgresql://ada:hush@127.0.0.1:1/ledger")
    assert "127.0.0.1" in str(told.value)
    assert "hush" not in str(told.value)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_F73_a_backup_that_fails_leaves_no_half_file(store: Store, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def full(_: Path, draft: Path) -> None:
        draft.write_bytes(b"half")
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(backups, "_copy", full)
    with pytest.raises(StoreProblem, match="DISK_FULL"):
        store.database.back_up()
    assert list(database.backup_folder(store.file).iterdir()) == []
