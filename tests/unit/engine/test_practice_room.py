"""The practice room learns from answers about pictures as from watched work, once for each picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import numpy as np
import pytest

from app.engine.practice_room import PracticeRoom
from app.model.decision import Accept, Change, Correct, Keep, Pointed, Reject, RejectThen, Skip
from app.model.errors import BadInput
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, Evidence
from app.model.lesson import StepName
from app.model.modes import Label, LabelSource
from app.model.proof import StoredFrame
from app.model.rehearsal import Doubt, DoubtKind, Posed, practised
from app.model.target import Candidate, Finding, LocatorKind, Search, TaughtTarget, Verdict
from app.model.window import Window
from app.model.workflow import Workflow
from app.settings import TrustRules
from tests.unit.storage.shelf import WINDOW, button, invoice

PLACE, OTHER = Box(40, 40, 20, 20), Box(80, 40, 20, 20)
NEW = TaughtTarget(button("New", "00000000000000dd.png"), {"00000000000000dd.png": np.zeros((9, 9, 3), np.uint8)})
DOUBT = Doubt(
    StepName("w-1", "Invoice", "new", 1, "Click New"),
    DoubtKind.UNSURE,
    "a.png",
    Box(0, 0, 200, 100),
    WINDOW,
    datetime(2026, 11, 20, tzinfo=UTC),
)


class World:
    """Archive, eye and book in one; `found` is what the search says."""

    def __init__(self) -> None:
        places = (PLACE, OTHER)
        made = tuple(Candidate(box, box.center, 0.9, LocatorKind.PICTURE) for box in places)
        self.found = Finding(Verdict.FOUND, made, "by picture")
        self.kept = True
        self.rows: list[Entry] = []
        self.room = PracticeRoom(self, self, lambda pictures: self, lambda: DOUBT.when, TrustRules)

    def load(self, workflow_id: str) -> Workflow:
        return invoice()

    def knowledge(self, workflow_id: str) -> Knowledge:
        return Knowledge(workflow_id)

    def picture(self, workflow_id: str, name: str) -> Pixels | None:
        return np.zeros((100, 200, 3), np.uint8) if self.kept else None

    def frames(self, workflow_id: str) -> Sequence[StoredFrame]:
        return ()

    def doubts(self, since: datetime) -> Sequence[Doubt]:
        return (DOUBT,)

    def commit(self, entries: Sequence[Entry], pictures: Mapping[str, Pixels] | None = None) -> None:
        self.rows += entries

    def locate(self, frame: Frame, window: Window, search: Search) -> Finding:
        return self.found

    def teach(self, frame: Frame, window: Window, point: Point, box: Box | None) -> TaughtTarget:
        if point == Point(0, 0):
            raise BadInput("This place", "there is nothing on it", "Point at a text.")
        return NEW

    @property
    def posed(self) -> Posed:
        return self.room.pose(DOUBT)

    @property
    def labels(self) -> list[Label]:
        return [row.label for row in self.rows if isinstance(row, Evidence)]


@pytest.fixture
def world() -> World:
    return World()


def point(box: Box, keep: Keep = Keep.ALWAYS) -> Correct:
    return Correct(Change(pointed=Pointed(box.center)), keep)


def test_a_yes_that_was_looked_at_counts_as_watched_work_on_this_picture(world: World) -> None:
    world.room.answer(world.posed, Accept(), 1.0)
    (row,) = world.rows
    assert isinstance(row, Evidence)
    assert (row.label, row.source) == (Label.RIGHT, LabelSource.WATCHED)
    assert row.suggestion_id == practised("new", 0, "a.png")


def test_a_yes_faster_than_anybody_can_look_teaches_nothing(world: World) -> None:
    assert "Too fast" in world.room.answer(world.posed, Accept(), 0.3)
    assert world.rows == []


def test_pointing_where_it_would_have_acted_agrees(world: World) -> None:
    world.room.answer(world.posed, point(PLACE), 2.0)
    assert world.labels == [Label.RIGHT]
    assert not any(isinstance(row, CorrectionMade) for row in world.rows)


def test_pointing_elsewhere_is_wrong_and_a_correction_that_waits_for_a_run(world: World) -> None:
    world.room.answer(world.posed, point(OTHER), 2.0)
    made = [row for row in world.rows if isinstance(row, CorrectionMade)]
    assert world.labels == [Label.WRONG]
    assert [(row.version, row.new.target) for row in made] == [(1, NEW.target)]


def test_a_runner_up_is_pointed_at_by_its_number(world: World) -> None:
    world.room.answer(world.posed, Correct(Change(candidate=2)), 2.0)
    assert any(isinstance(row, CorrectionMade) for row in world.rows)


def test_not_here_is_wrong_when_it_was_found_and_says_nothing_when_it_was_not(world: World) -> None:
    world.room.answer(world.posed, Reject(RejectThen.SKIP), 2.0)
    world.found = Finding(Verdict.ABSENT, (), "nothing like it is here")
    world.room.answer(world.posed, Reject(RejectThen.SKIP), 2.0)
    assert world.labels == [Label.WRONG, Label.NONE]


def test_skipping_writes_nothing(world: World) -> None:
    world.room.answer(world.posed, Skip(), 2.0)
    assert world.rows == []


def test_a_place_that_cannot_be_taught_writes_nothing(world: World) -> None:
    with pytest.raises(BadInput, match="nothing on it"):
        world.room.answer(world.posed, point(Box(0, 0, 1, 1)), 2.0)
    assert world.rows == []


def test_a_picture_that_is_gone_is_said(world: World) -> None:
    world.kept = False
    with pytest.raises(BadInput, match="no longer kept"):
        world.room.pose(DOUBT)
