"""`understudy export pack` and `understudy import` at the command line: clear errors, one object with --json."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.home import SystemClock
from app.model.lesson import OneLesson
from app.model.target import TaughtTarget
from app.settings import Settings, folders
from app.storage.store import opened
from tests.forked_shell import ForkedShell
from tests.shell import Shell
from tests.unit.storage.pack_shelf import NEW, PICTURES, PROOF
from tests.unit.storage.shelf import IMAGES, button, invoice


@pytest.fixture
def shell(home: Path) -> Shell:
    with opened(folders(), Settings(), SystemClock()) as store:
        from app.model.recording import Recorded

        store.library.add(Recorded(invoice(), IMAGES))
        taught = TaughtTarget(button("New", NEW), {NEW: PICTURES[NEW]})
        store.library.repoint("w-1", "new", taught, PROOF)
    return ForkedShell(home)


def test_what_is_new_is_written_once_and_the_second_time_says_so(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "fixes"
    made = shell("export", "pack", "Invoice", "--out", str(out), "--json").object()
    assert made["file"] == f"{out}.understudy-pack"
    assert (made["corrections"], made["pictures"], Path(made["file"]).is_file()) == (1, 2, True)
    again, over, named = shell.at_once(
        ("export", "pack", "Invoice", "--out", str(tmp_path / "more")),
        ("export", "pack", "Invoice", "--out", str(out)),
        ("export", "pack", "Invoice", "--steps", "1", "--out", str(tmp_path / "named")),
    )
    again.told(2, "since the last one", "--steps")
    over.told(2, "such a file already")
    assert named.status == 0


def test_a_pack_is_tried_taken_in_and_known_the_second_time(shell: Shell, tmp_path: Path) -> None:
    file = str(tmp_path / "fixes.understudy-pack")
    shell("export", "pack", "Invoice", "--out", file)
    with opened(folders(), Settings(), SystemClock()) as store:
        (lesson,) = store.lessons.lessons("w-1")
        store.lessons.take_back(OneLesson(lesson.correction_id), "it")
    looked = shell("import", file, "--json").object()
    assert (looked["corrections"], looked["items"][0]["step"], looked["installed"]) == (0, 1, None)
    taken = shell("import", file, "--adopt", "all", "--json").object()
    assert (taken["corrections"], taken["items"][0]["taken"]) == (1, "adopt")
    again = shell("import", file, "--adopt", "all")
    assert again.status == 0
    assert "taken in before" in again.out
    assert "knows it already" in again.out
    assert "Nothing taken in" in again.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("export", "pack", "Invoice"), ("--out",)),
        (("export", "pack", "Taxes", "--out", "out"), ("'Taxes'", "understudy list")),
        (("export", "pack", "Invoice", "--out", "out", "--steps", "1,x"), ("--steps", "'x'")),
        (("export", "pack", "Invoice", "--out", "out", "--steps", "3"), ("--steps", "'3'")),
        (("export", "pack", "Invoice", "--out", "out", "--steps", "2"), ("Step 2", "Learned")),
        (("export", "pack", "Invoice", "--out", "/nosuch/out"), ("/nosuch/out",)),
        (("import", "nosuch.understudy-pack"), ("nosuch.understudy-pack",)),
        (("import", "pyproject.toml"), ("pyproject.toml", "BAD_PACK")),
        (("import", "x.understudy"), ("x.understudy", "No such file")),
        (("import", "x.understudy-pack", "--adopt", "most"), ("most",)),
    ],
)
def test_wrong_words_and_files_are_bad_input(shell: Shell, words: tuple[str, ...], says: tuple[str, ...]) -> None:
    ended = shell(*words)
    assert ended.status in (2, 5)
    ended.told(5 if "/nosuch/out" in words else 2, *says)
    assert ended.out == ""
