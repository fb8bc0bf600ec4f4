"""The virtual display starts whole, answers, and leaves nothing behind, however it ends."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from Xlib.display import Display

from app.desktop import virtual_display
from app.desktop.virtual_display import VirtualDisplay
from app.model.errors import EnvironmentProblem
from app.model.geometry import Box
from tests.desktop.person import Person
from tests.desktop.programs import Programs, search_windows
from tests.desktop.witness import Witness


def _processes_with(word: str) -> list[str]:
    """Command lines of living processes whose variables or words hold this text; the dead have neither."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        if int(folder.name) == os.getpid():
            continue
        try:
            text = (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if word.encode() in text:
            found.append((folder / "cmdline").read_text().replace("\0", " "))
    return found


def test_the_display_has_the_asked_size_depth_and_a_window_manager() -> None:
    with VirtualDisplay(1280, 800) as display:
        connection = Display(display.name)
        screen = connection.screen()
        assert (screen.width_in_pixels, screen.height_in_pixels, screen.root_depth) == (1280, 800, 24)
        assert {"RANDR", "XTEST"} <= set(connection.list_extensions())
        assert screen.root.get_full_property(connection.intern_atom("_NET_SUPPORTING_WM_CHECK"), 0) is not None
        connection.close()


def test_no_key_is_taken_by_the_window_manager(desktop: VirtualDisplay, programs: Programs, person: Person) -> None:
    log = programs.home / "keys"
    programs.start(["sh", "-c", f"exec xev -event keyboard > {log}"], "Event Tester").activate()
    for chord in ("alt+F4", "ctrl+alt+t", "super+d", "alt+Tab", "F8"):
        person.key(chord)
    keys = log.read_text()
    for wanted in ("F4", "keysym 0x74, t", "keysym 0x64, d", "Tab", "F8"):
        assert wanted in keys


def test_nothing_is_left_after_the_end_with_programs_still_open() -> None:
    with VirtualDisplay(640, 480) as display:
        address = display.env["DBUS_SESSION_BUS_ADDRESS"].split(",guid")[0]
        editor = subprocess.Popen(["mousepad"], env=display.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert search_windows(display.env, "--sync", "--onlyvisible", "--class", "mousepad")
        assert any("at-spi" in line for line in _processes_with(address))
    editor.wait(10)
    assert _processes_with(address) == []


def test_an_error_inside_ends_everything_too() -> None:
    address = ""

    def fail() -> None:
        nonlocal address
        with VirtualDisplay(640, 480) as display:
            address = display.env["DBUS_SESSION_BUS_ADDRESS"].split(",guid")[0]
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    assert _processes_with(address) == []


def test_the_display_dies_when_we_are_killed() -> None:
    script = (
        "import os, sys\n"
        "from app.desktop.virtual_display import VirtualDisplay\n"
        "with VirtualDisplay(640, 480) as display:\n"
        "    print(display.env['DBUS_SESSION_BUS_ADDRESS'].split(',guid')[0], flush=True)\n"
        "    sys.stdin.read()\n"
    )
    killed = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert killed.stdout is not None
    assert killed.stdin is not None
    address = killed.stdout.readline().strip()
    servers = [os.pidfd_open(int(pid)) for pid in _children(killed.pid)]
    assert len(servers) >= 3
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    for server in servers:
        assert select.select([server], [], [], 10)[0], "a part of the display outlived its parent"
        os.close(server)
    killed.stdin.close()
    killed.stdout.close()
    assert address


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def test_a_missing_program_is_named_with_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(virtual_display.shutil, "which", lambda name: None if name == "openbox" else f"/usr/bin/{name}")
    with pytest.raises(EnvironmentProblem, match=r"needs openbox.*apt-get install.* openbox"), VirtualDisplay():
        pass


def test_a_server_that_ends_at_once_is_reported_with_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "Xvfb"
    broken.write_text("#!/bin/sh\necho no such screen >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(EnvironmentProblem, match=r"Xvfb did not start.*no such screen"), VirtualDisplay():
        pass


def test_the_witness_tells_what_was_really_pressed(person: Person, witness: Callable[[Box], Witness]) -> None:
    window = witness(Box(300, 200, 100, 60))
    person.click(350, 230)
    person.click(600, 600)
    person.right_click(310, 210)
    assert [(press.button, press.x, press.y) for press in window.wait_for(2)] == [(1, 350, 230), (3, 310, 210)]
    assert len(window.presses()) == 2


def test_programs_say_where_they_are(programs: Programs, person: Person) -> None:
    calculator = programs.start(["galculator"], "galculator", by="class")
    calculator.move(400, 300)
    box = calculator.box()
    assert box.x in range(395, 410)
    assert box.y in range(300, 340)
    assert box.w > 100
    assert "galculator" in calculator.title()
