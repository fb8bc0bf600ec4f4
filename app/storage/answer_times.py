"""How long the person took for the answers on record."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.storage.schema import DecisionRow

NEWEST = 3000
"""So many of the newest answers say enough."""


def answer_times(session: Session) -> Mapping[tuple[str, str], tuple[float, ...]]:
    """The seconds of the newest answers, by workflow and step."""
    query = select(DecisionRow.workflow_id, DecisionRow.step_id, DecisionRow.seconds)
    found: dict[tuple[str, str], tuple[float, ...]] = {}
    for workflow_id, step_id, seconds in session.execute(query.order_by(DecisionRow.n.desc()).limit(NEWEST)):
        if workflow_id is not None:
            found[workflow_id, step_id] = (*found.get((workflow_id, step_id), ()), seconds)
    return found
