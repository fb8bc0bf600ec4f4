"""Which days of the ledger have to be counted (again) for Insights: those with new rows, or with rows taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from app.storage.journal import JournalRow
from app.storage.schema_insights import FoldInsightDayRow, FoldInsightRow, FoldInsightSeenRow

EDITION = "1"
"""Counts up when the same rows add up to something else than before, so that all are counted again."""
SLICE = 20_000
"""Rows looked through at once, so that whoever else wants to write need not wait."""
_ID, _VOIDS, _UTC = JournalRow.id, JournalRow.voids, JournalRow.utc


def behind(session: Session) -> bool:
    """Whether there are rows or days that were not counted yet."""
    stale = select(FoldInsightDayRow.day).where(FoldInsightDayRow.stale.is_(True)).limit(1)
    return session.scalar(stale) is not None or any(last > seen for _, seen, last in _origins(session))


def look_on(session: Session) -> bool:
    """Mark the days of the next slice of rows as stale; False when there was none left to look at."""
    _drop_other_editions(session)
    for origin, seen, last in _origins(session):
        if last > seen:
            until = min(last, seen + SLICE)
            _mark(session, _days_of(session, origin, seen, until))
            _saw(session, origin, until)
            return True
    return False


def stale_days(session: Session) -> list[str]:
    """The days to be counted, the newest first: what is looked at most is there soonest."""
    query = select(FoldInsightDayRow.day).where(FoldInsightDayRow.stale.is_(True))
    return list(session.scalars(query.order_by(FoldInsightDayRow.day.desc())))


def uncounted_days(session: Session) -> set[str]:
    """The days of which the sums are known to be old, those of rows that nobody has looked at included."""
    days = set(stale_days(session))
    for origin, seen, last in _origins(session):
        for begin in range(seen, last, SLICE):
            days |= _days_of(session, origin, begin, min(last, begin + SLICE))
    return days


def counted(session: Session, days: Iterable[str]) -> None:
    """These days need not be counted again."""
    session.execute(update(FoldInsightDayRow).where(FoldInsightDayRow.day.in_(list(days))).values(stale=False))


def forget(session: Session) -> None:
    """Drop all sums; they are made again when they are needed."""
    for table in (FoldInsightRow, FoldInsightDayRow, FoldInsightSeenRow):
        session.execute(delete(table))


def _drop_other_editions(session: Session) -> None:
    if session.scalar(select(FoldInsightSeenRow.origin).where(FoldInsightSeenRow.edition != EDITION).limit(1)):
        forget(session)


def _origins(session: Session) -> Iterator[tuple[str, int, int]]:
    """Each profile with rows: up to where its days are known, and its last row. One look into the index for each."""
    seen = {row.origin: row.n for row in session.scalars(select(FoldInsightSeenRow)) if row.edition == EDITION}
    origin = session.scalar(select(func.min(JournalRow.origin)))
    while origin is not None:
        last = session.scalar(select(func.max(JournalRow.n)).where(JournalRow.origin == origin)) or 0
        yield origin, seen.get(origin, 0), last
        origin = session.scalar(select(func.min(JournalRow.origin)).where(JournalRow.origin > origin))


def _days_of(session: Session, origin: str, seen: int, until: int) -> set[str]:
    new = (JournalRow.origin == origin) & (JournalRow.n > seen) & (JournalRow.n <= until)
    days = set(session.scalars(select(day_of(session)).where(new).distinct()))
    taken = {each for each in session.scalars(select(_VOIDS).where(new & _VOIDS.is_not(None))) if each}
    while taken:
        rows = session.execute(select(day_of(session), _VOIDS).where(_ID.in_(_few(taken)))).all()
        days |= {day for day, _ in rows}
        taken |= {voids for _, voids in rows if voids}
    return days


def _few(ids: set[str]) -> list[str]:
    """Take some out: a statement holds only so many values."""
    return [ids.pop() for _ in range(min(len(ids), 500))]


def day_of(session: Session) -> ColumnElement[str]:
    """The day of a row, in UTC, as 2026-11-22."""
    if session.get_bind().dialect.name == "sqlite":
        return func.substr(_UTC, 1, 10, type_=FoldInsightDayRow.day.type)
    utc = func.timezone("UTC", _UTC)
    return func.to_char(utc, "YYYY-MM-DD", type_=FoldInsightDayRow.day.type)


def _mark(session: Session, days: set[str]) -> None:
    there = set(session.scalars(select(FoldInsightDayRow.day).where(FoldInsightDayRow.day.in_(days))))
    session.execute(update(FoldInsightDayRow).where(FoldInsightDayRow.day.in_(there)).values(stale=True))
    session.add_all(FoldInsightDayRow(day=day, stale=True) for day in sorted(days - there))
    session.flush()


def _saw(session: Session, origin: str, n: int) -> None:
    session.execute(delete(FoldInsightSeenRow).where(FoldInsightSeenRow.origin == origin))
    session.add(FoldInsightSeenRow(origin=origin, edition=EDITION, n=n))
    session.flush()


def start_of(day: str) -> datetime:
    """The first moment of a day."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
