"""Whose event it is, decided by what was announced."""

from __future__ import annotations

import pytest

from app.desktop.judge import Judge, Whose
from app.desktop.record import Kind, Seen
from app.model.geometry import Point

NOWHERE = Point(0, 0)


def move(x: int, y: int) -> Seen:
    return Seen(Kind.MOVE, 0, Point(x, y))


def key(code: int, kind: Kind = Kind.KEY_DOWN) -> Seen:
    return Seen(kind, code, NOWHERE)


@pytest.fixture
def judge() -> Judge:
    judge = Judge()
    judge.begin(Point(100, 100))
    return judge


def test_what_was_announced_is_ours(judge: Judge) -> None:
    for event in (move(110, 100), move(120, 100), Seen(Kind.PRESS, 1, Point(120, 100)), key(38)):
        judge.announce(event)
    assert {judge.see(event) for event in judge.end()} == {Whose.OURS}


def test_C55_what_is_seen_after_the_act_is_still_ours(judge: Judge) -> None:
    judge.announce(move(0, 0))
    judge.end()
    assert judge.see(move(0, 0)) is Whose.OURS


@pytest.mark.parametrize("event", [key(38), Seen(Kind.PRESS, 1, Point(100, 100))])
def test_F12_F13_an_unexpected_press_takes_over(judge: Judge, event: Seen) -> None:
    assert judge.see(event) is Whose.TAKING_OVER


def test_F12_small_trembling_does_not_take_over_but_adds_up(judge: Judge) -> None:
    assert judge.see(move(105, 100)) is Whose.PERSONS
    judge.announce(move(110, 100))
    assert judge.see(move(110, 100)) is Whose.OURS
    assert judge.see(move(106, 100)) is Whose.PERSONS
    assert judge.see(move(103, 100)) is Whose.TAKING_OVER


def test_a_release_alone_takes_nothing_over(judge: Judge) -> None:
    assert judge.see(key(38, Kind.KEY_UP)) is Whose.PERSONS


def test_a_key_of_ours_that_repeats_is_ours(judge: Judge) -> None:
    judge.announce(key(38))
    assert [judge.see(key(38)) for _ in range(3)] == [Whose.OURS] * 3
    judge.announce(key(38, Kind.KEY_UP))
    assert judge.see(key(38, Kind.KEY_UP)) is Whose.OURS
    assert judge.see(key(38)) is Whose.TAKING_OVER


def test_between_acts_nobody_takes_over(judge: Judge) -> None:
    judge.end()
    assert judge.see(key(38)) is Whose.PERSONS
    assert judge.see(move(500, 500)) is Whose.PERSONS
