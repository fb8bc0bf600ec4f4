"""Which pictures of the last days are worth settling, and which are settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.model.ledger import Entry
from app.model.ledger_learning import Evidence
from app.model.ledger_run import StepEnded, SuggestionMade, Unanswered
from app.model.modes import Label, LabelSource, StepStatus
from app.model.recording import Recorded
from app.model.rehearsal import Doubt, DoubtKind, practised
from app.storage.library import LibraryStore
from app.storage.settled import SettingsFile
from app.storage.workflows import WorkflowFolder
from tests.unit.storage.shelf import IMAGES, invoice
from tests.unit.storage.stores import Store
from tests.unit.storage.test_frames import corrected, label, shown

WEEK = timedelta(days=7)


@pytest.fixture
def library(store: Store) -> LibraryStore:
    workflows = WorkflowFolder(store.folder / "workflows")
    made = LibraryStore(workflows, store.ledger, store.captures, store.database, SettingsFile(store.folder / "s.json"))
    made.add(Recorded(invoice(), IMAGES))
    return made


def surely(number: int) -> SuggestionMade:
    """Found without a doubt."""
    made = shown(number)
    match = made.suggestion.match
    assert match is not None
    return replace(made, suggestion=replace(made.suggestion, match=replace(match, score=0.99)))


def doubts(store: Store, library: LibraryStore) -> list[Doubt]:
    return list(library.doubts(store.clock.utc() - WEEK))


def test_each_kind_of_doubt_is_told_newest_first(store: Store, library: LibraryStore) -> None:
    failed = StepEnded("r9", "w-1", "new", 1, StepStatus.FAILED, None, "Click", "")
    rows: list[Entry] = [shown(1), surely(2), label(2, Label.WRONG), surely(3)]
    rows += [Unanswered("g3", "r1", "w-1", "new", False), replace_run(surely(4), "r9"), failed]
    store.ledger.commit(rows)
    kinds = [doubt.kind for doubt in doubts(store, library)]
    assert kinds == [DoubtKind.FAILED, DoubtKind.UNANSWERED, DoubtKind.WRONG, DoubtKind.UNSURE]


def replace_run(made: SuggestionMade, run: str) -> SuggestionMade:
    return replace(made, suggestion=replace(made.suggestion, run_id=run))


def test_what_was_right_sure_or_corrected_is_no_doubt(store: Store, library: LibraryStore) -> None:
    store.ledger.commit([shown(8), label(8, Label.RIGHT), surely(9)])
    corrected(store)
    assert doubts(store, library) == []


def test_only_the_last_days_count(store: Store, library: LibraryStore) -> None:
    store.ledger.commit([shown(1)])
    store.clock.wall += timedelta(days=8)
    assert doubts(store, library) == []


def test_an_answer_settles_a_picture_until_the_step_is_another(store: Store, library: LibraryStore) -> None:
    store.ledger.commit([shown(1)])
    (doubt,) = doubts(store, library)
    key = practised("new", 0, doubt.picture)
    store.ledger.commit([Evidence("w-1", "new", 0, Label.NONE, LabelSource.WATCHED, "practice", key)])
    assert doubts(store, library) == []


def test_the_same_picture_is_asked_once(store: Store, library: LibraryStore) -> None:
    again = shown(2)
    store.ledger.commit([shown(1), replace(again, picture=shown(1).picture)])
    assert len(doubts(store, library)) == 1
