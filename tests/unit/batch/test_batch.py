"""Questions from files: every line is answered in its order, a faulty one by its fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from tests.forked_shell import ForkedShell
from tests.shell import Ended, Shell
from tests.unit.vision.drawing import DARK, DESKTOP, Canvas, form, on_screen, shown, table, window_at

ROWS = ("Alpine Supply", "Baker and Sons", "Citrus Trading", "Delta Freight")


@pytest.fixture
def shell(home: Path) -> Shell:
    return ForkedShell(home)


class Folder:
    """A case file and its pictures."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: list[dict[str, Any]] = []

    def picture(self, name: str, canvas: Canvas, x: int = 200, y: int = 150) -> list[int]:
        """A screen with the canvas as its window; the window's box."""
        window = window_at(x, y, canvas)
        cv2.imwrite(str(self.path / name), shown((window, canvas)).pixels[:, :, :3])
        return list(window.box)

    def ask(self, case: str, ref: str, query: str, name: str, canvas: Canvas, **more: Any) -> None:
        box = list(on_screen(canvas, name, window_at(200, 150, canvas)))
        self.lines.append({"id": case, "ref": ref, "query": query, "box": box, "title_ref": "", **more})

    def answers(self, shell: Shell, *words: str) -> tuple[Ended, list[dict[str, Any]]]:
        cases, out = self.path / "cases.jsonl", self.path / "out" / "results.jsonl"
        cases.write_text("".join(f"{json.dumps(line)}\n" for line in self.lines), encoding="utf-8")
        ended = shell("locate", "--cases", str(cases), "--out", str(out), *words)
        return ended, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_each_case_is_answered_in_its_order_and_says_why(folder: Folder, shell: Shell) -> None:
    light, dark, other = form(), form(theme=DARK), table(ROWS)
    first, moved = folder.picture("light.png", light), folder.picture("dark.png", dark, 500, 90)
    there = folder.picture("other.png", other)
    folder.ask("b", "light.png", "dark.png", "Save", light, win_ref=first, win_query=moved)
    folder.ask("a", "light.png", "light.png", "City", light, win_ref=first, win_query=first)
    folder.ask("c", "light.png", "other.png", "Save", light, win_ref=first, win_query=there)
    folder.ask("d", "light.png", "dark.png", "Save", light, win_ref=first, win_query=None)
    ended, answers = folder.answers(shell)
    assert (ended.status, ended.err) == (0, "")
    assert [answer["id"] for answer in answers] == ["b", "a", "c", "d"]
    assert [answer["found"] for answer in answers] == [True, True, False, False]
    fields = {"id", "found", "x", "y", "box", "score", "runner_up", "method", "reason", "ms"}
    assert all(set(answer) == fields for answer in answers)
    assert all((answer["score"] >= 0.5) == answer["found"] for answer in answers)
    assert answers[1]["method"] == "place"
    assert "window" in answers[3]["reason"]
    x, y, wide, high = on_screen(dark, "Save", window_at(500, 90, dark))
    assert x <= answers[0]["x"] < x + wide
    assert y <= answers[0]["y"] < y + high


def test_C27_no_case_is_answered_by_what_another_one_taught(folder: Folder, shell: Shell) -> None:
    canvas = table(ROWS)
    box = folder.picture("a.png", canvas)
    again = folder.picture("b.png", table(ROWS[::-1]), 260, 200)
    names = [f"Edit {row}" for row in ROWS]
    for name in names:
        folder.ask(name, "a.png", "b.png", name, canvas, win_ref=box, win_query=again)
    _, together = folder.answers(shell)
    folder.lines.reverse()
    _, backwards = folder.answers(shell)
    for answer in (*together, *backwards):
        del answer["ms"]
    assert together == backwards[::-1]
    assert len({(answer["x"], answer["y"]) for answer in together}) == len(ROWS)


def test_a_faulty_case_is_answered_by_its_fault_and_the_rest_goes_on(folder: Folder, shell: Shell) -> None:
    canvas = form()
    box = folder.picture("good.png", canvas)
    (folder.path / "cut.png").write_bytes((folder.path / "good.png").read_bytes()[:900])
    (folder.path / "text.png").write_text("no picture", encoding="utf-8")
    huge = np.zeros((9000, 9000), np.uint8)
    cv2.imwrite(str(folder.path / "huge.png"), huge)
    for name in ("missing.png", "cut.png", "text.png", "huge.png"):
        folder.ask(name, "good.png", name, "Save", canvas, win_ref=box)
    where = {"win_ref": box, "win_query": box}
    folder.ask("plain", "good.png", "good.png", "Save", canvas, box=[900, 650, 60, 40])
    for case, wrong in {"tiny": [300, 300, 1, 1], "outside": [5000, 10, 30, 30]}.items():
        folder.ask(case, "good.png", "good.png", "Save", canvas, **where | {"box": wrong})
    folder.ask("window", "good.png", "good.png", "Save", canvas, win_ref=box, win_query=[4000, 4000, 20, 20])
    folder.lines.append({"id": "fields", "ref": "good.png", "box": [1, 2, 3]})
    folder.ask("good", "good.png", "good.png", "Save", canvas, **where)
    ended, answers = folder.answers(shell)
    assert ended.status == 1
    assert "9 of the cases" in ended.err
    told = {answer["id"]: answer.get("error", "") for answer in answers}
    for case, words in {
        "missing.png": "No such file",
        "cut.png": "damaged",
        "text.png": "no PNG",
        "huge.png": "9000 × 9000",
        "plain": "one plain colour",
        "tiny": "1 × 1",
        "outside": "outside the picture of 1280 × 800",
        "window": "win_query",
        "fields": "query",
    }.items():
        assert words in told[case], (case, told[case])
    assert answers[-1]["found"]


@pytest.mark.parametrize("kind", ["alpha", "deep", "gray", "deep gray"])
def test_pictures_of_other_kinds_are_read_alike(folder: Folder, shell: Shell, kind: str) -> None:
    canvas = form()
    box = folder.picture("ref.png", canvas)
    pixels = shown((window_at(200, 150, canvas), canvas)).pixels[:, :, :3]
    gray = pixels.mean(axis=2).astype(np.uint8)
    alpha = np.dstack((pixels, np.full(pixels.shape[:2], 255, np.uint8)))
    forms = {
        "alpha": alpha,
        "deep": pixels.astype(np.uint16) * 257,
        "gray": gray,
        "deep gray": gray.astype(np.uint16) * 257,
    }
    cv2.imwrite(str(folder.path / "query.png"), forms[kind])
    folder.ask("one", "ref.png", "query.png", "Save", canvas, win_ref=box, win_query=box)
    ended, answers = folder.answers(shell)
    assert ended.status == 0, answers
    assert answers[0]["found"], answers


def test_the_reasons_are_drawn_for_each_case(folder: Folder, shell: Shell) -> None:
    canvas = form()
    box = folder.picture("ref.png", canvas)
    folder.ask("ask/1", "ref.png", "ref.png", "Save", canvas, win_ref=box, win_query=box)
    folder.answers(shell, "--explain", str(folder.path / "why"))
    drawn = cv2.imread(str(folder.path / "why" / "ask_1.png"))
    assert drawn is not None
    assert drawn.shape[1] > DESKTOP.w


def test_one_question_needs_no_file(folder: Folder, shell: Shell) -> None:
    canvas = form()
    folder.picture("ref.png", canvas)
    folder.picture("query.png", canvas, 320, 240)
    pictures = ("--reference", str(folder.path / "ref.png"), "--query", str(folder.path / "query.png"))
    middle = on_screen(canvas, "Save", window_at(200, 150, canvas)).center
    point = ("--point", str(middle.x), str(middle.y))
    answer = shell("locate", *pictures, *point, "--json").object()
    assert (answer["found"], answer["x"] - middle.x, answer["y"] - middle.y) == (True, 120, 90)
    assert "Found at" in shell("locate", *pictures, *point).out
    shell("locate", *pictures).told(2, "neither a point nor a box")
    shell("locate", *pictures, *point, "--cases", "cases.jsonl").told(2, "do not go together")


def test_the_screen_is_named_or_said_to_be_none_of_the_known_ones(folder: Folder, shell: Shell) -> None:
    known = {"form.png": form(), "table.png": table(ROWS)}
    boxes = {name: folder.picture(name, canvas) for name, canvas in known.items()}
    about = {name: {"title": "Ledger", "win": box} for name, box in boxes.items()}
    (folder.path / "known.json").write_text(json.dumps(about), encoding="utf-8")
    changed, stranger = form(("Other", "12", "Rome"), theme=DARK), Canvas(400, 260)
    stranger.text("Nothing of all this", 30, 60)
    asked = {"form.png": folder.picture("q1.png", changed, 90, 60), None: folder.picture("q2.png", stranger)}
    lines = [
        {"id": f"{n}", "query": f"q{n}.png", "title_query": "Ledger", "win_query": box, "known": list(known)}
        for n, box in enumerate(asked.values(), 1)
    ]
    lines.append({"id": "3", "query": "q1.png", "known": ["nobody.png"]})
    cases, out = folder.path / "screens.jsonl", folder.path / "out.jsonl"
    cases.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    ended = shell("recognise", "--cases", str(cases), "--known", str(folder.path / "known.json"), "--out", str(out))
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert ended.status == 1
    assert [answer.get("screen") for answer in answers] == [*asked, None]
    assert "nobody.png" in answers[2]["error"]
    assert all({"id", "screen", "score", "ms"} == set(answer) for answer in answers[:2])
