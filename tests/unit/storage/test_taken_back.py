"""Taking back is a row of its own: what it names teaches nothing until that row is taken back in its turn."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.model.errors import BadInput
from app.model.ledger_learning import Evidence, TakenBack, Vouched
from app.model.ledger_run import RunBegun
from app.model.modes import Label, LabelSource, RunMode
from app.settings import TrustPolicy, TrustRules
from app.storage.journal import JournalRow
from tests.unit.storage.stores import Open, Store

STRICT = TrustRules(policy=TrustPolicy.STRICT)


def wrong(suggestion: str = "x") -> Evidence:
    return Evidence("w1", "s1", 0, Label.WRONG, LabelSource.COACHED, "reject", suggestion)


def newest(store: Store) -> str:
    with store.database.reading() as session:
        row = session.scalars(select(JournalRow).order_by(JournalRow.n.desc()).limit(1)).one()
        return row.id


def take_back(store: Store, row_id: str) -> str:
    store.ledger.commit([TakenBack("w1", row_id, "g1", "the answer")])
    return newest(store)


def test_undo_of_undo_is_as_if_nothing_had_been_taken_back(store: Store) -> None:
    fresh = store.ledger.knowledge_of("w1")
    store.ledger.commit([wrong()])
    with_it = store.ledger.knowledge_of("w1")
    undo = take_back(store, newest(store))
    assert store.ledger.knowledge_of("w1") == fresh
    redo = take_back(store, undo)
    assert store.ledger.knowledge_of("w1") == with_it
    take_back(store, redo)
    assert store.ledger.knowledge_of("w1") == fresh


def test_what_lies_before_a_snapshot_can_be_taken_back(store: Store) -> None:
    store.ledger.commit([wrong()])
    row = newest(store)
    store.ledger.rebuild()
    take_back(store, row)
    assert store.ledger.knowledge_of("w1").step("s1").wrong == 0
    assert store.ledger.rebuild(check=True) == ()


def test_the_second_keys_forget_a_label_that_was_taken_back(store: Store) -> None:
    before = store.ledger.fleet(STRICT)
    store.ledger.commit([wrong()])
    row = newest(store)
    store.ledger.fleet(STRICT)
    store.ledger.commit([Vouched("w1", "s1", 0, True)])
    take_back(store, newest(store))
    take_back(store, row)
    assert store.ledger.fleet(STRICT) == before


def test_a_row_that_is_not_there_cannot_be_taken_back(store: Store) -> None:
    with pytest.raises(BadInput, match="nosuch"):
        store.ledger.commit([TakenBack("w1", "nosuch", "g1", "")])


def test_with_learning_off_all_is_recorded_and_only_what_speaks_against_a_step_counts(
    store: Store,
) -> None:
    right = Evidence("w1", "s1", 0, Label.RIGHT, LabelSource.COACHED, "accept", "a")
    store.ledger.commit([RunBegun("r1", "w1", "W", RunMode.COACHING), right, wrong()], learning=False)
    known = store.ledger.knowledge_of("w1")
    assert (known.runs, known.step("s1").right, known.step("s1").wrong) == (1, 0, 1)
    with store.database.reading() as session:
        assert len(session.scalars(select(JournalRow)).all()) == 3


ON_ONE_STORE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
LABELS = st.builds(
    lambda label, about: Evidence("w1", "s1", 0, label, LabelSource.COACHED, "accept", about),
    st.sampled_from([Label.RIGHT, Label.WRONG]),
    st.sampled_from(["a", "b", "c", "d"]),
)


def test_whatever_was_taught_taking_back_and_putting_back_changes_nothing(opened: Open, tmp_path: Path) -> None:
    """Undo after apply is as if nothing had been applied, in every order of labels, and both can be undone again."""
    count = itertools.count()

    @ON_ONE_STORE
    @given(st.lists(LABELS, max_size=6), st.lists(LABELS, min_size=1, max_size=6))
    def holds(before: list[Evidence], after: list[Evidence]) -> None:
        store = opened(tmp_path / str(next(count)))
        store.ledger.commit(before)
        known = store.ledger.knowledge_of("w1")
        store.ledger.commit(after)
        taught = store.ledger.knowledge_of("w1")
        with store.database.reading() as session:
            rows = session.scalars(select(JournalRow).order_by(JournalRow.n)).all()
            ids = [row.id for row in rows[len(before) :]]
        undo = [take_back(store, row_id) for row_id in reversed(ids)]
        assert store.ledger.knowledge_of("w1") == known
        for row_id in reversed(undo):
            take_back(store, row_id)
        assert store.ledger.knowledge_of("w1") == taught
        assert store.ledger.rebuild(check=True) == ()

    holds()
