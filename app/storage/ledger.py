"""The append-only record: one writer thread, one transaction per commit, knowledge as a fold over it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from threading import Event
from typing import Protocol
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning.resting import teaches
from app.model.errors import StoreProblem, UserError
from app.model.frame import Pixels
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.trust import Fleet
from app.model.workflow import Workflow
from app.settings import TrustRules
from app.storage.bulk import Interrupted
from app.storage.captures import Captures
from app.storage.database import Database
from app.storage.faults import is_disk_full
from app.storage.fleet import FleetReader, differing, drop_snapshots
from app.storage.folds import FAR, SNAPSHOT_AFTER, Difference, Known, far_behind, keep_newer, knowledge_of, rebuilt
from app.storage.insights_fold import count_on, differing_insights, rebuilt_insights
from app.storage.journal import JournalRow
from app.storage.outbox_rows import enlist
from app.storage.profile import Profile
from app.storage.retention import referenced
from app.storage.rows import Stamp, row_of
from app.storage.turns import Turns
from app.storage.voids import replaced
from app.storage.writer import Writer

_log = logging.getLogger(__name__)


class Clock(Protocol):
    """Time, so that tests can hold it."""

    def now(self) -> float:
        """Monotonic seconds."""
        ...

    def utc(self) -> datetime:
        """Aware wall time."""
        ...


class Ledger:
    """Safe from any thread; `close` joins the writer and leaves the database to its owner."""

    def __init__(self, database: Database, captures: Captures, profile: Profile, clock: Clock) -> None:
        self._database = database
        self._captures = captures
        self._profile = profile
        self._clock = clock
        self._writer = Writer()
        self._fleet = FleetReader()
        self._turns = Turns()
        self.written: Callable[[tuple[Entry, ...]], object] = lambda entries: None
        """Hears what was committed, on the thread that did; must not take long."""

    @property
    def origin(self) -> str:
        """The profile whose rows this ledger writes."""
        return self._profile.origin

    @property
    def coach(self) -> str:
        """The name of the person whose rows this ledger writes."""
        return self._profile.coach

    def commit(
        self, entries: Sequence[Entry], pictures: Mapping[str, Pixels] | None = None, learning: bool = True
    ) -> None:
        """Write all of them in one transaction and wait; StoreProblem when that failed, then nothing is written.

        Without `learning` they are recorded, and teach nothing.
        """
        self._writer.run(partial(self._commit, tuple(entries), dict(pictures or {}), learning))
        self.written(tuple(entries))

    def amend(
        self,
        workflow: Workflow,
        decide: Callable[[Knowledge], Sequence[Entry]],
        pictures: Mapping[str, Pixels] | None = None,
    ) -> None:
        """Commit what `decide` makes of the knowledge of this moment; no other row can come in between.

        `decide` runs on the writer thread and must not ask the ledger.
        """
        self.knowledge(workflow)  # what is long to fold is folded before: nobody can write while `decide` is asked
        self._writer.run(partial(self._amend, workflow.id, decide, dict(pictures or {})))

    def knowledge(self, workflow: Workflow) -> Knowledge:
        """What the rows so far teach about this workflow."""
        return self.knowledge_of(workflow.id)

    def knowledge_of(self, workflow_id: str) -> Knowledge:
        """What the rows so far teach about the workflow with this id."""
        return self._known(workflow_id).knowledge

    def far_behind(self, workflow_ids: Iterable[str]) -> frozenset[str]:
        """Those of which so much is to be read anew that somebody would have to wait: after an update, mostly."""
        with self._database.reading() as session:
            return frozenset(each for each in workflow_ids if far_behind(session, each))

    def catch_up(self, workflow_id: str, cancel: Event) -> None:
        """Read what there is of a workflow, and keep it before anything else; set `cancel` to break off."""
        with suppress(Interrupted):
            self._known(workflow_id, cancel)

    def _known(self, workflow_id: str, cancel: Event | None = None) -> Known:
        """Only one thread folds the same rows; whoever comes second goes on from what the first has kept."""
        with self._turns.one(workflow_id):
            with self._database.reading() as session:
                known = knowledge_of(session, workflow_id, cancel)
            if known.fresh >= FAR:
                self._keep_now(known)
        if SNAPSHOT_AFTER <= known.fresh < FAR:
            self._writer.later(partial(self._keep, known), "Snapshot of what was learned")
        return known

    def _keep_now(self, known: Known) -> None:
        try:
            self._writer.run(partial(self._keep, known))
        except UserError as error:
            _log.warning("Snapshot of what was learned: %s", error)

    def fleet(self, rules: TrustRules) -> Fleet:
        """What the rows of all workflows teach about the second keys; a start reads on from the last snapshot."""
        with self._database.reading() as session:
            fleet = self._fleet.read(session, rules)
        if self._fleet.worth_storing:
            self._writer.later(self._store_fleet, "Snapshot of the second keys")
        return fleet

    def count(self) -> None:
        """Bring the sums of Insights up to the rows, in short steps between which others may write."""
        while self._writer.run(self._count):
            pass

    def count_later(self) -> None:
        """The same without waiting."""
        self._writer.later(self._count_and_go_on, "Counting for Insights")

    def moment(self) -> float:
        """Seconds of the clock that the rows are stamped with, for what fades with the days."""
        return self._clock.utc().timestamp()

    def rebuild(self, check: bool = False) -> tuple[Difference, ...]:
        """Fold everything anew; what the snapshots said differently comes back. With `check` nothing is written."""
        return self._writer.run(partial(self._rebuild, not check))

    def tidy(self, days: float, megabytes: float, keep: Collection[str] = ()) -> int:
        """Remove old pictures but those in `keep` and those that corrections need; how many went."""
        return self._writer.run(partial(self._tidy, days, megabytes, frozenset(keep)))

    def tidy_later(self, days: float, megabytes: float, keep: Callable[[], Collection[str]]) -> None:
        """The same without waiting; `keep` is asked on the writer thread."""
        self._writer.later(lambda: self._tidy(days, megabytes, frozenset(keep())), "Tidying up old pictures")

    def close(self) -> None:
        """Finish what is being written and join the writer; may be called twice."""
        self._writer.close()

    def _commit(self, entries: Sequence[Entry], pictures: Mapping[str, Pixels], learning: bool) -> None:
        try:
            self._store(entries, pictures, learning)
        except StoreProblem as problem:
            if not (is_disk_full(problem) and self._make_room()):
                raise
            self._store(entries, pictures, learning)

    def _store(self, entries: Sequence[Entry], pictures: Mapping[str, Pixels], learning: bool) -> None:
        self._captures.write(pictures)
        with self._database.writing() as session:
            self._append(session, entries, learning)

    def _make_room(self) -> int:
        """A full disk costs pictures of old steps before it costs the record."""
        return self._captures.halve(self._needed())

    def _amend(
        self, workflow_id: str, decide: Callable[[Knowledge], Sequence[Entry]], pictures: Mapping[str, Pixels]
    ) -> None:
        self._captures.write(pictures)
        with self._database.writing() as session:
            self._append(session, decide(knowledge_of(session, workflow_id).knowledge))

    def _append(self, session: Session, entries: Sequence[Entry], learning: bool = True) -> None:
        n, order_utc = self._last(session)
        utc, mono_ms = self._clock.utc(), int(self._clock.now() * 1000)
        order_utc = max(utc, order_utc or utc)
        added: list[JournalRow] = []
        for number, entry in enumerate(entries, n + 1):
            who, counts = self._profile, teaches(entry, learning)
            stamp = Stamp(str(uuid4()), who.origin, number, mono_ms, utc, order_utc, who.coach, counts)
            row = row_of(entry, stamp, replaced(session, entry))
            session.add(row)
            added.append(row)
        enlist(session, added)

    def _last(self, session: Session) -> tuple[int, datetime | None]:
        mine = select(JournalRow.n, JournalRow.order_utc).where(JournalRow.origin == self._profile.origin)
        last = session.execute(mine.order_by(JournalRow.n.desc()).limit(1)).first()
        return (last.n, last.order_utc) if last else (0, None)

    def _keep(self, known: Known) -> None:
        with self._database.writing() as session:
            keep_newer(session, known)

    def _store_fleet(self) -> None:
        with self._database.writing() as session:
            self._fleet.store(session)

    def _count(self) -> bool:
        with self._database.writing() as session:
            return count_on(session)

    def _count_and_go_on(self) -> None:
        if self._count():
            self.count_later()

    def _rebuild(self, write: bool) -> tuple[Difference, ...]:
        if not write:
            with self._database.reading() as session:
                return (*rebuilt(session, write=False), *_of_fleet(session), *_of_insights(session))
        with self._database.writing() as session:
            wrong = (*_of_fleet(session), *_of_insights(session))
            drop_snapshots(session)
            rebuilt_insights(session)
            return (*rebuilt(session, write=True), *wrong)

    def _tidy(self, days: float, megabytes: float, keep: frozenset[str]) -> int:
        return self._captures.tidy(days, megabytes, keep | self._needed())

    def _needed(self) -> frozenset[str]:
        with self._database.reading() as session:
            return referenced(session)


def _of_fleet(session: Session) -> tuple[Difference, ...]:
    parts = differing(session)
    return (Difference("all workflows", parts),) if parts else ()


def _of_insights(session: Session) -> tuple[Difference, ...]:
    parts = differing_insights(session)
    return (Difference("Insights", parts),) if parts else ()
