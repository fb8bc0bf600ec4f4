"""The program is killed in the middle of an act: nothing stays pressed, it is told once, and never done again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.desktop.virtual_display import VirtualDisplay
from tests.desktop.first_steps import RUN, Practice, coached, rows, script, two_steps, waits_before_the_act
from tests.desktop.programs import Programs
from tests.desktop.target import nothing_is_pressed, wait_until
from tests.shell import Shell

pytestmark = [pytest.mark.proof, pytest.mark.timeout(300)]

ACCEPT = {"default": "ACCEPT"}
STOP = {"step": 1, "decision": "REJECT", "then": "stop"}


@pytest.fixture
def shell(desktop: VirtualDisplay, home: Path) -> Shell:
    shell = Shell(home, desktop.env)
    two_steps(home / "data" / "workflows" / "first-steps")
    assert shell("db", "upgrade").status == 0
    return shell


@pytest.fixture
def practice(programs: Programs, tmp_path: Path) -> Practice:
    return Practice(programs, tmp_path / "witness.jsonl")


def counted(home: Path, table: str) -> int:
    """How many rows of this kind there are just now."""
    with closing(sqlite3.connect(home / "data" / "ledger.sqlite3")) as ledger:
        return int(ledger.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def killed_at(shell: Shell, table: str) -> None:
    """Run until the first row of this kind is committed, and kill it at once."""
    with shell.started(*RUN, "--coach", script(shell, ACCEPT)) as run:
        wait_until(lambda: counted(shell.home, table) > 0, 60)
        run.kill()
        run.wait()
    wait_until(nothing_is_pressed)


@pytest.mark.parametrize("delay", range(3))
def test_F60_killed_in_the_middle_of_an_act(shell: Shell, practice: Practice, delay: int) -> None:
    killed_at(shell, "act")
    assert rows(shell.home, "SELECT count(*) FROM act_outcome") == [(0,)]
    clicked = practice.clicks()
    assert len(clicked) <= 1
    told = coached(shell, STOP)
    assert told.status == 4
    [notice] = told.object()["notices"]
    assert notice.startswith("Nobody knows whether step 1 (")
    assert "Look there whether it was done" in notice
    again = coached(shell, STOP)
    assert (again.status, again.object()["notices"]) == (4, [])
    assert practice.clicks() == clicked
    assert rows(shell.home, "SELECT status FROM act_outcome") == [("stopped",)]
    assert rows(shell.home, "SELECT count(*) FROM evidence WHERE label = 'right'") == [(0,)]
    assert rows(shell.home, "SELECT state FROM run_end ORDER BY rowid") == [("failed",), ("stopped",), ("stopped",)]


def test_F59_killed_between_the_decision_and_the_act(shell: Shell, practice: Practice) -> None:
    waits_before_the_act(shell.home / "data" / "workflows" / "first-steps", 5.0)
    killed_at(shell, "decision")
    assert counted(shell.home, "act") == 0
    assert practice.clicks() == []
    told = coached(shell, STOP)
    [notice] = told.object()["notices"]
    assert "was cut off" in notice
    assert "all decisions are kept" in notice
    assert practice.clicks() == []
    assert rows(shell.home, "SELECT kind FROM decision ORDER BY rowid") == [("accept",), ("reject",)]
