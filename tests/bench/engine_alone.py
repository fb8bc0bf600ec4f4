"""The engine with the real devices, without any window, until input ends: `python -m tests.bench.engine_alone MODE`."""

from __future__ import annotations

import sys

from app.bootstrap import usage
from app.desktop.machine import open_machine
from app.engine.api import RunRequest
from app.engine.engine import Engine
from app.engine.world import World
from app.home import SystemClock, opened_home
from app.model.modes import RunMode
from app.vision.eye import Eye


class _NoWindows:
    """A stage without anything on it."""

    def clear(self) -> None:
        """There is nothing to take away."""


def main() -> None:
    """Run the workflow of the figures; nobody answers."""
    with opened_home() as home:
        library = home.store.library
        machine = open_machine(home.settings, home.folders.data / "state", lambda reason: None)
        world = World(
            clock=SystemClock(),
            open_camera=machine.open_camera,
            windows=machine.windows,
            session=machine.session,
            open_eye=lambda workflow: Eye(
                lambda name: library.picture(workflow.id, name), machine.accessibility, None, machine.windows
            ),
            hand=machine.hand,
            watcher=machine.listener,
            stage=_NoWindows(),
            ledger=home.store.ledger,
            secrets=machine.secrets,
            usage=usage,
        )
        engine = Engine(world, home.settings)
        try:
            machine.start()
            engine.start(RunRequest(library.load("figures"), RunMode(sys.argv[1])))
            sys.stdin.read()
        finally:
            engine.close()
            machine.close()


if __name__ == "__main__":
    main()
