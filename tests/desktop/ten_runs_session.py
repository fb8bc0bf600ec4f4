"""One of the ten runs, by the whole program in a process of its own, with the coach beside it.

`python -m tests.desktop.ten_runs_session WORKFLOW MODE FILE [--vouch]`: what came of it is written to the file as JSON.
With --vouch the person goes through the list of steps afterwards and lets those act alone that were right in this run.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.bootstrap import Application, Shown, opened_windows
from app.engine.api import RunRequest
from app.home import opened_home
from app.learning.progress import trust_line
from app.model.knowledge import Knowledge
from app.model.modes import RunMode, StepStatus
from app.model.workflow import Workflow
from app.storage.library import LibraryStore
from tests.desktop.atspi import Tree
from tests.desktop.ten_runs_coach import Coach, Seen, Spectator
from tests.desktop.ten_runs_truth import LOCKED, Truth


def main() -> None:
    """Run, look at the list of steps, tell."""
    name, mode, file = sys.argv[1], RunMode(sys.argv[2]), Path(sys.argv[3])
    with opened_home() as home, opened_windows(Shown.CARD, home) as application:
        library = home.store.library
        workflow = library.load(name)
        seen = _run(application, workflow, mode)
        if "--vouch" in sys.argv:
            _vouch(library, workflow, seen)
        known = library.knowledge(workflow.id)
        file.write_text(json.dumps(_told(seen, workflow, known), default=str), encoding="utf-8")


def _run(application: Application, workflow: Workflow, mode: RunMode) -> Seen:
    bus = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    with Tree(bus) as mine, Tree(bus) as theirs:
        spectator = Spectator(Truth(theirs))
        coach = Coach(application.engine, Truth(mine), spectator.seen)
        application.engine.subscribe(spectator)
        application.engine.subscribe(coach)
        try:
            application.engine.start(RunRequest(workflow, mode, attended=True))
            application.until_closed()
        finally:
            coach.close()
        return spectator.seen


def _vouch(library: LibraryStore, workflow: Workflow, seen: Seen) -> None:
    known = library.knowledge(workflow.id)
    wrong = {put.step for put in seen.questions if put.answer != "accept"}
    for result in seen.steps:
        right = result.status is StepStatus.PASSED and result.number not in wrong
        if right and result.number != LOCKED and not known.step(result.step_id).vouched:
            library.vouch(workflow.id, result.step_id, True)


def _told(seen: Seen, workflow: Workflow, known: Knowledge) -> dict[str, Any]:
    lines = [trust_line(known.step(step.id), step=step) for step in workflow.steps]
    return asdict(seen) | {"trust": lines, "vouched": [known.step(step.id).vouched for step in workflow.steps]}


if __name__ == "__main__":
    main()
