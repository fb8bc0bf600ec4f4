"""What a killed program left open: acts that may or may not have happened, and runs that never ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.learning.permission import opened_by
from app.model.ledger import Entry
from app.model.ledger_learning import Vouched
from app.model.ledger_run import ActDone, RunEnded
from app.model.modes import Permission, RunMode, RunState
from app.model.suggestion import ActStatus
from app.storage.database import Database
from app.storage.history import questions_asked
from app.storage.journal import JournalRow
from app.storage.ledger import Ledger
from app.storage.schema import ActOutcomeRow, ActRow, RunRow

UNKNOWN = "the program was ended before it could see what came of this"
CUT_OFF = "halted: the program was ended in the middle of it"


@dataclass(frozen=True, slots=True)
class OpenAct:
    """An act that was about to be done when everything ended: nobody knows whether it happened."""

    act_id: str
    run_id: str
    workflow_id: str
    workflow_name: str
    step_id: str
    when: datetime
    coach: str


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run without an end."""

    run_id: str
    workflow_id: str
    workflow_name: str
    when: datetime
    coach: str
    mode: RunMode


def open_acts(database: Database, origin: str = "") -> tuple[OpenAct, ...]:
    """Intents without an outcome, oldest first; meant for the start of the program, before a run begins.

    With `origin` only those of this profile: in a ledger that a team shares, the others may be acting just now.
    """
    # The keys alone are in the indexes, and asked for in their order two indexes are walked side by side: among years
    # of acts the open ones are found without reading the others.
    keys = select(ActRow.__table__.c.act_id).except_(select(ActOutcomeRow.__table__.c.act_id)).order_by("act_id")
    with database.reading() as session:
        there = session.scalars(keys).all()
        if not there:
            return ()
        query = select(ActRow).where(ActRow.act_id.in_(there)).order_by(ActRow.order_utc, ActRow.origin, ActRow.n)
        query = query.where(ActRow.origin == origin) if origin else query
        acts = session.scalars(query).all()
        names = _names(session, {act.run_id for act in acts if act.run_id})
        return tuple(_open_act(act, names) for act in acts)


def open_runs(database: Database, origin: str = "") -> tuple[OpenRun, ...]:
    """Runs that never ended, oldest first; meant for the start of the program, before a run begins.

    With `origin` only those of this profile.
    """
    journal = JournalRow.__table__.c
    ended = select(journal.run_id).where(journal.entry == "run_end", journal.run_id.is_not(None))
    keys = select(journal.run_id).where(journal.entry == "run").except_(ended).order_by("run_id")
    with database.reading() as session:
        there = session.scalars(keys).all()
        if not there:
            return ()
        query = select(RunRow).where(RunRow.run_id.in_(there), RunRow.entry == "run")
        query = query.order_by(RunRow.order_utc, RunRow.origin, RunRow.n)
        query = query.where(RunRow.origin == origin) if origin else query
        return tuple(
            OpenRun(run.run_id or "", run.workflow_id or "", run.workflow_name, run.utc, run.coach, run.mode)
            for run in session.scalars(query)
        )


def settle(ledger: Ledger, acts: tuple[OpenAct, ...]) -> None:
    """Record that nobody knows what came of these acts; says nothing about any target, but none acts alone again."""
    for act in acts:
        known = ledger.knowledge_of(act.workflow_id).step(act.step_id)
        rows: list[Entry] = [ActDone(act.act_id, act.run_id, ActStatus.STOPPED, UNKNOWN, None)]
        if known.vouched or opened_by(known) is not Permission.CLOSED:
            rows.append(Vouched(act.workflow_id, act.step_id, known.version, False, UNKNOWN))
        ledger.commit(rows)


def end_runs(database: Database, ledger: Ledger, runs: tuple[OpenRun, ...]) -> None:
    """Record that these runs were cut off."""
    with database.reading() as session:
        asked = questions_asked(session, [run.run_id for run in runs])
    for run in runs:
        count = asked.get(run.run_id, 0)
        row = RunEnded(run.run_id, run.workflow_id, run.mode, RunState.FAILED, CUT_OFF, False, 0.0, 0, count)
        ledger.commit([row])


def _names(session: Session, run_ids: set[str]) -> dict[str, str]:
    rows = session.execute(select(RunRow.run_id, RunRow.workflow_name).where(RunRow.run_id.in_(run_ids)))
    return {run_id: name for run_id, name in rows if run_id is not None}


def _open_act(act: ActRow, names: dict[str, str]) -> OpenAct:
    run_id = act.run_id or ""
    return OpenAct(act.act_id, run_id, act.workflow_id or "", names.get(run_id, ""), act.step_id, act.utc, act.coach)
