"""In what a window stands: what is told of its process and its picture, and what stays unknown."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from app.desktop.surroundings import surroundings, themes
from app.model.frame import Frame
from app.model.geometry import Box
from app.model.surroundings import Surroundings
from app.model.window import Window, WindowIdentity

BOX = Box(10, 10, 60, 40)


def frame(shade: int, text: int = 128) -> Frame:
    pixels = np.full((80, 100, 4), shade, np.uint8)
    pixels[20:24, 20:40, :3] = text
    return Frame(pixels, Box(0, 0, 100, 80), 1, 0.0)


def window(pid: int, box: Box = BOX) -> Window:
    return Window(7, WindowIdentity(application="calc"), pid, box)


def process(folder: Path, environ: str, program: Path | None = None) -> Path:
    own = folder / "42"
    own.mkdir(parents=True, exist_ok=True)
    (own / "environ").write_bytes(environ.encode())
    if program is not None:
        (own / "exe").unlink(missing_ok=True)
        (own / "exe").symlink_to(program)
    return folder


@pytest.mark.parametrize(("shade", "theme"), [(250, "light"), (30, "dark"), (128, "")])
def test_the_theme_is_what_most_of_the_window_looks_like(tmp_path: Path, shade: int, theme: str) -> None:
    assert surroundings(window(42), frame(shade), tmp_path).theme == theme


def test_the_theme_of_a_window_is_told_by_what_no_window_above_covers() -> None:
    dark, light = Box(0, 0, 50, 80), Box(20, 0, 80, 80)
    pixels = np.full((80, 100, 4), 250, np.uint8)
    pixels[:, :50, :3] = 30
    seen = Frame(pixels, Box(0, 0, 100, 80), 1, 0.0)
    assert themes([window(1, dark), window(2, light)], seen) == ("dark", "light")
    assert themes([window(2, light), window(1, dark)], seen) == ("light", "dark")
    assert themes([window(1, light), window(2, light)], seen)[1] == "", "nothing of it is seen"


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ("HOME=/home/a\0LANG=fr_FR.UTF-8\0", "fr_FR.UTF-8"),
        ("LANG=C\0LC_ALL=de_DE\0LANGUAGE=\0", "de_DE"),
        ("LANGUAGE=pl:en\0LC_ALL=de_DE\0", "pl:en"),
        ("HOME=/\0", ""),
        ("", ""),
    ],
)
def test_the_language_is_what_the_program_was_started_with(tmp_path: Path, environ: str, language: str) -> None:
    assert surroundings(window(42), frame(250), process(tmp_path, environ)).language == language


def test_an_update_of_the_program_is_another_version(tmp_path: Path) -> None:
    program = tmp_path / "calc"
    program.write_bytes(b"one")
    processes = process(tmp_path / "proc", "", program)
    before = surroundings(window(42), frame(250), processes).version
    assert before == surroundings(window(42), frame(250), processes).version != ""
    program.write_bytes(b"another")
    assert surroundings(window(42), frame(250), processes).version not in ("", before)
    program.unlink()
    assert surroundings(window(42), frame(250), processes).version == "", "replaced while it runs"


def test_a_program_of_another_user_and_a_window_off_the_screen_tell_nothing(tmp_path: Path) -> None:
    assert surroundings(window(1), frame(250), tmp_path) == Surroundings(theme="light")
    assert surroundings(window(1, Box(500, 500, 5, 5)), frame(250), tmp_path) == Surroundings()


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of processes")
def test_the_system_tells_of_a_real_process() -> None:
    assert surroundings(window(os.getpid()), frame(250)).version != ""
