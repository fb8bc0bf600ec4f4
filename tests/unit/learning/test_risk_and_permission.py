"""What always asks, what may act alone, and why."""

from __future__ import annotations

import pytest

from app.learning.permission import allowance
from app.learning.progress import reached_state, trust_line
from app.learning.risk import risk_of
from app.model.knowledge import Knowledge, StepKnowledge
from app.model.modes import LearningState, Permission, Risk, RunMode
from app.model.workflow import Expect, Step
from tests.fakes import BOXES, click_step, params, sum_workflow, target_named

VOUCHED = StepKnowledge(vouched=True)


def step(name: str = "plus", **more: object) -> Step:
    return click_step(1, name, BOXES["plus"], **more)


@pytest.mark.parametrize("name", ["Send", "Pay now", "Delete row", "Envoyer", "Löschen", "Submit order", "Remove"])
def test_F36_consequences_are_locked_by_their_words(name: str) -> None:
    assert risk_of(step(name), VOUCHED) is Risk.LOCKED
    assert not allowance(RunMode.AUTOMATIC, step(name), VOUCHED).alone


@pytest.mark.parametrize("name", ["Sender", "Paypal settings", "7", "frobnicate"])
def test_words_are_compared_whole_and_unknown_ones_ask(name: str) -> None:
    assert risk_of(step(name), StepKnowledge()) is Risk.UNKNOWN


def test_unknown_opens_after_a_vouch_or_three_accepted_and_verified_acts() -> None:
    assert risk_of(step(), StepKnowledge(accepted=2)) is Risk.UNKNOWN
    assert risk_of(step(), StepKnowledge(accepted=3)) is Risk.OPEN
    assert risk_of(step(), VOUCHED) is Risk.OPEN


def test_the_persons_mark_comes_before_the_words() -> None:
    assert risk_of(step("Delete"), StepKnowledge(risk=Risk.OPEN)) is Risk.OPEN
    assert risk_of(step("Next"), StepKnowledge(risk=Risk.LOCKED)) is Risk.LOCKED


def test_F82_everything_in_a_terminal_is_locked() -> None:
    target = target_named("shell", BOXES["plus"])
    target = target.model_copy(update={"window": target.window.model_copy(update={"application": "XTerm"})})
    typed = step(action="type_text", params=params(text="ls"), target=target)
    assert risk_of(typed, VOUCHED) is Risk.LOCKED


def test_secrets_are_locked_and_plain_typing_is_open() -> None:
    assert risk_of(step(action="type_text", params=params(secret="ref")), VOUCHED) is Risk.LOCKED
    assert risk_of(step(action="type_text", params=params(text="x")), StepKnowledge()) is Risk.OPEN


@pytest.mark.parametrize(
    ("keys", "risk"), [(("tab",), Risk.OPEN), (("enter",), Risk.UNKNOWN), (("alt", "F4"), Risk.LOCKED)]
)
def test_key_chords_have_their_own_risk(keys: tuple[str, ...], risk: Risk) -> None:
    assert risk_of(step(action="press_keys", params=params(keys=keys)), StepKnowledge()) is risk


def test_only_a_vouch_lets_a_step_act_alone_and_only_in_automatic() -> None:
    assert allowance(RunMode.AUTOMATIC, step(), VOUCHED).permission is Permission.VOUCHED
    assert not allowance(RunMode.AUTOMATIC, step(), StepKnowledge(accepted=99)).alone
    for mode in (RunMode.OBSERVATION, RunMode.COACHING, RunMode.SUPERVISED):
        assert not allowance(mode, step(), VOUCHED).alone


def test_a_step_without_expected_result_never_acts_alone() -> None:
    assert not allowance(RunMode.AUTOMATIC, step(expect=Expect()), VOUCHED).alone


def test_the_mode_of_a_step_is_an_upper_limit() -> None:
    assert not allowance(RunMode.AUTOMATIC, step(mode=RunMode.COACHING), VOUCHED).alone


def test_the_learning_state_follows_the_vouches_up_and_down() -> None:
    workflow = sum_workflow("seven", "plus")
    coached = Knowledge("w1", LearningState.COACHING)
    assert reached_state(workflow, coached) is LearningState.COACHING
    both = Knowledge("w1", LearningState.COACHING, steps={"s1": VOUCHED, "s2": VOUCHED})
    assert reached_state(workflow, both) is LearningState.AUTO_CANDIDATE
    sure = Knowledge("w1", LearningState.AUTO_CANDIDATE, supervised_streak=3, steps=both.steps)
    assert reached_state(workflow, sure) is LearningState.AUTO_CONFIRMED
    one = Knowledge("w1", LearningState.AUTO_CONFIRMED, supervised_streak=3, steps={"s1": VOUCHED})
    assert reached_state(workflow, one) is LearningState.COACHING


def test_automatic_is_never_a_mode_that_a_run_starts_in_by_itself() -> None:
    assert {state.start_mode for state in LearningState} == {
        RunMode.OBSERVATION,
        RunMode.COACHING,
        RunMode.SUPERVISED,
    }


def test_trust_is_told_as_a_record_and_never_as_a_bare_percent() -> None:
    assert trust_line(StepKnowledge()) == "not judged yet · asks"
    assert trust_line(StepKnowledge(right=61, wrong=1, vouched=True)).startswith("right 61 of 62 · 1 wrong")
