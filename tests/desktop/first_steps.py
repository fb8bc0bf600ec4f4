"""A workflow of two steps, the practice program it is for, and runs of it from the command line."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.desktop.programs import Programs
from tests.shell import ROOT, Ended, Shell

NAME = "First steps"
RUN = ("run", NAME, "--mode", "coaching")
SHIPPED = ROOT / "resources" / "practice" / "workflow"


def two_steps(folder: Path) -> None:
    """The first two steps of the shipped workflow: choose an invoice, open it."""
    shutil.copytree(SHIPPED, folder)
    file = folder / "workflow.json"
    whole = json.loads(file.read_text(encoding="utf-8"))
    short = {**whole, "id": str(uuid4()), "name": NAME, "steps": whole["steps"][:2]}
    file.write_text(json.dumps(short), encoding="utf-8")
    (folder.parents[1] / f"installed-{whole['id']}").touch()


def waits_before_the_act(folder: Path, seconds: float) -> None:
    """Let the first step wait between the decision and the act."""
    file = folder / "workflow.json"
    workflow = json.loads(file.read_text(encoding="utf-8"))
    workflow["steps"][0]["timing"]["before"] = seconds
    file.write_text(json.dumps(workflow), encoding="utf-8")


class Practice:
    """The practice program and what it witnessed."""

    def __init__(self, programs: Programs, file: Path) -> None:
        self._file = file
        programs.start([sys.executable, "-m", "app.practice", "--witness", str(file)], "^Invoices$", cwd=ROOT)

    def clicks(self) -> list[str]:
        """What was clicked, in order."""
        lines = self._file.read_text(encoding="utf-8").splitlines() if self._file.exists() else []
        return [entry["object"] for entry in map(json.loads, lines) if entry["event"] == "click"]


def coached(shell: Shell, *answers: dict[str, Any]) -> Ended:
    """One run with these answers, told as JSON."""
    return shell(*RUN, "--coach", script(shell, *answers), "--json")


def script(shell: Shell, *answers: dict[str, Any]) -> str:
    """A coach script with these answers."""
    file = shell.home / "coach.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    return str(file)


def rows(home: Path, query: str) -> list[tuple[Any, ...]]:
    """What the ledger holds."""
    with closing(sqlite3.connect(home / "data" / "ledger.sqlite3")) as ledger:
        assert ledger.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return ledger.execute(query).fetchall()
