"""Rows read as entries by the hundred thousand: columns instead of objects, part by part, in the order they teach."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from operator import itemgetter
from threading import Event
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, select
from sqlalchemy.orm import Session

from app.model.ledger import Entry
from app.storage.journal import ORDER, JournalRow
from app.storage.rows import entry_class, lost
from app.storage.voids import Mark, taken

CHUNK = 300
"""So many rows are read at a time. With more at once most of the time goes into looking for garbage."""


class Interrupted(Exception):
    """The reading was broken off, as was asked for."""


class Position(NamedTuple):
    """Where a row stands in the order."""

    order_utc: datetime
    origin: str
    n: int


@dataclass(frozen=True, slots=True)
class _Kind:
    """How rows of one kind become entries: what to select of their own table, and how to bring it into order."""

    columns: Select[Any]
    key: ColumnElement[str]
    entry: Callable[..., Entry]
    order: Callable[[tuple[object, ...]], tuple[object, ...]]


class Passage:
    """One reading of the rows that fit a condition; iterating gives the entries that count, with their seconds.

    `rows` and `last` say, after it, how many rows there were and where the last one stands, those included that were
    taken back. Interrupted when `cancel` is set meanwhile.
    """

    def __init__(self, session: Session, where: ColumnElement[bool], cancel: Event | None = None) -> None:
        self._session = session
        self._cancel = cancel
        self._where = where
        self._marks = _marks(session, where)
        self.rows = 0
        self.last: Position | None = None

    def reaches_back(self) -> bool:
        """Whether one of the rows takes back a row that is not among them."""
        targets = sorted({mark.voids for mark in self._marks if mark.voids})
        there = 0
        for start in range(0, len(targets), CHUNK):
            few = JournalRow.id.in_(targets[start : start + CHUNK])
            there += self._session.scalar(select(func.count()).select_from(JournalRow).where(self._where, few)) or 0
        return there < len(targets)

    def __iter__(self) -> Iterator[tuple[float, Entry]]:
        gone, connection = taken(self._marks), self._session.connection()
        query = select(*_COLUMNS).where(self._where).order_by(*_COLUMNS[:3])
        found = connection.execute(query, execution_options={"yield_per": CHUNK})
        for chunk in found.partitions():
            if self._cancel is not None and self._cancel.is_set():
                raise Interrupted
            rows = [_Row(*row) for row in chunk]
            counting = [row for row in rows if row.teaches and row.id not in gone]
            entries = _entries(connection, counting)
            yield from ((row.order_utc.timestamp(), entries[row.id]) for row in counting)
            self.rows += len(rows)
            self.last = Position(*rows[-1][:3])


class _Row(NamedTuple):
    """What is read of a row's part in the journal."""

    order_utc: datetime
    origin: str
    n: int
    id: str
    entry: str
    teaches: bool
    workflow_id: str | None
    run_id: str | None


_COLUMNS = tuple(JournalRow.__table__.c[name] for name in _Row._fields)
_SHARED = _Row._fields[6:]
"""The fields of entries that stand in the journal."""


def _marks(session: Session, where: ColumnElement[bool]) -> list[Mark]:
    columns = (JournalRow.id, JournalRow.voids, JournalRow.teaches, JournalRow.entry)
    rows = session.execute(select(*columns).where(where, JournalRow.voids.is_not(None)).order_by(*ORDER))
    return [Mark(*row) for row in rows]


def _entries(connection: Connection, rows: Sequence[_Row]) -> dict[str, Entry]:
    """The entry of each row, by its id; ValueError when one has lost its part outside the journal."""
    by_kind: dict[str, dict[str, tuple[object, ...]]] = {}
    for row in rows:
        by_kind.setdefault(row.entry, {})[row.id] = row[6:]
    entries: dict[str, Entry] = {}
    for name, shared in by_kind.items():
        kind = _kind(name)
        make, order = kind.entry, kind.order
        for part in connection.execute(kind.columns.where(kind.key.in_(list(shared)))).all():
            entries[part[0]] = make(*order((*shared[part[0]], *part)))
    for row in rows if len(entries) < len(rows) else ():
        if row.id not in entries:
            raise lost(row.n, row.entry)
    return entries


@cache
def _kind(name: str) -> _Kind:
    row = JournalRow.__mapper__.polymorphic_map[name].class_
    made, table = entry_class(row), row.__table__
    names = [field.name for field in fields(made)]
    own = [each for each in names if each not in _SHARED]
    columns = [row.__mapper__.columns[each] for each in own]
    places = [*_SHARED, "id", *own]
    return _Kind(select(table.c.id, *columns), table.c.id, made, itemgetter(*map(places.index, names)))
