"""With a million labels: the start, what is known of a workflow, its Steps, and the place Insights."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event

from app.home import opened_store
from app.learning.progress import trust_line
from app.model.insights import Wanted
from app.model.recording import Recorded
from app.settings import folders
from app.storage.store import Store
from tests.bench import start
from tests.bench.figures import Figure, milliseconds, ratios, timed
from tests.bench.insights_ledger import RUNS_A_DAY, STEPS, WORKFLOWS, fill, remember, workflows

LABELS = int(os.environ.get("UNDERSTUDY_BENCH_LABELS", "1000000"))
FEW = 2_000
TIMES, STARTS = 9, 3
NOTES: list[str] = []


def figures() -> list[Figure]:
    """The same with few labels and with many; NOTES say what the ledger holds."""
    few = list(_at(FEW))
    many = list(_at(LABELS))
    return [*many, *(ratios(f"{one.name}: many × few", one, other) for one, other in zip(many, few, strict=False))]


def _at(labels: int) -> Iterator[Figure]:
    file = folders().database
    for path in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        path.unlink(missing_ok=True)
    with opened_store() as store:
        for workflow in workflows():
            store.library.add(Recorded(workflow, {}))
    rows, known = fill(file, labels)
    remember(file, known)
    with opened_store() as store:
        first = milliseconds(store.ledger.count)
        read = list(_read(store))
    NOTES[:] = _notes(labels, rows, file.stat().st_size, first)
    yield Figure("start → window usable", "ms", _starts(), "≤ 2000 ms")
    yield from read
    yield from _after_an_update(file, rows)


def _after_an_update(file: Path, rows: int) -> Iterator[Figure]:
    """As after one that judges rows in another way: no snapshot is of any use."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE fold_knowledge SET rules = 'older'")
    yield Figure("start after an update → window usable", "ms", (1000 * start.one()["usable"],), "≤ 2000 ms")
    with opened_store() as store:
        reading = [item.workflow_id for item in store.library.at_hand() if item.reading]
        took = tuple(milliseconds(partial(store.library.catch_up, each, Event())) / 1000 for each in reading)
    if took:
        yield Figure("reading one record anew", "s", took)
        NOTES.append(f"{rows:,} rows; reading all {len(took)} records anew took {sum(took):.0f} s in the background.")


def _starts() -> tuple[float, ...]:
    start.one()
    return tuple(1000 * start.one()["usable"] for _ in range(STARTS))


def _read(store: Store) -> Iterator[Figure]:
    """What the windows read, each on the worker."""
    yield Figure(
        "trust of a workflow (knowledge)", "ms", timed(partial(store.library.knowledge, "w1"), TIMES), "≤ 200 ms"
    )
    yield Figure("record lines of its Steps", "ms", timed(partial(_record_lines, store), TIMES), "≤ 200 ms")
    today = datetime.now(UTC).date()
    for name, wanted in (
        ("everything", Wanted()),
        ("one workflow", Wanted("w1")),
        ("the last 90 days", Wanted(None, today - timedelta(days=89), today)),
        ("one workflow, 13 months", Wanted("w1", today - timedelta(days=420), today - timedelta(days=20))),
    ):
        yield Figure(f"Insights: {name}", "ms", timed(partial(store.insights.read, wanted), TIMES), "≤ 1000 ms")


def _record_lines(store: Store) -> list[str]:
    workflow, known, bar = store.library.load("w1"), store.library.knowledge("w1"), store.library.bar()
    return [trust_line(known.step(step.id), *bar, step) for step in workflow.steps]


def _notes(labels: int, rows: int, size: int, first: float) -> list[str]:
    what = (
        f"The ledger holds {labels:,} labels in {rows:,} rows ({size / 2**30:.1f} GiB): {WORKFLOWS} workflows of "
        f"{STEPS} Steps, {RUNS_A_DAY} runs a day, each label with its Suggestion and its step's result."
    )
    how = (
        "It is written straight into the tables; what is known of the workflows is folded from the same rows and kept "
        "as a snapshot, as the program does after each hundred rows."
    )
    sums = (
        f"“Few” is the same with {FEW:,} labels. Sums for Insights are kept up in steps of a fifth of a second on the "
        f"writer; counting all rows for the first time took {first / 1000:.0f} s, in the background and once."
    )
    return [f"{what} {how}", sums]
