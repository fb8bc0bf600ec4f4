"""What is installed fits together, the lock files are whole, and the wheel carries every file."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
_MEASURE_DRIFT = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Sender(QObject):
    sent = Signal()
application, sender = QCoreApplication([]), Sender()
def calls():
    for _ in range(200):
        application.processEvents()
        sender.setObjectName("x")
        sender.sent.emit()
calls()
before = sys.getrefcount(None), sys.getrefcount(True)
calls()
after = sys.getrefcount(None), sys.getrefcount(True)
print(after[0] - before[0], after[1] - before[1])
"""


@pytest.mark.parametrize("package", ["cv2", "Xlib", "PySide6"])
def test_a_package_folder_has_one_owner(package: str) -> None:
    owners = {
        distribution.metadata["Name"]
        for distribution in importlib.metadata.distributions()
        for file in distribution.files or ()
        if file.parts[0] == package and file.name == "__init__.py" and len(file.parts) == 2
    }
    assert len(owners) == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xlib is for X11")
def test_xlib_is_the_one_that_knows_randr() -> None:
    import Xlib

    assert Xlib.__version__ >= (0, 30)


def test_qt_does_not_use_up_none_and_true() -> None:
    """PySide6 6.12.0 on Python 3.11 takes a reference to None per call and ends the process after some thousands."""
    done = subprocess.run([sys.executable, "-c", _MEASURE_DRIFT], capture_output=True, text=True, check=True)
    drift_of_none, drift_of_true = map(int, done.stdout.split())
    assert drift_of_none > -20
    assert drift_of_true > -20


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "packaging" / name).read_text()
    entries = [entry for entry in re.split(r"^(?=\w)", text, flags=re.MULTILINE) if entry.strip()]
    assert len(entries) > 50
    assert all(re.match(r"[\w.-]+(\[\w+\])?==\S+", entry) and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "--index" not in text


def test_the_development_lock_holds_the_same_versions_as_the_program_lock() -> None:
    program, development = (set(_pins((ROOT / "packaging" / name).read_text())) for name in LOCKS)
    assert program < development


def test_packages_that_fight_over_a_folder_are_not_locked() -> None:
    names = {pin.split("==")[0] for name in LOCKS for pin in _pins((ROOT / "packaging" / name).read_text())}
    assert not names & {"python3-xlib", "opencv-python", "opencv-contrib-python", "evdev", "pyside6", "pyside6-addons"}


def test_the_project_asks_for_what_the_lock_was_made_from() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    lines = (ROOT / "packaging" / "requirements.in").read_text().splitlines()
    locked_from = {_spaceless(line) for line in lines if line and not line.startswith("#")}
    build_only = {entry for entry in locked_from if entry.startswith(("setuptools", "wheel"))}
    assert {_spaceless(entry) for entry in asked} == locked_from - build_only


def test_the_wheel_carries_every_file_of_the_program(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    for folder in ("app", "resources"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    wheel = _build_wheel(tmp_path)
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if name.startswith("app/")}
    assert inside == _expected(tmp_path)


def _build_wheel(folder: Path) -> Path:
    build = "from setuptools import build_meta; build_meta.build_wheel('dist')"
    subprocess.run([sys.executable, "-W", "ignore", "-c", build], cwd=folder, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("understudy-*.whl")
    return wheel


def _expected(folder: Path) -> set[str]:
    code = {file.relative_to(folder).as_posix() for file in (folder / "app").rglob("*") if file.is_file()}
    data = {file.relative_to(folder / "resources") for file in (folder / "resources").rglob("*") if file.is_file()}
    return code | {f"app/_resources/{file.as_posix()}" for file in data}


def _pins(text: str) -> list[str]:
    return re.findall(r"^(\S+==\S+)", text, re.MULTILINE)


def _spaceless(requirement: str) -> str:
    return requirement.replace(" ", "").replace('"', "'")
