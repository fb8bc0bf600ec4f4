"""Steps that act alone by their record, on a desktop in memory: what opens them, what is recorded, what closes them."""

from __future__ import annotations

import pytest

from app.model.action import ActionKind
from app.model.decision import Accept, DecisionKind, Skip
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence
from app.model.ledger_run import ActIntended, ModeSet, RunBegun, StepEnded
from app.model.modes import Label, LabelSource, LearningState, Permission, RunMode, RunState, StepStatus
from app.model.news import Notice
from app.model.suggestion import Question
from app.model.trust import Demotion
from app.settings import Settings, TrustPolicy, TrustRules
from tests.fakes import BOXES, QUICK, FakeDesktop, click_step, params, sum_workflow, workflow_of

STRICT = QUICK.model_copy(update={"trust": TrustRules(policy=TrustPolicy.STRICT)})
WORD = QUICK.model_copy(update={"trust": TrustRules(policy=TrustPolicy.VOUCHED)})
ONE = sum_workflow("seven")


def right(count: int, step: str = "s1", source: LabelSource = LabelSource.COACHED) -> list[Entry]:
    return [Evidence(ONE.id, step, 0, Label.RIGHT, source, "accept")] * count


def learned(count: int, settings: Settings = QUICK) -> FakeDesktop:
    """A desktop on which the step was right so often, its last three acts accepted and checked."""
    desktop = FakeDesktop(settings)
    accepted = StepEnded("r", ONE.id, "s1", 1, StepStatus.PASSED, DecisionKind.ACCEPT, "", "")
    desktop.ledger.commit([*right(count), *[accepted] * 3])
    return desktop


def permissions(desktop: FakeDesktop) -> list[Permission]:
    return [act.permission for act in desktop.ledger.of(ActIntended)]


def test_invariant_12_a_step_with_a_good_record_acts_alone_and_the_act_says_so() -> None:
    with learned(36) as desktop:
        asked = desktop.coach()
        assert desktop.run(ONE, RunMode.AUTOMATIC) is RunState.COMPLETED
        assert (asked, desktop.clicked(), permissions(desktop)) == ([], ["seven"], [Permission.EARNED])
        label = desktop.ledger.of(Evidence)[-1]
        assert (label.label, label.source, label.reason) == (Label.RIGHT, LabelSource.AUTO, "automatic")


def test_invariant_13_every_act_alone_has_all_ten_gates_on_record() -> None:
    with learned(36) as desktop:
        desktop.coach()
        desktop.run(ONE, RunMode.AUTOMATIC)
        [act] = desktop.ledger.of(ActIntended)
        assert [(gate.gate, gate.passed) for gate in act.gates] == [(f"G{number}", True) for number in range(1, 11)]


@pytest.mark.parametrize("state", [LearningState.COACHING, LearningState.AUTO_CANDIDATE, LearningState.AUTO_CONFIRMED])
def test_invariant_17_nothing_but_a_click_leads_to_automatic(state: LearningState) -> None:
    with FakeDesktop(state=state) as desktop:
        desktop.ledger.commit(right(500))
        desktop.coach(Accept())
        desktop.run(ONE)
        assert [run.mode is RunMode.AUTOMATIC for run in desktop.ledger.of(RunBegun)] == [False]
        assert desktop.ledger.of(ModeSet) == []


def test_a_record_that_is_too_short_asks_and_says_how_much_is_missing() -> None:
    with learned(35) as desktop:
        asked = desktop.coach(Skip())
        desktop.run(ONE, RunMode.AUTOMATIC)
        assert [question.trust for question in asked] == ["right 35 of 35 · needs 1 more before it may act alone"]
        assert permissions(desktop) == []


def test_where_only_a_word_counts_the_record_opens_nothing() -> None:
    with learned(500, WORD) as desktop:
        asked = desktop.coach(Skip())
        desktop.run(ONE, RunMode.AUTOMATIC)
        assert len(asked) == 1


def test_one_wrong_act_alone_closes_the_step_for_the_next_run() -> None:
    with learned(500) as desktop:
        desktop.scene.dead = frozenset(("seven",))
        desktop.coach()
        desktop.run(ONE, RunMode.AUTOMATIC)
        known = desktop.ledger.knowledge(ONE).step("s1")
        assert (known.wrong, known.trust.hold) == (1, Demotion.WRONG_ALONE)
        desktop.scene.dead = frozenset()
        asked = desktop.coach(Accept())
        desktop.run(ONE, RunMode.AUTOMATIC)
        assert "asks: it was wrong when it acted alone" in asked[0].trust


def test_strict_needs_the_record_of_all_steps_as_well() -> None:
    with learned(400, STRICT) as desktop:
        asked = desktop.coach(Skip())
        desktop.run(ONE, RunMode.AUTOMATIC)
        assert asked[0].trust.endswith("waits until all steps together are right often enough")
    with learned(800, STRICT) as desktop:
        assert desktop.run(ONE, RunMode.AUTOMATIC) is RunState.COMPLETED
        assert permissions(desktop) == [Permission.STRICT]


def test_when_accuracy_falls_the_second_key_closes_within_the_run_and_is_told() -> None:
    with learned(800, STRICT) as desktop:
        others = [row for step in ("a", "b", "c") for row in right(40, step)]
        wrong = [Evidence(ONE.id, step, 0, Label.WRONG, LabelSource.AUTO, "automatic") for step in ("a", "b", "c")]
        desktop.ledger.commit([*others, *wrong])
        desktop.scene.dead = frozenset(("seven",))
        desktop.run(ONE, RunMode.AUTOMATIC)
        assert any("accuracy fell" in news.text for news in desktop.heard(Notice))


def test_an_accepted_and_checked_key_press_is_right_although_it_has_no_place() -> None:
    step = click_step(
        1, "seven", BOXES["seven"], action=ActionKind.PRESS_KEYS, params=params(keys=("tab",)), target=None
    )
    with FakeDesktop() as desktop:

        def looked_at(question: Question) -> Accept:
            desktop.clock.offset += 1.0
            return Accept()

        desktop.coach(looked_at)
        desktop.run(workflow_of(step))
        [ended] = desktop.ledger.of(StepEnded)
        labels = [(row.label, row.source) for row in desktop.ledger.of(Evidence)]
        assert (ended.status, labels) == (StepStatus.PASSED, [(Label.RIGHT, LabelSource.COACHED)])
