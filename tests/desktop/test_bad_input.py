"""Bad input and broken surroundings on a real desktop: a clear error, the right exit state, and nothing clicked."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from app.desktop.virtual_display import VirtualDisplay
from app.model.geometry import Box
from tests.desktop.event_witness import PressWitness
from tests.desktop.first_steps import NAME, RUN, Practice, coached, rows, two_steps
from tests.desktop.person import Person
from tests.desktop.programs import Programs
from tests.desktop.target import wait_until
from tests.desktop.witness import Witness
from tests.shell import Shell, ended

CARD = "^Coach card$"
Pressing = Callable[[], PressWitness]


@pytest.fixture
def shell(desktop: VirtualDisplay, home: Path) -> Shell:
    """The command line on the desktop, with a workflow of two steps."""
    shell = Shell(home, desktop.env)
    two_steps(home / "data" / "workflows" / "first-steps")
    return shell


@pytest.fixture
def practice(programs: Programs, tmp_path: Path) -> Practice:
    return Practice(programs, tmp_path / "witness.jsonl")


def test_each_exit_state_is_that_of_a_real_run(shell: Shell, practice: Practice) -> None:
    halted = coached(shell, {"step": 2, "decision": "ACCEPT"})
    assert (halted.status, halted.object()["exit"], halted.object()["state"]) == (3, 3, "failed")
    assert "no answer for step 1" in halted.object()["reason"]
    rejected = coached(shell, {"step": 1, "decision": "REJECT", "then": "stop"})
    assert (rejected.status, rejected.object()["exit"], rejected.object()["state"]) == (4, 4, "stopped")
    assert rejected.object()["reason"] == "stopped by you at step 1"
    skipped = coached(shell, {"default": "SKIP"})
    assert (skipped.status, skipped.object()["exit"], skipped.object()["state"]) == (1, 1, "completed")
    assert practice.clicks() == []
    accepted = coached(shell, {"default": "ACCEPT"})
    assert (accepted.status, accepted.object()["exit"], accepted.object()["state"]) == (0, 0, "completed")
    assert len(practice.clicks()) == 2
    assert [accepted.err, skipped.err, rejected.err, halted.err] == [""] * 4


def test_F28_F66_a_second_one_is_refused_and_an_interrupt_ends_the_first(
    shell: Shell, practice: Practice, programs: Programs
) -> None:
    with shell.started(*RUN) as first:
        programs.wait_for_window(CARD)
        for words in (RUN, ()):
            shell(*words).told(5, "running already", f"process {first.pid}")
        assert shell("list").status == 0
        assert first.poll() is None
        assert programs.windows(CARD), "the question of the first one is gone"
        first.send_signal(signal.SIGINT)
        stopped = ended(first)
    assert (stopped.status, stopped.err) == (4, "")
    assert practice.clicks() == []
    assert rows(shell.home, "SELECT state FROM run_end") == [("stopped",)]
    assert rows(shell.home, "SELECT count(*) FROM decision") == [(0,)]


def test_an_interrupt_while_it_starts_is_a_stop(shell: Shell, practice: Practice) -> None:
    lock = shell.home / "data" / "understudy.lock"
    with shell.started(*RUN) as starting:
        wait_until(lambda: lock.exists() and lock.stat().st_size > 0)
        starting.send_signal(signal.SIGINT)
        stopped = ended(starting)
    assert (stopped.status, "Traceback" in stopped.err) == (4, False), stopped


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A file system of its own, with little room; needs the right to mount."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("a file system cannot be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def accept(person: Person, run: subprocess.Popen[str]) -> None:
    """Press the card's key until the run has ended; a card that has just come up takes no key yet."""
    for _ in range(20):
        person.key("F8")
        with suppress(subprocess.TimeoutExpired):
            run.wait(0.5)
            return


def fill(folder: Path) -> None:
    """Until nothing more goes onto this disk."""
    with (folder / "filler").open("wb", buffering=0) as filler:
        for size in (1 << 16, 1 << 10, 1):
            with suppress(OSError):
                while True:
                    filler.write(b"x" * size)


def test_F62_a_disk_that_is_full_when_a_decision_is_recorded_stops_before_the_act(
    desktop: VirtualDisplay, practice: Practice, programs: Programs, person: Person, tmp_path: Path, pressing: Pressing
) -> None:
    home = tmp_path / "disk"
    with small_disk(home):
        shell = Shell(home, desktop.env)
        two_steps(home / "data" / "workflows" / "first-steps")
        with shell.started(*RUN, "--json") as run, pressing() as witness:
            programs.wait_for_window(CARD)
            fill(home)
            accept(person, run)
            stopped = ended(run)
        result = stopped.object()
        assert (stopped.status, result["exit"], result["state"]) == (3, 3, "failed")
        assert "DISK_FULL" in result["reason"]
        assert stopped.err == ""
        assert witness.presses == []
        (home / "filler").unlink()
        assert rows(home, "SELECT count(*) FROM act") == [(0,)]
        assert rows(home, "SELECT count(*) FROM decision") == [(0,)]
        again = coached(shell, {"default": "ACCEPT"})
        assert (again.status, len(practice.clicks())) == (0, 2)
        [notice] = again.object()["notices"]
        assert "was cut off" in notice


def test_F63_a_ledger_that_is_locked_when_the_run_begins_stops_before_the_act(shell: Shell, practice: Practice) -> None:
    assert shell("db", "upgrade").status == 0
    with closing(sqlite3.connect(shell.home / "data" / "ledger.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        halted = coached(shell, {"default": "ACCEPT"})
    assert (halted.status, practice.clicks()) == (3, [])
    assert "LOCKED" in halted.object()["reason"]


def test_a_screen_of_sixteen_bits_says_what_to_change(home: Path, tmp_path: Path) -> None:
    two_steps(home / "data" / "workflows" / "first-steps")
    reading, writing = os.pipe()
    server = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x600x16", "-nolisten", "tcp"]
    with subprocess.Popen(server, pass_fds=(writing,), stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        with open(reading) as number:
            display = f":{number.readline().strip()}"
        try:
            Shell(home, {"DISPLAY": display})("run", NAME).told(5, "colour depth is 16", "24 bits")
        finally:
            process.terminate()


def test_F49_a_black_screen_is_told_before_the_run_and_nothing_is_clicked(
    desktop: VirtualDisplay, shell: Shell, practice: Practice, black: Witness, pressing: Pressing
) -> None:
    with pressing() as witness:
        blind = coached(shell, {"default": "ACCEPT"})
    blind.told(5, "Capture", "one colour", "Unlock the screen")
    assert blind.object()["exit"] == 5
    assert witness.presses == []
    assert rows(shell.home, "SELECT count(*) FROM run") == [(0,)]


@pytest.fixture
def black(desktop: VirtualDisplay, practice: Practice) -> Iterator[Witness]:
    """A black window of another program over the whole screen, as a locked or protected one looks."""
    window = Witness(desktop.name, Box(0, 0, desktop.width, desktop.height), colour=0)
    yield window
    window.close()
