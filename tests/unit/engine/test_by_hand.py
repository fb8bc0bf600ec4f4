"""Whether the person has done the step already, with the real eye on a drawn screen whose time is held by the test."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from app.engine.by_hand import already_there
from app.engine.look import Look
from app.engine.walk import Walk
from app.model.geometry import Box
from app.model.workflow import Expect
from tests.fakes import click_step
from tests.unit.engine.test_waiting_with_the_eye import (
    ACT,
    FIELD,
    PAGE,
    WAS,
    Draw,
    Stage,
    block_caret,
    caret,
    clock,
    spinner,
    typed_at,
)

THOUGHT = 3.0


def done(place: Box, *draws: Draw, after: float = THOUGHT) -> tuple[bool, float]:
    """Whether it counts as done some seconds after the look that the question began with, and how long that took."""
    stage = Stage(*draws)
    seen = Look(stage.frame(ACT), WAS, None, 0.0, None)
    stage.at = ACT + after
    step = click_step(1, "Save", Box(300, 300, 40, 30), expect=Expect(changed=place))
    walk = cast(Walk, SimpleNamespace(ctx=stage.context, step=step))
    return already_there(walk, seen), stage.at - ACT - after


@pytest.mark.parametrize(("place", "draw"), [(PAGE, clock), (FIELD, caret), (FIELD, block_caret), (FIELD, spinner)])
@pytest.mark.parametrize("after", [2.5, 3.0, 3.3])
def test_a_clock_a_caret_or_a_spinner_does_not_say_that_the_person_did_it(place: Box, draw: Draw, after: float) -> None:
    assert not done(place, draw, after=after)[0]


@pytest.mark.parametrize("draws", [(), (caret,), (spinner,)])
def test_what_the_person_typed_counts_beside_what_stirs(draws: tuple[Draw, ...]) -> None:
    assert done(FIELD, typed_at(ACT + 1), *draws)[0]


def test_nothing_to_be_seen_is_said_without_waiting() -> None:
    assert done(FIELD) == (False, 0.0)


def test_a_plain_change_is_seen_without_waiting() -> None:
    assert done(FIELD, typed_at(ACT + 1)) == (True, 0.0)
