"""A new target is tried on the pictures of past runs: found wherever it must be, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from threading import Event

import numpy as np

from app.engine.proving import Prover
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.knowledge import Knowledge
from app.model.proof import Proof, StoredFrame
from app.model.target import Candidate, Finding, LocatorKind, Search, TaughtTarget, Verdict
from app.model.window import Window, WindowIdentity
from app.model.workflow import Workflow
from tests.unit.storage.shelf import WINDOW, button, invoice

TRUE, OTHER, WRONG = Box(10, 10, 20, 20), Box(60, 10, 20, 20), Box(60, 60, 20, 20)
NEW = TaughtTarget(button("New", "00000000000000dd.png"))


def frame(name: str, box: Box = TRUE, step: str = "new", **changes: object) -> StoredFrame:
    whole = Box(0, 0, 100, 100)
    return replace(StoredFrame(name, whole, WINDOW, step, box), **changes)  # type: ignore[arg-type]


class Shelf:
    """Pictures by name; each is as high as its place in the list, so that the finder knows it again."""

    def __init__(self, frames: Sequence[StoredFrame], lost: str = "") -> None:
        self.stored, self.lost = tuple(frames), lost
        self.names = sorted({each.picture for each in frames})

    def load(self, workflow_id: str) -> Workflow:
        new, number = invoice().steps
        field = number.model_copy(update={"target": button("Number", "00000000000000ee.png")})
        return invoice().model_copy(update={"steps": (new, field)})

    def knowledge(self, workflow_id: str) -> Knowledge:
        return Knowledge(workflow_id)

    def picture(self, workflow_id: str, name: str) -> Pixels | None:
        return None if name == self.lost else np.zeros((100 + self.names.index(name), 100, 3), np.uint8)

    def frames(self, workflow_id: str) -> Sequence[StoredFrame]:
        return self.stored


class Finder:
    """Finds each target where it was told that it is seen: (picture, image of the target) → point."""

    def __init__(self, shelf: Shelf, seen: Mapping[tuple[str, str], Point]) -> None:
        self.shelf, self.seen = shelf, seen
        self.looked: list[str] = []

    def locate(self, frame: Frame, window: Window, search: Search) -> Finding:
        name = self.shelf.names[frame.region.h - 100]
        self.looked.append(name)
        for look in search.looks:
            assert look.picture is not None
            point = self.seen.get((name, look.picture.image))
            if point is not None:
                place = Candidate(Box(point.x, point.y, 2, 2), point, 0.99, LocatorKind.PICTURE)
                return Finding(Verdict.FOUND, (place,), "")
        return Finding(Verdict.ABSENT, (), "")


def proof_of(shelf: Shelf, seen: Mapping[tuple[str, str], Point], beside: bool = False) -> Proof:
    prover = Prover(shelf, lambda pictures: Finder(shelf, seen))
    return prover.prove("w-1", "new", NEW, beside, lambda _: None, Event())


OLD = "00000000000000aa.png"
MADE = "00000000000000dd.png"
SHOWN = {("a", MADE): TRUE.center, ("b", MADE): TRUE.center, ("a", OLD): TRUE.center}


def test_a_target_found_on_every_picture_of_its_step_and_on_no_other_is_green() -> None:
    proof = proof_of(Shelf([frame("a"), frame("b"), frame("c", OTHER, "number")]), SHOWN)
    assert proof == Proof(hits=2, frames=2, others=1, before_hits=1)
    assert proof.pictures == ("a", "b", "c")
    assert proof.green


def test_a_find_on_the_place_of_another_step_or_of_a_mistake_is_false() -> None:
    frames = [frame("a"), frame("c", OTHER, "number"), frame("d", WRONG, right=False)]
    seen = {**SHOWN, ("c", MADE): OTHER.center, ("d", MADE): WRONG.center}
    proof = proof_of(Shelf(frames), seen)
    assert (proof.false, proof.others, proof.green) == (2, 2, False)


def test_a_find_at_its_own_place_in_the_picture_of_another_step_is_no_fault() -> None:
    proof = proof_of(Shelf([frame("a"), frame("c", OTHER, "number")]), {**SHOWN, ("c", MADE): TRUE.center})
    assert proof.green


def test_a_find_elsewhere_on_its_own_step_is_a_miss_and_a_false_one() -> None:
    proof = proof_of(Shelf([frame("a")]), {("a", MADE): OTHER.center})
    assert (proof.hits, proof.frames, proof.false) == (0, 1, 1)


def test_beside_the_old_one_the_old_pictures_are_still_found() -> None:
    shelf = Shelf([frame("a"), frame("b")])
    seen = {("a", OLD): TRUE.center, ("b", MADE): TRUE.center}
    assert proof_of(shelf, seen).hits == 1
    assert proof_of(shelf, seen, beside=True).hits == 2


def test_a_picture_that_is_gone_counts_nothing_and_one_of_another_window_is_not_searched() -> None:
    other = WindowIdentity(application="ledger", title="Order")
    shelf = Shelf([frame("a"), frame("b"), frame("c", OTHER, "number", identity=other)], lost="b")
    finder = Finder(shelf, SHOWN)
    prover = Prover(shelf, lambda pictures: finder)
    proof = prover.prove("w-1", "new", NEW, False, lambda _: None, Event())
    assert (proof.hits, proof.frames, proof.others, proof.left) == (1, 1, 1, 0)
    assert set(finder.looked) == {"a"}


def test_it_tells_after_every_picture_and_ends_when_it_is_cancelled() -> None:
    shelf, cancel, told = Shelf([frame("a"), frame("b"), frame("c")]), Event(), []

    def hear(proof: Proof) -> None:
        told.append(proof)
        cancel.set()

    prover = Prover(shelf, lambda pictures: Finder(shelf, SHOWN))
    ended = prover.prove("w-1", "new", NEW, False, hear, cancel)
    assert [proof.left for proof in told] == [2]
    assert ended.left == 2


def test_the_same_picture_with_the_same_place_counts_once() -> None:
    assert proof_of(Shelf([frame("a", run_id="r1"), frame("a", run_id="r2")]), SHOWN).frames == 1


def test_the_true_place_of_a_step_with_the_same_target_is_no_false_find() -> None:
    class Twice(Shelf):
        def load(self, workflow_id: str) -> Workflow:
            made = super().load(workflow_id)
            again = made.steps[0].model_copy(update={"id": "again"})
            return made.model_copy(update={"steps": (*made.steps, again)})

    frames = [frame("a"), frame("c", OTHER, "again")]
    assert proof_of(Twice(frames), {**SHOWN, ("c", MADE): OTHER.center}).green
