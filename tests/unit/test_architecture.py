"""The direction of imports is a rule that holds now, and each rule bites when it is broken."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("batch", "demo", "ui", "engine", "recording", "desktop", "vision", "storage", "learning", "model", "practice")
STARTED = ("__main__", "cli", "doctor", "exports", "ledger_commands", "packs", "recordings", "runs")
FILES = (*STARTED, "bootstrap", "home", "preflight", "settings", "logs")

# What is added to which module, and the contract that must refuse it.
FORBIDDEN = [
    ("model/bad", "import app.learning", "layers"),
    ("settings", "import app.learning", "layers"),
    ("learning/bad", "import app.vision", "layers"),
    ("engine/bad", "import app.ui", "layers"),
    ("ui/bad", "import app.bootstrap", "layers"),
    ("home", "import app.ui.bridge", "layers"),
    ("engine/bad", "import app.vision", "layers"),
    ("vision/bad", "import app.engine", "layers"),
    ("desktop/bad", "import app.storage", "layers"),
    ("storage/bad", "import app.recording", "layers"),
    ("recording/bad", "import app.desktop", "layers"),
    ("newroom/__init__", "", "layers"),
    ("bootstrap", "import app.practice", "practice-is-alone"),
    ("practice/bad", "import app.desktop", "practice-knows-only-model"),
    ("engine/bad", "import PySide6.QtCore", "qt"),
    ("cli", "import PySide6.QtCore", "qt"),
    ("vision/bad", "import qtpy", "qt"),
    ("ui/bad", "import mss", "devices"),
    ("engine/bad", "import pynput.mouse", "devices"),
    ("recording/bad", "import Xlib.display", "devices"),
    ("bootstrap", "import pyautogui", "devices"),
    ("storage/bad", "import keyring", "devices"),
    ("vision/bad", "import jeepney", "devices"),
    ("desktop/bad", "import cv2", "pixels"),
    ("engine/bad", "import rapidocr", "pixels"),
    ("learning/bad", "import sqlalchemy.orm", "sql"),
    ("engine/bad", "import alembic", "sql"),
    ("ui/bad", "import app.engine.ports", "bridge"),
]

ALLOWED = [
    ("ui/bridge", "import app.engine.ports"),
    ("ui/window", "import PySide6.QtWidgets"),
    ("ui/pages/coach", "import app.ui.bridge\nimport qtawesome"),
    ("bootstrap", "import PySide6.QtWidgets\nimport app.ui.window\nimport app.vision"),
    ("practice/window", "import PySide6.QtWidgets\nimport app.model"),
    ("desktop/capture", "import mss\nimport Xlib"),
    ("vision/ocr", "import cv2\nimport rapidocr"),
    ("storage/schema", "import sqlalchemy"),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """All rooms, empty, under the contracts of this project."""
    for room in ROOMS:
        (tmp_path / "app" / room).mkdir(parents=True)
        (tmp_path / "app" / room / "__init__.py").touch()
    (tmp_path / "app" / "__init__.py").touch()
    for name in (*(f"app/{file}" for file in FILES), "app/engine/ports", "app/ui/bridge", "app/ui/start"):
        (tmp_path / f"{name}.py").touch()
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    return tmp_path


def _add(house: Path, module: str, text: str) -> None:
    file = house / "app" / f"{module}.py"
    file.parent.mkdir(exist_ok=True)
    (file.parent / "__init__.py").touch()
    file.write_text(text + "\n")


def _lint(folder: Path, *contracts: str) -> tuple[int, str]:
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as c; c()",
        "--no-cache",
        *chosen,
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_imports_of_this_project_go_one_way() -> None:
    status, output = _lint(ROOT)
    assert status == 0, output


def test_what_each_room_may_import_is_accepted(house: Path) -> None:
    for module, text in ALLOWED:
        _add(house, module, text)
    status, output = _lint(house)
    assert status == 0, output


@pytest.mark.parametrize(("module", "text", "contract"), FORBIDDEN)
def test_a_forbidden_import_breaks_its_contract(house: Path, module: str, text: str, contract: str) -> None:
    _add(house, module, text)
    status, output = _lint(house, contract)
    assert status == 1, output
    assert re.search(r"BROKEN", output), output


def test_every_contract_has_an_import_that_breaks_it() -> None:
    contracts = re.findall(r'^id = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert set(contracts) == {contract for _, _, contract in FORBIDDEN}
