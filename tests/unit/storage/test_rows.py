from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, select, text

from app.model.decision import DecisionKind
from app.model.errors import StoreProblem
from app.model.ledger import Entry
from app.model.ledger_learning import Commented, LearningSet
from app.model.ledger_run import DecisionMade, SuggestionMade
from app.model.modes import LearningState
from app.storage.journal import JournalRow
from app.storage.rows import ROWS
from tests.unit.storage.stores import Store, numbers, stored
from tests.unit.storage.values import ENTRIES, ENTRY_TYPES, FREE_TYPES, any_of

ON_ONE_STORE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40
)
DECISION = DecisionMade("d1", "s1", "r1", "w1", "step", DecisionKind.ACCEPT, 1.5)


def comment(words: str) -> Commented:
    return Commented("w1", "r1", None, words)


def test_every_entry_has_a_table_with_its_fields() -> None:
    assert set(ROWS) == set(ENTRY_TYPES)
    for entry, row in ROWS.items():
        columns = {column.key for column in inspect(row).columns}
        drawn_out = {"run_id"} if entry is SuggestionMade else set()
        assert {field.name for field in fields(entry)} | drawn_out <= columns, row


@pytest.mark.parametrize("kind", FREE_TYPES, ids=lambda kind: kind.__name__)
def test_each_kind_of_entry_comes_back_equal(store: Store, kind: type[Entry]) -> None:
    written: list[Entry] = []

    @settings(ON_ONE_STORE, max_examples=15)
    @given(entry=any_of(kind))
    def comes_back(entry: Entry) -> None:
        store.ledger.commit([entry])
        written.append(entry)
        assert stored(store) == written

    comes_back()


@ON_ONE_STORE
@given(entries=st.lists(ENTRIES, max_size=6))
def test_rows_are_numbered_without_gaps_over_all_tables(store: Store, entries: list[Entry]) -> None:
    store.ledger.commit(entries)
    assert numbers(store) == list(range(1, len(numbers(store)) + 1))


def test_a_row_says_who_wrote_it_and_when(store: Store) -> None:
    store.ledger.commit([DECISION, comment("fine")])
    with store.database.reading() as session:
        rows = session.scalars(select(JournalRow).order_by(JournalRow.n)).all()
    assert [row.n for row in rows] == [1, 2]
    assert {row.origin for row in rows} == {store.profile.origin}
    assert {row.coach for row in rows} == {"Ada"}
    assert {row.utc for row in rows} == {store.clock.wall}
    assert {row.voids for row in rows} == {None}
    assert all(UUID(row.id).version == 4 for row in rows)
    assert all(0 <= store.clock.now() * 1000 - row.mono_ms < 60_000 for row in rows)


def test_F69_a_clock_set_back_changes_neither_times_nor_the_order_of_lessons(store: Store) -> None:
    then = store.clock.wall
    store.ledger.commit([LearningSet("w1", LearningState.COACHING, "")])
    store.clock.wall = then - timedelta(days=3650)
    store.ledger.commit([LearningSet("w1", LearningState.AUTO_CANDIDATE, "")])
    with store.database.reading() as session:
        rows = session.scalars(select(JournalRow).order_by(JournalRow.n)).all()
    assert [row.utc for row in rows] == [then, then - timedelta(days=3650)]
    assert store.ledger.knowledge_of("w1").state is LearningState.AUTO_CANDIDATE


def test_a_decision_is_recorded_once(store: Store) -> None:
    store.ledger.commit([DECISION])
    with pytest.raises(StoreProblem):
        store.ledger.commit([comment("again"), replace(DECISION, kind=DecisionKind.REJECT)])
    assert stored(store) == [DECISION]


def test_a_commit_that_fails_writes_nothing_and_the_next_one_works(store: Store) -> None:
    with pytest.raises(StoreProblem, match="Ledger"):
        store.ledger.commit([comment("before"), replace(DECISION, seconds=float("nan"))])
    assert stored(store) == []
    store.ledger.commit([DECISION])
    assert stored(store) == [DECISION]
    assert numbers(store) == [1]


@pytest.mark.parametrize(
    "words",
    ["'; DROP TABLE journal; --", "a\nb\r\tc", "<img src=x>", "%s {0} :name", "Zoë 漢 \U0001f600 \u202e", "'\"`"],
)
def test_F79_odd_words_are_only_words(store: Store, words: str) -> None:
    store.ledger.commit([comment(words), replace(DECISION, workflow_id=words)])
    assert stored(store) == [comment(words), replace(DECISION, workflow_id=words)]
    assert store.ledger.knowledge_of(words).workflow_id == words


def test_F79_what_no_database_can_hold_does_not_stop_a_commit(store: Store) -> None:
    store.ledger.commit([comment("nul \x00 and half \ud800")])
    assert stored(store) == [comment("nul \ufffd and half \ufffd")]


def test_a_stored_word_that_means_nothing_is_a_problem_of_the_store(store: Store) -> None:
    store.ledger.commit([LearningSet("w1", LearningState.COACHING, "")])
    with store.database.writing() as session:
        session.execute(text("UPDATE learning_state SET state = 'brilliant'"))
    with pytest.raises(StoreProblem, match="brilliant"):
        store.ledger.knowledge_of("w1")


def test_a_row_that_lost_its_content_is_a_problem_of_the_store(store: Store) -> None:
    store.ledger.commit([LearningSet("w1", LearningState.COACHING, "")])
    with store.database.writing() as session:
        session.execute(text("DELETE FROM learning_state"))
    with pytest.raises(StoreProblem, match="row 1 has lost its content"):
        store.ledger.knowledge_of("w1")


def test_after_closing_a_commit_says_so(store: Store) -> None:
    store.ledger.close()
    with pytest.raises(StoreProblem, match="closed"):
        store.ledger.commit([DECISION])
