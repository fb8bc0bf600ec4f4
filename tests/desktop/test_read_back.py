"""What was typed into a real program is read back from it: it arrived, or the field has altered it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desktop.accessibility import AtSpi, open_accessibility
from app.desktop.virtual_display import VirtualDisplay
from app.desktop.windows import X11Windows
from app.model.geometry import Point
from app.model.target import PASSWORD, AccessibleElement
from tests.desktop.coaching import ACCEPT, Noted, Understudy, statuses
from tests.desktop.person import Person
from tests.desktop.programs import Program, Programs
from tests.desktop.target import wait_until

NAME, SHORT, LONG = "Nordwind 4711", 8, 40
TITLE = "Line edit of the tests"
USUAL = Point(600, 400)


class Edit:
    """A Qt line edit that may cut what is typed; each opening ends the one before."""

    def __init__(self, programs: Programs, person: Person, file: Path) -> None:
        self._programs = programs
        self._person = person
        self._file = file
        self.running: Program | None = None

    def open(self, *options: str) -> Program:
        if self.running:
            os.killpg(self.running.pid, signal.SIGTERM)
            self.running.process.wait(10)
        self._file.write_text("")
        program = str(Path(__file__).parent / "line_edit.py")
        self.running = self._programs.start([sys.executable, program, str(self._file), *options], TITLE)
        self.running.move(*USUAL)
        self.running.activate()
        self._person.move(1910, 1070)
        return self.running

    def write(self, noted: Noted) -> None:
        assert self.running
        self._person.click(*self.running.box().center)
        self._person.type(NAME)
        noted.wait_for("1. Type")

    def content(self) -> str:
        return self._file.read_text(encoding="utf-8")


@pytest.fixture
def edit(programs: Programs, person: Person, tmp_path: Path) -> Edit:
    return Edit(programs, person, tmp_path / "field.txt")


@pytest.fixture
def accessibility(desktop: VirtualDisplay) -> Iterator[AtSpi]:
    opened = open_accessibility()
    yield opened
    opened.close()


def test_F47_a_typed_text_is_read_back_and_one_that_the_field_cuts_off_fails(
    understudy: Understudy, edit: Edit, person: Person
) -> None:
    edit.open(str(LONG))
    understudy.record("Name", person, edit.write)
    edit.open(str(LONG))
    result = understudy.run("Name", [ACCEPT], expect=0)
    assert edit.content() == NAME
    assert statuses(result) == ["passed"]
    assert result["steps"][0]["reason"].endswith("the field shows what was typed")

    edit.open(str(SHORT))
    result = understudy.run("Name", [ACCEPT], expect=3)
    assert edit.content() == NAME[:SHORT]
    assert statuses(result) == ["failed"]
    assert result["steps"][0]["reason"] == f"typed “{NAME}”, the field shows “{NAME[:SHORT]}”"


def test_a_field_of_a_real_program_tells_its_text_and_a_hidden_one_does_not(
    accessibility: AtSpi, edit: Edit, person: Person
) -> None:
    program = edit.open()
    person.click(*program.box().center)
    person.type(NAME)
    assert _told(accessibility, program).value == NAME
    program = edit.open("hidden")
    told = _told(accessibility, program)
    assert (told.role, told.value) == (PASSWORD, None)


def _told(accessibility: AtSpi, program: Program) -> AccessibleElement:
    windows = X11Windows()
    window = windows.refresh(program.window)
    windows.close()
    assert window is not None
    found: list[AccessibleElement | None] = []
    wait_until(lambda: found.append(accessibility.field(window, window.box.center)) is None and bool(found[-1]), 30)
    assert found[-1] is not None
    return found[-1]
