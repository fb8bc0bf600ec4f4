"""Programs tell about their elements, within a quarter of a second, or not at all."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desktop.accessibility import AtSpi, open_accessibility
from app.desktop.virtual_display import VirtualDisplay
from app.desktop.windows import X11Windows
from app.model.target import AccessibleElement
from app.model.window import Window
from tests.desktop.programs import Program, Programs
from tests.desktop.target import wait_until


@pytest.fixture
def accessibility(desktop: VirtualDisplay) -> Iterator[AtSpi]:
    opened = open_accessibility()
    yield opened
    opened.close()


def _window(program: Program) -> Window:
    windows = X11Windows()
    found = windows.refresh(program.window)
    windows.close()
    assert found is not None
    return found


def _find(accessibility: AtSpi, program: Program, role: str, name: str) -> AccessibleElement:
    found: list[AccessibleElement] = []

    def there() -> bool:
        found[:] = accessibility.find(_window(program), role, name)
        return bool(found)

    wait_until(there, 60)
    return found[0]


def test_a_gtk_key_is_found_and_is_what_lies_there(accessibility: AtSpi, programs: Programs) -> None:
    program = programs.start(["galculator"], "galculator")
    seven = _find(accessibility, program, "toggle button", "7")
    window = _window(program)
    assert window.box.encloses(seven.box)
    there = accessibility.at(window, seven.box.center)
    assert there is not None
    assert (there.name, there.box) == ("7", seven.box)
    assert there.path[0] == "frame"
    assert there.path[-1] == there.role == "toggle button"


def test_a_qt_field_is_known_by_its_role(accessibility: AtSpi, programs: Programs, tmp_path: Path) -> None:
    program = programs.start(
        [sys.executable, str(Path(__file__).parent / "line_edit.py"), str(tmp_path / "t")], "Line edit of the tests"
    )
    window = _window(program)
    found: list[AccessibleElement | None] = []
    wait_until(lambda: found.append(accessibility.at(window, window.box.center)) is None and found[-1] is not None, 60)
    assert found[-1] is not None
    assert found[-1].role == "text"


def test_a_program_that_says_nothing_is_not_waited_for(accessibility: AtSpi, programs: Programs) -> None:
    program = programs.start(["xterm", "-T", "Deaf"], "Deaf")
    window = _window(program)
    begun = time.monotonic()
    assert accessibility.at(window, window.box.center) is None
    assert accessibility.find(window, "push button", "OK") == ()
    assert time.monotonic() - begun < 5
