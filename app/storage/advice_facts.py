"""The rows on which advice rests, and what became of advice that was given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning.advice_drafts import Ended, Facts, Said, Waited
from app.model.advice import AdviceAnswer, AdviceKey, Anomaly, RecoveryAct
from app.model.modes import StepStatus
from app.storage.journal import ORDER, JournalRow
from app.storage.schema import EvidenceRow, StepResultRow, SuggestionRow
from app.storage.schema_advice import AdviceRow, RecoveryRow
from app.storage.voids import standing

_KINDS = ("step_result", "recovery", "evidence", "taken_back")
NEWEST = 5000
"""So many of the newest rows of a workflow are looked at."""


def facts_of(session: Session, workflow_id: str) -> Facts:
    """What counts, oldest first."""
    rows = standing(_rows(session, workflow_id, _KINDS), learned_only=False)
    runs = _runs(session, [row.suggestion_id for row in rows if isinstance(row, EvidenceRow) and row.suggestion_id])
    return Facts(
        _ended([row for row in rows if isinstance(row, StepResultRow)]),
        tuple(_waited(row) for row in rows if isinstance(row, RecoveryRow) and _for_the_next(row)),
        tuple(_said(row, runs) for row in rows if isinstance(row, EvidenceRow) and row.suggestion_id in runs),
    )


def given(session: Session, workflow_id: str) -> Mapping[AdviceKey, AdviceRow]:
    """What was said last of each advice, and still holds."""
    rows = [row for row in _rows(session, workflow_id, ("advice",)) if isinstance(row, AdviceRow)]
    newest = {AdviceKey(row.kind, row.step_id, row.parameter): row for row in rows}
    return {key: row for key, row in newest.items() if row.answer is not AdviceAnswer.UNDONE}


def _rows(session: Session, workflow_id: str, kinds: Iterable[str]) -> Sequence[JournalRow]:
    mine = (JournalRow.workflow_id == workflow_id) & JournalRow.entry.in_(tuple(kinds))
    newest = tuple(column.desc() for column in ORDER)
    return session.scalars(select(JournalRow).where(mine).order_by(*newest).limit(NEWEST)).all()[::-1]


def _runs(session: Session, suggestions: Sequence[str]) -> Mapping[str, str]:
    query = select(SuggestionRow.suggestion_id, SuggestionRow.run_id)
    rows = session.execute(query.where(SuggestionRow.suggestion_id.in_(suggestions)))
    return {suggestion: run for suggestion, run in rows if run}


def _ended(rows: Sequence[StepResultRow]) -> tuple[Ended, ...]:
    passed = {(row.run_id, row.number) for row in rows if row.status is StepStatus.PASSED}
    return tuple(
        Ended(
            row.run_id or "",
            _day(row),
            row.step_id,
            row.version,
            row.status,
            row.by_hand,
            row.score,
            (row.run_id, row.number + 1) in passed,
        )
        for row in rows
    )


def _for_the_next(row: RecoveryRow) -> bool:
    """Whether it was waited for this step to be there; after one that failed nobody waits for that one."""
    return row.act is RecoveryAct.WAIT and row.anomaly is not Anomaly.STEP_FAILED


def _waited(row: RecoveryRow) -> Waited:
    return Waited(row.run_id or "", _day(row), row.step_id, row.worked, row.seconds)


def _said(row: EvidenceRow, runs: Mapping[str, str]) -> Said:
    return Said(runs[row.suggestion_id or ""], _day(row), row.step_id, row.version, row.label)


def _day(row: JournalRow) -> date:
    return row.utc.astimezone().date()
