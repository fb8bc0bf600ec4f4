"""Whole case files: one answer a line in the order of the questions, a faulty case answered by its fault."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from app.batch.locating import Located, Row, locate, row
from app.batch.pictures import Pictures
from app.batch.questions import LocateCase, ScreenCase, Unreadable, read_known, read_lines
from app.batch.recognising import Album
from app.model.errors import BadInput, UserError
from app.storage.png import encoded
from app.vision.explain import explained
from app.vision.ports import Reader

Case = TypeVar("Case", LocateCase, ScreenCase)


def locate_all(cases: Path, out: Path, explain: Path | None, reader: Reader | None) -> int:
    """Answer every case of a file; how many could not be answered."""
    pictures = Pictures(cases.parent)

    def one(case: LocateCase) -> Row:
        located = locate(case, pictures, reader)
        if explain is not None:
            _draw(located, explain)
        return row(located)

    return _all(cases, out, LocateCase, one)


def locate_one(
    question: LocateCase, explain: Path | None, reader: Reader | None, as_json: bool, tell: Callable[[str], None]
) -> None:
    """Answer one question from the command line; paths count from the current folder."""
    located = locate(question, Pictures(Path()), reader)
    if explain is not None:
        _draw(located, explain)
    answer = row(located)
    tell(json.dumps(answer, ensure_ascii=False) if as_json else _sentence(answer))


def recognise_all(cases: Path, known: Path, out: Path) -> int:
    """Answer every question about Screens of a file; how many could not be answered."""
    album = Album(read_known(known), Pictures(known.parent))
    return _all(cases, out, ScreenCase, album.recognise)


def _all(cases: Path, out: Path, kind: type[Case], one: Callable[[Case], Row]) -> int:
    faults = 0
    asked = read_lines(cases, kind)  # before the results are opened: a wrong name must not empty what stands there
    if out.exists() and out.samefile(cases):
        raise BadInput(f"Results {out}", "they would overwrite the cases", "Name another file.")
    with closing(_Results(out)) as results:
        for case in asked:
            answer = _unreadable(case) if isinstance(case, Unreadable) else _answer(case, one)
            faults += "error" in answer
            results.add(answer)
    return faults


class _Results:
    """The file of the answers: what goes wrong with it, and nothing else, is blamed on it."""

    def __init__(self, out: Path) -> None:
        self._out = out
        with _blamed(f"Results {out}", "Name a file that can be written."):
            out.parent.mkdir(parents=True, exist_ok=True)
            self._file = out.open("w", encoding="utf-8", errors="replace")

    def add(self, answer: Row) -> None:
        """One more line."""
        with _blamed(f"Results {self._out}", "Make room for it."):
            self._file.write(json.dumps(answer, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """The last lines are written now."""
        with _blamed(f"Results {self._out}", "Make room for it."):
            self._file.close()


@contextmanager
def _blamed(what: str, cure: str) -> Iterator[None]:
    """A file or folder of ours that cannot be written is named."""
    try:
        yield
    except OSError as error:
        raise BadInput(what, error.strerror or str(error), cure) from error


def _answer(case: Case, one: Callable[[Case], Row]) -> Row:
    try:
        return one(case)
    except UserError as error:
        return {"id": case.id, "error": f"{error.what}: {error.why}"}


def _sentence(answer: Row) -> str:
    if not answer["found"]:
        return f"Not found: {answer['reason']}."
    return f"Found at {answer['x']}, {answer['y']} (score {answer['score']}): {answer['reason']}."


def _unreadable(line: Unreadable) -> Row:
    return {"id": line.id, "error": f"line {line.line}: {line.why}"}


def _draw(located: Located, folder: Path) -> None:
    picture = explained(located.reference, located.box, located.query, located.finding)
    name = "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in located.case.id)
    with _blamed(f"Folder {folder}", "Name one that can be written."):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.png").write_bytes(encoded(picture))
