"""What a person taught, read from the rows: each correction with its proof and whether it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.model.decision import Keep
from app.model.lesson import Lesson, LessonState, StepName
from app.model.modes import StepStatus
from app.model.proof import Proof
from app.model.sentences import step_sentence
from app.model.target import LocatorKind, Picture
from app.model.workflow import Workflow
from app.storage.journal import ORDER, JournalRow
from app.storage.schema import CorrectionRow, DecisionRow, StepResultRow, SuggestionRow
from app.storage.schema_lessons import AlikeAnswerRow, PackImportRow, ProofRow, TakenBackRow
from app.storage.voids import standing

_KINDS = ("correction", "proof", "alike_answer", "pack_import", "taken_back")


@dataclass(frozen=True, slots=True)
class _Context:
    """What is on record around the corrections of one workflow."""

    workflow: Workflow
    counting: frozenset[str]
    undone: Mapping[str, str]
    proofs: Mapping[str, Proof]
    packs: Mapping[str, str]
    answered: frozenset[str]
    passed: Mapping[tuple[str, int], datetime]
    latest: Mapping[str, str]
    shown: Mapping[str, tuple[str, Picture | None]]


def lessons(session: Session, workflow: Workflow) -> tuple[Lesson, ...]:
    """The corrections of a workflow that last, newest first; those that counted once only taught nothing."""
    rows = _rows(session, workflow.id, _KINDS)
    made = [row for row in rows if isinstance(row, CorrectionRow) and row.keep is not Keep.ONCE]
    context = _context(session, workflow, rows, made)
    names = {name.step_id: name for name in step_names(workflow)}
    return tuple(_lesson(row, context, names[row.step_id]) for row in reversed(made) if row.step_id in names)


def step_names(workflow: Workflow) -> Iterator[StepName]:
    """Its steps as a person knows them."""
    for number, step in enumerate(workflow.steps, 1):
        yield StepName(workflow.id, workflow.name, step.id, number, step_sentence(step))


def version_without(session: Session, workflow_id: str, step_id: str, row_id: str) -> int:
    """The version that the step has without this row."""
    counting = standing(_rows(session, workflow_id, ("correction", "taken_back")))
    made = [row for row in counting if isinstance(row, CorrectionRow) and row.step_id == step_id and row.id != row_id]
    return next((row.version for row in reversed(made) if _retargets(row)), 0)


def _rows(session: Session, workflow_id: str, kinds: Sequence[str]) -> Sequence[JournalRow]:
    mine = (JournalRow.workflow_id == workflow_id) & JournalRow.entry.in_(kinds)
    return session.scalars(select(JournalRow).where(mine).order_by(*ORDER)).all()


def _context(
    session: Session, workflow: Workflow, rows: Sequence[JournalRow], made: Sequence[CorrectionRow]
) -> _Context:
    counting = standing(rows, learned_only=False)
    ids = frozenset(row.id for row in counting)
    return _Context(
        workflow=workflow,
        counting=ids,
        undone=_undone(counting),
        proofs={row.correction_id: row.proof for row in counting if isinstance(row, ProofRow) and not row.proof.empty},
        packs={each: row.name for row in counting if isinstance(row, PackImportRow) for each in row.correction_ids},
        answered=frozenset(row.correction_id for row in counting if isinstance(row, AlikeAnswerRow)),
        passed=_passed(session, workflow.id),
        latest={row.step_id: row.id for row in made if row.id in ids and _retargets(row)},
        shown=_shown(session, [row.decision_id for row in made if row.decision_id]),
    )


def _undone(counting: Iterable[JournalRow]) -> Mapping[str, str]:
    """Row → the name under which it was taken back."""
    return {row.row_id: row.group_id for row in counting if isinstance(row, TakenBackRow)}


def _passed(session: Session, workflow_id: str) -> Mapping[tuple[str, int], datetime]:
    """When each version of each step was last found by the robot and then seen to work."""
    last = func.max(StepResultRow.order_utc)
    query = select(StepResultRow.step_id, StepResultRow.version, last).where(
        StepResultRow.workflow_id == workflow_id,
        StepResultRow.status == StepStatus.PASSED,
        StepResultRow.by_hand.is_(False),
        StepResultRow.method != LocatorKind.POINTED.value,
    )
    rows = session.execute(query.group_by(StepResultRow.step_id, StepResultRow.version))
    return {(step_id, version): when for step_id, version, when in rows}


def _retargets(row: CorrectionRow) -> bool:
    return row.keep is Keep.ALWAYS and (row.new.target is not None or row.new.action is not None)


def _shown(session: Session, decisions: Sequence[str]) -> Mapping[str, tuple[str, Picture | None]]:
    """Decision → its run and the picture on which the person pointed."""
    query = select(DecisionRow.decision_id, DecisionRow.run_id, DecisionRow.suggestion_id)
    made = session.execute(query.where(DecisionRow.decision_id.in_(decisions))).all()
    asked = [suggestion for _, _, suggestion in made]
    pointed = select(SuggestionRow.replaces, SuggestionRow.picture).where(SuggestionRow.replaces.in_(asked))
    pictures: Mapping[str | None, Picture | None] = {old: picture for old, picture in session.execute(pointed)}
    return {decision: (run or "", pictures.get(suggestion)) for decision, run, suggestion in made}


def _lesson(row: CorrectionRow, context: _Context, name: StepName) -> Lesson:
    run, picture = context.shown.get(row.decision_id or "", ("", None))
    return Lesson(
        correction_id=row.correction_id,
        group=row.decision_id or row.correction_id,
        step=name,
        when=row.utc,
        coach=row.coach,
        keep=row.keep,
        old=row.old,
        new=row.new,
        state=_state(row, context),
        shown=picture,
        wrong=row.refused,
        proof=context.proofs.get(row.correction_id),
        run_id=run,
        pack=context.packs.get(row.correction_id, ""),
        answered=row.correction_id in context.answered,
        undo=context.undone.get(row.id, ""),
    )


def _state(row: CorrectionRow, context: _Context) -> LessonState:
    if row.id not in context.counting:
        return LessonState.TAKEN_BACK
    newest = context.latest.get(row.step_id)
    if _retargets(row) and newest != row.id:
        return LessonState.REPLACED
    passed = context.passed.get((row.step_id, row.version))
    return LessonState.CONFIRMED if passed is not None and passed > row.order_utc else LessonState.PENDING
