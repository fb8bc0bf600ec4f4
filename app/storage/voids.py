"""Rows that take an older one back: which one that is, and what still counts then. Nothing is ever removed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.model.ledger import Entry, Evidence
from app.storage.journal import JournalRow
from app.storage.schema import EvidenceRow


def replaced(session: Session, entry: Entry) -> str | None:
    """The id of the row that this entry takes back: the label that its Suggestion has had until now."""
    if not isinstance(entry, Evidence) or not entry.suggestion_id:
        return None
    mine = (EvidenceRow.suggestion_id == entry.suggestion_id) & (EvidenceRow.workflow_id == entry.workflow_id)
    newest = (EvidenceRow.order_utc.desc(), EvidenceRow.n.desc())
    return session.scalar(select(EvidenceRow.id).where(mine).order_by(*newest).limit(1))


def standing(rows: Sequence[JournalRow]) -> list[JournalRow]:
    """The rows that no other of them takes back."""
    taken = {row.voids for row in rows}
    return [row for row in rows if row.id not in taken]


def reach_back(rows: Sequence[JournalRow]) -> bool:
    """Whether one of them takes back a row that is not among them."""
    there = {row.id for row in rows}
    return any(row.voids is not None and row.voids not in there for row in rows)
