from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from app.model.errors import BadInput, StoreProblem
from app.model.ledger import Entry
from app.model.ledger_learning import Commented, LearningSet
from app.model.ledger_run import RunBegun
from app.model.lesson import OfRun
from app.model.modes import Label, LearningState, RunMode
from app.storage.history import HistoryStore
from app.storage.journal import Base
from app.storage.recovery import open_runs
from app.storage.stats import coaching_stats
from tests.unit.storage.postgres import server
from tests.unit.storage.stores import Open, Store, numbers, stored
from tests.unit.storage.test_folds import FEW, WORKFLOWS, in_memory, learned
from tests.unit.storage.test_replays import shelf_on, taught, watched
from tests.unit.storage.test_rows import DECISION, ON_ONE_STORE
from tests.unit.storage.values import ENTRIES


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    with server() as url:
        yield url


@pytest.fixture
def url(running: str) -> str:
    """The server with an empty database."""
    engine = create_engine(running.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return running


@pytest.fixture
def shared(opened: Open, tmp_path: Path, url: str) -> Store:
    return opened(tmp_path / "data", url)


def test_the_same_tables_work_on_a_server(shared: Store) -> None:
    with shared.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_entries_come_back_equal_from_a_server(shared: Store) -> None:
    written: list[Entry] = []

    @ON_ONE_STORE
    @given(entries=st.lists(ENTRIES, max_size=6))
    def come_back(entries: list[Entry]) -> None:
        shared.ledger.commit(entries)
        written.extend(entries)
        assert stored(shared) == written
        assert numbers(shared) == list(range(1, len(written) + 1))

    come_back()


def test_what_was_learned_on_a_server_is_the_fold_in_memory(shared: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.storage.ledger.SNAPSHOT_AFTER", 3)
    rows: list[tuple[float, Entry]] = []

    @settings(ON_ONE_STORE, max_examples=15)
    @given(commits=FEW)
    def is_the_fold(commits: list[tuple[int, list[Entry]]]) -> None:
        for days, commit in commits:
            shared.clock.wall += timedelta(days=days)
            shared.ledger.commit(commit)
            latest = max([shared.clock.wall.timestamp(), *(at for at, _ in rows[-1:])])
            rows.extend((latest, entry) for entry in commit)
            for workflow in WORKFLOWS:
                assert learned(shared, workflow) == in_memory(workflow, rows)

    is_the_fold()
    assert shared.ledger.rebuild(check=True) == ()


def test_past_pictures_are_tried_and_taken_back_on_a_server(shared: Store) -> None:
    shelf = shelf_on(shared)
    shelf.write(RunBegun("r1", "w-1", "Invoice", RunMode.OBSERVATION), *watched(1, "r1"), *taught("r3"))
    assert shelf.replays.workflow_of("r1") == "w-1"
    assert shelf.open() == ["1", "cc"]
    assert shelf.try_all(Label.WRONG) == 2
    assert shelf.open() == []
    shelf.lessons.take_back(OfRun("r1"), "the run")
    assert shelf.library.knowledge("w-1").step("new").wrong == 1
    assert shared.ledger.rebuild(check=True) == ()


def test_two_profiles_share_one_ledger(opened: Open, tmp_path: Path, url: str) -> None:
    ada, bob = opened(tmp_path / "ada", url), opened(tmp_path / "bob", url)
    ada.ledger.commit([RunBegun("r1", "w1", "Invoice", RunMode.COACHING)])
    bob.ledger.commit([RunBegun("r2", "w1", "Invoice", RunMode.COACHING), DECISION])
    ada.ledger.commit([LearningSet("w1", LearningState.COACHING, "")])
    assert numbers(ada) == [1, 1, 2, 2]
    assert bob.ledger.knowledge_of("w1").runs == 2
    assert bob.ledger.knowledge_of("w1").state is LearningState.COACHING
    with bob.database.reading() as session:
        [stats] = coaching_stats(session)
    assert (stats.runs, stats.accepted, stats.suggested) == (2, 1, 1)
    assert {run.run_id for run in HistoryStore(ada.database, ada.captures).runs()} == {"r1", "r2"}
    assert len(open_runs(ada.database)) == 2


def test_a_failed_commit_on_a_server_writes_nothing(shared: Store) -> None:
    shared.ledger.commit([DECISION])
    with pytest.raises(StoreProblem):
        shared.ledger.commit([Commented("w1", "r1", None, "before"), DECISION])
    assert stored(shared) == [DECISION]


def test_what_a_server_cannot_hold_does_not_stop_a_commit(shared: Store) -> None:
    shared.ledger.commit([Commented("w1", "r1", None, "nul \x00 and half \ud800")])
    assert stored(shared) == [Commented("w1", "r1", None, "nul \ufffd and half \ufffd")]


def test_F68_newer_data_on_a_server_is_refused(opened: Open, tmp_path: Path, shared: Store, url: str) -> None:
    with shared.database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0042'"))
    with pytest.raises(StoreProblem, match="NEWER_DATA"):
        opened(tmp_path / "second", url)


def test_a_server_is_backed_up_by_its_own_tools(shared: Store) -> None:
    with pytest.raises(BadInput, match="pg_dump"):
        shared.database.back_up()
