"""After a run past pictures are gone through: on a thread of its own, never during a run, and a fault stops nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from app.engine.proving import Pictures
from app.engine.replaying import Replayer
from app.model.decision import Accept, Change, Correct, Keep, Pointed
from app.model.errors import StoreProblem
from app.model.frame import Frame
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.ledger_learning import ProofMade
from app.model.modes import Label, RunState
from app.model.news import Notice, StateChanged
from app.model.proof import Proof, Replay, StoredFrame
from app.model.target import Candidate, Finding, LocatorKind, Picture, Search, Verdict
from app.model.window import Window
from tests.fakes import BOXES, FakeDesktop, sum_workflow
from tests.unit.engine.test_proving import OTHER, TRUE, Shelf, frame

REFUSED = (Picture(image="own.png", box=TRUE), Picture(image="other.png", box=TRUE))


@dataclass
class Finder:
    """Finds the target in the picture `a` at its place, in `b` elsewhere, in others not."""

    shelf: Shelf
    looked: list[str] = field(default_factory=list)
    searches: list[Search] = field(default_factory=list)
    before: Callable[[], object] = lambda: None

    def locate(self, frame: Frame, window: Window, search: Search) -> Finding:
        self.before()
        name = self.shelf.names[frame.region.h - 100]
        self.looked.append(name)
        self.searches.append(search)
        box = {"a": TRUE, "b": OTHER}.get(name)
        if box is None:
            return Finding(Verdict.ABSENT, (), "")
        return Finding(Verdict.FOUND, (Candidate(box, box.center, 0.99, LocatorKind.PICTURE),), "")


class Known(Shelf):
    """The step has its second version."""

    def knowledge(self, workflow_id: str) -> Knowledge:
        return Knowledge(workflow_id, steps={"new": StepKnowledge(version=2, refused=REFUSED)})


@dataclass
class Trials:
    """Trials that were asked for and kept."""

    frames: Sequence[StoredFrame]
    kept: list[tuple[str, int, Label]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    failing: Exception | None = None
    version: int = 2

    def workflow_of(self, run_id: str) -> str | None:
        return None if run_id == "nobody's" else "w-1"

    def open_trials(self, workflow_id: str) -> Sequence[Replay]:
        self.asked.append(threading.current_thread().name)
        own = frozenset(("own.png",))
        return [
            Replay("new", self.version, frame, own if frame.picture == "b" else frozenset()) for frame in self.frames
        ]

    def keep(self, workflow_id: str, replay: Replay, label: Label) -> None:
        if self.failing is not None:
            raise self.failing
        self.kept.append((replay.frame.picture, replay.version, label))


@dataclass
class Room:
    """A replayer with all it was made of."""

    trials: Trials
    finder: Finder
    replayer: Replayer
    told: list[Notice]

    def ended(self, run_id: str = "run") -> None:
        self.replayer.hear(StateChanged(run_id, RunState.COMPLETED))

    def settle(self) -> None:
        """Until what was begun is over."""
        self.replayer._worker.submit(lambda: None).result()

    def close(self) -> None:
        self.settle()
        self.replayer.close()


def room(names: str = "abc", lost: str = "", learning: Callable[[], bool] = lambda: True) -> Room:
    frames = [frame(name) for name in names]
    shelf, told = Known(frames, lost), list[Notice]()
    finder, trials = Finder(shelf), Trials(frames)

    def opened(pictures: Pictures) -> Finder:
        return finder

    replayer = Replayer(shelf, trials, opened, learning)
    replayer.tell = told.append
    return Room(trials, finder, replayer, told)


def test_found_there_is_right_elsewhere_wrong_and_not_found_is_kept_as_nothing() -> None:
    made = room()
    made.ended()
    made.close()
    assert made.trials.kept == [("a", 2, Label.RIGHT), ("b", 2, Label.WRONG), ("c", 2, Label.NONE)]
    assert made.trials.asked[0].startswith("replay")
    words = "On 1 past picture a corrected target was found in the wrong place: its step asks."
    assert [notice.text for notice in made.told] == [words]


def test_what_the_picture_s_own_run_taught_and_remembered_places_do_not_help() -> None:
    made = room()
    made.ended()
    made.close()
    assert [[each.image for each in search.refused] for search in made.finder.searches] == [
        ["own.png", "other.png"],
        ["other.png"],
        ["own.png", "other.png"],
    ]
    assert all(search.remembered == () for search in made.finder.searches)


def test_a_picture_that_is_gone_and_another_version_of_the_step_are_left() -> None:
    made = room(lost="a")
    made.ended()
    made.close()
    assert [picture for picture, _, _ in made.trials.kept] == ["b", "c"]
    other = room()
    other.trials.version = 1
    other.ended()
    other.close()
    assert other.trials.kept == []


def test_with_learning_switched_off_nothing_is_tried() -> None:
    made = room(learning=lambda: False)
    made.ended()
    made.close()
    assert (made.trials.asked, made.finder.looked) == ([], [])


def test_a_run_that_begins_ends_it_after_the_picture_under_way_and_nothing_of_that_counts() -> None:
    made = room()
    made.finder.before = lambda: made.replayer.hear(StateChanged("next", RunState.RUNNING))
    made.ended()
    made.close()
    assert (made.finder.looked, made.trials.kept) == (["a"], [])


def test_the_next_run_goes_on_where_it_was_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.engine.replaying.MOST", 2)
    made = room()
    made.ended()
    made.close()
    assert made.finder.looked == ["a", "b"]


def test_a_run_that_is_not_known_has_no_pictures() -> None:
    made = room()
    made.ended("nobody's")
    made.close()
    assert made.trials.asked == []


@pytest.mark.logs_warnings("the fault is logged")
@pytest.mark.parametrize("fault", [ValueError("broken"), StoreProblem("Ledger", "it is full", "Make room.")])
def test_a_fault_is_told_once_and_stops_nothing_else(fault: Exception) -> None:
    made = room()
    made.trials.failing = fault
    for _ in range(3):
        made.ended()
        made.settle()
    made.close()
    assert [notice.text[:39] for notice in made.told] == ["Past pictures could not be gone through"]
    assert made.finder.looked == ["a", "a", "a"]


def test_after_closing_a_run_that_ends_begins_nothing() -> None:
    made = room()
    made.close()
    made.replayer.hear(StateChanged("run", RunState.COMPLETED))
    made.replayer.close()
    assert made.trials.asked == []


def test_the_end_of_a_run_begins_it_on_a_thread_of_its_own() -> None:
    made = room()
    with FakeDesktop() as desktop:
        desktop.engine.subscribe(made.replayer.hear)
        desktop.coach(Accept())
        assert desktop.run(sum_workflow("seven")) is RunState.COMPLETED
    made.close()
    assert [name[:6] for name in made.trials.asked] == ["replay"]
    assert made.finder.looked == ["a", "b", "c"]


@pytest.mark.parametrize(("keep", "shown"), [(Keep.ALWAYS, None), (Keep.ALWAYS, ("a",)), (Keep.LOOK, None)])
def test_a_correction_says_which_pictures_were_shown_before_it_and_that_none_were(
    keep: Keep, shown: tuple[str, ...] | None
) -> None:
    proof = None if shown is None else Proof(hits=1, frames=1, pictures=shown)
    correct = Correct(Change(pointed=Pointed(BOXES["eight"].center)), keep, proof=proof)
    with FakeDesktop() as desktop:
        desktop.coach(correct, Accept())
        desktop.run(sum_workflow())
        [made] = desktop.ledger.of(ProofMade)
        assert isinstance(made, ProofMade)
        assert made.proof.pictures == (shown or ())


def test_a_correction_of_words_or_for_once_has_nothing_to_show() -> None:
    once = Correct(Change(pointed=Pointed(BOXES["eight"].center)), Keep.ONCE)
    for answer in (once, Correct(Change(wait_after=0.01))):
        with FakeDesktop() as desktop:
            desktop.coach(answer, Accept())
            desktop.run(sum_workflow())
            assert desktop.ledger.of(ProofMade) == []
