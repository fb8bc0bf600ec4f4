"""What a start reads of a long ledger: found by index, whatever years of rows there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.model.decision import DecisionKind
from app.model.ledger_run import ActDone, ActIntended, DecisionMade, RunBegun, RunEnded, StepEnded
from app.model.modes import Permission, RunMode, RunState, StepStatus
from app.model.suggestion import ActStatus
from app.storage import answer_times
from app.storage.opinions import standings
from app.storage.recovery import open_acts, open_runs
from tests.unit.storage.stores import Open, Store, close_store
from tests.unit.storage.test_feedback_upgrade import taken_down

STEP = StepEnded("r0", "w", "s", 1, StepStatus.PASSED, None, "Click", "")


@contextmanager
def asked(engine: Any) -> Iterator[list[tuple[str, Any]]]:
    """The statements that go to the database meanwhile."""
    heard: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        heard.append((statement, values))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def walks(store: Store, read: Callable[[Session], object]) -> list[str]:
    """How the database goes about it."""
    with store.database.reading() as session:
        with asked(session.get_bind()) as statements:
            read(session)
        driver = session.connection()
        plans = [driver.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values).all() for text, values in statements]
        return [str(line[3]) for plan in plans for line in plan]


def ended(number: int, state: RunState = RunState.COMPLETED) -> RunEnded:
    return RunEnded(f"r{number}", "w", RunMode.SUPERVISED, state, "", True, 1.0, 1, 0)


def decided(number: int, seconds: float) -> DecisionMade:
    return DecisionMade(f"d{number}", f"g{number}", "r1", "w", "s", DecisionKind.ACCEPT, seconds)


def test_a_run_with_a_failed_step_speaks_against_its_workflow_and_is_found_by_index(store: Store) -> None:
    failed = replace(STEP, run_id="r1", status=StepStatus.FAILED)
    store.ledger.commit([RunBegun("r0", "w", "Task", RunMode.SUPERVISED), STEP, ended(0), failed, ended(1)])
    with store.database.reading() as session:
        standing = standings(session)["w"]
    assert (standing.good, standing.bad) == (1, 1)
    steps = [walk for walk in walks(store, standings) if "step_result" in walk]
    assert [walk for walk in steps if "ix_step_result_failed" not in walk] == []
    assert steps


def test_open_acts_are_found_by_walking_two_indexes_side_by_side(store: Store) -> None:
    begun = ActIntended("a1", "g1", "r1", "w", "s", Permission.ANSWERED, None, ())
    store.ledger.commit([begun, ActDone("a1", "r1", ActStatus.DONE, "", None), replace(begun, act_id="a2")])
    store.ledger.commit([RunBegun("r1", "w", "Task", RunMode.SUPERVISED)])
    assert [act.act_id for act in open_acts(store.database)] == ["a2"]
    assert [run.run_id for run in open_runs(store.database)] == ["r1"]
    with asked(store.database.engine) as statements:
        assert open_acts(store.database)
    [walk] = [text for text, _ in statements if "EXCEPT" in text]
    with store.database.reading() as session:
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {walk}").all()
    assert "MERGE (EXCEPT)" in [line[3] for line in plan]


def test_the_newest_answers_are_found_by_index_and_the_newest_comes_first(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_times, "NEWEST", 2)
    for number, seconds in enumerate((1.0, 2.0, 3.0)):
        store.ledger.commit([decided(number, seconds)])
        store.clock.wall += timedelta(seconds=1)
    with store.database.reading() as session:
        assert answer_times.answer_times(session) == {("w", "s"): (3.0, 2.0)}
    found = walks(store, answer_times.answer_times)
    assert any("ix_journal_entry" in walk for walk in found)
    assert [walk for walk in found if walk.startswith(("SCAN decision", "SCAN journal"))] == []


def test_a_ledger_of_the_version_before_gets_the_index(opened: Open, tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.ledger.commit([replace(STEP, status=StepStatus.FAILED), ended(0)])
    close_store(store)
    taken_down(store.file, "0013")
    with (again := opened(tmp_path)).database.reading() as session:
        assert standings(session)["w"].bad == 1
    assert any("ix_step_result_failed" in walk for walk in walks(again, standings))
