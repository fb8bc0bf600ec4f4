"""Rows that take an older one back: which one that is, and what still counts then. Nothing is ever removed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.model.errors import BadInput
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence, FeedbackGiven, TakenBack
from app.storage.journal import JournalRow
from app.storage.schema import EvidenceRow
from app.storage.schema_feedback import FeedbackRow


class Mark(NamedTuple):
    """A row that takes an older one (`voids`) back."""

    id: str
    voids: str | None
    teaches: bool
    entry: str


def replaced(session: Session, entry: Entry) -> str | None:
    """The id of the row that this entry takes back: the one it names, or what was said until now, of a
    Suggestion its label, of a run or step the opinion."""
    if isinstance(entry, TakenBack):
        return _there(session, entry.row_id)
    if isinstance(entry, FeedbackGiven):
        return _opinion_before(session, entry)
    if not isinstance(entry, Evidence) or not entry.suggestion_id:
        return None
    mine = (EvidenceRow.suggestion_id == entry.suggestion_id) & (EvidenceRow.workflow_id == entry.workflow_id)
    newest = (EvidenceRow.order_utc.desc(), EvidenceRow.n.desc())
    return session.scalar(select(EvidenceRow.id).where(mine).order_by(*newest).limit(1))


def _opinion_before(session: Session, entry: FeedbackGiven) -> str | None:
    mine = (FeedbackRow.run_id == entry.run_id) & (FeedbackRow.step_id.is_not_distinct_from(entry.step_id))
    newest = (FeedbackRow.order_utc.desc(), FeedbackRow.n.desc())
    return session.scalar(select(FeedbackRow.id).where(mine).order_by(*newest).limit(1))


def _there(session: Session, row_id: str) -> str:
    if session.get(JournalRow, row_id) is None:
        raise BadInput("What was to be taken back", f"there is no row {row_id!r}", "Open “Learned” again.")
    return row_id


def standing(rows: Sequence[JournalRow], learned_only: bool = True) -> list[JournalRow]:
    """The rows, in their order, that no row that stands takes back; of them (`learned_only`) those that teach."""
    gone = taken([Mark(row.id, row.voids, row.teaches, row.entry) for row in rows if row.voids is not None])
    return [row for row in rows if row.id not in gone and (row.teaches or not learned_only)]


def taken(marks: Sequence[Mark]) -> set[str]:
    """The ids of the rows that these, all that take one back and in their order, leave without effect."""
    there = {mark.id: mark for mark in marks}
    gone: set[str] = set()
    for mark in reversed(marks):
        if mark.teaches and mark.id not in gone:
            gone |= set(_taken_by(mark, there))
    return gone


def _taken_by(mark: Mark, there: Mapping[str, Mark]) -> Iterator[str]:
    """What stands in the place of an older row stands in that of all before it, too; taking back ends one row only."""
    older = mark.voids
    while older is not None:
        yield older
        before = there.get(older)
        older = before.voids if before is not None and mark.entry != "taken_back" else None


def taken_ids(session: Session, workflows: Collection[str]) -> frozenset[str]:
    """The rows of these workflows that count no longer; reads only the rows that take others back."""
    mine = JournalRow.workflow_id.in_(workflows) & JournalRow.voids.is_not(None)
    columns = (JournalRow.id, JournalRow.voids, JournalRow.teaches, JournalRow.entry)
    order = (JournalRow.order_utc, JournalRow.origin, JournalRow.n)
    return frozenset(taken([Mark(*row) for row in session.execute(select(*columns).where(mine).order_by(*order))]))
