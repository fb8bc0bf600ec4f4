"""Which rows taught something that is to be taken back, and which were; nothing is ever removed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from app.model.errors import BadInput
from app.model.geometry import Box
from app.model.ledger_learning import FROM_PACK, TakenBack
from app.model.lesson import OfDay, OfPack, OfRun, OneDenial, OneLesson, Scope, Undone
from app.model.target import Picture
from app.storage.folds import TEACHING
from app.storage.journal import ORDER, JournalRow
from app.storage.schema import CorrectionRow, DecisionRow, EvidenceRow, LearningStateRow, SuggestionRow
from app.storage.schema_denials import ScreenDeniedRow
from app.storage.schema_lessons import PackImportRow, PlaceForgottenRow, TakenBackRow
from app.storage.trials import trials_on
from app.storage.voids import taken_ids

_LEFT = frozenset({"run", "run_end", "learning_state", "taken_back", "feedback"})
_LESSONS = tuple(kind for kind in (*TEACHING, "alike_answer", "pack_import") if kind not in _LEFT)
"""That a run took place, and what the person thought of it, is not what it taught."""


def taking_back(session: Session, scope: Scope, group_id: str, words: str) -> tuple[TakenBack, ...]:
    """The rows to write; BadInput when there is nothing (any more) to take back."""
    rows = session.scalars(select(JournalRow).where(_covered(session, scope)).order_by(*ORDER)).all()
    found = [row for row in rows if row.workflow_id is not None]
    gone = taken_ids(session, {row.workflow_id for row in found if row.workflow_id})
    entries = tuple(TakenBack(row.workflow_id or "", row.id, group_id, words) for row in found if row.id not in gone)
    if not entries:
        raise BadInput(words or "What was to be taken back", "nothing of it counts any more", "Open “Learned” again.")
    return entries


def putting_back(session: Session, group_id: str, new_group: str, words: str) -> tuple[TakenBack, ...]:
    """Takes back what was taken back under this name; BadInput when that was done before."""
    rows = session.scalars(select(TakenBackRow).where(TakenBackRow.group_id == group_id)).all()
    gone = taken_ids(session, {row.workflow_id for row in rows if row.workflow_id})
    entries = tuple(TakenBack(row.workflow_id or "", row.id, new_group, words) for row in rows if row.id not in gone)
    if not entries:
        raise BadInput(words or "What was to be put back", "it is back already", "Open “Learned” again.")
    return entries


def undone(session: Session, workflow_id: str | None = None) -> tuple[Undone, ...]:
    """What was taken back and can be put back, newest first."""
    query = select(TakenBackRow)
    if workflow_id is not None:
        query = query.where(TakenBackRow.workflow_id == workflow_id)
    rows = session.scalars(query.order_by(*ORDER)).all()
    gone, again = taken_ids(session, {row.workflow_id for row in rows if row.workflow_id}), {row.id for row in rows}
    open_ = [row for row in rows if row.id not in gone and row.row_id not in again]
    ordered = sorted(open_, key=lambda row: row.group_id)
    groups = [tuple(group) for _, group in groupby(ordered, key=lambda row: row.group_id)]
    made = [Undone(group[0].group_id, group[0].utc, group[0].words, len(group)) for group in groups]
    return tuple(sorted(made, key=lambda each: each.when, reverse=True))


def forgetting(session: Session, workflow_id: str, step_id: str, box: Box) -> str:
    """The id of the newest row that forgot this place and still counts; BadInput when there is none."""
    mine = (PlaceForgottenRow.workflow_id == workflow_id) & (PlaceForgottenRow.step_id == step_id)
    rows = session.scalars(select(PlaceForgottenRow).where(mine).order_by(*ORDER)).all()
    gone = taken_ids(session, {workflow_id})
    found = [row.id for row in rows if row.id not in gone and row.box == box]
    if not found:
        raise BadInput("The remembered place", "it is remembered already", "Open “Learned” again.")
    return found[-1]


def _covered(session: Session, scope: Scope) -> ColumnElement[bool]:
    lesson = JournalRow.entry.in_(_LESSONS)
    match scope:
        case OneLesson(correction_id):
            return lesson & JournalRow.id.in_(_of_lesson(session, correction_id))
        case OneDenial(denial_id):
            return lesson & JournalRow.id.in_(_of_denial(session, denial_id))
        case OfRun(run_id):
            return lesson & or_(JournalRow.run_id == run_id, JournalRow.id.in_(_of_run(session, run_id)))
        case OfDay(day):
            begin = datetime.combine(day, time.min).astimezone()
            end = datetime.combine(day + timedelta(days=1), time.min).astimezone()
            return lesson & (JournalRow.utc >= begin) & (JournalRow.utc < end)
        case OfPack(pack_id):
            return JournalRow.id.in_(_of_pack(session, pack_id))


def _of_denial(session: Session, denial_id: str) -> Sequence[str]:
    """All words about one look of a Screen."""
    return session.scalars(select(ScreenDeniedRow.id).where(ScreenDeniedRow.denial_id == denial_id)).all()


def row_of(session: Session, correction_id: str) -> str:
    """The id of a correction's row; BadInput when there is none."""
    return _correction(session, correction_id).id


def _correction(session: Session, correction_id: str) -> CorrectionRow:
    row = session.scalars(select(CorrectionRow).where(CorrectionRow.correction_id == correction_id)).first()
    if row is None:
        raise BadInput(f"Correction {correction_id!r}", "there is none with this name", "Open “Learned” again.")
    return row


def _of_lesson(session: Session, correction_id: str) -> Sequence[str]:
    """The correction, all that was applied with it, and what it said about the place before it."""
    row = _correction(session, correction_id)
    group = row.decision_id or row.correction_id
    same = select(CorrectionRow.id).where(
        or_(CorrectionRow.decision_id == group, CorrectionRow.correction_id == group, CorrectionRow.id == row.id)
    )
    asked = select(DecisionRow.suggestion_id).where(DecisionRow.decision_id == group)
    about = session.scalars(asked).all()
    said = select(EvidenceRow.id).where(EvidenceRow.suggestion_id.in_(about))
    pointed = select(SuggestionRow.picture).where(SuggestionRow.replaces.in_(about))
    return (*session.scalars(same), *session.scalars(said), *_tried_on(session, pointed))


def _of_run(session: Session, run_id: str) -> Sequence[str]:
    """Labels and corrections name their Suggestion and decision, not their run."""
    shown = session.scalars(select(SuggestionRow.suggestion_id).where(SuggestionRow.run_id == run_id)).all()
    decided = session.scalars(select(DecisionRow.decision_id).where(DecisionRow.run_id == run_id)).all()
    labels = select(EvidenceRow.id).where(EvidenceRow.suggestion_id.in_(shown))
    corrections = select(CorrectionRow.id).where(CorrectionRow.decision_id.in_(decided))
    pictures = select(SuggestionRow.picture).where(SuggestionRow.run_id == run_id)
    return (*session.scalars(labels), *session.scalars(corrections), *_tried_on(session, pictures))


def _tried_on(session: Session, pictures: Select[Picture | None]) -> Sequence[str]:
    """What was tried later on the pictures in which it showed the true place."""
    return trials_on(session, [picture.image for picture in session.scalars(pictures) if picture is not None])


def _of_pack(session: Session, pack_id: str) -> Sequence[str]:
    """Its corrections, what was made of them later (in steps alike, as a variant), and what it did to the learning
    state."""
    packs = session.scalars(select(PackImportRow).where(PackImportRow.pack_id == pack_id)).all()
    made = {each for pack in packs for each in pack.correction_ids}
    later = {f"{FROM_PACK}{each}" for each in made}
    mine = or_(CorrectionRow.correction_id.in_(made), CorrectionRow.decision_id.in_(later))
    states = select(LearningStateRow.id).where(LearningStateRow.reason == because_of(pack_id))
    rows = session.scalars(select(CorrectionRow.id).where(mine))
    return (*(pack.id for pack in packs), *rows, *session.scalars(states))


def because_of(pack_id: str) -> str:
    """Why a pack changed a learning state; taking the pack back finds it by this."""
    return f"the pack {pack_id} was taken in"
