"""How ready a workflow is: who will ask, why, for how long, and what the screen says before a run."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from app.learning.readiness import offered, preflight, readiness, wrong_at_most
from app.model.knowledge import Knowledge, ScreenKnowledge, StepKnowledge
from app.model.modes import LearningState, Risk, RunMode
from app.model.readiness import Outside, ScreensState
from app.model.surroundings import Surroundings
from app.model.trust import Demotion, Trust
from app.model.window import WindowIdentity
from app.model.workflow import Workflow
from tests.fakes import IDENTITY, sum_workflow

SUM = sum_workflow("seven", "plus", "eight")
TRUSTED = StepKnowledge(vouched=True, right=14, streak=14)


def known(*steps: StepKnowledge, **more: object) -> Knowledge:
    named = {step.id: one for step, one in zip(SUM.steps, steps, strict=False)}
    return replace(Knowledge(SUM.id, steps=MappingProxyType(named)), **more)  # type: ignore[arg-type]


def test_a_step_that_may_not_act_alone_asks_and_says_why() -> None:
    ready = readiness(SUM, known(TRUSTED, StepKnowledge(), replace(TRUSTED, risk=Risk.LOCKED)), RunMode.AUTOMATIC)
    assert (ready.alone, [step.number for step in ready.asks]) == (1, [2, 3])
    assert "cannot be taken back" in next(step.reason for step in ready.asks if step.number == 3)


def test_seconds_are_the_median_of_the_steps_own_answers_else_of_all_else_none() -> None:
    s1, s2, _ = (step.id for step in SUM.steps)
    took = {(SUM.id, s1): (2.0, 4.0, 30.0), (SUM.id, s2): (), ("other", "x"): (8.0, 10.0)}
    ready = readiness(SUM, known(), RunMode.AUTOMATIC, took=took)
    assert [step.seconds for step in ready.steps] == [4.0, 8.0, 8.0]
    assert ready.seconds == 20.0
    assert readiness(SUM, known(), RunMode.AUTOMATIC).seconds is None


def test_the_chance_of_being_wrong_is_what_the_record_leaves_open() -> None:
    assert wrong_at_most(StepKnowledge()) == 1.0
    assert 0.0 < wrong_at_most(StepKnowledge(right=60)) < wrong_at_most(StepKnowledge(right=5)) < 0.5


@pytest.mark.parametrize(("mode", "asks"), [(RunMode.OBSERVATION, 0), (RunMode.COACHING, 3), (RunMode.SUPERVISED, 3)])
def test_the_mode_is_an_upper_limit(mode: RunMode, asks: int) -> None:
    assert len(readiness(SUM, known(TRUSTED, TRUSTED, TRUSTED), mode).asks) == asks


def test_a_step_left_out_is_neither_counted_nor_asked() -> None:
    out = SUM.model_copy(update={"steps": (SUM.steps[0].model_copy(update={"enabled": False}), *SUM.steps[1:])})
    assert [step.number for step in readiness(out, known(), RunMode.AUTOMATIC).steps] == [2, 3]


def test_doubts_are_ranked_by_chance_harm_and_what_rests_on_them() -> None:
    asks = readiness(SUM, known(StepKnowledge(right=50), StepKnowledge(), StepKnowledge()), RunMode.AUTOMATIC).asks
    assert [step.number for step in asks] == [2, 3, 1]


def test_a_budget_that_cannot_be_kept_is_told_and_lets_nothing_act() -> None:
    ready = readiness(SUM, known(), RunMode.AUTOMATIC, budget=1)
    assert (len(ready.asks), ready.over_budget) == (3, 2)
    assert readiness(SUM, known(), RunMode.AUTOMATIC).over_budget == 0


def test_why_steps_ask_again_is_told() -> None:
    held = replace(TRUSTED, trust=Trust(hold=Demotion.WRONG_ALONE))
    assert readiness(SUM, known(held, TRUSTED, TRUSTED), RunMode.AUTOMATIC).held == (Demotion.WRONG_ALONE.sentence,)


@pytest.mark.parametrize("state", LearningState)
def test_automatic_is_offered_only_when_it_is_confirmed_and_nothing_after_a_bad_run(state: LearningState) -> None:
    assert (offered(state) is RunMode.AUTOMATIC) == (state is LearningState.AUTO_CONFIRMED)
    assert offered(state, withheld=True) is None


def checked(workflow: Workflow, knowledge: Knowledge, outside: Outside) -> tuple[object, ...]:
    found = preflight(workflow, knowledge, readiness(workflow, knowledge, RunMode.AUTOMATIC), outside)
    return found.screens, found.missing, found.later, found.unfilled


def test_the_sheet_compares_screens_windows_and_variables() -> None:
    seen = ScreenKnowledge(surroundings=(Surroundings(screens="one"),))
    knowledge = known(screens={"n0": seen})
    with_gap = SUM.model_copy(update={"variables": {"supplier": "Dupont", "amount": " "}})
    here = Outside("one", (IDENTITY,))
    assert checked(with_gap, knowledge, here) == (ScreensState.KNOWN, (), (), ("amount",))
    away = Outside("two", (WindowIdentity(application="other"),))
    assert checked(SUM, knowledge, away) == (ScreensState.NEW, ("Calculator",), (), ())
    assert checked(SUM, known(), here)[0] is ScreensState.NOT_LEARNED


def test_in_the_middle_of_a_run_only_the_steps_left_and_their_windows_count() -> None:
    other = WindowIdentity(application="other")
    third = SUM.steps[2]
    assert third.target is not None
    moved = third.model_copy(update={"target": third.target.model_copy(update={"window": other})})
    workflow = SUM.model_copy(update={"steps": (*SUM.steps[:2], moved)})
    ready = readiness(workflow, known(), RunMode.AUTOMATIC)
    found = preflight(workflow, known(), ready, Outside("one", ()), start=3)
    assert [step.number for step in found.ready.steps] == [3]
    assert (found.missing, found.later, found.start) == (("other",), (), 3)


def test_how_many_steps_have_seen_the_theme_of_the_first_window_is_counted() -> None:
    light, dark = Surroundings(theme="light"), Surroundings(theme="dark")
    seen = {step.source: ScreenKnowledge(surroundings=(light,)) for step in SUM.steps}
    seen[SUM.steps[0].source] = ScreenKnowledge(surroundings=(light, dark))
    ready = readiness(SUM, known(), RunMode.AUTOMATIC)

    def found(*themes: str) -> tuple[str, int]:
        sheet = preflight(SUM, known(screens=seen), ready, Outside("one", (IDENTITY,), themes=themes))
        return sheet.theme, sheet.seen_in_theme

    assert (found("dark"), found("light")) == (("dark", 1), ("light", 3))
    assert found("")[0] == found()[0] == ""
