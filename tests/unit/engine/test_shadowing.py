"""Other ways to find a target are tried on stored pictures where today's way failed often enough, and only there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Event

import numpy as np

from app.engine.proving import Pictures
from app.engine.shadowing import Makers, Shadow
from app.learning.shadow import Outcome
from app.model.advice import AdviceKind, TrialEnd
from app.model.errors import BadInput
from app.model.frame import Pixels
from app.model.geometry import Box, Point
from app.model.proof import StoredFrame
from app.model.target import Target, TaughtTarget, ToldElement
from app.model.window import WindowIdentity
from app.model.workflow import Workflow
from app.settings import Advice
from app.storage.tried import TriedShelf
from tests.unit.engine.test_proving import OLD, OTHER, TRUE, WRONG, Finder, Shelf, frame
from tests.unit.storage.shelf import VIEW, button

BIG, AROUND = "00000000000000b1.png", "00000000000000a7.png"
TOLD = ToldElement(name="New", twins=0)


def of_run(number: int, name: str, box: Box = TRUE, step: str = "new", **changes: object) -> StoredFrame:
    return frame(name, box, step, run_id=f"r{number}", day=date(2026, 11, 1 + number), **changes)


class Viewed(Shelf):
    """The first step's target knows the whole window that it was taught in; `reads` counts how often it was asked for
    its pictures."""

    reads = 0

    def frames(self, workflow_id: str) -> Sequence[StoredFrame]:
        self.reads += 1
        return super().frames(workflow_id)

    def load(self, workflow_id: str) -> Workflow:
        made = super().load(workflow_id)
        new, number = made.steps
        seen = button("New").model_copy(update={"view": VIEW, "role": "button", "name": "New", "told": TOLD})
        return made.model_copy(update={"steps": (new.model_copy(update={"target": seen}), number)})

    def picture(self, workflow_id: str, name: str) -> Pixels | None:
        return np.zeros((300, 400, 3), np.uint8) if name == VIEW else super().picture(workflow_id, name)


def boxed(pixels: Pixels, identity: WindowIdentity, client: Box, point: Point, box: Box | None) -> TaughtTarget:
    assert box is not None
    assert client == Box(0, 0, 400, 300)
    return TaughtTarget(_made(BIG, box, point), {BIG: pixels})


def around(pixels: Pixels, identity: WindowIdentity, client: Box, point: Point) -> TaughtTarget:
    box = Box(point.x - 12, point.y - 12, 24, 24)
    # The stand-in for an eye knows targets by their picture only.
    return TaughtTarget(_made(AROUND, box, point), {AROUND: pixels})


def _made(name: str, box: Box, point: Point) -> Target:
    made = button("other words", name)
    place = made.place.model_copy(update={"box": box})
    press = Point(point.x - box.x, point.y - box.y)
    return made.model_copy(update={"place": place, "press": press, "view": VIEW})


@dataclass
class Tries:
    """Everything around a Shadow; `seen` says where each target is seen in which picture."""

    frames: Sequence[StoredFrame]
    seen: Mapping[tuple[str, str], Point]
    lost: str = ""
    running: bool = False
    rules: Advice = field(default_factory=Advice)
    makers: Makers = field(default_factory=lambda: Makers(boxed, around))
    kept: TriedShelf = field(default_factory=TriedShelf)
    looked: list[str] = field(default_factory=list)
    told: list[tuple[int, int]] = field(default_factory=list)
    rows: int = 0
    reads: list[int] = field(default_factory=list)

    def run(self, cancel: Event | None = None) -> TrialEnd:
        shelf = Viewed(self.frames, self.lost)

        def finder(_: Pictures) -> Finder:
            made = Finder(shelf, self.seen)
            made.looked = self.looked
            return made

        rows = self.rows or len(self.frames)
        shadow = Shadow(shelf, finder, self.makers, self.kept, lambda _: rows, lambda: self.rules, lambda: self.running)
        try:
            return shadow.try_all("w-1", lambda done, of: self.told.append((done, of)), cancel or Event())
        finally:
            self.reads.append(shelf.reads)

    @property
    def outcome(self) -> Outcome:
        [found] = self.kept.of("w-1")
        return found

    def right(self, kind: AdviceKind) -> dict[str, tuple[bool, bool]]:
        """By picture whether the old and the new one were right."""
        compared = next(each for each in self.outcome.compared if each.kind is kind)
        return {each.frame.picture: (each.old, each.new) for each in compared.tried}


FAILING = [of_run(number, name) for number, name in enumerate("abc")]
FOUND = {(name, BIG): TRUE.center for name in "abc"}


def test_where_today_s_way_failed_in_three_runs_the_bigger_picture_and_the_surroundings_are_tried() -> None:
    tries = Tries([*FAILING, of_run(4, "d")], {**FOUND, ("d", OLD): TRUE.center, ("a", AROUND): TRUE.center})
    assert tries.run() is TrialEnd.NEWS
    assert tries.right(AdviceKind.CROP) == {
        "a": (False, True),
        "b": (False, True),
        "c": (False, True),
        "d": (True, False),
    }
    assert tries.right(AdviceKind.ANCHOR)["a"] == (False, True)
    assert tries.right(AdviceKind.ANCHOR)["b"] == (False, False)
    assert tries.told == [(0, 1)]


def test_the_bigger_picture_is_made_from_the_picture_that_the_target_was_taught_in() -> None:
    tries = Tries(FAILING, FOUND)
    tries.run()
    crop, anchor = tries.outcome.compared
    old = button("New").place.box
    assert crop.taught.target.place.box == Box(0, 0, old.x + old.w + 24, old.y + old.h + 24)
    for made in (crop, anchor):
        place, press = made.taught.target.place.box, made.taught.target.press
        assert place.origin.moved(*press) == old.origin.moved(6, 4), "the same point is pressed"
        assert (made.taught.target.role, made.taught.target.name, made.taught.target.told) == ("button", "New", TOLD)


def test_two_runs_or_one_day_are_not_enough_to_try_anything_else() -> None:
    two = Tries([*FAILING[:2], of_run(3, "d"), of_run(4, "e")], {("d", OLD): TRUE.center, ("e", OLD): TRUE.center})
    assert two.run() is TrialEnd.NEWS
    assert two.outcome.compared == ()
    one_day = Tries([frame(name, run_id=f"r{name}", day=date(2026, 11, 1)) for name in "abcd"], {})
    assert one_day.run() is TrialEnd.NOTHING_NEW
    assert one_day.looked == []
    assert Tries(FAILING[:2], FOUND, rules=Advice(min_runs=2)).run() is TrialEnd.NEWS


def test_pictures_of_a_recording_count_for_nothing() -> None:
    assert Tries([frame(name) for name in "abcd"], {}).run() is TrialEnd.NOTHING_NEW


def test_a_place_that_was_wrong_is_right_when_it_is_not_found_there_any_more() -> None:
    wrong = [of_run(number, name, WRONG, right=False) for number, name in enumerate("abc")]
    tries = Tries(wrong, {(name, OLD): WRONG.center for name in "abc"})
    tries.run()
    assert set(tries.right(AdviceKind.CROP).values()) == {(False, True)}


def test_a_false_find_in_the_picture_of_another_step_is_worse() -> None:
    tries = Tries([*FAILING, of_run(5, "e", OTHER, "number")], {**FOUND, ("e", BIG): OTHER.center})
    tries.run()
    assert tries.right(AdviceKind.CROP)["e"] == (True, False)
    assert tries.right(AdviceKind.ANCHOR)["e"] == (True, True)


def test_what_was_tried_is_not_tried_again_until_there_are_other_pictures() -> None:
    tries = Tries(FAILING, FOUND)
    tries.run()
    looked = len(tries.looked)
    assert tries.run() is TrialEnd.NOTHING_NEW
    tries.rows = 99
    assert tries.run() is TrialEnd.NOTHING_NEW
    assert len(tries.looked) == looked
    tries.frames, tries.rows = [*FAILING, of_run(4, "d")], 100
    assert tries.run() is TrialEnd.NEWS
    assert "d" in tries.right(AdviceKind.CROP)


def test_it_leaves_off_while_a_run_needs_the_machine_and_when_nobody_waits_any_more() -> None:
    busy = Tries(FAILING, FOUND, running=True)
    assert busy.run() is TrialEnd.LATER
    assert busy.looked == []
    cancel = Event()
    cancel.set()
    left = Tries(FAILING, FOUND)
    assert left.run(cancel) is TrialEnd.LATER
    assert left.kept.of("w-1") == ()
    assert left.run() is TrialEnd.NEWS


def test_a_picture_that_is_gone_counts_nothing() -> None:
    tries = Tries([*FAILING, of_run(4, "d")], FOUND, lost="d")
    tries.run()
    assert set(tries.right(AdviceKind.CROP)) == {"a", "b", "c"}


def test_the_same_screen_in_two_runs_is_one_case() -> None:
    tries = Tries([*FAILING, of_run(7, "a")], FOUND)
    tries.run()
    assert len(tries.right(AdviceKind.CROP)) == 3


def test_a_way_that_cannot_be_taught_or_makes_no_difference_is_not_tried() -> None:
    def plain(*_: object) -> TaughtTarget:
        raise BadInput("This place", "there is nothing on it", "Point elsewhere.")

    def as_it_is(pixels: Pixels, identity: WindowIdentity, client: Box, point: Point, box: Box | None) -> TaughtTarget:
        return TaughtTarget(_made(BIG, button("New").place.box, point))

    tries = Tries(FAILING, FOUND, makers=Makers(as_it_is, plain))
    assert tries.run() is TrialEnd.NEWS
    assert tries.outcome.compared == ()


def test_without_more_on_record_not_even_the_list_of_pictures_is_read_again() -> None:
    tries = Tries(FAILING, FOUND)
    assert tries.run() is TrialEnd.NEWS
    assert tries.run() is TrialEnd.NOTHING_NEW
    assert tries.reads == [1, 0]
    tries.rules = Advice(min_runs=2)
    tries.run()
    tries.rows = 99
    tries.run()
    assert tries.reads == [1, 0, 1, 1], "on how much it rests has changed, then there was more"
