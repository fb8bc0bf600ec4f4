"""Of Insights what is read row by row: the newest runs with what they cost, and the alarms of drift."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.model.insights import Alarm, RunFigures, Wanted
from app.storage.journal import JournalRow
from app.storage.schema import RunEndRow
from app.storage.schema_screens import DriftRow

NEWEST = 300
_NEWEST_FIRST = (JournalRow.utc.desc(), JournalRow.n.desc())


def figures_of(session: Session, wanted: Wanted, newest: int = NEWEST) -> tuple[RunFigures, ...]:
    """The newest runs that ended, oldest first."""
    row = RunEndRow
    query = select(
        *(row.run_id, row.workflow_id, row.utc, row.mode, row.state, row.clean, row.questions),
        *(row.seconds, row.frames, row.peak_rss_mib, row.cpu_seconds),
    )
    found = session.execute(query.where(_these("run_end", wanted)).order_by(*_NEWEST_FIRST).limit(newest)).all()
    return tuple(RunFigures(each[0] or "", each[1] or "", *tuple(each)[2:]) for each in reversed(found))


def alarms_in(session: Session, wanted: Wanted, newest: int = NEWEST) -> tuple[Alarm, ...]:
    """What was told about Screens and steps that no longer look as taught, oldest first."""
    query = select(DriftRow.utc, DriftRow.workflow_id, DriftRow.drift)
    found = session.execute(query.where(_these("drift", wanted)).order_by(*_NEWEST_FIRST).limit(newest)).all()
    return tuple(
        Alarm(when, workflow_id or "", drift.subject, drift.severity, drift.was, drift.now)
        for when, workflow_id, drift in reversed(found)
    )


def _these(entry: str, wanted: Wanted) -> ColumnElement[bool]:
    these = JournalRow.entry == entry
    if wanted.workflow_id is not None:
        these &= JournalRow.workflow_id == wanted.workflow_id
    if wanted.since is not None:
        these &= JournalRow.utc >= _begin(wanted.since)
    if wanted.until is not None:
        these &= JournalRow.utc < _begin(wanted.until + timedelta(days=1))
    return these


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
