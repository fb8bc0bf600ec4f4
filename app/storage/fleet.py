"""The second keys of the profile, folded from the labels of all workflows; read on from where it stopped.

What was read is kept in memory, and now and then in a droppable snapshot, so that a start reads only what came since.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from threading import Lock
from types import MappingProxyType

from sqlalchemy import ColumnElement, delete, func, select, tuple_
from sqlalchemy.orm import Session

from app.learning.fleet_fold import Everything, followed
from app.model.knowledge import Knowledge
from app.model.trust import Fleet
from app.settings import TrustRules
from app.storage.bulk import Passage, Position
from app.storage.folds import RULES, of_one_profile
from app.storage.journal import ORDER, JournalRow
from app.storage.schema_fleet import FoldFleetRow

SNAPSHOT_AFTER = 1000
"""Labels read beyond a snapshot before a new one is worth writing."""
MOST_KEPT = 4
"""Snapshots by so many different rules of trust are kept: a team may share a ledger."""
_JUDGING = JournalRow.entry.in_(("correction", "evidence", "taken_back"))


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read: by which rules, how many rows, up to which (None before the first), how many are stored."""

    rules: TrustRules
    everything: Everything = field(default_factory=Everything)
    rows: int = 0
    last: Position | None = None
    stored: int = 0


class FleetReader:
    """Safe from any thread; keeps in memory what it has read."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._read: _Read | None = None

    def read(self, session: Session, rules: TrustRules) -> Fleet:
        """What the rows so far teach, by these rules."""
        with self._lock:
            before = self._read if self._read and self._read.rules == rules else _stored(session, rules)
            self._read = _read_on(session, before)
            return self._read.everything.fleet

    @property
    def worth_storing(self) -> bool:
        """Whether so much was read that a start would notice."""
        read = self._read
        return read is not None and read.rows - read.stored >= SNAPSHOT_AFTER

    def store(self, session: Session) -> None:
        """Replace the snapshot of these rules by what was read."""
        with self._lock:
            if self._read is not None and self._read.last is not None:
                _keep(session, self._read)
                self._read = replace(self._read, stored=self._read.rows)


def differing(session: Session) -> tuple[str, ...]:
    """The snapshots that say something else than the rows do, by what their rules of trust are."""
    wrong = []
    for row in session.scalars(select(FoldFleetRow).where(FoldFleetRow.edition == RULES)):
        live, fresh = _read_on(session, _thawed(row)), _read_on(session, _Read(row.trust))
        if live.everything.fleet != fresh.everything.fleet:
            wrong.append(f"the second keys ({row.trust.policy})")
    return tuple(wrong)


def drop_snapshots(session: Session) -> None:
    """They are made again when they are needed."""
    session.execute(delete(FoldFleetRow))


def _read_on(session: Session, before: _Read) -> _Read:
    if before.last and _whole(session, before):
        since = Passage(session, _JUDGING & (_position() > _at(before.last)))
        if not since.reaches_back():
            return _followed(before, since)
    return _followed(_Read(before.rules), Passage(session, _JUDGING))


def _followed(before: _Read, more: Passage) -> _Read:
    everything = followed(before.everything, more, before.rules)
    return replace(before, everything=everything, rows=before.rows + more.rows, last=more.last or before.last)


def _whole(session: Session, read: _Read) -> bool:
    """Whether no row of another profile has come in before the last one since."""
    if read.last is None or of_one_profile(session):
        return True
    until = select(func.count()).select_from(JournalRow).where(_JUDGING, _position() <= _at(read.last))
    return session.scalar(until) == read.rows


def _stored(session: Session, rules: TrustRules) -> _Read:
    row = session.get(FoldFleetRow, _name(rules))
    return _thawed(row) if row is not None and row.edition == RULES and row.trust == rules else _Read(rules)


def _thawed(row: FoldFleetRow) -> _Read:
    known = {each.workflow_id: _proxied(each) for each in row.everything.known.values()}
    everything = Everything(row.everything.fleet, MappingProxyType(known))
    return _Read(row.trust, everything, row.rows, Position(row.order_utc, row.origin, row.n), row.rows)


def _keep(session: Session, read: _Read) -> None:
    assert read.last is not None
    order_utc, origin, n = read.last
    session.execute(delete(FoldFleetRow).where(FoldFleetRow.rules == _name(read.rules)))
    newest = session.scalars(select(FoldFleetRow.rules).order_by(FoldFleetRow.order_utc.desc())).all()
    session.execute(delete(FoldFleetRow).where(FoldFleetRow.rules.in_(newest[MOST_KEPT - 1 :])))
    known = {name: _plain(each) for name, each in read.everything.known.items()}
    session.add(
        FoldFleetRow(
            rules=_name(read.rules),
            edition=RULES,
            trust=read.rules,
            order_utc=order_utc,
            origin=origin,
            n=n,
            rows=read.rows,
            everything=Everything(read.everything.fleet, known),
        )
    )


def _name(rules: TrustRules) -> str:
    return sha256(rules.model_dump_json().encode()).hexdigest()


def _plain(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, steps=dict(knowledge.steps), screens={}, numbered={})


def _proxied(knowledge: Knowledge) -> Knowledge:
    return replace(knowledge, steps=MappingProxyType(dict(knowledge.steps)), screens=MappingProxyType({}))


def _position() -> ColumnElement[tuple[object, ...]]:
    return tuple_(*ORDER)


def _at(position: Position) -> ColumnElement[tuple[object, ...]]:
    return tuple_(*position, types=[column.type for column in ORDER])
