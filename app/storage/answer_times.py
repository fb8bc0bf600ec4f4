"""How long the person took for the answers on record."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.storage.journal import JournalRow
from app.storage.schema import DecisionRow

NEWEST = 3000
"""So many of the newest answers say enough."""


def answer_times(session: Session) -> Mapping[tuple[str, str], tuple[float, ...]]:
    """The seconds of the newest answers, by workflow and step."""
    # The newest by the journal's index of kinds: years of older answers are not looked at.
    row, answer = JournalRow.__table__.c, DecisionRow.__table__.c
    newest = select(row.id, row.workflow_id, row.n).where(row.entry == "decision")
    newest_of_all = newest.order_by(row.utc.desc()).limit(NEWEST).subquery()
    query = select(newest_of_all.c.workflow_id, answer.step_id, answer.seconds)
    query = query.join(newest_of_all, newest_of_all.c.id == answer.id).order_by(newest_of_all.c.n.desc())
    found: dict[tuple[str, str], tuple[float, ...]] = {}
    for workflow_id, step_id, seconds in session.execute(query):
        if workflow_id is not None:
            found[workflow_id, step_id] = (*found.get((workflow_id, step_id), ()), seconds)
    return found
