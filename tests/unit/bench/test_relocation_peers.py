"""The figures side by side: the same cases for all, a click where the person pointed, a crash is no find but named."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from tests.bench.relocation import asked, tables
from tests.bench.relocation.case import Case, Variation, write_lines
from tests.bench.relocation.peers import asking, running
from tests.bench.relocation.peers.asking import PEERS, Asked, Peer
from tests.bench.relocation.peers.running import Center
from tests.bench.relocation.scoring import Answer

_ROOT = Path(__file__).parents[3]
_PEER = Peer("airtest", "airtest", "default cascade")


def _case(name: str) -> Case:
    return Case(
        id=name,
        app="form",
        kind="gtk",
        variation=Variation.MOVED,
        ref="ref.png",
        query="query.png",
        point=(12, 11),
        box=(10, 10, 8, 6),
        truth=(30, 20, 8, 6),
        title_ref="Form",
        title_query="Form",
        win_ref=None,
        win_query=None,
    )


class _Finder:
    """A tool that always finds the same middle, or fails."""

    def __init__(self, center: Center | None, error: Exception | None = None) -> None:
        self._center = center
        self._error = error

    def needle(self, picture: Image.Image) -> Image.Image:
        assert picture.size == (8, 6)
        return picture

    def screen(self, picture: Image.Image) -> Image.Image:
        return picture

    def find(self, needle: Image.Image, screen: Image.Image) -> Center | None:
        if self._error is not None:
            raise self._error
        return self._center


def _answered(tool: running.Tool, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Answer]:
    for name in ("ref.png", "query.png"):
        Image.new("RGB", (64, 48)).save(folder / name)
    write_lines(folder / "cases.jsonl", [_case("a"), _case("b")])
    write_lines(folder / "asked.jsonl", asked.places([folder / "cases.jsonl"], None))
    monkeypatch.setattr("sys.argv", ["peer", str(folder / "asked.jsonl"), str(folder / "out.jsonl")])
    running.answer_all(tool)
    return [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]


def test_the_click_is_where_the_person_pointed_in_the_needle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = _answered(_Finder(Center(34, 23)), tmp_path, monkeypatch)
    assert [(row["found"], row["x"], row["y"]) for row in rows] == [(True, 32.0, 21.0)] * 2


def test_a_crash_of_the_tool_is_no_find_and_the_next_case_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = _answered(_Finder(None, ValueError("too large\nmore")), tmp_path, monkeypatch)
    assert [(row["found"], row["error"]) for row in rows] == [(False, "ValueError: too large")] * 2


def test_a_sample_is_always_the_same_and_keeps_the_order() -> None:
    cases = [_case(str(number)) for number in range(50)]
    some = asked.some(cases, 10)
    assert len(some) == 10
    assert some == asked.some(cases, 10) == sorted(some, key=lambda case: int(case.id))
    assert asked.some(cases, 60) == asked.some(cases, None) == cases


def test_cases_of_two_folders_with_the_same_ids_stay_apart(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_lines(tmp_path / name / "cases.jsonl", [_case("a")])
    files = asked.case_files([tmp_path, tmp_path / "one"])
    first, second = asked.places(files, None)
    assert first.id != second.id
    assert (first.ref, second.ref) == (str(tmp_path / "one" / "ref.png"), str(tmp_path / "two" / "ref.png"))


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Peer, "missing", lambda _: None)


@pytest.mark.usefixtures("there")
def test_a_case_that_ends_the_process_is_a_crash_and_a_new_process_takes_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(_: Peer, cases: Sequence[Case], __: Path) -> asking._Ended:
        before = [case for case in cases if case.id != "b"][: 1 if len(cases) == 3 else None]
        rows = tuple({"id": case.id, "found": True} for case in before if cases[0].id != "b")
        return asking._Ended(rows, -11 if len(cases) == 3 else 0, "")

    monkeypatch.setattr(asking, "_run", run)
    answered = asking.ask(_PEER, [_case("a"), _case("b"), _case("c")], tmp_path)
    assert [(row["id"], row["found"]) for row in answered.rows] == [("a", True), ("b", False), ("c", True)]
    (said,) = tables.problems([answered])
    assert said.endswith("crashed on 1 of 3 cases (its process ended 1): b")


@pytest.mark.usefixtures("there")
def test_a_peer_that_does_not_start_is_named_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_run", lambda *_: asking._Ended((), 1, "ImportError: libGL.so.1"))
    (said,) = tables.problems([asking.ask(_PEER, [_case("a")], tmp_path)])
    assert said == f"{_PEER.name} does not start: ImportError: libGL.so.1"


def test_a_peer_that_was_not_installed_has_no_row_and_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Peer, "missing", lambda _: "ERROR: no such version")
    answered = asking.ask(_PEER, [_case("a")], tmp_path)
    assert list(tables.problems([answered])) == [f"{_PEER.name} was not installed: ERROR: no such version"]
    assert not any(_PEER.package in line for line in tables.places([_case("a")], {}, "app", [answered]))


def test_every_peer_has_its_row_of_the_same_cases() -> None:
    answered = [Asked(peer, ({"id": "a", "found": True, "x": 31, "y": 21, "ms": 1.5},)) for peer in PEERS]
    lines = list(tables.places([_case("a")], {}, "app", answered))
    assert all(
        line.startswith(f"| {each.peer.name} | 1 | 100.0") for each, line in zip(answered, lines[-5:], strict=True)
    )


@pytest.mark.parametrize("package", sorted({peer.package for peer in PEERS}))
def test_a_peer_is_locked_in_the_version_it_is_named_with(package: str) -> None:
    lock = (_ROOT / "packaging" / "peers" / f"{package}.lock").read_text()
    entries = [entry for entry in re.split(r"^(?=\w)", lock, flags=re.MULTILINE) if entry.strip()]
    (peer, *_) = [peer for peer in PEERS if peer.package == package]
    version = peer.name.removeprefix(package).split()[0]
    assert any(entry.startswith(f"{package}=={version} ") for entry in entries)
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in lock
    assert "--index" not in lock
