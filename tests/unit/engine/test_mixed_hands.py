"""One run with all kinds of steps: some always ask, some are supervised, some may act alone as the run."""

from __future__ import annotations

import pytest

from app.model.decision import Accept, DecisionKind
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence
from app.model.ledger_run import ActIntended, StepEnded
from app.model.modes import Label, LabelSource, Permission, RunMode, RunState, StepStatus
from app.model.workflow import Workflow
from app.settings import TrustRules
from tests.fakes import QUICK, FakeDesktop, after_looking, sum_workflow

NEVER_BLIND = QUICK.model_copy(update={"trust": TrustRules(audit_one_in=0)})
NAMES = ("seven", "plus", "eight")


def mixed(*modes: RunMode | None) -> Workflow:
    """The steps with these modes of their own."""
    plain = sum_workflow(*NAMES)
    steps = tuple(step.model_copy(update={"mode": mode}) for step, mode in zip(plain.steps, modes, strict=True))
    return plain.model_copy(update={"steps": steps})


def learned(workflow: Workflow) -> FakeDesktop:
    """Each of its steps may act alone by its record."""
    desktop = FakeDesktop(NEVER_BLIND)
    rows: list[Entry] = []
    for number, step in enumerate(workflow.steps, 1):
        accepted = StepEnded("r", workflow.id, step.id, number, StepStatus.PASSED, DecisionKind.ACCEPT, "", "")
        right = Evidence(workflow.id, step.id, 0, Label.RIGHT, LabelSource.COACHED, "accept")
        rows += [*[right] * 40, *[accepted] * 3]
    desktop.ledger.commit(rows)
    return desktop


ALL_KINDS = (RunMode.COACHING, RunMode.SUPERVISED, None)


def test_in_an_automatic_run_each_step_is_done_in_its_own_mode() -> None:
    workflow = mixed(*ALL_KINDS)
    with learned(workflow) as desktop:
        asked = desktop.coach(*[after_looking(desktop, Accept())] * 2)
        assert desktop.run(workflow, RunMode.AUTOMATIC, attended=True) is RunState.COMPLETED
        assert [(question.number, question.mode) for question in asked] == [
            (1, RunMode.COACHING),
            (2, RunMode.SUPERVISED),
        ]
        permissions = [act.permission for act in desktop.ledger.of(ActIntended)]
        assert permissions == [Permission.ANSWERED, Permission.ANSWERED, Permission.EARNED]
        assert desktop.clicked() == list(NAMES)


@pytest.mark.parametrize(
    ("run", "modes"),
    [
        (RunMode.COACHING, [RunMode.COACHING] * 3),
        (RunMode.SUPERVISED, [RunMode.COACHING, RunMode.SUPERVISED, RunMode.SUPERVISED]),
    ],
)
def test_invariant_16_a_step_never_gets_more_than_its_run(run: RunMode, modes: list[RunMode]) -> None:
    workflow = mixed(*ALL_KINDS)
    with learned(workflow) as desktop:
        asked = desktop.coach(*[after_looking(desktop, Accept())] * 3)
        desktop.run(workflow, run, attended=True)
        assert [question.mode for question in asked] == modes


def test_a_step_that_is_only_to_be_watched_is_asked_about_in_a_run_that_acts() -> None:
    workflow = mixed(RunMode.OBSERVATION, None, None)
    with learned(workflow) as desktop:
        asked = desktop.coach(after_looking(desktop, Accept()))
        desktop.run(workflow, RunMode.AUTOMATIC, attended=True)
        assert [(question.number, question.mode) for question in asked] == [(1, RunMode.COACHING)]
