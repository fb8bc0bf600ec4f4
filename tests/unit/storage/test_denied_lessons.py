"""What was said a Screen is not, as the person finds it again: with pictures, taken back, put back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.model.errors import BadInput
from app.model.geometry import Box
from app.model.ledger_run import ScreenDenied, ScreenSeen
from app.model.lesson import LessonState, OfRun, OneDenial, ScreenLesson
from app.model.target import Picture
from app.model.workflow import Screen
from tests.unit.storage.shelf import VIEW, WINDOW
from tests.unit.storage.stores import Store
from tests.unit.storage.test_lessons import Taught

SEEN = Picture(image="d" * 16 + ".png", box=Box(0, 0, 0, 0))


@pytest.fixture
def taught(store: Store) -> Taught:
    """A workflow with a second Screen."""
    made = Taught(store)
    workflow = made.library.load("w-1")
    other = Screen(id="list", name="List", window=WINDOW)
    made.library.save(workflow.model_copy(update={"screens": (*workflow.screens, other)}))
    return made


def deny(taught: Taught, denial: str = "d1", instead: str | None = None, screen: str = "main") -> None:
    taught.store.clock.wall += timedelta(seconds=1)
    taught.store.ledger.commit([ScreenDenied(denial, "r1", "w-1", "new", screen, WINDOW, 0.8, SEEN, instead)])


def told(taught: Taught) -> list[ScreenLesson]:
    return list(taught.lessons.denials("w-1"))


def test_a_denied_look_stands_there_with_both_pictures_and_counts_at_once(taught: Taught) -> None:
    deny(taught)
    [found] = told(taught)
    assert (found.screen, found.instead, found.state, found.run_id) == ("Main", "", LessonState.CONFIRMED, "r1")
    assert found.taught is not None
    assert (found.taught.image, found.seen) == (VIEW, SEEN)


def test_what_it_is_instead_waits_for_an_act_that_was_seen_to_work_there(taught: Taught) -> None:
    deny(taught)
    deny(taught, instead="list")
    [found] = told(taught)
    assert (found.instead, found.state) == ("List", LessonState.PENDING)
    taught.store.clock.wall += timedelta(seconds=1)
    taught.store.ledger.commit([ScreenSeen("r2", "w-1", "new", "list", 0.97)])
    assert told(taught)[0].state is LessonState.CONFIRMED


@pytest.mark.parametrize("scope", [OneDenial("d1"), OfRun("r1")])
def test_both_words_about_a_look_go_back_together_and_come_back(taught: Taught, scope: OneDenial | OfRun) -> None:
    before = taught.library.knowledge("w-1")
    deny(taught)
    deny(taught, instead="list")
    said = taught.library.knowledge("w-1")
    group = taught.lessons.take_back(scope, "it")
    assert taught.library.knowledge("w-1") == before
    [found] = told(taught)
    assert (found.state, found.undo, found.instead) == (LessonState.TAKEN_BACK, group, "List")
    taught.lessons.put_back(group, "it")
    assert taught.library.knowledge("w-1") == said
    assert told(taught)[0].undo == ""
    with pytest.raises(BadInput):
        taught.lessons.put_back(group, "it")


def test_the_newest_stands_first_and_a_screen_that_is_gone_says_nothing(taught: Taught) -> None:
    deny(taught)
    deny(taught, "d2", screen="gone")
    deny(taught, "d3", screen="list")
    assert [each.denial_id for each in told(taught)] == ["d3", "d1"]


def test_what_a_past_run_has_seen_is_denied_without_a_run(taught: Taught) -> None:
    taken = Picture(image=VIEW, box=Box(0, 0, 0, 0))
    taught.lessons.deny_screen("w-1", "main", taken)
    [found] = told(taught)
    assert (found.screen, found.seen, found.run_id) == ("Main", taken, "")
    assert [each.image for each in taught.library.knowledge("w-1").screen("main").denied] == [VIEW]


@pytest.mark.parametrize(("screen", "image"), [("gone", VIEW), ("main", "e" * 16 + ".png")])
def test_nothing_is_denied_where_the_screen_or_its_picture_is_gone(taught: Taught, screen: str, image: str) -> None:
    with pytest.raises(BadInput):
        taught.lessons.deny_screen("w-1", screen, Picture(image=image, box=Box(0, 0, 0, 0)))
    assert told(taught) == []
