"""Tells once what was in the middle when the program was killed, and closes it in the record (F59, F60)."""

from __future__ import annotations

from datetime import datetime

from app.model.errors import UserError
from app.model.news import Notice, Severity
from app.model.sentences import step_sentence
from app.storage.database import Database
from app.storage.ledger import Ledger
from app.storage.recovery import OpenAct, OpenRun, end_runs, open_acts, open_runs, settle
from app.storage.workflows import WorkflowFolder

_ACT_NEXT = "Look there whether it was done, before you run it again."
_RUN_NEXT = "It can be run again."


def settled(database: Database, ledger: Ledger, workflows: WorkflowFolder) -> Notice | None:
    """What a killed program of this profile left open, in words, and now closed; None when there was nothing.

    Nothing of it is ever done again by itself. Called at the start of the program, before a run can begin.
    """
    acts, runs = open_acts(database, ledger.origin), open_runs(database, ledger.origin)
    if not acts and not runs:
        return None
    acting = {act.run_id for act in acts}
    quiet = [run for run in runs if run.run_id not in acting]
    lines = [_of_act(act, workflows) for act in acts] + [_of_run(run) for run in quiet]
    settle(ledger, acts)
    end_runs(database, ledger, runs)
    return Notice(Severity.WARNING, "\n".join(lines), _ACT_NEXT if acts else _RUN_NEXT)


def _of_act(act: OpenAct, workflows: WorkflowFolder) -> str:
    return (
        f"Nobody knows whether {_step(act, workflows)} of {act.workflow_name!r} was done: the program was ended before "
        f"it could record what came of it ({_when(act.when)}). It is not repeated by itself, and asks the next time."
    )


def _of_run(run: OpenRun) -> str:
    return (
        f"The run of {run.workflow_name!r} of {_when(run.when)} was cut off: the program was ended. "
        "No act was under way, and all decisions are kept."
    )


def _step(act: OpenAct, workflows: WorkflowFolder) -> str:
    try:
        workflow = workflows.load(act.workflow_id)
        index = workflow.index_of(act.step_id)
    except (UserError, KeyError):
        return "a step"
    return f"step {index + 1} ({step_sentence(workflow.steps[index])})"


def _when(when: datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d %H:%M}"
