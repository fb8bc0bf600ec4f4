"""The practice program of the demonstration: started for each scene, watched, ended."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

from app.bootstrap import start_practice
from app.model.errors import EnvironmentProblem
from app.model.window import Window, WindowIdentity

LIST = WindowIdentity(application="understudy-practice", title="Invoices")
PATIENCE = 20.0
GLANCE = 0.05


def await_that(seen: Callable[[], bool], what: str) -> None:
    """Wait until something outside this program is there; EnvironmentProblem names it when it does not come."""
    pause = Event()
    for _ in range(int(PATIENCE / GLANCE)):
        if seen():
            return
        pause.wait(GLANCE)
    raise EnvironmentProblem("The demonstration", f"{what} did not come", "Run it again; the log may say more.")


class Practice:
    """One practice program with a witness file of what was really clicked and saved; a context."""

    def __init__(
        self, witness: Path, options: tuple[str, ...], find: Callable[[WindowIdentity], Window | None]
    ) -> None:
        self._witness = witness
        self._options = options
        self._find = find
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Practice:
        self._witness.unlink(missing_ok=True)
        self._process = start_practice("--witness", str(self._witness), *self._options)
        await_that(lambda: self._find(LIST) is not None, "the practice program")
        return self

    def __exit__(self, *error: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
        await_that(lambda: self._find(LIST) is None, "the end of the practice program")

    def saved(self) -> list[dict[str, Any]]:
        """What the practice program itself says was saved."""
        return [line for line in self._lines() if line.get("event") == "change" and line.get("object") == "saved"]

    def clicks(self) -> int:
        """How many clicks it got."""
        return sum(line.get("event") == "click" for line in self._lines())

    def _lines(self) -> list[dict[str, Any]]:
        if not self._witness.exists():
            return []
        return [json.loads(line) for line in self._witness.read_text(encoding="utf-8").splitlines()]
