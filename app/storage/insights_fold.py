"""Keeps the sums of Insights up with the rows: day by day, in steps so short that nobody else has to wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from time import monotonic

from sqlalchemy import delete, func, insert, literal, select, text
from sqlalchemy.orm import Session

from app.learning.insights import begin_of
from app.storage.insights_days import behind, counted, forget, look_on, stale_days, uncounted_days
from app.storage.insights_sums import Sums, sums_of
from app.storage.schema_insights import FoldInsightRow

STEP_SECONDS = 0.2
_PARTS = ("about", "workflow_id", "part", "more", "level")
_FOUND = ("n", "good", "bad", "total")


def count_on(session: Session, seconds: float = STEP_SECONDS) -> bool:
    """One short step; whether more is left to count."""
    _alone(session)
    until = monotonic() + seconds
    while look_on(session):
        if monotonic() >= until:
            return True
    days = []
    for day in stale_days(session):
        _replace(session, day, sums_of(session, day))
        days.append(day)
        if monotonic() >= until:
            break
    counted(session, days)
    for span in ("w", "m"):
        for period in sorted({begin_of(span, date.fromisoformat(day)) for day in days}):
            _add_up(session, span, period)
    return behind(session)


def differing_insights(session: Session) -> tuple[str, ...]:
    """The days of which other sums are kept than their rows say; those not counted yet are no difference."""
    stale = uncounted_days(session)
    days = session.scalars(select(FoldInsightRow.period).where(FoldInsightRow.span == "d").distinct())
    return tuple(
        f"the sums of {day}" for day in sorted(set(days) - stale) if _kept(session, day) != _rounded(session, day)
    )


def rebuilt_insights(session: Session) -> None:
    """Count everything anew."""
    forget(session)
    while count_on(session, seconds=60):
        pass


def _kept(session: Session, day: str) -> Mapping[object, object]:
    rows = session.scalars(select(FoldInsightRow).where(FoldInsightRow.span == "d", FoldInsightRow.period == day))
    return {
        tuple(getattr(row, part) for part in _PARTS): (row.n, row.good, row.bad, round(row.total, 6)) for row in rows
    }


def _rounded(session: Session, day: str) -> Mapping[object, object]:
    return {
        (key.about, key.workflow_id, str(key.part), str(key.more), key.level): (
            found.n,
            found.good,
            found.bad,
            round(found.total, 6),
        )
        for key, found in sums_of(session, day).items()
    }


def _alone(session: Session) -> None:
    """On a server that a team shares, one program counts at a time."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE fold_insight_day IN EXCLUSIVE MODE"))


def _replace(session: Session, day: str, sums: Sums) -> None:
    _drop(session, "d", [day])
    rows = [
        {**key._asdict(), **asdict(found), "part": str(key.part), "more": str(key.more), "span": "d", "period": day}
        for key, found in sums.items()
    ]
    if rows:
        session.execute(insert(FoldInsightRow), rows)


def _add_up(session: Session, span: str, begin: date) -> None:
    """A week or a month is the sum of its days."""
    period = begin.isoformat()
    _drop(session, span, [period])
    days = (FoldInsightRow.span == "d") & FoldInsightRow.period.between(period, _end_of(span, begin).isoformat())
    by = [getattr(FoldInsightRow, part) for part in _PARTS]
    sums = [func.sum(getattr(FoldInsightRow, found)) for found in _FOUND]
    whole = select(literal(span), literal(period), *by, *sums).where(days).group_by(*by)
    session.execute(insert(FoldInsightRow).from_select(["span", "period", *_PARTS, *_FOUND], whole))


def _end_of(span: str, begin: date) -> date:
    """The last day of the week or month that begins here."""
    if span == "w":
        return date.fromordinal(begin.toordinal() + 6)
    return date.fromordinal(date(begin.year + begin.month // 12, begin.month % 12 + 1, 1).toordinal() - 1)


def _drop(session: Session, span: str, periods: Iterable[str]) -> None:
    mine = (FoldInsightRow.span == span) & FoldInsightRow.period.in_(list(periods))
    session.execute(delete(FoldInsightRow).where(mine))
