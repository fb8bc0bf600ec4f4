"""The parcel program as the ten runs use it: how it looks today, what it received, and the person's hands on it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.desktop.atspi import Tree
from tests.desktop.coaching import ROOT, Noted
from tests.desktop.person import Person
from tests.desktop.programs import Programs
from tests.desktop.target import wait_until
from tests.desktop.ten_runs_program import ADDRESS, CHECK, SERVICE
from tests.desktop.ten_runs_truth import Truth

NAME, STREET, REMARK = "José Müller", "Hafenweg 7", "fragile"
RECEIVED = (f"{ADDRESS} 0 {NAME}|{STREET}|France|TRUE|", f"{SERVICE} 0 Express 1", f"{CHECK} 0 {REMARK}|")
"""What the program must have been given at the end of a run."""
_CORNER = (1910, 1070)


@dataclass(frozen=True, slots=True)
class Look:
    """A GTK theme, dots per inch, and the word and place (first or last) of the button that goes on."""

    theme: str = "Adwaita"
    dpi: int = 96
    word: str = "Continue"
    place: str = "last"


class Parcel:
    """Starts the program in a look; the windows follow each other by themselves."""

    def __init__(self, programs: Programs, tree: Tree, person: Person, folder: Path) -> None:
        self._programs = programs
        self._truth = Truth(tree)
        self._person = person
        self._receipt = folder / "receipt.txt"

    def open(self, look: Look) -> None:
        """A new one with nothing received yet; the mouse is put out of the way."""
        self._receipt.unlink(missing_ok=True)
        self._programs.env["GTK_THEME"] = look.theme
        resource = f"Xft.dpi: {look.dpi}\n".encode()
        subprocess.run(["xrdb", "-nocpp", "-merge"], input=resource, env=self._programs.env, check=True, timeout=20)
        self._person.move(*_CORNER)
        words = [str(self._receipt), look.word, look.place]
        command = [sys.executable, "-m", "tests.desktop.ten_runs_program", *words]
        self._programs.start(command, f"^{ADDRESS}$", cwd=ROOT)
        wait_until(lambda: self._truth.place(6) is not None, 20)

    def close(self) -> None:
        """What is left of it goes away, where a run has ended before its end."""
        self._programs.end_all()

    def received(self) -> tuple[str, ...]:
        """What each window gave when it was closed."""
        return tuple(self._receipt.read_text(encoding="utf-8").splitlines()) if self._receipt.exists() else ()

    def fill(self, noted: Noted) -> None:
        """The task as the person shows it, with a service that will turn out to be the wrong one."""
        self._type(1, NAME)
        noted.wait_for("1. Type")
        self._type(2, STREET)
        noted.wait_for("2. Type")
        for number in (3, 4, 5, 6):
            self._click(number)
            noted.wait_for(f"{number}. Click")
        self._person.slow_click(*self._truth.cell("Economy", 20))
        noted.wait_for("7. Click")
        self._click(8)
        noted.wait_for("8. Click")
        self._type(9, REMARK)
        noted.wait_for("9. Type")
        self._click(10)
        wait_until(lambda: len(self.received()) == 3, 20)

    def _type(self, number: int, text: str) -> None:
        self._click(number)
        self._person.type(text)

    def _click(self, number: int) -> None:
        wait_until(lambda: self._truth.aim(number) is not None, 20)
        place = self._truth.aim(number)
        assert place is not None
        self._person.slow_click(*place)
