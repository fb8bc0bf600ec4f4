"""Whether the rows of the ledger fit together: none missing, none of an unknown kind, none without its content."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.storage.journal import JournalRow
from app.storage.rows import ROWS

_JOURNAL = JournalRow.__table__


def inconsistencies(session: Session) -> tuple[str, ...]:
    """What does not fit, each in words; empty when all does. Nothing is changed."""
    return (*_gaps(session), *_unknown(session), *_without_content(session), *_backwards(session), *_forwards(session))


def _gaps(session: Session) -> Iterator[str]:
    """Every profile counts its rows from 1 without gaps."""
    of = _JOURNAL.c
    query = select(of.origin, func.max(of.n), func.count()).group_by(of.origin).order_by(of.origin)
    for origin, last, count in session.execute(query):
        if last != count:
            yield f"{last - count} of the {last} rows of the profile {origin} are missing"


def _unknown(session: Session) -> Iterator[str]:
    of = _JOURNAL.c
    known = [row.__tablename__ for row in ROWS.values()]
    query = select(of.entry, func.count()).where(of.entry.not_in(known)).group_by(of.entry).order_by(of.entry)
    for entry, count in session.execute(query):
        yield f"{count} rows are of the kind {entry!r}, which this program does not know"


def _without_content(session: Session) -> Iterator[str]:
    of = _JOURNAL.c
    for row in sorted(ROWS.values(), key=lambda each: each.__tablename__):
        content = select(row.__table__.c.id)
        query = select(func.count()).where(of.entry == row.__tablename__, of.id.not_in(content))
        lost = session.scalar(query)
        if lost:
            yield f"{lost} rows of the kind {row.__tablename__!r} have lost their content"


def _backwards(session: Session) -> Iterator[str]:
    """The order in which rows teach never runs back within a profile, whatever the clock did."""
    of = _JOURNAL.c
    before = func.lag(of.order_utc).over(partition_by=of.origin, order_by=of.n)
    ordered = select(of.order_utc.label("now"), before.label("before")).subquery()
    wrong = session.scalar(select(func.count()).select_from(ordered).where(ordered.c.now < ordered.c.before))
    if wrong:
        yield f"{wrong} rows teach before the row that was written before them"


def _forwards(session: Session) -> Iterator[str]:
    """A row can only take back an older one."""
    taken = aliased(JournalRow.__table__)
    of = _JOURNAL.c
    query = select(func.count()).select_from(_JOURNAL.join(taken, of.voids == taken.c.id))
    wrong = session.scalar(query.where(taken.c.origin == of.origin, taken.c.n >= of.n))
    if wrong:
        yield f"{wrong} rows take back a row that is not older"
