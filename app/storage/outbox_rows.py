"""Which rows of the ledger wait for the export, and how far it has come. Sequences count without gaps per profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.model.ledger_learning import Commented, Evidence, FeedbackGiven
from app.model.ledger_run import DecisionMade
from app.storage.journal import JournalRow
from app.storage.rows import entry_of
from app.storage.schema import RunEndRow
from app.storage.schema_feedback import BatchRow, OutboxRow


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row that waits, and its number in the outbox."""

    seq: int
    row: JournalRow


def enlist(session: Session, rows: Sequence[JournalRow]) -> None:
    """Let those of these new rows wait that are exported; in the same transaction, so that none is ever forgotten."""
    mine = [row for row in rows if is_exported(row)]
    if not mine:
        return
    session.flush()
    last = session.scalar(select(func.max(OutboxRow.seq)).where(OutboxRow.origin == mine[0].origin)) or 0
    session.add_all(OutboxRow(origin=row.origin, seq=seq, row_id=row.id) for seq, row in enumerate(mine, last + 1))


def is_exported(row: JournalRow) -> bool:
    """Decisions, opinions, and labels that replace one that may have been exported already."""
    match entry_of(row):
        case DecisionMade() | FeedbackGiven():
            return True
        case Commented(rating=rating):
            return rating is not None
        case Evidence():
            return row.voids is not None
        case _:
            return False


def exported_up_to(session: Session, origin: str) -> int:
    """The last sequence of this profile that lies in a finished batch; 0 before any."""
    done = (BatchRow.origin == origin) & BatchRow.done.is_(True)
    return session.scalar(select(func.max(BatchRow.last)).where(done)) or 0


def begun(session: Session, origin: str) -> BatchRow | None:
    """The batch that a killed program left between its first word and its last; None when there is none."""
    newest = select(BatchRow).where(BatchRow.origin == origin).order_by(BatchRow.n.desc()).limit(1)
    batch = session.scalars(newest).first()
    return batch if batch is not None and not batch.done else None


def waiting(session: Session, origin: str, most: int) -> list[Waiting]:
    """The rows of the next batch, oldest first; it ends before the first decision of a run that is still open."""
    after = exported_up_to(session, origin)
    query = (
        select(OutboxRow.seq, JournalRow)
        .join(JournalRow, JournalRow.id == OutboxRow.row_id)
        .where(OutboxRow.origin == origin, OutboxRow.seq > after)
        .order_by(OutboxRow.seq)
        .limit(most)
    )
    found = [Waiting(seq, row) for seq, row in session.execute(query)]
    ended = _ended(session, {each.row.run_id for each in found if each.row.run_id})
    ready = []
    for each in found:
        if each.row.entry == "decision" and each.row.run_id not in ended:
            break
        ready.append(each)
    return ready


def counts(session: Session, origin: str) -> tuple[int, int]:
    """How many rows of this profile were exported, and how many wait."""
    total = session.scalar(select(func.max(OutboxRow.seq)).where(OutboxRow.origin == origin)) or 0
    exported = exported_up_to(session, origin)
    return exported, total - exported


def _ended(session: Session, runs: set[str]) -> set[str]:
    rows = session.scalars(select(RunEndRow.run_id).where(RunEndRow.run_id.in_(runs)))
    return {run_id for run_id in rows if run_id is not None}
