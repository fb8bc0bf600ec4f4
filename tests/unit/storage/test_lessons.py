"""Corrections: whether they count, taking them back one by one or together, putting back, and steps alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.model.decision import DecisionKind, Keep, StepPatch
from app.model.errors import BadInput
from app.model.geometry import Box
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, Evidence, PackImported, ProofMade, TakenBack, Vouched
from app.model.ledger_run import DecisionMade, StepEnded
from app.model.lesson import LessonState, OfDay, OfPack, OfRun, OneLesson
from app.model.modes import Label, LabelSource, StepStatus
from app.model.proof import Proof
from app.model.recording import Recorded
from app.model.target import Picture, TaughtTarget
from app.storage.lesson_store import LessonStore
from app.storage.library import LibraryStore
from app.storage.settled import SettingsFile
from app.storage.workflows import WorkflowFolder
from tests.unit.storage.shelf import IMAGES, button, invoice
from tests.unit.storage.stores import Store
from tests.unit.storage.test_frames import shown

PROOF = Proof(hits=3, frames=3)
WRONG = Picture(image="b" * 16 + ".png", box=Box(1, 2, 3, 4))


class Taught:
    """A library with two workflows that share their targets, and what was taught about them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        workflows = WorkflowFolder(store.folder / "workflows")
        self.settings = SettingsFile(store.folder / "settings.json")
        self.library = LibraryStore(workflows, store.ledger, store.captures, store.database, self.settings)
        for number in (1, 2):
            self.library.add(Recorded(invoice(f"w-{number}", f"Invoice {number}"), IMAGES))
        self.lessons = LessonStore(self.library, workflows, store.ledger, store.database)

    def correct(self, number: int = 1, keep: Keep = Keep.ALWAYS, version: int = 1) -> None:
        """In run r<number> the person pointed elsewhere."""
        run, decision, correction = f"r{number}", f"d{number}", f"c{number}"
        old, new = StepPatch(target=button("New")), StepPatch(target=button("New", f"{number:016x}.png"))
        made = CorrectionMade(correction, decision, "w-1", "new", version, keep, old, new, WRONG)
        wrong = Evidence("w-1", "new", version - 1, Label.WRONG, LabelSource.COACHED, "correct", f"g{number}")
        self.store.ledger.commit(
            [
                shown(number, run=run),
                shown(number + 100, replaces=f"g{number}", run=run),
                DecisionMade(decision, f"g{number}", run, "w-1", "new", DecisionKind.CORRECT, 2.0, keep=keep),
                wrong,
                made,
                ProofMade("w-1", "new", correction, version, PROOF),
            ]
        )

    def passed(self, run: str = "r9", version: int = 1, method: str = "picture") -> None:
        row = StepEnded(run, "w-1", "new", 1, StepStatus.PASSED, None, "Click", "", method=method, version=version)
        self.store.clock.wall += timedelta(seconds=1)
        self.store.ledger.commit([row])

    @property
    def states(self) -> list[LessonState]:
        return [lesson.state for lesson in self.lessons.lessons("w-1")]

    @property
    def version(self) -> int:
        return self.library.knowledge("w-1").step("new").version


@pytest.fixture
def taught(store: Store) -> Taught:
    return Taught(store)


def test_a_correction_tells_what_it_changed_with_its_proof_and_waits_for_a_run(taught: Taught) -> None:
    taught.correct()
    (lesson,) = taught.lessons.lessons("w-1")
    assert (lesson.step.number, lesson.step.workflow_name, lesson.run_id) == (1, "Invoice 1", "r1")
    assert (lesson.proof, lesson.state, lesson.coach) == (PROOF, LessonState.PENDING, "Ada")
    assert lesson.shown is not None
    assert lesson.shown.image == f"{101:016x}.png"


def test_it_is_confirmed_by_an_act_that_found_it_and_was_seen_to_work(taught: Taught) -> None:
    taught.correct()
    taught.passed(method="pointed")
    assert taught.states == [LessonState.PENDING]
    taught.passed()
    assert taught.states == [LessonState.CONFIRMED]


def test_a_newer_correction_takes_the_place_of_the_older_and_a_look_stands_beside_it(taught: Taught) -> None:
    taught.correct(1)
    taught.correct(2, version=2)
    assert taught.states == [LessonState.PENDING, LessonState.REPLACED]
    taught.correct(3, Keep.LOOK, version=2)
    assert taught.states == [LessonState.PENDING, LessonState.PENDING, LessonState.REPLACED]


def test_what_counted_once_only_is_no_lesson(taught: Taught) -> None:
    taught.correct(1, Keep.ONCE, version=0)
    assert taught.lessons.lessons("w-1") == ()


def test_taking_one_back_and_putting_it_back_is_as_if_nothing_had_happened(taught: Taught) -> None:
    before = taught.library.knowledge("w-1")
    taught.correct()
    with_it = taught.library.knowledge("w-1")
    group = taught.lessons.take_back(OneLesson("c1"), "the correction of step 1")
    assert taught.library.knowledge("w-1") == before
    assert taught.states == [LessonState.TAKEN_BACK]
    (open_,) = taught.lessons.undone("w-1")
    assert (open_.group_id, open_.words) == (group, "the correction of step 1")
    taught.lessons.put_back(group, "the correction of step 1")
    assert taught.library.knowledge("w-1") == with_it
    assert (taught.states, taught.lessons.undone("w-1")) == ([LessonState.PENDING], ())


def test_what_is_back_already_or_never_was_is_said(taught: Taught) -> None:
    taught.correct()
    group = taught.lessons.take_back(OneLesson("c1"), "it")
    with pytest.raises(BadInput, match="nothing of it counts any more"):
        taught.lessons.take_back(OneLesson("c1"), "it")
    taught.lessons.put_back(group, "it")
    with pytest.raises(BadInput, match="it is back already"):
        taught.lessons.put_back(group, "it")
    with pytest.raises(BadInput, match="nosuch"):
        taught.lessons.take_back(OneLesson("nosuch"), "it")


def test_a_run_is_taken_back_with_all_it_taught_and_no_other(taught: Taught) -> None:
    taught.correct(1)
    with_one = taught.library.knowledge("w-1")
    taught.correct(2, version=2)
    taught.passed("r2", version=2)
    taught.lessons.take_back(OfRun("r2"), "the run")
    assert taught.library.knowledge("w-1") == with_one


def test_a_day_is_taken_back_in_all_workflows(taught: Taught) -> None:
    taught.store.clock.wall = datetime(2026, 3, 1, 12, tzinfo=UTC)
    taught.correct(1)
    taught.store.ledger.commit([Vouched("w-2", "new", 0, True)])
    taught.store.clock.wall += timedelta(days=1)
    taught.correct(2, version=2)
    day = datetime(2026, 3, 1, 12, tzinfo=UTC).astimezone().date()
    taught.lessons.take_back(OfDay(day), "the first of March")
    assert not taught.library.knowledge("w-2").step("new").vouched
    assert taught.states == [LessonState.PENDING, LessonState.TAKEN_BACK]
    assert {each.words for each in taught.lessons.undone()} == {"the first of March"}


def test_a_pack_is_taken_back_whole(taught: Taught) -> None:
    taught.correct(1)
    taught.correct(2, version=2)
    taught.store.ledger.commit([PackImported("w-1", "p1", "From Bob", "Bob", ("c1", "c2"))])
    assert {lesson.pack for lesson in taught.lessons.lessons("w-1")} == {"From Bob"}
    taught.lessons.take_back(OfPack("p1"), "the pack")
    assert taught.version == 0


def test_what_was_known_then_is_told_whatever_was_taken_back_since(taught: Taught) -> None:
    taught.correct(1)
    then = taught.store.clock.utc()
    with_it = taught.library.knowledge("w-1")
    taught.store.clock.wall += timedelta(hours=1)
    taught.lessons.take_back(OneLesson("c1"), "it")
    assert taught.lessons.knowledge_at("w-1", then) == with_it
    assert taught.lessons.knowledge_at("w-1", then - timedelta(days=1)).runs == 0


def test_steps_with_the_same_target_are_listed_corrected_together_and_taken_back_by_one_undo(taught: Taught) -> None:
    taught.correct()
    (lesson,) = taught.lessons.lessons("w-1")
    names = taught.lessons.alike(lesson)
    assert ("w-2", "new") in {(name.workflow_id, name.step_id) for name in names}
    chosen = [name for name in names if (name.workflow_id, name.step_id) == ("w-2", "new")]
    taught.lessons.apply(lesson, chosen)
    other = taught.library.knowledge("w-2").step("new")
    assert (other.version, other.patch.target) == (1, lesson.new.target)
    (answered,) = taught.lessons.lessons("w-1")
    assert answered.answered
    taught.lessons.take_back(OneLesson("c1"), "it")
    assert taught.library.knowledge("w-2").step("new").version == 0


def test_an_edit_without_a_question_is_a_lesson_too_and_goes_back_with_what_was_applied(taught: Taught) -> None:
    taught.library.repoint("w-1", "new", TaughtTarget(button("New", "00000000000000dd.png")), PROOF)
    (lesson,) = taught.lessons.lessons("w-1")
    assert (lesson.proof, lesson.run_id) == (PROOF, "")
    taught.lessons.apply(lesson, [name for name in taught.lessons.alike(lesson) if name.workflow_id == "w-2"])
    (theirs, *_) = taught.lessons.lessons("w-2")
    taught.lessons.take_back(OneLesson(theirs.correction_id), "it")
    assert (taught.version, taught.library.knowledge("w-2").step("new").version) == (0, 0)


def test_a_forgotten_place_is_no_hint_any_more(taught: Taught) -> None:
    place = Box(10, 20, 12, 9)
    row = StepEnded("r1", "w-1", "new", 1, StepStatus.PASSED, None, "Click", "", place=place)
    taught.store.ledger.commit([row])
    assert taught.library.knowledge("w-1").step("new").places
    before = taught.library.knowledge("w-1")
    taught.lessons.forget_place("w-1", "new", place)
    assert taught.library.knowledge("w-1").step("new").places == ()
    taught.lessons.remember_place("w-1", "new", place)
    assert taught.library.knowledge("w-1") == before
    with pytest.raises(BadInput, match="remembered already"):
        taught.lessons.remember_place("w-1", "new", place)


def test_a_correction_that_becomes_a_variant_keeps_the_old_target_and_leaves_other_steps_as_they_are(
    taught: Taught,
) -> None:
    taught.correct()
    (lesson,) = taught.lessons.lessons("w-1")
    taught.lessons.apply(lesson, [name for name in taught.lessons.alike(lesson) if name.workflow_id == "w-2"])
    taught.lessons.keep_beside(lesson)
    known = taught.library.knowledge("w-1").step("new")
    assert (known.version, known.patch.target, known.looks) == (0, None, (lesson.new.target,))
    assert taught.library.knowledge("w-2").step("new").version == 1
    assert taught.states == [LessonState.PENDING, LessonState.TAKEN_BACK]


def test_a_correction_becomes_a_variant_at_once_or_not_at_all(taught: Taught, monkeypatch: pytest.MonkeyPatch) -> None:
    taught.correct(1)
    taught.correct(2, version=2)
    newest, older = taught.lessons.lessons("w-1")
    commits: list[tuple[Entry, ...]] = []
    monkeypatch.setattr(taught.store.ledger, "written", commits.append)
    taught.lessons.keep_beside(newest)
    assert [[type(row) for row in commit] for commit in commits] == [[TakenBack, CorrectionMade]]
    assert isinstance(commits[0][1], CorrectionMade)
    assert commits[0][1].version == taught.version == 1
    assert taught.library.knowledge("w-1").step("new").patch.target == older.new.target


def test_what_was_refused_stays_refused_with_the_variant_until_that_is_taken_back(taught: Taught) -> None:
    taught.correct()
    (lesson,) = taught.lessons.lessons("w-1")
    before = taught.library.knowledge("w-1").step("new").refused
    taught.lessons.keep_beside(lesson)
    assert taught.library.knowledge("w-1").step("new").refused == before == (WRONG,)
    variant = taught.lessons.lessons("w-1")[0]
    taught.lessons.take_back(OneLesson(variant.correction_id), "the variant")
    assert taught.library.knowledge("w-1").step("new").refused == ()


def test_what_was_labelled_under_one_correction_never_counts_for_another_that_is_put_back(taught: Taught) -> None:
    repoint = taught.library.repoint
    repoint("w-1", "new", TaughtTarget(button("New", "00000000000000aa.png")))
    (first,) = taught.lessons.lessons("w-1")
    group = taught.lessons.take_back(OneLesson(first.correction_id), "the first")
    repoint("w-1", "new", TaughtTarget(button("New", "00000000000000bb.png")))
    version = taught.version
    right = [Evidence("w-1", "new", version, Label.RIGHT, LabelSource.WATCHED, "", f"g{n}") for n in range(40)]
    taught.store.ledger.commit(right)
    assert taught.library.knowledge("w-1").step("new").right > 40
    second = next(each for each in taught.lessons.lessons("w-1") if each.state is not LessonState.TAKEN_BACK)
    taught.lessons.take_back(OneLesson(second.correction_id), "the second")
    taught.lessons.put_back(group, "the first")
    assert taught.library.knowledge("w-1").step("new").right == 1
