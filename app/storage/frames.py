"""Pictures of past runs with the places that count in them: true ones, and ones that a person said are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning.corrections import effective
from app.model.geometry import Box
from app.model.knowledge import Knowledge
from app.model.modes import Label, LabelSource
from app.model.proof import StoredFrame
from app.model.target import Picture
from app.model.window import WindowIdentity
from app.model.workflow import Step, Workflow
from app.storage.journal import JournalRow
from app.storage.schema import CorrectionRow, DecisionRow, EvidenceRow, SuggestionRow
from app.storage.voids import standing, taken_ids

_HONEST = (LabelSource.WATCHED, LabelSource.BLIND)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is on record about Suggestions: their label with its source, and which of them a person has shown."""

    labels: Mapping[str, tuple[Label, LabelSource]]
    shown: frozenset[str]


class _Suggested(NamedTuple):
    """What a row of a Suggestion says of its picture."""

    suggestion_id: str
    step_id: str
    picture: Picture | None
    window: Box | None
    run_id: str | None
    utc: datetime
    order_utc: datetime


def stored_frames(session: Session, workflow: Workflow, knowledge: Knowledge) -> tuple[StoredFrame, ...]:
    """All of a workflow, newest first, the recorded ones last; whether a picture is still kept shows on loading it."""
    windows = {step.id: _window(workflow, step, knowledge) for step in workflow.steps}
    said = _said(session, workflow.id)
    rows = (row for row in _suggested(session, workflow.id) if row.step_id in windows)
    frames = (frame for row in rows for frame in _frame(row, said, windows[row.step_id]))
    return (*frames, *_recorded(workflow))


def _suggested(session: Session, workflow_id: str) -> Iterator[_Suggested]:
    """Columns instead of objects: of years of runs there are tens of thousands, and somebody waits for the proof."""
    row = SuggestionRow
    columns = (row.suggestion_id, row.step_id, row.picture, row.window, row.run_id, row.utc, row.order_utc)
    mine = (row.workflow_id == workflow_id) & row.window.is_not(None)
    newest = (row.order_utc.desc(), row.origin.desc(), row.n.desc())
    return (_Suggested(*found) for found in session.execute(select(*columns).where(mine).order_by(*newest)))


def _frame(row: _Suggested, said: _Said, window: WindowIdentity) -> Iterator[StoredFrame]:
    """The picture of one Suggestion, when something is known about the place in it; without one its box is empty."""
    label, source = said.labels.get(row.suggestion_id, (Label.NONE, LabelSource.COACHED))
    pointed = row.suggestion_id in said.shown
    if row.picture is None or row.window is None or not row.picture.box.area:
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
    row, gone = EvidenceRow, taken_ids(session, (workflow_id,))
    mine = (row.workflow_id == workflow_id) & row.suggestion_id.is_not(None)
    query = select(row.id, row.suggestion_id, row.label, row.source).where(mine)
    found = session.execute(query.order_by(row.order_utc, row.origin, row.n))
    labels = {said: (label, source) for id_, said, label, source in found if said and id_ not in gone}
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
