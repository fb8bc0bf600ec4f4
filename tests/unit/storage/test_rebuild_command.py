"""`understudy db rebuild`: what was learned is what the rows say, and a check changes nothing at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.home import SystemClock
from app.model.ledger_learning import Evidence, Vouched
from app.model.ledger_run import RunBegun, StepEnded
from app.model.modes import Label, LabelSource, RunMode, StepStatus
from app.settings import Settings, folders
from app.storage.store import opened
from tests.forked_shell import ForkedShell
from tests.shell import Ended


@pytest.fixture
def ledger(home: Path) -> Path:
    """A ledger in which a step has earned some trust, with its snapshot."""
    labels = [Evidence("w", "s", 0, Label.RIGHT, LabelSource.COACHED, "accept")] * 20
    wrong = Evidence("w", "s", 0, Label.WRONG, LabelSource.WATCHED, "watched")
    scored = StepEnded("r", "w", "s", 1, StepStatus.PASSED, None, "", "", 0.97)
    with opened(folders(), Settings(), SystemClock()) as store:
        store.ledger.commit([RunBegun("r", "w", "Invoice", RunMode.COACHING), *labels, wrong])
        store.ledger.commit([*labels, scored, Vouched("w", "s", 0, True)])
        store.ledger.rebuild()
    return folders().database


def content(ledger: Path) -> list[str]:
    with closing(sqlite3.connect(ledger)) as database:
        return list(database.iterdump())


def test_invariant_9_a_check_changes_nothing_and_says_whether_all_is_as_the_rows_say(home: Path, ledger: Path) -> None:
    shell, before = ForkedShell(home), content(ledger)
    assert shell("db", "rebuild", "--check") == Ended(0, "No differences.\n", "")
    assert content(ledger) == before
    with closing(sqlite3.connect(ledger)) as database:
        database.execute("UPDATE fold_knowledge SET knowledge = replace(knowledge, '\"wrong\":1', '\"wrong\":0')")
        database.commit()
    spoiled = content(ledger)
    assert spoiled != before
    assert shell("db", "rebuild", "--check") == Ended(1, "w: s\n1 differences.\n", "")
    assert content(ledger) == spoiled


def test_a_rebuild_gives_bit_for_bit_what_was_there(home: Path, ledger: Path) -> None:
    shell, before = ForkedShell(home), content(ledger)
    with closing(sqlite3.connect(ledger)) as database:
        database.execute("DELETE FROM fold_knowledge")
        database.commit()
    assert shell("db", "rebuild") == Ended(0, "No differences.\n", "")
    assert content(ledger) == before
