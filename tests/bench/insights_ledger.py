"""A ledger as years of coaching leave it, written straight into its tables: `fill(file, labels)`."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from app.learning.fold import fold
from app.model.action import ActionKind, Params
from app.model.geometry import Box, Point
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence
from app.model.ledger_run import RunBegun, RunEnded, StepEnded
from app.model.modes import Label, LabelSource, LearningState, RunMode, RunState, StepStatus
from app.model.suggestion import Suggestion
from app.model.target import Candidate, LocatorKind
from app.model.workflow import Expect, Screen, Signature, Step, Timing, Workflow
from app.storage.bulk import Position
from app.storage.database import open_database
from app.storage.folds import Known as SnapshotOf
from app.storage.folds import keep_snapshot
from app.storage.journal import JournalRow
from tests.unit.vision.drawing import IDENTITY

WORKFLOWS, STEPS, RUNS_A_DAY = 5, 20, 30
BATCH = 50_000
_JOURNAL = "id, origin, n, entry, mono_ms, utc, order_utc, coach, voids, teaches, workflow_id, run_id"
_TABLES = {
    "run": "id, workflow_name, mode",
    "suggestion": "id, suggestion_id, step_id, replaces, score, suggestion, mode, risk, picture, window",
    "decision": 'id, decision_id, suggestion_id, step_id, kind, seconds, "then", reason, keep',
    "act": "id, act_id, suggestion_id, step_id, permission, point, gates",
    "act_outcome": "id, act_id, status, reason, verify",
    "step_result": "id, step_id, number, status, decision, sentence, reason, score, method, seconds, "
    '"before", "after", place, version, by_hand',
    "evidence": "id, step_id, version, label, source, reason, suggestion_id",
    "run_end": "id, mode, state, reason, clean, seconds, frames, questions, peak_rss_mib, cpu_seconds",
}
_METHODS = (LocatorKind.TEXT, LocatorKind.PICTURE, LocatorKind.ACCESSIBILITY)
_KINDS = ("accept", "accept", "accept", "accept", "correct", "execute_manual", "skip", "reject")
Known = dict[str, tuple[Knowledge, int, str]]
"""Of each workflow: what was learned, from how many rows, up to which."""
_Row = tuple[str, tuple[Any, ...], str | None, str | None, str | None]


def workflows() -> list[Workflow]:
    """Their steps press keys, so that no pictures are needed."""
    return [_workflow(number) for number in range(WORKFLOWS)]


def _workflow(number: int) -> Workflow:
    screen = Screen(id="main", name="Main", window=IDENTITY, signature=Signature())
    steps = tuple(
        Step.model_validate(
            {
                "id": f"s{step}",
                "from": "main",
                "to": "main",
                "action": ActionKind.PRESS_KEYS,
                "params": Params(keys=("f5",)),
                "expect": Expect(),
                "timing": Timing(recorded=2.0 + step % 5),
            }
        )
        for step in range(STEPS)
    )
    return Workflow(id=f"w{number}", name=f"Task {number}", screens=(screen,), steps=steps)


def fill(file: Path, labels: int) -> tuple[int, Known]:
    """Add runs until there are so many labels: how many rows the journal has then, and what is known of each workflow.

    The tables are there already.
    """
    known: Known = {}
    with closing(sqlite3.connect(file)) as database:
        for setting in ("synchronous=OFF", "temp_store=MEMORY", "cache_size=-400000"):
            database.execute(f"PRAGMA {setting}")
        journal: list[tuple[Any, ...]] = []
        parts: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _TABLES}
        origin, last = database.execute("SELECT origin, max(n) FROM journal").fetchone()
        for n, (when, (table, values, workflow, run, voids)) in enumerate(_rows(labels), last + 1):
            name = f"{n:036d}"
            told = when.strftime("%Y-%m-%d %H:%M:%S.%f")
            journal.append((name, origin, n, table, 1000 * n, told, told, "Ada", voids, 1, workflow, run))
            parts[table].append((name, *values))
            _learn(known, when, (table, values, workflow, run, voids), name)
            if len(journal) >= BATCH:
                _write(database, journal, parts)
        _write(database, journal, parts)
        rows: int = database.execute("SELECT max(n) FROM journal").fetchone()[0]
    return rows, known


def _learn(known: Known, when: datetime, row: _Row, name: str) -> None:
    """What the program would have learned from the row."""
    entry, work = _entry(row), row[2]
    if entry is not None and work is not None:
        before, rows, _ = known.get(work, (Knowledge(work), 0, ""))
        known[work] = fold(before, entry, when.timestamp()), rows + 1, name


def _entry(row: _Row) -> Entry | None:
    table, values, work, run, _ = row
    match table:
        case "run":
            return RunBegun(run or "", work or "", values[0], RunMode(values[1]))
        case "evidence":
            step, version, label, source, reason, shown = values
            return Evidence(work or "", step, version, Label(label), LabelSource(source), reason, shown)
        case "step_result":
            step, number, status, _, sentence, reason, score, method, seconds, *_, by_hand = values
            result = (StepStatus(status), None, sentence, reason, score, method, seconds)
            return StepEnded(run or "", work or "", step, number, *result, by_hand=bool(by_hand))
        case "run_end":
            mode, state, reason, clean, *cost = values
            return RunEnded(run or "", work or "", RunMode(mode), RunState(state), reason, bool(clean), *cost)
        case _:
            return None


def remember(file: Path, known: Known) -> None:
    """Keep what is known of each workflow as the program keeps it."""
    database = open_database(file)
    try:
        with database.writing() as session:
            for knowledge, rows, last in known.values():
                row = session.get_one(JournalRow, last)
                coached = replace(knowledge, state=LearningState.COACHING)
                keep_snapshot(session, SnapshotOf(coached, rows + 1, rows, Position(row.order_utc, row.origin, row.n)))
    finally:
        database.close()


def _write(database: sqlite3.Connection, journal: list[Any], parts: dict[str, list[Any]]) -> None:
    with database:
        _insert(database, "journal", _JOURNAL, journal)
        for table, rows in parts.items():
            _insert(database, table, _TABLES[table], rows)
            rows.clear()
    journal.clear()


def _insert(database: sqlite3.Connection, table: str, columns: str, rows: Sequence[Any]) -> None:
    marks = ", ".join("?" * len(columns.split(",")))
    database.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _rows(labels: int) -> Iterator[tuple[datetime, _Row]]:
    """Runs of all workflows, some watched, most coached, later ones mostly alone; the last one was yesterday."""
    chance = random.Random(11)
    shown = _shown()
    runs = -(-labels // STEPS)
    begin = datetime.now(UTC) - timedelta(days=1 + runs / RUNS_A_DAY)
    for run in range(runs):
        when = begin + timedelta(days=run / RUNS_A_DAY)
        mode = "observation" if run % 10 == 0 else "coaching" if run < runs / 3 else "supervised"
        for row in _run(run, mode, run / runs, chance, shown):
            yield when, row


def _shown() -> str:
    """A Suggestion as it is stored, with marks where each differs."""
    found = Candidate(Box(10, 10, 80, 24), Point(50, 22), 0.5, LocatorKind.TEXT)
    one = Suggestion("@id", "@run", "@step", ActionKind.CLICK, Params(), 0, 1, 0.2, match=found, why="the same words")
    text = json.dumps(TypeAdapter(Suggestion).dump_python(one, mode="json"), separators=(",", ":"))
    return text.replace('"text"', '"@method"').replace("0.5", "@score")


def _run(run: int, mode: str, learned: float, chance: random.Random, shown: str) -> Iterator[_Row]:
    work, name = f"w{run % WORKFLOWS}", f"r{run}"
    yield "run", (f"Task {run % WORKFLOWS}", mode), work, name, None
    questions = 0
    for step in range(STEPS):
        alone = mode == "supervised" and chance.random() < learned
        score = min(1.0, max(0.2, chance.gauss(0.93, 0.08)))
        wrong = chance.random() > score
        told = shown.replace("@method", chance.choice(_METHODS)).replace("@score", f"{score:.4f}")
        told = told.replace("@id", f"q{run}-{step}").replace("@run", name).replace("@step", f"s{step}")
        key, which = f"q{run}-{step}", f"s{step}"
        yield "suggestion", (key, which, None, score, told, mode, "open", None, None), work, name, None
        if alone:
            yield "act", (f"a{run}-{step}", key, which, "earned", None, "[]"), work, name, None
            yield "act_outcome", (f"a{run}-{step}", "done", "", "success"), None, name, None
        elif mode != "observation":
            questions += 1
            kind = "correct" if wrong else chance.choice(_KINDS)
            seconds = 1 + chance.random() * 4
            yield "decision", (f"d{run}-{step}", key, which, kind, seconds, None, None, None), work, name, None
        source = "auto" if alone else "watched" if mode == "observation" else "coached"
        why = "watched" if mode == "observation" else "accept"
        yield "evidence", (which, 0, "wrong" if wrong else "right", source, why, key), work, None, None
        status, by_hand = ("observed", 1) if mode == "observation" else ("passed", 0)
        ended = (which, step + 1, status, None, "Press F5", "", score, "text", 0.4, None, None, None, 0, by_hand)
        yield "step_result", ended, work, name, None
    cost = (40 + chance.random() * 20, 300, questions, 210 + chance.random() * 9, 4 + chance.random())
    yield "run_end", (mode, "completed", "", 1, *cost), work, name, None
