"""Steps without a place, watched: the same keys next, in this window, and seen to work, are RIGHT; others are WRONG."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.engine.api import RunRequest
from app.model.action import ActionKind
from app.model.decision import ByHand
from app.model.ledger_learning import Evidence
from app.model.ledger_run import StepEnded
from app.model.modes import Label, LabelSource, RunMode, RunState, StepStatus
from app.model.news import Looked, News
from app.model.suggestion import Question
from app.model.workflow import Expect, Workflow
from tests.fakes import BOXES, FakeDesktop, click_step, params, workflow_of

SAVE = ("ctrl", "s")


def keys_step(expect: Expect | None = None) -> Workflow:
    more = {} if expect is None else {"expect": expect}
    step = click_step(
        1, "seven", BOXES["seven"], action=ActionKind.PRESS_KEYS, params=params(keys=SAVE), target=None, **more
    )
    return workflow_of(step)


def observed(desktop: FakeDesktop, does: Callable[[], None], workflow: Workflow | None = None) -> list[Label]:
    """The labels of an observed run in which the person does this after the first look."""
    left = [does]

    def hear(news: News) -> None:
        if isinstance(news, Looked) and left:
            desktop.clock.offset += 0.01
            left.pop()()

    desktop.engine.subscribe(hear)
    assert desktop.run(workflow or keys_step(), RunMode.OBSERVATION) is RunState.COMPLETED
    assert [row.status for row in desktop.ledger.of(StepEnded)] == [StepStatus.OBSERVED]
    assert {row.source for row in desktop.ledger.of(Evidence)} == {LabelSource.WATCHED}
    return [row.label for row in desktop.ledger.of(Evidence)]


@pytest.mark.parametrize(("keys", "label"), [(SAVE, Label.RIGHT), (("ctrl", "p"), Label.WRONG), (("f2",), Label.WRONG)])
def test_the_same_keys_that_work_are_right_and_others_wrong(keys: tuple[str, ...], label: Label) -> None:
    with FakeDesktop() as desktop:
        assert observed(desktop, lambda: desktop.watcher.person_presses(*keys)) == [label]


def test_the_same_keys_without_a_check_prove_nothing() -> None:
    with FakeDesktop() as desktop:
        assert observed(desktop, lambda: desktop.watcher.person_presses(*SAVE), keys_step(Expect())) == [Label.NONE]


def test_only_keys_of_the_chord_are_awaited_and_only_while_it_runs() -> None:
    with FakeDesktop() as desktop:
        awaited: list[tuple[str, ...]] = []

        def do() -> None:
            awaited.append(desktop.watcher.awaited)
            desktop.watcher.person_presses(*SAVE)

        observed(desktop, do)
        assert (awaited, desktop.watcher.awaited) == ([SAVE], ())


@pytest.mark.parametrize(("keys", "labels"), [(SAVE, [Label.RIGHT]), (("f10",), [])])
def test_keys_by_hand_are_right_when_they_were_these(keys: tuple[str, ...], labels: list[Label]) -> None:
    with FakeDesktop() as desktop:

        def do_it(question: Question) -> ByHand:
            desktop.watcher.person_presses(*keys)
            return ByHand()

        desktop.coach(do_it)
        assert desktop.run(keys_step(), RunMode.COACHING) is RunState.COMPLETED
        assert [row.label for row in desktop.ledger.of(Evidence)] == labels


def test_a_stop_while_watching_says_nothing() -> None:
    with FakeDesktop() as desktop:
        desktop.engine.start(RunRequest(keys_step(), RunMode.OBSERVATION))
        desktop.wait_for(RunState.RUNNING)
        desktop.engine.stop()
        assert desktop.ended.wait(5)
        assert desktop.ledger.of(Evidence) == []
        assert desktop.watcher.awaited == ()
