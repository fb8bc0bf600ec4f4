"""The set-up script: what it installs, what it leaves alone, and what it says when it may not go on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[2] / "packaging"


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch):
    """Import a module of the set-up, as the script does: from its own folder."""
    monkeypatch.syspath_prepend(str(FOLDER))

    def load(name: str) -> ModuleType:
        monkeypatch.delitem(sys.modules, name, raising=False)
        return __import__(name)

    return load


class Commands:
    """Stands for `subprocess.run` inside one module: remembers what was asked, answers what it was told to."""

    def __init__(self, answers: dict[str, tuple[int, str]]) -> None:
        self.answers = answers
        self.asked: list[list[str]] = []

    def __call__(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.asked.append(list(command))
        for word, (status, output) in self.answers.items():
            if word in command:
                return subprocess.CompletedProcess(command, status, output)
        return subprocess.CompletedProcess(command, 0, "")


@pytest.fixture
def packages(load, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = load("system_packages")
    monkeypatch.setattr(module.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(module.sys, "platform", "linux")
    return module


def _lists(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "list.txt"
    file.write_text(text)
    return file


def test_installed_packages_are_left_alone(packages, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    commands = Commands({"dpkg-query": (0, "one installed\nnew-name installed\n")})
    monkeypatch.setattr(packages.subprocess, "run", commands)
    packages.ensure(_lists(tmp_path, "# why\none\nold-name | new-name\n"))
    assert len(commands.asked) == 1


def test_only_the_missing_ones_are_installed_under_the_name_that_is_offered(packages, monkeypatch, tmp_path) -> None:
    policies = {"old": (0, "old:\n  Candidate: (none)\n"), "new": (0, "new:\n  Candidate: 2\n")}
    commands = Commands({"dpkg-query": (0, "one installed\ngone config-files\n"), "install": (0, "")} | policies)
    monkeypatch.setattr(packages.subprocess, "run", commands)
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)
    packages.ensure(_lists(tmp_path, "one\nold | new\n"))
    assert commands.asked[-1][-2:] == ["--no-install-recommends", "new"]


def test_without_rights_it_says_the_line_to_type(packages, monkeypatch, tmp_path) -> None:
    commands = Commands({"dpkg-query": (1, ""), "-n": (1, "")})
    monkeypatch.setattr(packages.subprocess, "run", commands)
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    with pytest.raises(packages.SetupError, match=r"sudo sh -c 'apt-get update && .* xvfb openbox'"):
        packages.ensure(_lists(tmp_path, "xvfb\nopenbox\n"))
    assert not any("install" in command for command in commands.asked)


def test_the_part_of_python_that_debian_splits_off_is_installed_with_the_rest(packages, monkeypatch, tmp_path) -> None:
    commands = Commands({"dpkg-query": (1, "")})
    monkeypatch.setattr(packages.subprocess, "run", commands)
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)
    monkeypatch.setattr(packages.importlib.util, "find_spec", lambda name: None)
    packages.ensure(_lists(tmp_path, "xvfb\n"))
    assert commands.asked[-1][-2:] == ["xvfb", "python{}.{}-venv".format(*sys.version_info[:2])]


def test_sudo_without_a_password_is_used(packages, monkeypatch, tmp_path) -> None:
    commands = Commands({"dpkg-query": (1, "")})
    monkeypatch.setattr(packages.subprocess, "run", commands)
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    packages.ensure(_lists(tmp_path, "xvfb\n"))
    assert commands.asked[-1][:2] == ["/usr/bin/sudo", "-n"]


def test_what_apt_said_is_shown_when_it_fails(packages, monkeypatch, tmp_path) -> None:
    commands = Commands({"dpkg-query": (1, ""), "install": (100, "E: no space left")})
    monkeypatch.setattr(packages.subprocess, "run", commands)
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)
    with pytest.raises(packages.SetupError, match="no space left"):
        packages.ensure(_lists(tmp_path, "xvfb\n"))


@pytest.fixture
def environment(load, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The environment module on a folder of its own, where every command works and makes what it would make."""
    load("system_packages")
    module = load("environment")
    folder = tmp_path / ".venv"
    monkeypatch.setattr(module, "FOLDER", folder)
    monkeypatch.setattr(module, "PYTHON", folder / "python")
    monkeypatch.setattr(module, "_STAMP", folder / "stamp")
    module.commands = Commands({"venv": (0, "")})

    def run(command: list[str], **more: object) -> subprocess.CompletedProcess[str]:
        if "venv" in command:
            folder.mkdir()
            (folder / "python").touch()
        return module.commands(command, **more)

    monkeypatch.setattr(module.subprocess, "run", run)
    return module


def _installs(environment: ModuleType) -> int:
    return sum("install" in command for command in environment.commands.asked)


def test_the_second_set_up_installs_nothing(environment: ModuleType) -> None:
    environment.ensure()
    assert _installs(environment) == 3
    environment.ensure()
    assert _installs(environment) == 3


def test_an_interrupted_set_up_starts_over(environment: ModuleType) -> None:
    environment.commands.answers["--editable"] = (1, "")
    with pytest.raises(environment.SetupError, match="Start again"):
        environment.ensure()
    del environment.commands.answers["--editable"]
    (environment.FOLDER / "half").touch()
    environment.ensure()
    assert not (environment.FOLDER / "half").exists()
    assert _installs(environment) == 6


def test_a_changed_project_file_installs_only_the_project_again(environment: ModuleType) -> None:
    environment.ensure()
    environment._STAMP.write_text(environment._wanted().split()[0] + " other")
    environment.ensure()
    assert _installs(environment) == 4


def test_packages_that_left_the_lock_are_removed(environment: ModuleType) -> None:
    environment.ensure()
    environment._STAMP.write_text("other other")
    environment.commands.answers["list"] = (0, "pip==23\nnumpy==2\nPython3_Xlib==0.15\n")
    environment.ensure()
    (removal,) = [command for command in environment.commands.asked if "uninstall" in command]
    assert removal[-1] == "python3-xlib"


def test_every_stage_runs_and_one_failure_fails_all(load, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("system_packages", "environment"):
        load(name)
    checks = load("checks")
    stages = [checks.Stage(name, [sys.executable, "-c", f"exit({status})"]) for name, status in (("a", 3), ("b", 0))]
    assert checks.run(stages) == 1
    output = capsys.readouterr().out
    assert "FAILED (3)" in output
    assert "passed" in output
    assert checks.run(stages[1:]) == 0


def test_no_tests_is_a_failure_unless_the_stage_may_be_empty(load) -> None:
    for name in ("system_packages", "environment"):
        load(name)
    checks = load("checks")
    nothing = [sys.executable, "-c", "exit(5)"]
    assert checks.run([checks.Stage("tests", nothing)]) == 1
    assert checks.run([checks.Stage("proof", nothing, may_be_empty=True)]) == 0


def test_an_old_python_is_refused_with_its_cure(load, monkeypatch, capsys: pytest.CaptureFixture[str]) -> None:
    script = load("setup")
    monkeypatch.setattr(script, "OLDEST", (9, 0))
    monkeypatch.setattr(script, "newer_python", lambda: None)
    monkeypatch.setattr(script.sys, "argv", ["setup.py", "run"])
    assert script.start() == 5
    assert "needs Python 3.11 or newer" in capsys.readouterr().err
