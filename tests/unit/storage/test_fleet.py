"""The second keys come from the labels of all workflows, however they came in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import ColumnElement, func, select, text, true
from sqlalchemy.orm import Session

from app.learning.fleet import open_levels
from app.learning.fleet_fold import fleet_folded
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence
from app.model.modes import Label, LabelSource
from app.model.trust import Level
from app.settings import TrustRules
from app.storage import fleet
from app.storage.bulk import Passage
from app.storage.journal import JournalRow
from app.storage.ledger import Ledger
from app.storage.profile import Profile
from app.storage.schema_fleet import FoldFleetRow
from tests.unit.storage.stores import Store

RULES = TrustRules()


def labels(count: int, workflow: str = "w1", kind: Label = Label.RIGHT) -> list[Entry]:
    return [Evidence(workflow, f"s{number % 10}", 0, kind, LabelSource.COACHED, "accept") for number in range(count)]


def anew(store: Store, rules: TrustRules = RULES) -> object:
    with store.database.reading() as session:
        return fleet_folded(Passage(session, true()), rules)


def test_the_keys_are_read_on_and_equal_those_read_anew(store: Store) -> None:
    for workflow in ("w1", "w2", "w1"):
        store.ledger.commit(labels(400, workflow))
        assert store.ledger.fleet(RULES) == anew(store)
    assert open_levels(store.ledger.fleet(RULES)) == frozenset()
    store.ledger.commit(labels(400, "w1"))
    assert open_levels(store.ledger.fleet(RULES)) == {Level.TEN}


def test_other_rules_and_rows_that_come_in_late_are_read_anew(store: Store) -> None:
    store.ledger.commit(labels(500))
    before = store.ledger.fleet(RULES)
    strict = TrustRules(min_right=45)
    assert store.ledger.fleet(strict) == anew(store, strict) != before
    store.clock.wall -= timedelta(days=1)
    other = Ledger(store.database, store.captures, Profile("another", "Bob"), store.clock)
    other.commit(labels(10, kind=Label.WRONG))
    other.close()
    assert store.ledger.fleet(RULES) == anew(store) != before


def about(kind: Label, suggestion: str = "x") -> Evidence:
    return Evidence("w1", "s1", 0, kind, LabelSource.AUTO, "automatic", suggestion)


def test_a_label_that_was_taken_back_counts_nowhere_and_stays_on_record(store: Store) -> None:
    store.ledger.commit(labels(500))
    keys, known = store.ledger.fleet(RULES), store.ledger.knowledge_of("w1")
    store.ledger.commit([about(Label.WRONG)])
    assert store.ledger.knowledge_of("w1").step("s1").wrong == 1
    store.ledger.rebuild()
    assert (store.ledger.fleet(RULES), store.ledger.knowledge_of("w1")) != (keys, known)
    store.ledger.commit([about(Label.NONE)])
    assert (store.ledger.fleet(RULES), store.ledger.knowledge_of("w1")) == (keys, known)
    assert store.ledger.rebuild(check=True) == ()
    with store.database.reading() as session:
        taken = session.scalars(select(JournalRow.voids).where(JournalRow.voids.is_not(None))).all()
        assert len(taken) == 1
        assert session.get(JournalRow, taken[0]) is not None


def test_of_two_labels_of_one_suggestion_the_newer_counts(store: Store) -> None:
    store.ledger.commit([about(Label.RIGHT), about(Label.WRONG, "y")])
    store.ledger.commit([about(Label.WRONG)])
    known = store.ledger.knowledge_of("w1").step("s1")
    assert (known.trust.alone, known.wrong) == (0, 2)


def snapshots(store: Store) -> int:
    with store.database.reading() as session:
        return session.scalar(select(func.count()).select_from(FoldFleetRow)) or 0


def again(store: Store) -> Ledger:
    """The program started anew on the same ledger."""
    return Ledger(store.database, store.captures, store.profile, store.clock)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A snapshot is worth writing after few labels."""
    monkeypatch.setattr(fleet, "SNAPSHOT_AFTER", 100)


@pytest.mark.usefixtures("soon")
def test_a_start_reads_on_from_the_snapshot(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.ledger.commit(labels(900))
    keys = store.ledger.fleet(RULES)
    store.ledger.rebuild(check=True)  # waits for what the writer had to do
    assert snapshots(store) == 1
    store.ledger.commit(labels(5, kind=Label.WRONG))
    passages: list[Passage] = []

    def noted(session: Session, where: ColumnElement[bool]) -> Passage:
        passages.append(Passage(session, where))
        return passages[-1]

    monkeypatch.setattr(fleet, "Passage", noted)
    started = again(store)
    assert started.fleet(RULES) == anew(store) != keys
    assert [passage.rows for passage in passages] == [5]
    started.close()


@pytest.mark.usefixtures("soon")
def test_a_label_before_the_snapshot_that_is_taken_back_is_read_anew(store: Store) -> None:
    store.ledger.commit([*labels(500), about(Label.WRONG)])
    before = store.ledger.fleet(RULES)
    store.ledger.rebuild(check=True)
    store.ledger.commit([about(Label.NONE)])
    started = again(store)
    assert started.fleet(RULES) == anew(store) != before
    started.close()


@pytest.mark.usefixtures("soon")
def test_snapshots_are_droppable_checked_and_few(store: Store) -> None:
    store.ledger.commit(labels(300))
    for number in range(5, 12):
        store.ledger.fleet(TrustRules(min_right=number))
        store.ledger.rebuild(check=True)
    assert snapshots(store) == fleet.MOST_KEPT
    with store.database.writing() as session:
        session.execute(
            text("UPDATE fold_fleet SET everything = replace(everything, '\"trials\"\\:', '\"trials\"\\:1')")
        )
    [wrong] = store.ledger.rebuild(check=True)
    assert (wrong.workflow_id, wrong.parts[0]) == ("all workflows", "the second keys (earned)")
    assert len(store.ledger.rebuild()) == 1
    assert snapshots(store) == 0
    assert store.ledger.rebuild(check=True) == ()


@pytest.mark.usefixtures("soon")
def test_a_snapshot_by_another_edition_of_the_fold_is_not_used(store: Store) -> None:
    store.ledger.commit(labels(300))
    keys = store.ledger.fleet(RULES)
    store.ledger.rebuild(check=True)
    with store.database.writing() as session:
        session.execute(text("UPDATE fold_fleet SET edition = 'older', everything = '{\"fleet\"\\: 7}'"))
    started = again(store)
    assert started.fleet(RULES) == keys
    started.close()
