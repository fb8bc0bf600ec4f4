from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Event

import pytest

from app.model.ledger import Entry
from app.model.ledger_learning import Commented
from app.model.ledger_run import ActDone, ActIntended, DecisionMade, RunBegun, StepEnded
from app.model.modes import RunMode
from app.storage.recovery import open_acts
from app.storage.upgrade import MIGRATIONS, REVISIONS
from tests.unit.storage.conftest import NEXT, make_next_version
from tests.unit.storage.stores import Store, close_store, numbers, open_store, stored

pytestmark = [pytest.mark.proof, pytest.mark.timeout(600)]

ROOT = Path(__file__).parents[2]
KILLS = 20
INSTANCES = 6


def killed_at_some_point(folder: Path, series: str, chance: random.Random) -> list[str]:
    """Let it record for a while, kill it in the middle; the steps whose record it was promised."""
    command = [sys.executable, "-m", "tests.fault.committer", str(folder), series]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        promised = [program.stdout.readline().strip() for _ in range(chance.randrange(1, 12))]
        Event().wait(chance.random() * 0.03)
        program.kill()
        promised += program.stdout.read().split()
    assert all(promised), "the program ended by itself"
    return promised


def keys(entries: list[Entry], kind: type[Entry], field: str) -> list[str]:
    return [getattr(entry, field) for entry in entries if isinstance(entry, kind)]


def check_the_record(store: Store, promised: list[str]) -> None:
    entries = stored(store)
    assert numbers(store) == list(range(1, len(entries) + 1))
    for kind, field in ((DecisionMade, "decision_id"), (ActIntended, "act_id"), (ActDone, "act_id")):
        recorded = Counter(keys(entries, kind, field))
        assert set(promised) <= set(recorded), "a promised row was lost"
        assert set(recorded.values()) <= {1}, "a row was written twice"
    assert keys(entries, RunBegun, "run_id") == keys(entries, DecisionMade, "decision_id"), "half a commit"
    assert keys(entries, ActDone, "run_id") == keys(entries, StepEnded, "run_id"), "half a commit"
    for entry in entries:
        if isinstance(entry, StepEnded) and entry.before is not None:
            assert store.captures.load(entry.before.image) is not None


def test_F59_F60_F61_killed_twenty_times_nothing_promised_is_lost_and_nothing_is_there_twice(tmp_path: Path) -> None:
    chance, promised = random.Random(), list[str]()
    for kill in range(KILLS):
        promised += killed_at_some_point(tmp_path, str(kill), chance)
        store = open_store(tmp_path)
        check_the_record(store, promised)
        assert store.database.check() == ""
        assert len(open_acts(store.database)) <= kill + 1, "one act at most is open for each kill"
        assert store.ledger.rebuild(check=True) == ()
        store.ledger.rebuild()
        close_store(store)
    assert len(promised) > KILLS


def upgraded(file: Path, migrations: Path, fatal: int) -> bool:
    """Whether the upgrade reached its end before its statement number `fatal`."""
    command = [sys.executable, "-m", "tests.fault.migrator", str(file), str(migrations), str(fatal)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, -9), done.stderr
    return done.returncode == 0


def tables(file: Path) -> dict[str, str]:
    """Every table and index as it was made."""
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def version(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_F67_a_first_start_killed_at_any_statement_begins_anew(tmp_path: Path) -> None:
    for fatal in range(1, 200, 4):
        file = tmp_path / str(fatal) / "ledger.sqlite3"
        ended = upgraded(file, MIGRATIONS, fatal)
        assert bool(tables(file)) == ended, "some tables of a first start that never ended"
        close_store(open_store(file.parent))
        assert version(file) == REVISIONS[-1]
        if ended:
            break
    else:
        pytest.fail("the upgrade never came to its end")


def test_F67_an_upgrade_killed_at_any_statement_leaves_the_old_ledger_whole(tmp_path: Path) -> None:
    migrations = make_next_version(tmp_path / "migrations")
    rows = [RunBegun("r", "w", "W", RunMode.COACHING), Commented("w", "r", None, "fine")]
    for fatal in range(1, 60):
        store = open_store(tmp_path / str(fatal))
        store.ledger.commit(rows)
        close_store(store)
        before = tables(store.file)
        ended = upgraded(store.file, migrations, fatal)
        assert len(list((store.folder / "backups").glob("*.sqlite3"))) == 1
        if ended:
            assert version(store.file) == NEXT
            break
        assert tables(store.file) == before
        assert version(store.file) == REVISIONS[-1]
        again = open_store(store.folder)
        assert stored(again) == rows
        close_store(again)
    else:
        pytest.fail("the upgrade never came to its end")


@contextmanager
def talking(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """A process that can be heard and told; it is over afterwards, also when a check fails."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as program:
        try:
            yield program
        finally:
            program.kill()


def test_F66_of_many_programs_started_at_once_one_runs(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from app.storage.instance import Instance; "
        "Instance(Path(sys.argv[1])).acquire(); print('held', flush=True); sys.stdin.read()"
    )
    for number in range(5):
        command = [sys.executable, "-c", script, str(tmp_path / str(number))]
        with ExitStack() as ends:
            programs = [ends.enter_context(talking(command)) for _ in range(INSTANCES)]
            held = [program for program in programs if program.stdout and program.stdout.readline() == "held\n"]
            assert len(held) == 1
            told = [program.communicate()[1] for program in programs if program not in held]
            assert all(f"process {held[0].pid}" in words for words in told)
