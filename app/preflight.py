"""What is checked before a run in AUTOMATIC, read from the desktop as it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing

from app.desktop.machine import Machine
from app.desktop.surroundings import themes
from app.learning.readiness import preflight
from app.model.errors import EnvironmentProblem
from app.model.modes import RunMode
from app.model.readiness import Outside, Preflight
from app.model.window import Window
from app.storage.store import Store


def preflight_reader(store: Store, machine: Machine) -> Callable[[str, int], Preflight]:
    """Reads it for a workflow, whole or from a step on (counted from 1); for a worker thread, takes a picture."""

    def read(workflow_id: str, start: int) -> Preflight:
        workflow = store.library.load(workflow_id)
        ready = store.library.readiness(workflow_id, RunMode.AUTOMATIC)
        return preflight(workflow, store.library.knowledge(workflow_id), ready, _outside(machine), start)

    return read


def _outside(machine: Machine) -> Outside:
    windows = machine.windows.all()
    others = [each for each in zip(windows, _themes(machine, windows), strict=True) if not each[0].own]
    names, seen = tuple(window.identity for window, _ in others), tuple(theme for _, theme in others)
    return Outside(machine.session.layout(), names, machine.hot_keys.problem(), seen)


def _themes(machine: Machine, windows: Sequence[Window]) -> tuple[str, ...]:
    """Not known where no picture can be taken, as when our own window covers everything: the run looks for itself."""
    try:
        with closing(machine.open_camera()) as camera:
            return themes(windows, camera.grab())
    except EnvironmentProblem:
        return ("",) * len(windows)
