"""Knowledge from the rows of one workflow, with a droppable snapshot so that long histories are not read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Event
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, tuple_
from sqlalchemy.orm import Session

from app import __version__
from app.learning.fold import EDITION, folded_at
from app.model.knowledge import Knowledge
from app.storage.bulk import Passage, Position
from app.storage.journal import ORDER, JournalRow
from app.storage.schema import CorrectionRow, FoldKnowledgeRow
from app.storage.upgrade import REVISIONS

RULES = f"{__version__}/{REVISIONS[-1]}/{EDITION}"
"""A snapshot made by other rules of learning is not used."""
SNAPSHOT_AFTER = 100
"""Rows read beyond a snapshot before a new one is worth writing."""
FAR = 5000
"""So many rows take a noticeable part of a second."""
TEACHING = (
    *("run", "run_end", "learning_state", "correction", "evidence", "vouch", "risk_mark", "step_result"),
    *("taken_back", "feedback", "place_forgotten", "screen_seen", "screen_look", "surroundings", "drift"),
    *("drift_left", "recovery", "screen_denied", "surroundings_accepted"),
)


@dataclass(frozen=True, slots=True)
class Known:
    """A workflow's knowledge, how many rows it was folded from up to which, and how many of them were read now."""

    knowledge: Knowledge
    rows: int
    fresh: int
    last: Position | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A snapshot that says something else than the rows: which workflow, and which parts of the knowledge differ."""

    workflow_id: str
    parts: tuple[str, ...]


def knowledge_of(session: Session, workflow_id: str, cancel: Event | None = None) -> Known:
    """What the rows so far teach, from the last snapshot on; Interrupted when `cancel` is set meanwhile."""
    known = _known(session, workflow_id, cancel)
    return replace(known, knowledge=replace(known.knowledge, numbered=_numbered(session, workflow_id)))


def _numbered(session: Session, workflow_id: str) -> Mapping[str, int]:
    """The highest version of each step's corrections, also of those that count no longer."""
    row, journal = CorrectionRow.__table__.c, JournalRow.__table__.c
    # There are few corrections and very many rows of a workflow: each correction is asked whose it is, never a join.
    owner = select(journal.workflow_id).where(journal.id == row.id).scalar_subquery()
    query = select(row.step_id, func.max(row.version)).where(owner == workflow_id).group_by(row.step_id)
    found = session.execute(query)
    return MappingProxyType({step_id: version for step_id, version in found})


def _known(session: Session, workflow_id: str, cancel: Event | None) -> Known:
    snapshot = session.get(FoldKnowledgeRow, workflow_id)
    if snapshot is None or not _usable(session, snapshot):
        return refolded(session, workflow_id, cancel)
    since = Passage(session, _since(snapshot), cancel)
    if since.reaches_back():
        return refolded(session, workflow_id, cancel)
    known = folded_at(_thawed(snapshot.knowledge), since)
    return Known(known, snapshot.rows + since.rows, since.rows, since.last or _place(snapshot))


def knowledge_at(session: Session, workflow_id: str, moment: datetime) -> Knowledge:
    """What was known at an earlier moment: what was taken back only later counts."""
    until = _teaches(workflow_id) & (JournalRow.order_utc <= moment)
    return folded_at(Knowledge(workflow_id), Passage(session, until))


def far_behind(session: Session, workflow_id: str) -> bool:
    """Whether so many rows are to be folded that somebody would have to wait for it."""
    names = ("workflow_id", "rules", "order_utc", "origin", "n", "rows")
    query = select(*(getattr(FoldKnowledgeRow, name) for name in names))
    snapshot = session.execute(query.where(FoldKnowledgeRow.workflow_id == workflow_id)).first()
    rows = _teaches(workflow_id)
    if snapshot is not None and _usable(session, snapshot) and not Passage(session, _since(snapshot)).reaches_back():
        rows = _since(snapshot)
    some = select(JournalRow.id).where(rows).limit(FAR).subquery()
    return (session.scalar(select(func.count()).select_from(some)) or 0) >= FAR


def refolded(session: Session, workflow_id: str, cancel: Event | None = None) -> Known:
    """What all rows teach, snapshot or not."""
    everything = Passage(session, _teaches(workflow_id), cancel)
    known = folded_at(Knowledge(workflow_id), everything)
    return Known(known, everything.rows, everything.rows, everything.last)


def keep_newer(session: Session, known: Known) -> None:
    """Replace the workflow's snapshot, unless another has gone on beyond it meanwhile."""
    there = session.get(FoldKnowledgeRow, known.knowledge.workflow_id)
    beyond = there is not None and there.rules == RULES and known.last is not None and _place(there) > known.last
    if not beyond:
        keep_snapshot(session, known)


def _place(snapshot: FoldKnowledgeRow) -> Position:
    return Position(snapshot.order_utc, snapshot.origin, snapshot.n)


def keep_snapshot(session: Session, known: Known) -> None:
    """Replace the workflow's snapshot."""
    last, workflow_id = known.last, known.knowledge.workflow_id
    session.execute(delete(FoldKnowledgeRow).where(FoldKnowledgeRow.workflow_id == workflow_id))
    if last is None:
        return
    steps, screens = dict(known.knowledge.steps), dict(known.knowledge.screens)
    frozen = replace(known.knowledge, steps=steps, screens=screens, numbered={})
    session.add(
        FoldKnowledgeRow(
            workflow_id=workflow_id,
            rules=RULES,
            order_utc=last.order_utc,
            origin=last.origin,
            n=last.n,
            rows=known.rows,
            knowledge=frozen,
        )
    )


def rebuilt(session: Session, write: bool) -> tuple[Difference, ...]:
    """Fold every workflow anew and compare with what the program answers; with `write` replace all snapshots."""
    differences = []
    for workflow_id in _workflows(session):
        live, fresh = knowledge_of(session, workflow_id).knowledge, refolded(session, workflow_id)
        parts = _differing(live, fresh.knowledge)
        if parts:
            differences.append(Difference(workflow_id, parts))
        if write:
            keep_snapshot(session, fresh)
    return tuple(differences)


def _teaches(workflow_id: str) -> ColumnElement[bool]:
    return (JournalRow.workflow_id == workflow_id) & JournalRow.entry.in_(TEACHING)


def _since(snapshot: Any) -> ColumnElement[bool]:
    return _teaches(snapshot.workflow_id) & (_position() > _position_of(snapshot))


def _usable(session: Session, snapshot: Any) -> bool:
    """Made by the same rules, and no row of another profile has come in before its end since."""
    if snapshot.rules != RULES:
        return False
    if of_one_profile(session):
        return True
    before = _teaches(snapshot.workflow_id) & (_position() <= _position_of(snapshot))
    return bool(session.scalar(select(func.count()).select_from(JournalRow).where(before)) == snapshot.rows)


def of_one_profile(session: Session) -> bool:
    """Whether all rows are of one profile: then a new one never comes before an older one."""
    ends = select(func.min(JournalRow.origin)).union_all(select(func.max(JournalRow.origin)))
    return len(set(session.scalars(ends))) == 1


def _position() -> ColumnElement[tuple[object, ...]]:
    return tuple_(*ORDER)


def _position_of(snapshot: Any) -> ColumnElement[tuple[object, ...]]:
    kinds = [JournalRow.order_utc.type, JournalRow.origin.type, JournalRow.n.type]
    return tuple_(snapshot.order_utc, snapshot.origin, snapshot.n, types=kinds)


def _thawed(knowledge: Knowledge) -> Knowledge:
    steps, screens = MappingProxyType(dict(knowledge.steps)), MappingProxyType(dict(knowledge.screens))
    return replace(knowledge, steps=steps, screens=screens)


def _workflows(session: Session) -> Sequence[str]:
    query = select(JournalRow.workflow_id).where(JournalRow.workflow_id.is_not(None)).distinct()
    return [workflow_id for workflow_id in session.scalars(query) if workflow_id is not None]


def _differing(live: Knowledge, fresh: Knowledge) -> tuple[str, ...]:
    steps, screens = sorted({*live.steps, *fresh.steps}), sorted({*live.screens, *fresh.screens})
    whole = replace(live, steps=fresh.steps, screens=fresh.screens) != fresh
    return (
        *(["the workflow itself"] if whole else []),
        *(step for step in steps if live.step(step) != fresh.step(step)),
        *(f"the Screen {screen}" for screen in screens if live.screen(screen) != fresh.screen(screen)),
    )
