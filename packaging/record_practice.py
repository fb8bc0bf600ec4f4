"""Records the practice workflow anew into resources/practice/workflow: .venv/bin/python packaging/record_practice.py.

The practice program runs on a virtual display, a separate X client works in it as a person would, and the program's
own recorder writes the workflow down.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

NAME = "Enter a supplier invoice"
TARGET = ROOT / "resources" / "practice" / "workflow"
PAUSE = 0.7
LIMIT = 20.0


def main() -> int:
    """Record, and put the workflow where it is shipped from."""
    from app.desktop.virtual_display import VirtualDisplay

    with tempfile.TemporaryDirectory() as home, VirtualDisplay() as display:
        os.environ.update(display.env | {"UNDERSTUDY_HOME": home, "PYTHONUNBUFFERED": "1"})
        os.environ.pop("QT_QPA_PLATFORM", None)
        practice = subprocess.Popen([sys.executable, "-m", "app.practice"], cwd=ROOT)
        try:
            _record(Path(home))
        finally:
            practice.terminate()
            practice.wait()
        _ship(max((Path(home) / "data" / "workflows").iterdir(), key=lambda folder: folder.stat().st_mtime))
    return 0


def _record(home: Path) -> None:
    from app.desktop.accessibility import open_accessibility
    from app.desktop.person import Person
    from app.desktop.windows import X11Windows

    windows, accessibility = X11Windows(), open_accessibility()
    _wait(lambda: windows.active() is not None)
    recorder = subprocess.Popen(
        [sys.executable, "-m", "app", "record", NAME], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert recorder.stdout is not None
    while "Recording" not in recorder.stdout.readline():
        assert recorder.poll() is None, "the recorder ended early"
    with Person(home / "person") as person:
        _Clerk(person, windows, accessibility).enter_invoice()
        _pause()
        person.do([{"keys": ["ctrl", "shift", "f9"]}])
        print(recorder.communicate(timeout=60)[0])
    accessibility.close()
    windows.close()


class _Clerk:
    """Does the task once, with mouse and keyboard."""

    def __init__(self, person: object, windows: object, accessibility: object) -> None:
        self._person = person
        self._windows = windows
        self._accessibility = accessibility

    def enter_invoice(self) -> None:
        self._click("cell", "2041")
        self._click("push button", "Edit")
        self._type("Amount", "1284.50")
        self._click("check box", "Paid")
        self._type("Note", "Checked by phone")
        self._click("push button", "Save")
        self._type("Reference", "INV-2041")
        self._click("push button", "Save")

    def _click(self, role: str, name: str) -> None:
        _pause()
        box = self._find(role, name)
        point = (box.x + 10, box.y + box.h // 2) if role == "check box" else box.center
        self._person.do([{"click": list(point)}])

    def _type(self, name: str, text: str, clear: bool = True) -> None:
        self._click("text", name)
        _pause()
        if clear:
            self._person.do([{"keys": ["ctrl", "a"]}])
        self._person.do([{"type": text}])

    def _find(self, role: str, name: str) -> object:
        found: list[object] = []

        def look() -> bool:
            window = self._windows.active()
            found[:] = self._accessibility.find(window, role, name) if window else ()
            return bool(found)

        _wait(look)
        return found[0].box


def _ship(recorded: Path) -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    shutil.copytree(recorded, TARGET)
    print(f"{TARGET}: {sum(file.stat().st_size for file in TARGET.rglob('*') if file.is_file()) // 1024} KiB")


def _wait(done: Callable[[], bool]) -> None:
    for _ in range(int(LIMIT / 0.1)):
        if done():
            return
        threading.Event().wait(0.1)
    raise TimeoutError("the practice program did not show what was expected")


def _pause() -> None:
    """A person's pace; the recorder learns the times between."""
    threading.Event().wait(PAUSE)


if __name__ == "__main__":
    sys.exit(main())
