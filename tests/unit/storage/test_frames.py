"""Which stored pictures can prove a target, and which place counts in each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.model.action import ActionKind, Params
from app.model.decision import DecisionKind, Keep, StepPatch
from app.model.geometry import Box
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, Evidence, TakenBack
from app.model.ledger_run import DecisionMade, SuggestionMade
from app.model.modes import Label, LabelSource, Risk, RunMode
from app.model.proof import StoredFrame
from app.model.recording import Recorded
from app.model.suggestion import Suggestion
from app.model.target import Candidate, LocatorKind, Picture
from app.storage.library import LibraryStore
from app.storage.schema import CorrectionRow
from app.storage.settled import SettingsFile
from app.storage.workflows import WorkflowFolder
from tests.unit.storage.shelf import IMAGES, VIEW, button, invoice
from tests.unit.storage.stores import Store

WINDOW = Box(40, 40, 400, 300)
MARK = Box(60, 70, 12, 9)


@pytest.fixture
def library(store: Store) -> LibraryStore:
    workflows = WorkflowFolder(store.folder / "workflows")
    made = LibraryStore(workflows, store.ledger, store.captures, store.database, SettingsFile(store.folder / "s.json"))
    made.add(Recorded(invoice(), IMAGES))
    return made


def shown(number: int, replaces: str | None = None, run: str = "r1") -> SuggestionMade:
    place = Candidate(MARK, MARK.center, 0.9, LocatorKind.PICTURE)
    made = Suggestion(f"g{number}", run, "new", ActionKind.CLICK, Params(), 0, 1, 0.95, match=place, replaces=replaces)
    name = f"{number:016x}.png"
    return SuggestionMade(made, "w-1", RunMode.COACHING, Risk.OPEN, Picture(image=name, box=MARK), WINDOW)


def label(number: int, kind: Label, source: LabelSource = LabelSource.COACHED) -> Entry:
    return Evidence("w-1", "new", 0, kind, source, "", f"g{number}")


def of_runs(library: LibraryStore) -> list[StoredFrame]:
    return [frame for frame in library.frames("w-1") if frame.run_id]


def test_pictures_with_a_label_count_and_those_without_say_nothing(store: Store, library: LibraryStore) -> None:
    rows = [shown(1), label(1, Label.RIGHT), shown(2), label(2, Label.WRONG), shown(3), shown(4), label(4, Label.NONE)]
    store.ledger.commit(rows)
    found = [(frame.picture, frame.right, frame.box, frame.window) for frame in of_runs(library)]
    assert found == [("0000000000000002.png", False, MARK, WINDOW), ("0000000000000001.png", True, MARK, WINDOW)]


def test_a_picture_in_which_no_place_was_found_is_none(store: Store, library: LibraryStore) -> None:
    made = replace(shown(1).suggestion, match=None)
    nowhere = Picture(image="0000000000000001.png", box=Box(MARK.x, MARK.y, 0, 0))
    store.ledger.commit([replace(shown(1), suggestion=made, picture=nowhere), label(1, Label.WRONG)])
    assert of_runs(library) == []


def test_each_picture_knows_its_run_and_its_day_and_a_recording_has_none(store: Store, library: LibraryStore) -> None:
    store.clock.wall = datetime(2026, 11, 20, 12, tzinfo=UTC)
    store.ledger.commit([shown(1, run="r1"), label(1, Label.RIGHT)])
    store.clock.wall = datetime(2026, 11, 21, 12, tzinfo=UTC)
    store.ledger.commit([shown(2, run="r2"), label(2, Label.RIGHT)])
    assert [(frame.run_id, frame.day) for frame in of_runs(library)] == [
        ("r2", date(2026, 11, 21)),
        ("r1", date(2026, 11, 20)),
    ]
    assert {frame.day for frame in library.frames("w-1") if not frame.run_id} <= {None}


def test_only_a_place_that_the_person_showed_unasked_is_honest(store: Store, library: LibraryStore) -> None:
    watched = label(2, Label.RIGHT, LabelSource.WATCHED)
    store.ledger.commit([shown(1), label(1, Label.RIGHT), shown(2), watched])
    assert [frame.honest for frame in of_runs(library)] == [True, False]


def test_the_pictures_of_the_recording_come_last_with_their_places(library: LibraryStore) -> None:
    made = invoice()
    seen = [
        step.model_copy(update={"target": button(step.id).model_copy(update={"view": VIEW})}) for step in made.steps
    ]
    library.save(made.model_copy(update={"steps": tuple(seen)}))
    last = library.frames("w-1")[-2:]
    assert [(frame.picture, frame.step_id, frame.box) for frame in last] == [
        (VIEW, "new", Box(10, 20, 12, 9)),
        (VIEW, "number", Box(10, 20, 12, 9)),
    ]


def corrected(store: Store) -> None:
    decision = DecisionMade("d1", "g1", "r1", "w-1", "new", DecisionKind.CORRECT, 2.0)
    old, new = StepPatch(target=button("New")), StepPatch(target=button("New", "00000000000000dd.png"))
    made = CorrectionMade("c1", "d1", "w-1", "new", 1, Keep.ALWAYS, old, new)
    store.ledger.commit([shown(1), shown(2, replaces="g1"), decision, label(1, Label.WRONG), made])


def test_a_corrected_place_is_true_and_the_one_before_it_wrong(store: Store, library: LibraryStore) -> None:
    corrected(store)
    assert [(frame.picture[-5], frame.right, frame.honest) for frame in of_runs(library)] == [
        ("2", True, True),
        ("1", False, False),
    ]


def test_a_correction_that_was_taken_back_shows_no_true_place(store: Store, library: LibraryStore) -> None:
    corrected(store)
    with store.database.reading() as session:
        row = session.scalars(select(CorrectionRow.id)).one()
    store.ledger.commit([TakenBack("w-1", row, "g", "the correction")])
    assert [frame.picture[-5] for frame in of_runs(library)] == ["1"]
