"""Long records are read anew without anybody waiting for those of other workflows."""

from __future__ import annotations

import threading
from collections.abc import Callable
from threading import Event

import pytest
from sqlalchemy import text

from app.model.knowledge import Knowledge
from app.model.ledger_learning import RiskSet
from app.model.modes import Risk
from app.model.recording import Recorded
from app.storage import bulk, folds, ledger
from app.storage.library import LibraryStore
from app.storage.settled import SettingsFile
from app.storage.turns import Turns
from app.storage.workflows import WorkflowFolder
from tests.unit.storage.shelf import IMAGES, invoice
from tests.unit.storage.stores import Store
from tests.unit.storage.test_folds import marks, snapshots

BOTH = frozenset({"w1", "w2"})


@pytest.fixture(autouse=True)
def soon_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record of ten rows is a long one, and they are read three at a time."""
    monkeypatch.setattr(folds, "FAR", 10)
    monkeypatch.setattr(ledger, "FAR", 10)
    monkeypatch.setattr(bulk, "CHUNK", 3)


def in_a_thread(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def updated(store: Store) -> None:
    """Other rules of learning: the snapshots are of no use any more."""
    with store.database.writing() as session:
        session.execute(text("UPDATE fold_knowledge SET rules = 'older'"))


def test_a_long_record_is_far_behind_until_it_was_read_and_again_after_an_update(store: Store) -> None:
    marks(store, 9)
    assert store.ledger.far_behind(BOTH) == frozenset()
    marks(store, 1)
    assert store.ledger.far_behind(BOTH) == {"w1"}
    store.ledger.catch_up("w1", Event())
    assert (store.ledger.far_behind(BOTH), snapshots(store)) == (frozenset(), 1)
    updated(store)
    assert store.ledger.far_behind(BOTH) == {"w1"}


def test_what_was_broken_off_leaves_nothing_and_what_was_read_before_stays(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks(store, 30)
    store.ledger.commit([RiskSet("w2", "s", Risk.LOCKED)] * 30)
    store.ledger.catch_up("w2", Event())
    cancel = Event()
    fold = folds.folded_at

    def killed(known: Knowledge, entries: bulk.Passage) -> Knowledge:
        cancel.set()
        return fold(known, entries)

    monkeypatch.setattr(folds, "folded_at", killed)
    store.ledger.catch_up("w1", cancel)
    assert store.ledger.far_behind(BOTH) == {"w1"}


def test_a_run_waits_for_its_own_record_only_and_goes_on_from_what_was_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks(store, 12)
    store.ledger.commit([RiskSet("w2", "s", Risk.LOCKED)])
    begun, go_on, folds_of = Event(), Event(), list[str]()
    refolded = folds.refolded

    def slowly(session: object, workflow_id: str, cancel: Event | None = None) -> folds.Known:
        folds_of.append(workflow_id)
        begun.set()
        assert workflow_id == "w2" or go_on.wait(5)
        return refolded(session, workflow_id, cancel)  # type: ignore[arg-type]

    monkeypatch.setattr(folds, "refolded", slowly)
    first = in_a_thread(lambda: store.ledger.catch_up("w1", Event()))
    assert begun.wait(5)
    assert store.ledger.knowledge_of("w2").step("s").risk is Risk.LOCKED
    found: list[Knowledge] = []
    second = in_a_thread(lambda: found.append(store.ledger.knowledge_of("w1")))
    go_on.set()
    for thread in (first, second):
        thread.join(5)
    assert found[0].step("step 0").risk is Risk.LOCKED
    assert folds_of == ["w1", "w2"], "nobody folded the same rows again"


def test_the_library_names_what_is_to_be_read_and_waits_only_for_what_it_is_told(store: Store) -> None:
    settings = SettingsFile(store.folder / "settings.json")
    workflows = WorkflowFolder(store.folder / "workflows")
    library = LibraryStore(workflows, store.ledger, store.captures, store.database, settings)
    library.add(Recorded(invoice("w1", "Invoices"), IMAGES))
    marks(store, 12)
    [item] = library.at_hand()
    assert (item.reading, item.ready, item.name, item.steps > 0) == (True, None, "Invoices", True)
    assert [each.reading for each in library.at_hand(["w1"])] == [False]
    assert library.at_hand() == library.items()


def test_a_turn_is_had_by_one_at_a_time() -> None:
    turns, order = Turns(), list[str]()
    with turns.one("a"):
        waiting = in_a_thread(lambda: _take(turns, order))
        with turns.one("b"):
            order.append("first")
    waiting.join(5)
    assert order == ["first", "second"]


def _take(turns: Turns, order: list[str]) -> None:
    with turns.one("a"):
        order.append("second")
