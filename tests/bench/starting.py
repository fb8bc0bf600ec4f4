"""Starts the program as `python -m app` does and ends it when its window can be used: `python -m tests.bench.starting`.

Prints the monotonic second of each stage as JSON: imports, parts, window shown, usable (exposed, library painted).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

STAGES = {"begun": time.monotonic()}


def main() -> int:
    """Import, note, and run the command line without words."""
    from app import cli

    STAGES["command line imported"] = time.monotonic()
    import app.bootstrap as bootstrap

    STAGES["all imported"] = time.monotonic()
    _note_when_done(bootstrap, "open_machine", "devices opened")
    _note_when_done(bootstrap, "make_application", "Qt application made")
    _note_when_done(bootstrap, "build_windows", "windows built")
    _note_when_done(bootstrap.Machine, "start", "listener and acting process started")
    _watch_windows()
    sys.argv = ["understudy"]
    status = cli.guarded(lambda: cli.app(standalone_mode=False))
    os.write(1, (json.dumps(STAGES) + "\n").encode())
    return status


def _note_when_done(owner: Any, name: str, stage: str) -> None:
    original: Callable[..., Any] = getattr(owner, name)

    def noted(*given: Any, **named: Any) -> Any:
        result = original(*given, **named)
        STAGES[stage] = time.monotonic()
        return result

    setattr(owner, name, noted)


def _watch_windows() -> None:
    from PySide6.QtCore import QTimer

    from app.ui.application import Windows

    original = Windows.show

    def show(windows: Windows) -> None:
        original(windows)
        STAGES["window shown"] = time.monotonic()
        main, conductor = windows.main, windows.conductor
        assert main is not None
        assert conductor is not None
        glance = QTimer(main)
        glance.setInterval(0)

        def look() -> None:
            handle = main.windowHandle()
            if conductor.shelf.current and main.coach.library.rows and handle is not None and handle.isExposed():
                glance.stop()
                main.repaint()
                STAGES["usable"] = time.monotonic()
                main.close()

        glance.timeout.connect(look)
        glance.start()

    Windows.show = show  # type: ignore[method-assign]


if __name__ == "__main__":
    sys.exit(main())
