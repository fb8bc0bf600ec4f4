"""Advice on another crop and on the surroundings: what stored pictures showed, applied as a new version, undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from app.learning.shadow import Compared, Outcome, Subject, Tried, subjects
from app.model.advice import Advice, AdviceAnswer, AdviceKind
from app.model.errors import BadInput
from app.model.ledger_learning import CorrectionMade, Evidence, ProofMade, Vouched
from app.model.lesson import LessonState
from app.model.modes import Label, LabelSource
from app.model.proof import Proof
from app.model.target import TaughtTarget
from app.storage.lesson_store import LessonStore
from app.storage.tried import TriedShelf
from tests.unit.storage.shelf import PIXELS, VIEW, button
from tests.unit.storage.stores import Store, stored
from tests.unit.storage.test_advice import Advised
from tests.unit.storage.test_frames import shown

NEW = "00000000000000dd.png"
TAUGHT = TaughtTarget(button("New", NEW).model_copy(update={"view": VIEW}), {NEW: PIXELS})


class Pictured(Advised):
    """The same with pictures of past runs, each on its own day, and with what trying on them has shown."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.tried = TriedShelf()
        self.lessons = LessonStore(self.library, self.library._workflows, store.ledger, store.database, self.tried)
        made = self.library.load("w-1")
        seen = made.steps[0].model_copy(update={"target": button("New").model_copy(update={"view": VIEW})})
        self.library.save(made.model_copy(update={"steps": (seen, *made.steps[1:])}))

    def ran(self, runs: int, first: int = 1) -> None:
        for number in range(first, first + runs):
            said = Evidence("w-1", "new", 0, Label.RIGHT, LabelSource.WATCHED, "click", f"g{number}")
            self.store.ledger.commit([shown(number, run=f"r{number}"), said])
            self.store.clock.wall += timedelta(days=1)

    def subject(self) -> Subject:
        known, frames = self.library.knowledge("w-1"), self.library.frames("w-1")
        return next(iter(subjects(self.library.load("w-1"), known, frames)))

    def showed(self, *results: tuple[bool, bool], kind: AdviceKind = AdviceKind.CROP) -> None:
        """Whether the old and the new one were right, newest picture first; the rest were right with both."""
        subject = self.subject()
        padded: Sequence[tuple[bool, bool]] = (*results, *[(True, True)] * (len(subject.own) - len(results)))
        tried = tuple(Tried(frame, *each) for frame, each in zip(subject.own, padded, strict=True))
        self.tried.keep("w-1", Outcome(subject, (Compared(kind, TAUGHT, tried),)))

    @property
    def open_(self) -> list[Advice]:
        return [each for each in self.advisor.advice("w-1") if each.answer is None]


@pytest.fixture
def pictured(store: Store) -> Pictured:
    made = Pictured(store)
    made.ran(12)
    return made


BETTER = [(False, True)] * 6


def test_it_says_in_how_many_pictures_it_was_found_and_shows_both_places(pictured: Pictured) -> None:
    pictured.showed(*BETTER, (False, False))
    [found] = pictured.open_
    assert found.reason == "With more around it, it was found in 11 instead of 5 of 12 past pictures, never worse."
    assert (found.better, found.worse, len(found.runs), found.days, found.ready) == (6, 0, 6, 6, True)
    assert found.trial is not None
    assert (found.trial.pictures, found.trial.before, found.trial.now) == (12, 5, 11)
    assert found.trial.old is not None
    assert found.trial.old.image == VIEW
    assert found.trial.old.box == button("New").place.box


def test_without_a_trial_and_with_too_few_better_pictures_there_is_none(pictured: Pictured) -> None:
    assert pictured.open_ == []
    pictured.showed()
    assert pictured.open_ == []
    pictured.showed(*BETTER[:2])
    assert pictured.open_ == []


def test_a_picture_of_late_in_which_the_old_one_was_better_forbids_it(pictured: Pictured) -> None:
    pictured.showed((True, False), *BETTER)
    [found] = pictured.open_
    assert "worse in 1." in found.reason
    with pytest.raises(BadInput, match="worse"):
        pictured.advisor.apply("w-1", found)


def test_applied_it_is_a_new_version_of_which_nothing_is_known_but_its_pictures(pictured: Pictured) -> None:
    pictured.store.ledger.commit([Vouched("w-1", "new", 0, True)])
    pictured.showed(*BETTER, kind=AdviceKind.ANCHOR)
    pictured.advisor.apply("w-1", pictured.one(AdviceKind.ANCHOR))
    known = pictured.library.knowledge("w-1").step("new")
    assert (known.version, known.vouched, known.right, known.streak) == (1, False, 0, 0)
    assert known.trust.right_since == 0
    assert known.trust.wealth == type(known.trust)().wealth
    assert pictured.step(0).target == TAUGHT.target
    assert pictured.library.picture("w-1", NEW) is not None
    made = [row for row in stored(pictured.store) if isinstance(row, ProofMade)]
    assert [(row.version, row.proof) for row in made] == [(1, Proof(hits=12, frames=12, before_hits=6))]
    assert made[0].proof.pictures == tuple(f"{number:016x}.png" for number in range(1, 13)), "it has seen them all"
    [lesson] = pictured.lessons.lessons("w-1")
    assert (lesson.state, lesson.proof) == (LessonState.PENDING, made[0].proof)


def test_undone_the_step_is_as_if_nothing_had_happened(pictured: Pictured) -> None:
    pictured.store.ledger.commit([Vouched("w-1", "new", 0, True)])
    pictured.showed(*BETTER)
    before = pictured.library.knowledge("w-1")
    pictured.advisor.apply("w-1", pictured.one(AdviceKind.CROP))
    assert pictured.open_ == []
    assert pictured.one(AdviceKind.CROP).answer is AdviceAnswer.APPLIED
    pictured.advisor.undo("w-1", pictured.one(AdviceKind.CROP))
    assert pictured.library.knowledge("w-1") == before
    assert [each.key.kind for each in pictured.open_] == [AdviceKind.CROP], "the version that it was tried for is back"


def test_dismissed_it_is_not_said_again(pictured: Pictured) -> None:
    pictured.showed(*BETTER)
    pictured.advisor.dismiss("w-1", pictured.one(AdviceKind.CROP))
    assert pictured.open_ == []


def test_what_was_tried_on_other_pictures_or_for_another_version_is_not_applied(pictured: Pictured) -> None:
    pictured.showed(*BETTER)
    found = pictured.one(AdviceKind.CROP)
    pictured.ran(1, first=50)
    with pytest.raises(BadInput, match="have changed"):
        pictured.advisor.apply("w-1", found)
    assert not [row for row in stored(pictured.store) if isinstance(row, CorrectionMade)]
    pictured.correct(60, version=1)
    assert pictured.open_ == []


def test_every_other_advice_counts_in_the_test_of_each(pictured: Pictured) -> None:
    pictured.showed(*BETTER[:5])
    assert [each.ready for each in pictured.open_] == [True]
    pictured.waited(5)
    assert [each.ready for each in pictured.open_] == [False, False]
