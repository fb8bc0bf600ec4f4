"""The second keys of the profile, folded from the labels of all workflows; read on from where it stopped."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session

from app.learning.fleet_fold import Everything, followed
from app.model.trust import Fleet
from app.settings import TrustRules
from app.storage.folds import ORDER, timed
from app.storage.journal import JournalRow
from app.storage.voids import reach_back

_JUDGING = JournalRow.entry.in_(("correction", "evidence"))


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read: by which rules, how many rows, up to which (None before the first)."""

    rules: TrustRules
    everything: Everything = field(default_factory=Everything)
    rows: int = 0
    last: tuple[datetime, str, int] | None = None


class FleetReader:
    """Safe from any thread; keeps in memory what it has read."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._read: _Read | None = None

    def read(self, session: Session, rules: TrustRules) -> Fleet:
        """What the rows so far teach, by these rules."""
        with self._lock:
            before = self._read
            if before is None or before.rules != rules or not _whole(session, before):
                before = _Read(rules)
            self._read = _on(session, before) or _on(session, _Read(rules)) or _Read(rules)
            return self._read.everything.fleet


def _on(session: Session, before: _Read) -> _Read | None:
    """What was read with the rows since; None when these take back what was read before."""
    query = select(JournalRow).where(_JUDGING).order_by(*ORDER)
    if before.last:
        query = query.where(_position() > _at(before.last))
    rows = session.scalars(query).all()
    if reach_back(rows):
        return None
    if not rows:
        return before
    last = rows[-1]
    everything = followed(before.everything, timed(rows), before.rules)
    return _Read(before.rules, everything, before.rows + len(rows), (last.order_utc, last.origin, last.n))


def _whole(session: Session, read: _Read) -> bool:
    """Whether no row of another profile has come in before the last one since."""
    if read.last is None:
        return True
    until = select(func.count()).select_from(JournalRow).where(_JUDGING, _position() <= _at(read.last))
    return session.scalar(until) == read.rows


def _position() -> ColumnElement[tuple[object, ...]]:
    return tuple_(*ORDER)


def _at(position: tuple[datetime, str, int]) -> ColumnElement[tuple[object, ...]]:
    return tuple_(*position, types=[column.type for column in ORDER])
