"""Pictures of past runs with the places that count in them: true ones, and ones that a person said are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning.corrections import effective
from app.model.geometry import Box
from app.model.knowledge import Knowledge
from app.model.modes import Label, LabelSource
from app.model.proof import StoredFrame
from app.model.window import WindowIdentity
from app.model.workflow import Step, Workflow
from app.storage.journal import JournalRow
from app.storage.schema import CorrectionRow, DecisionRow, EvidenceRow, SuggestionRow
from app.storage.voids import standing

_HONEST = (LabelSource.WATCHED, LabelSource.BLIND)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is on record about Suggestions: their label with its source, and which of them a person has shown."""

    labels: Mapping[str, tuple[Label, LabelSource]]
    shown: frozenset[str]


def stored_frames(session: Session, workflow: Workflow, knowledge: Knowledge) -> tuple[StoredFrame, ...]:
    """All of a workflow, newest first, the recorded ones last; whether a picture is still kept shows on loading it."""
    windows = {step.id: _window(workflow, step, knowledge) for step in workflow.steps}
    said = _said(session, workflow.id)
    newest = (SuggestionRow.order_utc.desc(), SuggestionRow.origin.desc(), SuggestionRow.n.desc())
    mine = (SuggestionRow.workflow_id == workflow.id) & SuggestionRow.window.is_not(None)
    rows = session.scalars(select(SuggestionRow).where(mine).order_by(*newest))
    frames = (frame for row in rows if row.step_id in windows for frame in _frame(row, said, windows[row.step_id]))
    return (*frames, *_recorded(workflow))


def _frame(row: SuggestionRow, said: _Said, window: WindowIdentity) -> Iterator[StoredFrame]:
    """The picture of one Suggestion, when something is known about the place in it."""
    label, source = said.labels.get(row.suggestion_id, (Label.NONE, LabelSource.COACHED))
    pointed = row.suggestion_id in said.shown
    if row.picture is None or row.window is None or row.suggestion.match is None:
        return
    if not pointed and label is Label.NONE:
        return
    right = pointed or label is Label.RIGHT
    honest = pointed or source in _HONEST
    day = row.utc.astimezone().date()
    picture, box = row.picture.image, row.picture.box
    at = row.order_utc.timestamp()
    yield StoredFrame(picture, row.window, window, row.step_id, box, right, honest, row.run_id or "", day, at)


def _recorded(workflow: Workflow) -> Iterator[StoredFrame]:
    """The pictures from before each press of the recording."""
    for step in workflow.steps:
        target = step.target
        if target is not None and target.view is not None:
            whole = Box(0, 0, target.place.window_width, target.place.window_height)
            yield StoredFrame(target.view, whole, target.window, step.id, target.place.box, honest=True)


def _window(workflow: Workflow, step: Step, knowledge: Knowledge) -> WindowIdentity:
    target = effective(step, knowledge.step(step.id)).target
    return target.window if target else workflow.screen(step.source).window


def _said(session: Session, workflow_id: str) -> _Said:
    labels = {
        row.suggestion_id: (row.label, row.source)
        for row in _standing(session, workflow_id, "evidence")
        if isinstance(row, EvidenceRow) and row.suggestion_id
    }
    return _Said(labels, _shown(session, workflow_id))


def _shown(session: Session, workflow_id: str) -> frozenset[str]:
    """The corrected Suggestions whose correction stands: the person has pointed at their places."""
    decided = {
        row.decision_id
        for row in _standing(session, workflow_id, "correction")
        if isinstance(row, CorrectionRow) and row.new.target is not None
    }
    query = select(DecisionRow.decision_id, DecisionRow.suggestion_id).where(DecisionRow.workflow_id == workflow_id)
    corrected = {suggestion for decision, suggestion in session.execute(query) if decision in decided}
    made = select(SuggestionRow.suggestion_id, SuggestionRow.replaces).where(SuggestionRow.workflow_id == workflow_id)
    return frozenset(new for new, old in session.execute(made) if old in corrected)


def _standing(session: Session, workflow_id: str, entry: str) -> list[JournalRow]:
    kinds = JournalRow.entry.in_((entry, "taken_back"))
    query = select(JournalRow).where(JournalRow.workflow_id == workflow_id, kinds)
    rows = session.scalars(query.order_by(JournalRow.order_utc, JournalRow.origin, JournalRow.n)).all()
    return standing(rows, learned_only=False)
