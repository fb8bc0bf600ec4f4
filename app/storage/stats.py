"""How often what was suggested and what the person said, counted by the database."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.model.coaching import CoachingStats
from app.model.decision import DecisionKind
from app.storage.schema import DecisionRow, RunRow, UnansweredRow


def coaching_stats(session: Session) -> tuple[CoachingStats, ...]:
    """One per workflow with runs, by name. A Suggestion counts once, and only when it was put to a person."""
    runs, decided = _runs(session), _decisions(session)
    asked, unanswered = _asked(session), _unanswered(session)
    stats = [
        CoachingStats(
            workflow_id=workflow_id,
            workflow_name=name,
            runs=runs[workflow_id],
            suggested=asked.get(workflow_id, 0),
            accepted=decided.get((workflow_id, DecisionKind.ACCEPT), 0),
            rejected=decided.get((workflow_id, DecisionKind.REJECT), 0),
            corrected=decided.get((workflow_id, DecisionKind.CORRECT), 0),
            manual=decided.get((workflow_id, DecisionKind.EXECUTE_MANUAL), 0),
            skipped=decided.get((workflow_id, DecisionKind.SKIP), 0),
            unanswered=unanswered.get(workflow_id, 0),
        )
        for workflow_id, name in _names(session).items()
    ]
    return tuple(sorted(stats, key=lambda each: (each.workflow_name.casefold(), each.workflow_id)))


def _names(session: Session) -> Mapping[str, str]:
    """The name at the last run."""
    rows = select(RunRow.workflow_id, RunRow.workflow_name).order_by(RunRow.order_utc, RunRow.origin, RunRow.n)
    return {workflow_id: name for workflow_id, name in session.execute(rows) if workflow_id is not None}


def _runs(session: Session) -> Mapping[str, int]:
    rows = session.execute(select(RunRow.workflow_id, func.count()).group_by(RunRow.workflow_id))
    return {workflow_id: count for workflow_id, count in rows if workflow_id is not None}


def _decisions(session: Session) -> Mapping[tuple[str, DecisionKind], int]:
    query = select(DecisionRow.workflow_id, DecisionRow.kind, func.count())
    rows = session.execute(query.group_by(DecisionRow.workflow_id, DecisionRow.kind))
    return {(workflow_id, kind): count for workflow_id, kind, count in rows if workflow_id is not None}


def _asked(session: Session) -> Mapping[str, int]:
    decided = select(DecisionRow.workflow_id, DecisionRow.suggestion_id)
    open_ = select(UnansweredRow.workflow_id, UnansweredRow.suggestion_id)
    asked = decided.union(open_).subquery()
    rows = session.execute(select(asked.c.workflow_id, func.count()).group_by(asked.c.workflow_id))
    return {workflow_id: count for workflow_id, count in rows if workflow_id is not None}


def _unanswered(session: Session) -> Mapping[str, int]:
    """Silence only: a question that a stop cancelled was not left unanswered, and a second yes has its decision."""
    decided = select(DecisionRow.suggestion_id)
    query = select(UnansweredRow.workflow_id, func.count(func.distinct(UnansweredRow.suggestion_id))).where(
        UnansweredRow.cancelled.is_(False), UnansweredRow.suggestion_id.not_in(decided)
    )
    rows = session.execute(query.group_by(UnansweredRow.workflow_id))
    return {workflow_id: count for workflow_id, count in rows if workflow_id is not None}
