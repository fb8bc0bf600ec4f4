"""What opinions change: a visible number, an offer that is withheld, a word on a card. Never a Permission."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.feedback import judged_run, standing
from app.learning.fold import folded
from app.learning.progress import alone_count, reached_state
from app.learning.resting import teaches
from app.model.feedback import Opinion, Verdict
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.ledger_learning import FeedbackGiven
from app.model.ledger_run import RunEnded
from app.model.modes import LearningState, RunMode, RunState
from app.model.workflow import WorkflowStatus
from tests.unit.storage.shelf import invoice

VOUCHED = StepKnowledge(vouched=True, accepted=3)


def rated(stars: int, step: str | None = None) -> FeedbackGiven:
    return FeedbackGiven(f"f{stars}", "w-1", "r1", step, stars=stars)


def ended(clean: bool = True, mode: RunMode = RunMode.COACHING) -> RunEnded:
    return RunEnded("r2", "w-1", mode, RunState.COMPLETED, "", clean, 1.0, 1, 1)


def known(state: LearningState = LearningState.COACHING) -> Knowledge:
    """Every step may act alone, so that the next state is there to be offered."""
    return Knowledge("w-1", state, steps={"new": VOUCHED, "number": VOUCHED})


def test_after_a_bad_run_nothing_more_is_offered_and_what_was_reached_stays() -> None:
    workflow = invoice()
    before = reached_state(workflow, known())
    assert before is LearningState.AUTO_CANDIDATE
    bad = folded(known(), [rated(2)])
    assert reached_state(workflow, bad) is LearningState.COACHING
    assert reached_state(workflow, folded(known(LearningState.AUTO_CANDIDATE), [rated(2)])) is before
    assert alone_count(workflow, bad) == alone_count(workflow, known()), "no Permission is touched"


def test_withheld_does_not_stop_a_state_from_going_down() -> None:
    asks = replace(known(LearningState.AUTO_CONFIRMED), steps={}, withheld=True)
    assert reached_state(invoice(), asks) is LearningState.COACHING


@pytest.mark.parametrize(
    ("then", "withheld"),
    [
        (rated(3), False),
        (rated(5), False),
        (rated(1), True),
        (rated(5, "new"), True),
        (ended(), False),
        (ended(clean=False), True),
        (ended(mode=RunMode.OBSERVATION), True),
    ],
)
def test_what_ends_it_is_a_better_rating_or_a_run_that_went_well(
    then: FeedbackGiven | RunEnded, withheld: bool
) -> None:
    assert folded(known(), [rated(1), then]).withheld is withheld


@given(st.lists(st.integers(1, 5), max_size=60))
def test_the_confidence_stays_between_0_and_1_and_moves_nothing_else(stars: list[int]) -> None:
    after = folded(known(), [rated(each) for each in stars])
    assert 0.0 <= after.confidence <= 1.0
    assert replace(after, confidence=0.5, withheld=False) == known()


def test_stars_and_words_mean_the_same() -> None:
    words = {Verdict.GOOD: (4, 5), Verdict.NEUTRAL: (3,), Verdict.BAD: (1, 2)}
    for verdict, stars in words.items():
        assert {Opinion(stars=each).rated for each in stars} == {verdict}
        assert Opinion(verdict).in_stars in stars


@pytest.mark.parametrize(
    ("clean", "state", "failed", "stars", "judged"),
    [
        (True, RunState.COMPLETED, False, None, True),
        (False, RunState.COMPLETED, False, None, None),
        (False, RunState.COMPLETED, True, None, False),
        (False, RunState.FAILED, False, None, None),
        (False, RunState.STOPPED, False, None, None),
        (True, RunState.COMPLETED, False, 2, False),
        (False, RunState.FAILED, True, 4, True),
        (True, RunState.COMPLETED, False, 3, True),
    ],
)
def test_silence_and_stops_say_nothing_and_the_person_has_the_last_word(
    clean: bool, state: RunState, failed: bool, stars: int | None, judged: bool | None
) -> None:
    assert judged_run(clean, state, failed, stars) is judged


@pytest.mark.parametrize(
    ("good", "bad", "word"),
    [
        (0, 0, WorkflowStatus.DRAFT),
        (5, 0, WorkflowStatus.DRAFT),
        (24, 0, WorkflowStatus.DRAFT),
        (25, 0, WorkflowStatus.APPROVED),
        (60, 1, WorkflowStatus.APPROVED),
        (30, 3, WorkflowStatus.DRAFT),
        (0, 1, WorkflowStatus.DRAFT),
        (0, 3, WorkflowStatus.DEPRECATED),
        (4, 12, WorkflowStatus.DEPRECATED),
    ],
)
def test_the_word_on_the_card_needs_enough_runs(good: int, bad: int, word: WorkflowStatus) -> None:
    assert standing(good, bad).status is word


@given(st.integers(0, 300), st.integers(0, 300))
def test_no_workflow_is_approved_below_nine_in_ten_or_deprecated_above_one_in_two(good: int, bad: int) -> None:
    found = standing(good, bad)
    if found.status is WorkflowStatus.APPROVED:
        assert good >= 0.9 * (good + bad)
    if found.status is WorkflowStatus.DEPRECATED:
        assert good < 0.5 * (good + bad)


def test_with_learning_off_only_what_is_not_praise_counts() -> None:
    assert [teaches(rated(stars), learning=False) for stars in (1, 3, 5)] == [True, True, False]
