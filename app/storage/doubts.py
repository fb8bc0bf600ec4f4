"""Which stored pictures of the last days are worth settling in the practice room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning.corrections import effective
from app.model.knowledge import Knowledge
from app.model.lesson import StepName
from app.model.modes import Label, StepStatus
from app.model.rehearsal import Doubt, DoubtKind, practised
from app.model.suggestion import AUTOMATIC_LIMIT
from app.model.window import WindowIdentity
from app.model.workflow import Workflow
from app.storage.journal import JournalRow
from app.storage.lessons import step_names
from app.storage.opinions import to_practise
from app.storage.schema import EvidenceRow, StepResultRow, SuggestionRow, UnansweredRow
from app.storage.voids import standing

MOST = 40
"""So many doubts at a time: a session is short."""
_DOUBTFUL = (StepStatus.FAILED, StepStatus.UNVERIFIED)


@dataclass(frozen=True, slots=True)
class _Record:
    """What the rows say about the Suggestions of a workflow since a moment."""

    labels: Mapping[str, Label]
    corrected: frozenset[str]
    unanswered: frozenset[str]
    failed: frozenset[tuple[str, str]]
    bad_runs: frozenset[str]


def doubts_of(session: Session, workflow: Workflow, knowledge: Knowledge, since: datetime) -> tuple[Doubt, ...]:
    """The doubts of a workflow since a moment, newest first, each picture of a step once; at most forty."""
    names = {name.step_id: name for name in step_names(workflow)}
    record = _record(session, workflow.id, since)
    once: dict[tuple[str, str], Doubt] = {}
    for row in _shown(session, workflow.id, since):
        name = names.get(row.step_id)
        found = _doubt(row, name, record, workflow, knowledge) if name else None
        if found is not None:
            once.setdefault((row.step_id, found.picture), found)
    return tuple(once.values())[:MOST]


def _doubt(
    row: SuggestionRow, name: StepName, record: _Record, workflow: Workflow, knowledge: Knowledge
) -> Doubt | None:
    kind, window = _kind(row, record), _window(workflow, row.step_id, knowledge)
    if kind is None or window is None or row.picture is None or row.window is None:
        return None
    if practised(row.step_id, knowledge.step(row.step_id).version, row.picture.image) in record.labels:
        return None
    return Doubt(name, kind, row.picture.image, row.window, window, row.utc)


def _kind(row: SuggestionRow, record: _Record) -> DoubtKind | None:
    """What is doubtful about it; a place that a person has shown since is not."""
    label = record.labels.get(row.suggestion_id, Label.NONE)
    if row.suggestion_id in record.corrected or row.replaces is not None:
        return None
    if label is Label.RIGHT:
        return None
    reasons = (
        (label is Label.WRONG, DoubtKind.WRONG),
        ((row.run_id or "", row.step_id) in record.failed, DoubtKind.FAILED),
        (row.suggestion_id in record.unanswered, DoubtKind.UNANSWERED),
        (row.run_id in record.bad_runs, DoubtKind.BAD_RUN),
        (row.score < AUTOMATIC_LIMIT, DoubtKind.UNSURE),
    )
    return next((kind for holds, kind in reasons if holds), None)


def _window(workflow: Workflow, step_id: str, knowledge: Knowledge) -> WindowIdentity | None:
    step = workflow.steps[workflow.index_of(step_id)]
    target = effective(step, knowledge.step(step_id)).target
    return target.window if target else None


def _shown(session: Session, workflow_id: str, since: datetime) -> Iterator[SuggestionRow]:
    mine = (SuggestionRow.workflow_id == workflow_id) & (SuggestionRow.utc >= since) & SuggestionRow.window.is_not(None)
    newest = (SuggestionRow.order_utc.desc(), SuggestionRow.origin.desc(), SuggestionRow.n.desc())
    return iter(session.scalars(select(SuggestionRow).where(mine).order_by(*newest)))


def _record(session: Session, workflow_id: str, since: datetime) -> _Record:
    mine = (JournalRow.workflow_id == workflow_id) & JournalRow.entry.in_(("evidence", "taken_back"))
    ordered = select(JournalRow).where(mine, JournalRow.utc >= since)
    rows = session.scalars(ordered.order_by(JournalRow.order_utc, JournalRow.origin, JournalRow.n)).all()
    labels = {
        row.suggestion_id: row.label
        for row in standing(rows, learned_only=False)
        if isinstance(row, EvidenceRow) and row.suggestion_id
    }
    replaced = select(SuggestionRow.replaces).where(SuggestionRow.workflow_id == workflow_id)
    silent = select(UnansweredRow.suggestion_id).where(UnansweredRow.workflow_id == workflow_id)
    failed = select(StepResultRow.run_id, StepResultRow.step_id).where(
        StepResultRow.workflow_id == workflow_id, StepResultRow.status.in_(_DOUBTFUL)
    )
    return _Record(
        labels=labels,
        corrected=frozenset(each for each in session.scalars(replaced) if each),
        unanswered=frozenset(session.scalars(silent)),
        failed=frozenset((run or "", step) for run, step in session.execute(failed)),
        bad_runs=frozenset(each.run_id for each in to_practise(session, workflow_id)),
    )
