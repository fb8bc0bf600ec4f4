"""What is checked before a run in AUTOMATIC, read from the desktop as it stands."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from app.desktop.machine import Machine
from app.desktop.surroundings import themes
from app.learning.readiness import preflight
from app.model.modes import RunMode
from app.model.readiness import Outside, Preflight
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
    with closing(machine.open_camera()) as camera:
        seen = themes(windows, camera.grab())
    others = [(window.identity, theme) for window, theme in zip(windows, seen, strict=True) if not window.own]
    names = tuple(identity for identity, _ in others)
    return Outside(machine.session.layout(), names, machine.hot_keys.problem(), tuple(theme for _, theme in others))
