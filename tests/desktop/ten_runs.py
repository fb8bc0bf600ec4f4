"""The real proof: a parcel is sent in a real program ten times while theme, scale and a button of it change.

The person coaches three runs, then lets the steps act alone that were right, and sits in front of the other seven.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.desktop.virtual_display import VirtualDisplay
from app.model.geometry import Box, Point
from app.model.modes import RunMode
from app.settings import Folders, Learning, Settings, TrustRules, save
from tests.desktop.atspi import Tree
from tests.desktop.coaching import ROOT, Understudy, environment
from tests.desktop.event_witness import PressWitness
from tests.desktop.keyboards import layout
from tests.desktop.person import Person
from tests.desktop.programs import Programs
from tests.desktop.ten_runs_parcel import Look, Parcel
from tests.desktop.ten_runs_truth import LOCKED

NAME, RUNS = "Parcel", range(1, 11)
COACHED = 3
"""So many runs are coached from begin to end."""
THEMED, SCALED, RENAMED = 4, 6, 8
"""The runs at which the program has another theme, another scale, and another button at another place."""
_SECONDS = 150


@dataclass(frozen=True, slots=True)
class Ran:
    """One run: what its process told, where the X server heard presses of buttons, and what the program received."""

    number: int
    told: dict[str, Any]
    presses: tuple[tuple[int, Point], ...]
    received: tuple[str, ...]

    @property
    def asked(self) -> list[int]:
        """The steps that were asked about, in order, each as often as it was asked."""
        return [put["step"] for put in self.told["questions"]]

    @property
    def questions(self) -> int:
        """Questions beside those about the step that always asks."""
        return sum(step != LOCKED for step in self.asked)

    @property
    def corrected(self) -> list[int]:
        """The steps that the person had to correct."""
        return [put["step"] for put in self.told["questions"] if put["answer"] == "correct"]

    @property
    def wrong_proposals(self) -> list[int]:
        """The steps for which a place was suggested that was not the right one."""
        return [put["step"] for put in self.told["questions"] if put["wrong"]]

    @property
    def alone(self) -> list[int]:
        """The steps that were done without asking."""
        return [step["number"] for step in self.told["steps"] if step["decision"] is None]

    @property
    def wrong_presses(self) -> list[Point]:
        """Presses that the server heard outside of the right place of the act that was announced last before."""
        return [point for ms, point in self.presses if not _right(self.told["acts"], ms, point)]


def _right(acts: list[dict[str, Any]], ms: int, point: Point) -> bool:
    last = next((act for act in reversed(acts) if act["ms"] <= ms), None)
    return last is not None and last["place"] is not None and Box(*last["place"]).contains(point)


def look_of(run: int) -> Look:
    """How the program looks in this run."""
    return Look(
        theme="Adwaita:dark" if run >= THEMED else "Adwaita",
        dpi=144 if run >= SCALED else 96,
        word="Go on" if run >= RENAMED else "Continue",
        place="first" if run >= RENAMED else "last",
    )


def side_by_side(folder: Path) -> tuple[list[Ran], list[Ran]]:
    """The ten runs with learning switched on and off, at the same time, each on a display of its own."""
    rules = TrustRules(audit_one_in=0)  # a blind question here and there would make no two measurements alike
    arms = [(folder / word, Settings(trust=rules, learning=Learning(enabled=word == "on"))) for word in ("on", "off")]
    with ThreadPoolExecutor(len(arms), "ten runs") as both:
        learning, resting = [both.submit(ten_runs, *arm) for arm in arms]
        return learning.result(), resting.result()


def ten_runs(folder: Path, settings: Settings) -> list[Ran]:
    """Record, then all ten on a display of their own, with these settings."""
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        display = stack.enter_context(VirtualDisplay())
        stack.enter_context(layout(display.env, "us", "altgr-intl"))
        programs = Programs(display.env, folder / "program-home")
        stack.callback(programs.end_all)
        tree = stack.enter_context(Tree(display.env["DBUS_SESSION_BUS_ADDRESS"]))
        person = Person(display.env)
        parcel = Parcel(programs, tree, person, folder)
        understudy = Understudy(environment(display.env), folder / "understudy")
        save(Folders(understudy.home / "config", understudy.home / "data", understudy.home / "log").settings, settings)
        parcel.open(look_of(0))
        understudy.record(NAME, person, parcel.fill)
        return [_once(number, understudy, parcel, display.name) for number in RUNS]


def _once(number: int, understudy: Understudy, parcel: Parcel, display: str) -> Ran:
    mode = RunMode.COACHING if number <= COACHED else RunMode.AUTOMATIC
    file = understudy.home / f"run-{number}.json"
    words = [NAME, mode, str(file), *(["--vouch"] if number >= COACHED else [])]
    parcel.open(look_of(number))
    with PressWitness(display) as witness:
        command = [sys.executable, "-m", "tests.desktop.ten_runs_session", *words]
        done = subprocess.run(
            command, env=understudy.env, cwd=ROOT, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    assert done.returncode == 0, f"run {number}: exit {done.returncode}\n{done.stderr}\n{understudy.log()}"
    presses = tuple((event.ms, event.place) for event in witness.pressed)
    parcel.close()
    return Ran(number, json.loads(file.read_text(encoding="utf-8")), presses, parcel.received())
