"""Past runs as the windows and reports show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.learning.evaluation import RunFacts, evaluated, worth_exporting
from app.model.coaching import RunSummary, StepRecord
from app.model.decision import DecisionKind
from app.model.feedback import Opinion, Remembered
from app.model.frame import Pixels
from app.model.modes import StepStatus
from app.model.suggestion import Suggestion
from app.storage.captures import Captures
from app.storage.database import Database
from app.storage.opinions import of_run, of_runs
from app.storage.schema import DecisionRow, RunEndRow, RunRow, StepResultRow, SuggestionRow, UnansweredRow

SHOWN_SCORES = 20
"""The scores of so many of the newest runs are told one by one."""
_GOOD = (StepStatus.PASSED, StepStatus.OBSERVED)


class _Counts(NamedTuple):
    steps: int = 0
    unverified: int = 0
    passed: int = 0


class HistoryStore:
    """Safe from any thread; reads only."""

    def __init__(self, database: Database, captures: Captures) -> None:
        self._database = database
        self._captures = captures

    def runs(self, workflow_id: str | None = None, limit: int = 200) -> tuple[RunSummary, ...]:
        """Newest first; a run that never ended has no state."""
        query = select(RunRow).order_by(RunRow.order_utc.desc(), RunRow.origin.desc(), RunRow.n.desc()).limit(limit)
        if workflow_id is not None:
            query = query.where(RunRow.workflow_id == workflow_id)
        with self._database.reading() as session:
            begun = session.scalars(query).all()
            ids = [run.run_id for run in begun if run.run_id is not None]
            ended, counts, questions = _ends(session, ids), _counts(session, ids), questions_asked(session, ids)
            said, corrected = of_runs(session, ids), _corrections(session, ids)
            told = [_summary(run, ended, counts, questions, said) for run in begun]
            return tuple(_judged(run, counts.get(run.run_id, _Counts()), corrected.get(run.run_id, 0)) for run in told)

    def steps(self, run_id: str) -> tuple[StepRecord, ...]:
        """The steps of one run, in the order they ended."""
        order = (StepResultRow.order_utc, StepResultRow.origin, StepResultRow.n)
        query = select(StepResultRow).where(StepResultRow.run_id == run_id).order_by(*order)
        with self._database.reading() as session:
            said, made = of_run(session, run_id), _suggested(session, run_id)
            rows = session.scalars(query)
            return tuple(_step(row, said.get(row.step_id), made.get(row.step_id)) for row in rows)

    def picture(self, name: str) -> Pixels | None:
        """A stored picture (BGR)."""
        return self._captures.load(name)


def _ends(session: Session, ids: Sequence[str]) -> Mapping[str | None, RunEndRow]:
    rows = session.scalars(select(RunEndRow).where(RunEndRow.run_id.in_(ids)))
    return {row.run_id: row for row in rows}


def _counts(session: Session, ids: Sequence[str]) -> Mapping[str | None, _Counts]:
    unverified = func.sum(case((StepResultRow.status == StepStatus.UNVERIFIED, 1), else_=0))
    passed = func.sum(case((StepResultRow.status.in_(_GOOD), 1), else_=0))
    query = select(StepResultRow.run_id, func.count(), unverified, passed).where(StepResultRow.run_id.in_(ids))
    rows = session.execute(query.group_by(StepResultRow.run_id))
    return {run_id: _Counts(*counted) for run_id, *counted in rows}


def _corrections(session: Session, ids: Sequence[str]) -> Mapping[str | None, int]:
    mine = DecisionRow.run_id.in_(ids) & (DecisionRow.kind == DecisionKind.CORRECT)
    rows = session.execute(select(DecisionRow.run_id, func.count()).where(mine).group_by(DecisionRow.run_id))
    return {run_id: count for run_id, count in rows}


def questions_asked(session: Session, ids: Sequence[str]) -> Mapping[str | None, int]:
    """Questions of runs that never ended; the others have counted them themselves."""
    decided = select(DecisionRow.run_id, DecisionRow.id).where(DecisionRow.run_id.in_(ids))
    silent = select(UnansweredRow.run_id, UnansweredRow.id).where(UnansweredRow.run_id.in_(ids))
    asked = decided.union_all(silent).subquery()
    rows = session.execute(select(asked.c.run_id, func.count()).group_by(asked.c.run_id))
    return {run_id: count for run_id, count in rows}


def _summary(
    run: RunRow,
    ended: Mapping[str | None, RunEndRow],
    counts: Mapping[str | None, _Counts],
    questions: Mapping[str | None, int],
    said: Mapping[str, Opinion],
) -> RunSummary:
    end, count = ended.get(run.run_id), counts.get(run.run_id, _Counts())
    return RunSummary(
        run_id=run.run_id or "",
        workflow_id=run.workflow_id or "",
        workflow_name=run.workflow_name,
        mode=run.mode,
        started=run.utc,
        state=end.state if end else None,
        reason=end.reason if end else "it never ended: the program was stopped in between",
        steps=count.steps,
        questions=end.questions if end else questions.get(run.run_id, 0),
        unverified=count.unverified,
        opinion=said.get(run.run_id or "", Opinion()),
    )


def evaluations(runs: Sequence[RunSummary]) -> dict[str, object]:
    """What the scores of these runs say together, as plain values; the runs to export for training by their ids."""
    scores = [run.score for run in runs if run.score is not None]
    mean = round(sum(scores) / len(scores), 3) if scores else None
    each = {run.run_id: None if run.score is None else round(run.score, 3) for run in runs[:SHOWN_SCORES]}
    return {"scored": len(scores), "mean": mean, "runs": each, "for_export": [run.run_id for run in runs if run.weak]}


def _judged(run: RunSummary, count: _Counts, corrections: int) -> RunSummary:
    """The same with how well it went."""
    facts = RunFacts(count.steps, count.passed, run.questions, corrections, run.state)
    return replace(run, score=evaluated(facts), weak=worth_exporting(facts))


def _suggested(session: Session, run_id: str) -> Mapping[str, Suggestion]:
    """What was suggested last for each step."""
    order = (SuggestionRow.order_utc, SuggestionRow.origin, SuggestionRow.n)
    query = select(SuggestionRow.step_id, SuggestionRow.suggestion).where(SuggestionRow.run_id == run_id)
    return {step_id: made for step_id, made in session.execute(query.order_by(*order))}


def _step(row: StepResultRow, said: Remembered | None, made: Suggestion | None) -> StepRecord:
    return StepRecord(
        number=row.number,
        step_id=row.step_id,
        sentence=row.sentence,
        status=row.status,
        decision=row.decision,
        by_hand=row.by_hand,
        score=row.score,
        method=row.method,
        reason=row.reason,
        before=row.before,
        after=row.after,
        remembered=said or Remembered("", Opinion()),
        action=made.action if made else None,
        secret=made is not None and made.params.secret is not None,
    )
