"""What a person saves about stopping and about not being seen counts at once, for devices that are open already."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app import bootstrap
from app.desktop import hand as hand_room
from app.desktop import machine as machine_room
from app.desktop import wire
from app.desktop.devices import Heard
from app.desktop.hand import ActingHand
from app.desktop.hand_parts import Ears, Parts
from app.desktop.judge import Judge
from app.desktop.key_names import KeyWord
from app.desktop.machine import Machine, open_machine
from app.desktop.own_events import OwnEvents
from app.desktop.record import Kind, Seen
from app.desktop.reins import Pull
from app.desktop.triggers import StopKeys
from app.home import SystemClock
from app.model.geometry import Point
from app.model.modes import RunState
from app.settings import Advice, Keys, Privacy, Safety, Settings, folders
from app.storage.store import opened

BEFORE = Settings(safety=Safety(corner=False))
AFTER = Settings(
    keys=Keys(stop="f4", stop_too="ctrl+f5", record="f3"),
    safety=Safety(corner=True),
    privacy=Privacy(masked_apps=("keepassxc",)),
)


class Stdin(io.BytesIO):
    """What the acting process was told stays there to be read; closing it ends the process."""

    def __init__(self, end: Callable[[], None]) -> None:
        super().__init__()
        self._end = end

    def close(self) -> None:
        self._end()


class Process:
    """Stands for the acting process: it says nothing and lives until its input is closed."""

    def __init__(self, command: list[str], **_options: object) -> None:
        self.command = command
        news, self._news = os.pipe()
        self.stdout = os.fdopen(news, "rb")
        self.stdin = Stdin(self._end)
        self._status: int | None = None

    def _end(self) -> None:
        if self._status is None:
            self._status = 0
            os.close(self._news)

    def poll(self) -> int | None:
        return self._status

    def wait(self, timeout: float | None = None) -> int:
        return 0

    def heard(self) -> list[wire.Command]:
        """All it was told."""
        return [wire.read_command(line) for line in self.stdin.getvalue().splitlines()]


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[Process]:
    """The acting processes that were started, in order."""
    started: list[Process] = []

    def start(command: list[str], **options: object) -> Process:
        started.append(Process(command, **options))
        return started[-1]

    stand_in = SimpleNamespace(Popen=start, PIPE=subprocess.PIPE, TimeoutExpired=subprocess.TimeoutExpired)
    monkeypatch.setattr(hand_room, "subprocess", stand_in)
    return started


@pytest.fixture
def cameras(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], Collection[str]]]:
    """What each camera that is opened asks for the programs to black out."""
    asked: list[Callable[[], Collection[str]]] = []
    monkeypatch.setattr(machine_room, "open_camera", lambda masked_apps: asked.append(masked_apps))
    return asked


@pytest.fixture
def stops() -> list[str]:
    """Every stop that a device told."""
    return []


@pytest.fixture
def machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: list[Process], stops: list[str]
) -> Iterator[Machine]:
    """The devices as at the start of the program, those that need a desktop left out."""
    nothing = SimpleNamespace(close=lambda: None, touch=lambda: None, active=lambda: None, active_at=lambda at: None)
    monkeypatch.setattr(machine_room.session, "check", lambda _environment: None)
    for name in ("X11Windows", "X11Session", "open_accessibility", "X11OwnWindows", "KeyringSecrets"):
        monkeypatch.setattr(machine_room, name, lambda: nothing)
    opened = open_machine(BEFORE, tmp_path, stops.append)
    yield opened
    opened.close()


def last_stops(process: Process) -> wire.Command:
    """By what the acting process was last told to stop."""
    return [command for command in process.heard() if isinstance(command, wire.Heed)][-1]


def test_a_program_masked_from_now_on_is_black_for_a_camera_that_is_open(
    machine: Machine, cameras: list[Callable[[], Collection[str]]]
) -> None:
    machine.open_camera()
    assert cameras[0]() == ()
    machine.use(AFTER)
    assert cameras[0]() == ("keepassxc",)


def test_a_running_hand_is_told_the_new_stop_keys_and_the_corner(machine: Machine, processes: list[Process]) -> None:
    machine.hand.launch()
    assert last_stops(processes[0]) == wire.Heed(("ctrl+shift+f12", "pause"), corner=False)
    machine.use(AFTER)
    assert last_stops(processes[0]) == wire.Heed(("f4", "ctrl+f5"), corner=True)


def test_a_hand_that_starts_later_has_the_new_stop_keys_before_it_may_act(
    machine: Machine, processes: list[Process]
) -> None:
    machine.use(AFTER)
    machine.hand.launch()
    assert processes[0].command[-2:] == ["f4", "ctrl+f5"]
    assert processes[0].heard() == [wire.Heed(("f4", "ctrl+f5"), corner=True), wire.Arm()]


def test_a_stopped_hand_that_starts_anew_has_them_too(tmp_path: Path, processes: list[Process]) -> None:
    hand = ActingHand(tmp_path / "hand", ("pause",), OwnEvents(), lambda _reason: None)
    hand.stop()
    hand.heed(("f4",), corner=False)
    hand.launch()
    assert processes[0].heard() == [wire.Heed(("f4",), corner=False), wire.Stop()]
    hand.close()


def _down(code: int) -> Seen:
    return Seen(Kind.KEY_DOWN, code, Point(5, 5))


def test_the_acting_process_stops_by_what_it_was_told_last() -> None:
    pulls: list[Pull] = []
    stop_keys = StopKeys(("pause",))
    stop_keys.learn({70: "f4", 127: "pause"})
    ears = Ears(Judge(), stop_keys)
    ears.halt = pulls.append
    ears.corners.arm(frozenset({Point(0, 0)}), Point(5, 5))
    parts = cast(Any, SimpleNamespace(stop_keys=stop_keys, ears=ears))
    Parts.heed(parts, ("f4",), corner=False)
    ears.hear(_down(127))
    ears.hear(Seen(Kind.MOVE, 0, Point(0, 0)))
    assert Pull.STOP_KEY not in pulls
    assert Pull.CORNER not in pulls
    ears.hear(_down(70))
    assert Pull.STOP_KEY in pulls


def test_the_listener_stops_by_the_new_key_only(machine: Machine, stops: list[str]) -> None:
    machine.use(AFTER)
    machine.listener._key(Heard(Kind.KEY_DOWN, 0.0, Point(0, 0), word=KeyWord("pause", "")))
    assert stops == []
    machine.listener._key(Heard(Kind.KEY_DOWN, 0.0, Point(0, 0), word=KeyWord("f4", "")))
    assert stops == ["STOP_KEY"]


def test_the_self_test_of_the_stop_keys_waits_for_the_new_ones(machine: Machine) -> None:
    ended: list[None] = []
    machine.hot_keys._test = cast(Any, SimpleNamespace(close=lambda: ended.append(None)))
    machine.use(AFTER)
    assert machine.hot_keys._stop_keys == ("f4", "ctrl+f5")
    assert ended == [None]


def test_the_recorder_knows_the_new_hot_keys_at_its_next_recording(machine: Machine) -> None:
    recorder = bootstrap._recorder(machine)
    machine.use(AFTER)
    known = recorder._hot_keys()
    assert set(known) == {"f3", "ctrl+shift+f10", "ctrl+shift+f11", "f4", "ctrl+f5"}


def test_on_how_much_advice_rests_counts_at_once_and_for_what_is_tried_on_pictures(home: Path) -> None:
    with opened(folders(), Settings(), SystemClock()) as store:
        engine = cast(Any, SimpleNamespace(state=RunState.IDLE))
        shadow, advisor = bootstrap._shadow(store, engine), store.lessons.advisor
        assert shadow.rules() == advisor.rules() == Advice(min_runs=3, min_days=2)
        store.settings.save(Settings(advice=Advice(min_runs=7, min_days=4)))
        assert shadow.rules() == advisor.rules() == Advice(min_runs=7, min_days=4)


def test_nothing_is_tried_on_pictures_from_the_start_of_a_run_to_its_end(home: Path) -> None:
    with opened(folders(), Settings(), SystemClock()) as store:
        engine = SimpleNamespace(state=RunState.IDLE)
        shadow = bootstrap._shadow(store, cast(Any, engine))
        busy = []
        for state in RunState:
            engine.state = state
            busy += [state] if shadow.busy() else []
    waiting = (RunState.AWAITING_DECISION, RunState.AWAITING_CONFIRMATION)
    assert busy == [RunState.RUNNING, RunState.PAUSED, *waiting]
