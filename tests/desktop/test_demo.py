"""The demonstration drives the real application from the first coached run to an automatic one, without a display."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

DECISIONS = ("✓ accepted", "✎ corrected", "☞ by hand", "↷ skipped", "✗ rejected", "alone")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """One demonstration without any display of the outside, and the folder of its report."""
    folder = tmp_path_factory.mktemp("demo")
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "app", "demo", "--headless", "--report", str(folder / "report")]
    env["UNDERSTUDY_HOME"] = str(folder / "home")
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=240, check=False)
    return done, folder / "report"


@pytest.mark.timeout(260)
def test_it_goes_as_scripted_and_says_where_the_report_lies(
    played: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    done, report = played
    assert done.returncode == 0, done.stdout + done.stderr
    assert "BAD" not in done.stdout
    assert str(report / "index.html") in done.stdout
    assert done.stderr == ""


def test_the_report_shows_all_five_decisions_with_pictures(
    played: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    _, report = played
    page = (report / "index.html").read_text(encoding="utf-8")
    assert [word for word in DECISIONS if word not in page] == []
    assert page.count("before, and where") == 24
    assert "1299.00" not in page, "a typed text must not be told"


def test_the_pictures_are_of_a_screen_with_something_on_it(
    played: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    _, report = played
    shots = sorted((report / "images").glob("[0-9][0-9]-*.png"))
    assert len(shots) == 9
    for shot in shots:
        with Image.open(shot) as picture:
            assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 50, shot.name
