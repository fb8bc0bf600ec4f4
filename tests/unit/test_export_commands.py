"""`understudy export` at the command line: clear errors, one object with --json, nothing lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.home import SystemClock
from app.model.recording import Recorded
from app.settings import Settings, folders
from app.storage.store import opened
from tests.forked_shell import ForkedShell
from tests.shell import Shell
from tests.unit.storage.played_runs import played
from tests.unit.storage.shelf import IMAGES, invoice


@pytest.fixture
def shell(home: Path) -> Shell:
    with opened(folders(), Settings(), SystemClock()) as store:
        store.library.add(Recorded(invoice(), IMAGES))
        played(store.ledger, ["r1"])
    return ForkedShell(home)


def test_decisions_are_exported_once_and_the_second_time_says_so(shell: Shell, tmp_path: Path) -> None:
    first = shell("export", "decisions", "--out", str(tmp_path / "out"), "--json").object()
    assert [(batch["first"], batch["last"]) for batch in first["batches"]] == [(1, 2)]
    assert (first["exported"], first["pending"]) == (2, 0)
    file = Path(first["batches"][0]["file"])
    assert [json.loads(line)["seq"] for line in file.read_text(encoding="utf-8").splitlines()] == [1, 2]
    second, stats = shell.at_once(("export", "decisions"), ("stats", "--json"))
    assert second.status == 0
    assert "Nothing is waiting" in second.out
    assert (stats.object()["feedback"]["exported"], stats.object()["feedback"]["pending"]) == (2, 0)


def test_a_data_set_is_previewed_and_written(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "out"
    preview, written = shell.at_once(
        ("export", "training", "Invoice", "--preview", "--json"),
        ("export", "training", "Invoice", "--out", str(out), "--json"),
    )
    assert preview.object()["examples"] == written.object()["examples"] == 2
    assert len((out / "grounding.jsonl").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("training",), ("'workflows'",)),
        (("training", "Taxes", "--out", "out"), ("'Taxes'", "understudy list")),
        (("training", "Invoice"), ("--out", "--preview")),
        (("training", "Invoice", "--preview", "--masks", "nosuch.json"), ("nosuch.json",)),
        (("nonsense",), ("nonsense",)),
    ],
)
def test_wrong_words_are_bad_input(shell: Shell, words: tuple[str, ...], says: tuple[str, ...]) -> None:
    ended = shell("export", *words)
    ended.told(2, *says)
    assert ended.out == ""


def test_a_folder_that_cannot_be_used_is_named(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    decisions, training = shell.at_once(
        ("export", "decisions", "--out", str(file)), ("export", "training", "Invoice", "--out", str(file), "--json")
    )
    decisions.told(5, str(file))
    training.told(2, str(file), "new or empty")
    assert training.object()["exit"] == 2
    assert shell("stats", "--json").object()["feedback"]["pending"] == 2
