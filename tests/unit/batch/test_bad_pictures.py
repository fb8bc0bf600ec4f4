"""Pictures and boxes as nobody should give them: each is refused in one clear sentence, and nothing is guessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from app.batch.answering import locate_all, locate_one, recognise_all
from app.batch.locating import Located, locate, row
from app.batch.pictures import Pictures
from app.batch.questions import LocateCase
from app.model.errors import BadInput, UserError
from app.storage.png import MAX_SIDE
from tests.forked_shell import ForkedShell
from tests.unit.vision.drawing import DESKTOP, form, on_screen, shown, window_at

FORM = form()
WINDOW = window_at(200, 150, FORM)
SAVE, CITY = (list(on_screen(FORM, name, WINDOW)) for name in ("Save", "City"))
SCREEN = shown((WINDOW, FORM)).pixels[:, :, :3]

Case = tuple[dict[str, Any], str]
REFUSED: dict[str, Case] = {
    "a blank place": ({"box": [900, 650, 60, 40]}, "one plain colour"),
    "a blank point": ({"box": None, "point": [900, 650]}, "one plain colour"),
    "a box of one pixel": ({"box": [380, 380, 1, 1]}, "1 × 1"),
    "a line": ({"box": [340, 380, 90, 1]}, "90 × 1"),
    "a box turned inside out": ({"box": [380, 380, -20, 10]}, "-20 × 10"),
    "a box outside": ({"box": [5000, 10, 30, 30]}, "Box [5000, 10, 30, 30]: it lies outside the picture of 1280 × 800"),
    "an endless box": ({"box": [300, 300, 10**30, 10**30]}, "outside the picture"),
    "a point outside": ({"box": None, "point": [-1, 20]}, "Point [-1, 20]: it lies outside"),
    "a point beside its box": ({"point": [10, 10]}, "outside the box"),
    "neither": ({"box": None}, "neither a point nor a box"),
    "a missing picture": ({"query": "missing.png"}, "No such file"),
    "a folder": ({"query": "."}, "directory"),
    "an empty file": ({"query": "empty.png"}, "no PNG"),
    "a text": ({"query": "text.png"}, "no PNG"),
    "another kind of picture": ({"query": "photo.jpg"}, "no PNG"),
    "a name that no file can have": ({"query": "no\0file.png"}, "no file can have this name"),
    "a name that is too long": ({"query": "x" * 300}, "too long"),
    "a picture cut in its head": ({"query": "head.png"}, "no PNG"),
    "a picture cut in the middle": ({"query": "cut.png"}, "damaged or cut off"),
    "a picture with a wrong byte": ({"query": "flipped.png"}, "damaged or cut off"),
    "a picture with too many pixels": ({"query": "huge.png"}, "9000 × 9000"),
    "a picture that is too wide": ({"query": "wide.png"}, f"{MAX_SIDE + 1} × 2"),
    "a reference with too many pixels": ({"ref": "huge.png"}, "9000 × 9000"),
    "a window outside the picture": ({"win_query": [4000, 4000, 20, 20]}, "win_query"),
    "a window of no size": ({"win_query": [300, 300, 0, 20]}, "win_query"),
    "a window that no screen holds": ({"win_ref": [0, 0, 10**12, 10**12]}, "no window is"),
    "a window on a smaller picture": ({"query": "small.png", "win_query": [900, 700, 100, 50]}, "60 × 40"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures")
    pictures = {
        "screen.png": SCREEN,
        "small.png": SCREEN[:40, :60],
        "flat.png": np.full_like(SCREEN, 77),
        "photo.jpg": SCREEN,
        "huge.png": np.zeros((9000, 9000), np.uint8),
        "wide.png": np.zeros((2, MAX_SIDE + 1), np.uint8),
    }
    for name, pixels in pictures.items():
        cv2.imwrite(str(path / name), pixels)
    whole = (path / "screen.png").read_bytes()
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :]
    damaged = {"empty.png": b"", "text.png": b"no picture", "head.png": whole[:20], "cut.png": whole[:middle]}
    for name, content in {**damaged, "flipped.png": flipped}.items():
        (path / name).write_bytes(content)
    return path


def case_of(name: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, "ref": "screen.png", "query": "screen.png", "box": SAVE, **fields}


def located(folder: Path, **fields: Any) -> Located:
    return locate(LocateCase.model_validate(case_of("one", **fields)), Pictures(folder))


def answered(folder: Path, *lines: dict[str, Any] | str) -> tuple[int, list[dict[str, Any]]]:
    cases, out = folder / "cases.jsonl", folder / "answers.jsonl"
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    cases.write_text("\n".join(texts), encoding="utf-8")
    faults = locate_all(cases, out, None, None)
    return faults, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", REFUSED)
def test_one_question_is_refused_in_a_clear_sentence(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fields, words = REFUSED[name]
    monkeypatch.chdir(folder)
    question = LocateCase.model_validate(case_of(name, **fields))
    said: list[str] = []
    with pytest.raises(UserError) as refused:
        locate_one(question, None, None, True, said.append)
    assert words in str(refused.value)
    assert said == []


def test_in_a_case_file_every_bad_case_has_its_row_and_the_rest_goes_on(folder: Path, home: Path) -> None:
    lines = [case_of(name, **fields) for name, (fields, _) in REFUSED.items()]
    lines = [case_of("first"), *lines, case_of("last", box=CITY)]
    cases, out = folder / "all.jsonl", folder / "all-answers.jsonl"
    cases.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    ended = ForkedShell(home)("locate", "--cases", str(cases), "--out", str(out))
    ended.told(1, f"{len(REFUSED)} of the cases")
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == [line["id"] for line in lines]
    for answer in answers[1:-1]:
        assert set(answer) == {"id", "error"}
        assert REFUSED[answer["id"]][1] in answer["error"]
    assert answers[0]["found"]
    assert answers[-1]["found"]


@pytest.mark.parametrize("picture", ["flat.png", "small.png"])
def test_where_nothing_or_too_little_is_to_be_seen_nothing_is_found(folder: Path, picture: str) -> None:
    finding = row(located(folder, query=picture))
    assert not finding["found"]
    assert finding["reason"]


@pytest.mark.parametrize("window", [[-300, -200, 1600, 1100], [0, 0, 16000, 2400], [250, 180, 5000, 400]])
def test_a_window_larger_than_its_picture_is_looked_at_as_far_as_it_is_shown(folder: Path, window: list[int]) -> None:
    answer = row(located(folder, win_query=window))
    assert answer["found"], answer
    assert answer["box"] == SAVE


@pytest.mark.parametrize("mode", ["1", "P", "LA", "RGBA", "I;16"])
def test_every_kind_of_png_shows_the_same_screen(folder: Path, mode: str) -> None:
    from PIL import Image

    name = f"kind-{mode.replace(';', '-')}.png"
    gray = np.ascontiguousarray(SCREEN[:, :, 0])
    picture = Image.fromarray(gray.astype(np.uint16) * 257) if mode == "I;16" else Image.fromarray(gray).convert(mode)
    picture.save(folder / name)
    finding = located(folder, ref=name, query=name).finding
    assert finding.best is not None
    assert finding.best.box.overlap(located(folder).box) > 0.8


@pytest.mark.parametrize(
    "line",
    ["[" * 100_000, '{"id": "\\ud800"}', '{"id": "n", "ref": "a", "query": "b", "point": [NaN, 1]}', "null", "\x00"],
)
def test_a_line_that_is_no_case_is_answered_and_the_next_one_is_read(folder: Path, line: str) -> None:
    faults, answers = answered(folder, line, case_of("good"))
    assert faults == 1
    assert answers[0]["error"].startswith("line 1: ")
    assert answers[1]["found"]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_a_title_with_an_odd_line_end_is_still_one_line(folder: Path, sign: str) -> None:
    line = json.dumps(case_of("one", title_ref=f"Two{sign}lines"), ensure_ascii=False)
    faults, answers = answered(folder, line)
    assert (faults, len(answers)) == (0, 1)


def test_only_what_goes_wrong_with_the_results_is_blamed_on_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> Located:
        raise FileNotFoundError(2, "No such file or directory", "weights.json")

    monkeypatch.setattr("app.batch.answering.locate", missing)
    with pytest.raises(FileNotFoundError, match=r"weights\.json"):
        answered(folder, case_of("one"))


def test_results_that_cannot_be_written_are_named(folder: Path) -> None:
    (folder / "one.jsonl").write_text(json.dumps(case_of("one")), encoding="utf-8")
    for out in (folder, folder / "screen.png" / "out.jsonl", Path("/dev/full")):
        with pytest.raises(BadInput, match=f"Results {out}"):
            locate_all(folder / "one.jsonl", out, None, None)


def test_a_wrong_name_of_the_cases_leaves_older_results_as_they_are(folder: Path) -> None:
    out = folder / "older.jsonl"
    out.write_text("yesterday", encoding="utf-8")
    with pytest.raises(BadInput, match="Cases"):
        locate_all(folder / "nowhere.jsonl", out, None, None)
    assert out.read_text(encoding="utf-8") == "yesterday"


def test_the_cases_are_never_overwritten_by_their_results(folder: Path) -> None:
    cases = folder / "same.jsonl"
    cases.write_text(json.dumps(case_of("one")), encoding="utf-8")
    with pytest.raises(BadInput, match="overwrite the cases"):
        locate_all(cases, cases, None, None)
    assert json.loads(cases.read_text(encoding="utf-8"))["id"] == "one"


def test_a_bad_picture_of_a_known_screen_is_named_in_the_row(folder: Path) -> None:
    cases, known, out = folder / "screens.jsonl", folder / "known.json", folder / "screens-out.jsonl"
    lines = [{"id": name, "query": "screen.png", "known": [name]} for name in ("screen.png", "cut.png")]
    cases.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    known.write_text(json.dumps({"screen.png": {}, "cut.png": {"win": list(DESKTOP)}}), encoding="utf-8")
    assert recognise_all(cases, known, out) == 1
    good, bad = (json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    assert good["screen"] == "screen.png"
    assert "damaged" in bad["error"]
