"""Stored pictures as trials: which are honest, that each counts once for ever, and that a rebuild says the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product

import pytest

from app.learning.trust import after_label
from app.model.decision import DecisionKind, Keep, StepPatch
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, Evidence, ProofMade
from app.model.ledger_run import DecisionMade, RunBegun
from app.model.lesson import OfRun, OneLesson
from app.model.modes import Label, LabelSource, RunMode
from app.model.proof import Proof, Replay
from app.model.recording import Recorded
from app.model.target import Picture
from app.storage.lesson_store import LessonStore
from app.storage.library import LibraryStore
from app.storage.replays import ReplayStore
from app.storage.settled import SettingsFile
from app.storage.tried import TriedShelf
from app.storage.workflows import WorkflowFolder
from tests.unit.storage.shelf import IMAGES, VIEW, button, invoice
from tests.unit.storage.stores import Store, stored
from tests.unit.storage.test_frames import shown

WRONG_PLACE = Picture(image="00000000000000ee.png", box=button("New").place.box)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A store with a recorded workflow whose pictures are kept."""

    store: Store
    library: LibraryStore
    replays: ReplayStore
    lessons: LessonStore

    def write(self, *rows: Entry) -> None:
        self.store.ledger.commit(rows)

    def open(self) -> list[str]:
        return [name(replay) for replay in self.replays.open_trials("w-1")]

    def try_all(self, label: Label) -> int:
        found = self.replays.open_trials("w-1")
        for replay in found:
            self.replays.keep("w-1", replay, label)
        return len(found)

    def counted(self) -> list[Evidence]:
        rows = [row for row in stored(self.store) if isinstance(row, Evidence)]
        return [row for row in rows if row.source is LabelSource.REPLAY]


def name(replay: Replay) -> str:
    return replay.frame.picture.removesuffix(".png").lstrip("0")


@pytest.fixture
def shelf(store: Store) -> Shelf:
    return shelf_on(store)


def shelf_on(store: Store) -> Shelf:
    """The workflow in this store."""
    workflows = WorkflowFolder(store.folder / "workflows")
    settings = SettingsFile(store.folder / "s.json")
    library = LibraryStore(workflows, store.ledger, store.captures, store.database, settings)
    seen = [
        step.model_copy(update={"target": button(step.id).model_copy(update={"view": VIEW})})
        for step in invoice().steps
    ]
    library.add(Recorded(invoice().model_copy(update={"steps": tuple(seen)}), IMAGES))
    lessons = LessonStore(library, workflows, store.ledger, store.database, TriedShelf())
    return Shelf(store, library, ReplayStore(library, store.ledger, store.database), lessons)


def watched(number: int, run: str, version: int = 0, source: LabelSource = LabelSource.WATCHED) -> list[Entry]:
    """A run in which the person was seen to act at our place."""
    made = shown(number, run=run)
    made = replace(made, suggestion=replace(made.suggestion, version=version))
    return [made, Evidence("w-1", "new", version, Label.RIGHT, source, "", f"g{number}")]


def taught(
    run: str | None, version: int = 1, pictures: tuple[str, ...] | None = (), keep: Keep = Keep.ALWAYS
) -> list[Entry]:
    """A new target from this run; `pictures` were shown before it was kept."""
    decision = f"d-{run}-{version}-{keep}" if run else None
    old, new = StepPatch(target=button("New")), StepPatch(target=button("New", "00000000000000dd.png"))
    correction = f"c-{run}-{version}-{keep}"
    made = CorrectionMade(correction, decision, "w-1", "new", version, keep, old, new, WRONG_PLACE)
    rows: list[Entry] = [made, ProofMade("w-1", "new", correction, version, Proof(pictures=pictures))]
    if decision is None or run is None:
        return rows
    return [shown(90, run=run), DecisionMade(decision, "g90", run, "w-1", "new", DecisionKind.CORRECT, 2.0), *rows]


def png(number: int) -> str:
    return f"{number:016x}.png"


def test_pictures_of_the_old_version_are_trials_of_the_new_one(shelf: Shelf) -> None:
    shelf.write(*watched(1, "r1"), *watched(2, "r2"), *taught("r3"))
    assert shelf.open() == ["2", "1", "cc"]


def test_what_the_proof_showed_before_it_was_kept_is_none(shelf: Shelf) -> None:
    shelf.write(*watched(1, "r1"), *watched(2, "r2"), *taught("r3", pictures=(png(2), VIEW)))
    assert shelf.open() == ["1"]


@pytest.mark.parametrize("run", ["r3", None])
def test_where_nobody_knows_what_was_shown_everything_older_was(shelf: Shelf, run: str | None) -> None:
    shelf.write(*watched(1, "r1"), *taught(run, pictures=None if run else ()))
    assert shelf.open() == []


def test_a_run_that_taught_it_and_one_whose_own_label_counts_are_none(shelf: Shelf) -> None:
    shelf.write(*watched(1, "r3"), *watched(2, "r2"), *taught("r3"), *watched(3, "r4", version=1))
    assert shelf.open() == ["2", "cc"]
    shelf.write(Evidence("w-1", "new", 1, Label.WRONG, LabelSource.WATCHED, "practice", f"practice/new/1/{png(2)}"))
    assert shelf.open() == ["cc"]


def test_a_yes_to_our_own_place_and_a_place_that_was_wrong_are_none(shelf: Shelf) -> None:
    wrong = [shown(2, run="r2"), Evidence("w-1", "new", 0, Label.WRONG, LabelSource.WATCHED, "", "g2")]
    shelf.write(*watched(1, "r1", source=LabelSource.COACHED), *wrong, *taught("r3"))
    assert shelf.open() == ["cc"]


def test_what_was_recorded_is_tried_by_every_run_and_has_no_trials(shelf: Shelf) -> None:
    shelf.write(*watched(1, "r1"), *watched(2, "r2"))
    assert shelf.open() == []


def test_a_look_that_joined_leaves_out_the_run_it_comes_from(shelf: Shelf) -> None:
    shelf.write(*watched(1, "r1"), *watched(2, "r2"), *taught("r3"), *taught("r2", keep=Keep.SEEN, pictures=None))
    assert shelf.open() == ["1", "cc"]


def test_a_look_of_which_nobody_knows_what_was_shown_has_seen_everything_older(shelf: Shelf) -> None:
    shelf.write(*watched(1, "r1"), *taught("r3"))
    shelf.store.clock.wall += timedelta(days=1)
    shelf.write(*taught(None, keep=Keep.LOOK))
    assert shelf.open() == []


def test_what_a_run_called_wrong_does_not_help_on_its_own_picture(shelf: Shelf) -> None:
    pointed = [shown(5, run="r1"), replace(shown(6, run="r1"), suggestion=replace(shown(6, "g5", "r1").suggestion))]
    first = [DecisionMade("d-first", "g5", "r1", "w-1", "new", DecisionKind.CORRECT, 2.0)]
    old, new = StepPatch(target=button("New")), StepPatch(target=button("New", "00000000000000bb.png"))
    made = CorrectionMade("first", "d-first", "w-1", "new", 1, Keep.ALWAYS, old, new, WRONG_PLACE)
    shelf.write(*pointed, *first, made, *taught("r3", version=2))
    found = {name(replay): replay.refused for replay in shelf.replays.open_trials("w-1")}
    assert found == {"6": frozenset((WRONG_PLACE.image,)), "cc": frozenset()}


def test_a_proof_keeps_the_names_of_what_it_showed_and_an_empty_one_is_not_told(shelf: Shelf) -> None:
    shelf.write(*taught("r3", pictures=("a.png",)), *taught("r4", version=2, pictures=None))
    made = [row.proof.pictures for row in stored(shelf.store) if isinstance(row, ProofMade)]
    assert made == [("a.png",), None]
    assert [lesson.proof for lesson in shelf.lessons.lessons("w-1")] == [None, None]


@pytest.mark.parametrize("label", list(Label))
def test_each_picture_counts_once_for_ever_whatever_it_said(shelf: Shelf, label: Label) -> None:
    shelf.write(*watched(1, "r1"), *watched(2, "r2"), *taught("r3"))
    assert shelf.try_all(label) == 3
    assert shelf.open() == []
    shelf.store.ledger.rebuild()
    assert shelf.open() == []
    assert [row.label for row in shelf.counted()] == [label] * 3


def test_a_right_has_half_its_weight_and_a_wrong_all_of_it(shelf: Shelf) -> None:
    shelf.write(*watched(1, "r1"), *watched(2, "r2"), *taught("r3", pictures=(VIEW,)))
    steps = [shelf.library.knowledge("w-1").step("new")]
    for label in (Label.RIGHT, Label.WRONG):
        shelf.replays.keep("w-1", shelf.replays.open_trials("w-1")[0], label)
        steps.append(shelf.library.knowledge("w-1").step("new"))
    expected = after_label(steps[0].trust, Label.RIGHT, LabelSource.REPLAY, "replay", steps[1].trust.at)
    assert steps[1].trust == expected != steps[0].trust
    assert [(step.right, step.streak, step.wrong) for step in steps] == [(1, 1, 0), (1, 1, 0), (1, 0, 1)]


def test_the_same_picture_tried_by_two_programs_at_once_counts_once(shelf: Shelf) -> None:
    shelf.write(*watched(1, "r1"), *taught("r3", pictures=(VIEW,)))
    [replay] = shelf.replays.open_trials("w-1")
    shelf.replays.keep("w-1", replay, Label.RIGHT)
    once = shelf.library.knowledge("w-1").step("new").trust.wealth
    shelf.replays.keep("w-1", replay, Label.RIGHT)
    assert shelf.library.knowledge("w-1").step("new").trust.wealth == once
    assert shelf.store.ledger.rebuild(check=True) == ()


def test_a_version_that_is_not_the_step_s_any_more_gets_nothing(shelf: Shelf) -> None:
    shelf.write(*watched(1, "r1"), *taught("r3"))
    old = shelf.replays.open_trials("w-1")
    shelf.write(*taught("r4", version=2))
    shelf.replays.keep("w-1", old[0], Label.RIGHT)
    assert shelf.counted() == []
    assert {replay.version for replay in shelf.replays.open_trials("w-1")} == {2}


def test_taking_back_the_run_that_showed_the_place_takes_its_trial_along_for_ever(shelf: Shelf) -> None:
    shelf.write(
        RunBegun("r1", "w-1", "Invoice", RunMode.OBSERVATION), *watched(1, "r1"), *taught("r3", pictures=(VIEW,))
    )
    without = shelf.library.knowledge("w-1").step("new")
    shelf.try_all(Label.WRONG)
    assert shelf.library.knowledge("w-1").step("new").wrong == 1
    group = shelf.lessons.take_back(OfRun("r1"), "the run")
    assert shelf.library.knowledge("w-1").step("new").trust == without.trust
    assert shelf.open() == []
    shelf.lessons.put_back(group, "the run")
    assert shelf.library.knowledge("w-1").step("new").wrong == 1
    assert shelf.open() == []


def test_taking_back_a_correction_takes_the_trial_on_its_place_along(shelf: Shelf) -> None:
    first = [shown(5, run="r1"), DecisionMade("d1", "g5", "r1", "w-1", "new", DecisionKind.CORRECT, 2.0)]
    place = shown(6, replaces="g5", run="r1")
    old, new = StepPatch(target=button("New")), StepPatch(target=button("New", "00000000000000bb.png"))
    made = CorrectionMade("first", "d1", "w-1", "new", 1, Keep.ALWAYS, old, new)
    shelf.write(*first, place, made, *taught("r3", version=2, pictures=(VIEW,)))
    assert shelf.try_all(Label.WRONG) == 1
    shelf.lessons.take_back(OneLesson("first"), "the correction")
    assert shelf.library.knowledge("w-1").step("new").wrong == 0


def test_on_a_ledger_with_every_case_only_what_nobody_saw_or_counted_is_left(shelf: Shelf) -> None:
    """Of sixteen pictures of the old version: shown by the proof, counted live since, a yes, of the teaching run."""
    cases = list(product((False, True), repeat=4))
    rows: list[Entry] = []
    for k, (_, _, yes_only, teaching) in enumerate(cases):
        source = LabelSource.COACHED if yes_only else LabelSource.BLIND
        rows += watched(100 + k, "teacher" if teaching else f"run {k}", source=source)
    proof = (VIEW, *(png(100 + k) for k, case in enumerate(cases) if case[0]))
    live = [row for k, case in enumerate(cases) if case[1] for row in watched(200 + k, f"run {k}", version=1)]
    shelf.write(*rows, *taught("teacher", pictures=proof), *live)
    assert cases[0] == (False, False, False, False)
    assert [replay.frame.picture for replay in shelf.replays.open_trials("w-1")] == [png(100)]
