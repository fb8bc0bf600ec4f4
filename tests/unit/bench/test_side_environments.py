"""The environments beside the checkout's own: made once, made anew for another lock, and a failure is kept in words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

_FOLDER = Path(__file__).parents[3] / "packaging"


@pytest.fixture
def side(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The module of the set-up, imported as the script does, with folders of the test."""
    monkeypatch.syspath_prepend(str(_FOLDER))
    for name in ("side_environments", "system_packages"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    module = __import__("side_environments")
    (tmp_path / "locks").mkdir()
    monkeypatch.setattr(module, "LOCKS_OF_PEERS", tmp_path / "locks")
    monkeypatch.setattr(module, "BUILD", tmp_path / "build")
    return module


class _Commands:
    """Stands for `subprocess.run`: makes the interpreter of an environment, fails where it was told to."""

    def __init__(self, failing: str = "", output: str = "") -> None:
        self.asked: list[list[str]] = []
        self._failing = failing
        self._output = output

    def __call__(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.asked.append(command)
        if "venv" in command:
            python = Path(command[-1]) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
            python.parent.mkdir(parents=True)
            python.touch()
        failed = bool(self._failing) and command[-1].endswith(self._failing)
        return subprocess.CompletedProcess(command, int(failed), self._output if failed else "")


def test_an_environment_is_made_once_for_a_lock(
    side: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commands = _Commands()
    monkeypatch.setattr(side.subprocess, "run", commands)
    lock = tmp_path / "locks" / "one.lock"
    for text in ("a==1", "a==1", "a==2"):
        lock.write_text(text)
        side.ensure_peers()
    made = [command for command in commands.asked if "venv" in command]
    assert len(made) == 2
    assert all("--require-hashes" in command for command in commands.asked if "install" in command)


def test_a_peer_that_fails_leaves_its_reason_and_the_next_one_is_made(
    side: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    output = "WARNING: slow\nERROR: No matching distribution found for a==1\nhint\n"
    monkeypatch.setattr(side.subprocess, "run", _Commands("bad.lock", output))
    for name in ("bad", "good"):
        (tmp_path / "locks" / f"{name}.lock").write_text("a==1")
    side.ensure_peers()
    peers = tmp_path / "build" / "peers"
    assert (peers / "bad" / side.NOT_INSTALLED).read_text() == "ERROR: No matching distribution found for a==1"
    assert not (peers / "good" / side.NOT_INSTALLED).exists()


def test_a_mended_peer_loses_its_reason(side: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "locks" / "one.lock").write_text("a==1")
    for failing in ("one.lock", ""):
        monkeypatch.setattr(side.subprocess, "run", _Commands(failing, "it broke"))
        side.ensure_peers()
    assert not (tmp_path / "build" / "peers" / "one" / side.NOT_INSTALLED).exists()
