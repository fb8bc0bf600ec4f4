"""What workflows and steps are called in Insights, and how long they took when they were recorded."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.model.insights import Names
from app.model.sentences import step_sentence
from app.model.workflow import Workflow
from app.storage.journal import JournalRow
from app.storage.schema import RunRow
from app.storage.schema_insights import FoldInsightRow
from app.storage.workflows import WorkflowFolder


def names_of(session: Session, workflows: WorkflowFolder) -> tuple[Names, ...]:
    """Every workflow that was ever counted, by name; one that was thrown away is called as in its last run."""
    there = {workflow.id: _names(workflow) for workflow in _sound(workflows)}
    month = FoldInsightRow.span == "m"
    counted = set(session.scalars(select(FoldInsightRow.workflow_id).where(month).distinct())) - {""}
    gone = [Names(each, _last_name(session, each), {}) for each in counted - set(there)]
    mine = [names for workflow_id, names in there.items() if workflow_id in counted]
    return tuple(sorted((*mine, *gone), key=lambda each: (each.name.casefold(), each.workflow_id)))


def recorded_seconds(workflows: WorkflowFolder) -> Mapping[tuple[str, str], float]:
    """The pause before each step when it was recorded, where it is known."""
    return {
        (workflow.id, step.id): step.timing.recorded
        for workflow in _sound(workflows)
        for step in workflow.steps
        if step.timing.recorded > 0
    }


def _sound(workflows: WorkflowFolder) -> list[Workflow]:
    return [shelved.workflow for shelved in workflows.all() if shelved.workflow is not None]


def _names(workflow: Workflow) -> Names:
    steps = {step.id: f"{number}. {step_sentence(step)}" for number, step in enumerate(workflow.steps, 1)}
    return Names(workflow.id, workflow.name, steps)


def _last_name(session: Session, workflow_id: str) -> str:
    newest = (JournalRow.order_utc.desc(), JournalRow.origin.desc(), JournalRow.n.desc())
    query = select(RunRow.workflow_name).where(JournalRow.workflow_id == workflow_id, JournalRow.entry == "run")
    return session.scalar(query.order_by(*newest).limit(1)) or workflow_id
