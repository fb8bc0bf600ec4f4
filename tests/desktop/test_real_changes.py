"""The world is not as it was recorded: other colours, another place, something in front, nothing there, a person."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.desktop.virtual_display import VirtualDisplay
from app.model.geometry import Box, Point
from tests.desktop.atspi import Tree
from tests.desktop.calculator import CORNER, HOME, Calculator
from tests.desktop.coaching import ACCEPT, Understudy, decisions, environment, statuses
from tests.desktop.event_witness import PressWitness
from tests.desktop.person import Person
from tests.desktop.programs import Programs
from tests.desktop.target import wait_until
from tests.desktop.witness import Witness

pytestmark = pytest.mark.proof

KEYS = "7+5="
ELSEWHERE = Point(1000, 500)
SKIP_AND_STOP = [{"step": 1, "decision": "SKIP"}, {"step": 2, "decision": "REJECT", "then": "stop"}]
CARD = "^Coach card"
STOPPED, NOT_ALL_CHECKED = 4, 1

Pressing = Callable[[], PressWitness]
Cover = Callable[[Box], Witness]


@pytest.fixture(scope="module")
def recorded(desktop: VirtualDisplay, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a program that was shown 7 + 5 = once, on a light desktop."""
    folder = tmp_path_factory.mktemp("recorded")
    programs, person = Programs(desktop.env, folder / "program-home"), Person(desktop.env)
    understudy = Understudy(environment(desktop.env), folder / "understudy")
    try:
        with Tree(desktop.env["DBUS_SESSION_BUS_ADDRESS"]) as tree:
            calculator = Calculator(programs, tree, person)
            understudy.record("Sum", person, lambda _: calculator.press(KEYS))
    finally:
        programs.end_all()
    return understudy.home


@pytest.fixture
def trained(recorded: Path, understudy: Understudy) -> Understudy:
    """The same program for each test."""
    shutil.copytree(recorded, understudy.home, dirs_exist_ok=True)
    return understudy


@pytest.fixture
def start(programs: Programs, tree: Tree, person: Person) -> Callable[..., Calculator]:
    """Starts the calculator, in the colours of a theme."""

    def begin(theme: str = "Adwaita") -> Calculator:
        calculator = Calculator(programs, tree, person, HOME, theme)
        person.move(*CORNER)
        return calculator

    return begin


@pytest.fixture
def when_asked(programs: Programs) -> Callable[[Callable[[], object]], Callable[[], None]]:
    """Something that is done as soon as the first question stands on the screen."""

    def prepare(deed: Callable[[], object]) -> Callable[[], None]:
        def do() -> None:
            wait_until(lambda: bool(programs.windows(CARD)), 30)
            deed()

        return do

    return prepare


def test_target_absent_asks_and_clicks_nothing(trained: Understudy, pressing: Pressing) -> None:
    with pressing() as witness:
        result = trained.run("Sum", SKIP_AND_STOP, expect=STOPPED)
    assert statuses(result) == ["skipped", "rejected"]
    assert witness.presses == []


def test_F4_the_window_moves_between_suggestion_and_accept(
    trained: Understudy,
    start: Callable[..., Calculator],
    pressing: Pressing,
    when_asked: Callable[[Callable[[], object]], Callable[[], None]],
) -> None:
    calculator = start()
    move = when_asked(lambda: calculator.move(ELSEWHERE))
    with pressing() as witness:
        result = trained.run("Sum", [ACCEPT], meanwhile=move, expect=NOT_ALL_CHECKED)
    assert decisions(result) == ["accept"] * len(KEYS)
    assert calculator.shown() == "12"
    assert witness.presses == calculator.points(KEYS)
    assert trained.stats("Sum")["accepted"] == len(KEYS) + 1, "the first one was asked again at the new place"


def test_C21_a_window_comes_in_front_between_suggestion_and_accept(
    trained: Understudy,
    start: Callable[..., Calculator],
    pressing: Pressing,
    witness: Cover,
    when_asked: Callable[[Callable[[], object]], Callable[[], None]],
) -> None:
    calculator, windows = start(), list[Witness]()
    place = calculator.program.box()
    cover = when_asked(lambda: windows.append(witness(place)))
    script = [{"step": 1, "decision": "ACCEPT"}, *SKIP_AND_STOP]
    with pressing() as presses:
        result = trained.run("Sum", script, meanwhile=cover, expect=STOPPED)
    assert statuses(result) == ["skipped", "rejected"]
    assert presses.presses == []
    assert windows[0].presses() == []
    assert calculator.shown() == "0"


def test_C21_a_dialog_covers_the_target_from_the_beginning(
    trained: Understudy, start: Callable[..., Calculator], pressing: Pressing, witness: Cover
) -> None:
    calculator = start()
    witness(calculator.key("7").grown(40))
    with pressing() as presses:
        result = trained.run("Sum", SKIP_AND_STOP, expect=STOPPED)
    assert statuses(result) == ["skipped", "rejected"]
    assert presses.presses == []


def test_C7_a_recording_made_light_is_replayed_dark(
    trained: Understudy, start: Callable[..., Calculator], pressing: Pressing
) -> None:
    calculator = start("Adwaita:dark")
    with pressing() as witness:
        result = trained.run("Sum", [ACCEPT], expect=NOT_ALL_CHECKED)
    assert decisions(result) == ["accept"] * len(KEYS)
    assert statuses(result) == ["passed", "unverified", "passed", "passed"]
    assert calculator.shown() == "12"
    assert witness.presses == calculator.points(KEYS)


def test_C10_the_window_stands_elsewhere(
    trained: Understudy, start: Callable[..., Calculator], pressing: Pressing
) -> None:
    calculator = start()
    calculator.move(ELSEWHERE)
    with pressing() as witness:
        trained.run("Sum", [ACCEPT], expect=NOT_ALL_CHECKED)
    assert calculator.shown() == "12"
    assert witness.presses == calculator.points(KEYS)


@pytest.fixture
def shared(recorded: Path, understudy: Understudy) -> Understudy:
    """A program that was only given the workflow of somebody else: nothing is known about it."""
    shutil.copytree(recorded / "data" / "workflows", understudy.home / "data" / "workflows")
    return understudy


def test_a_workflow_from_elsewhere_is_watched_first_and_coached_after_an_agreeing_run(
    shared: Understudy, start: Callable[..., Calculator], programs: Programs, pressing: Pressing
) -> None:
    calculator = start()
    assert shared.shown("Sum")["state"] == "observation"

    def work() -> None:
        wait_until(lambda: bool(programs.windows("^Understudy ghost overlay")), 30)
        for number, key in enumerate(KEYS, 1):
            calculator.press(key)
            wait_until(lambda done=number: _steps(shared.home) >= done, 20)

    with pressing() as witness:
        result = shared.run("Sum", None, meanwhile=work, expect=NOT_ALL_CHECKED)
    assert statuses(result) == ["observed"] * len(KEYS)
    assert [step["reason"] for step in result["steps"]] == ["agreed"] * len(KEYS)
    assert calculator.shown() == "12"
    assert witness.presses == calculator.points(KEYS), "the robot itself did nothing"
    known = shared.shown("Sum")
    assert known["state"] == "coaching"
    assert all(step["trust"].startswith("right 1 of 1") for step in known["steps"])


def _steps(home: Path) -> int:
    """How many steps the ledger holds."""
    ledger = sqlite3.connect(f"file:{home / 'data' / 'ledger.sqlite3'}?mode=ro", uri=True)
    try:
        return int(ledger.execute("select count(*) from step_result").fetchone()[0])
    finally:
        ledger.close()
