"""The questions about Screens: which known picture of the page is shown, if any."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.relocation.case import ScreenCase, write_lines
from tests.bench.relocation.pages.specs import Spec
from tests.bench.relocation.pages.taken import Taken


def write_screens(spec: Spec, references: Sequence[Taken], others: Sequence[Taken], folder: Path) -> None:
    """`screens.jsonl` and `known_screens.json`."""
    known = {taken.picture: {"title": taken.title, "win": taken.window} for taken in references}
    (folder / "known_screens.json").write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    rows = _numbered(spec, [*_asked(others, tuple(known)), *_unknown(others, tuple(known))])
    write_lines(folder / "screens.jsonl", rows)


def _asked(others: Sequence[Taken], known: tuple[str, ...]) -> Iterator[ScreenCase]:
    for taken in others:
        expected = f"img/{taken.shot.shows}.png" if taken.shot.shows else None
        yield _row(taken, known, expected, taken.shot.name)


def _unknown(others: Sequence[Taken], known: tuple[str, ...]) -> Iterator[ScreenCase]:
    """The neighbour where it is not among the known ones."""
    neighbour = "img/other.png"
    rest = tuple(name for name in known if name != neighbour)
    for taken in others:
        if taken.shot.shows == "other":
            yield _row(taken, rest, None, f"unknown_{taken.shot.name}")


def _row(taken: Taken, known: tuple[str, ...], expected: str | None, why: str) -> ScreenCase:
    picture, window = taken.picture, taken.window
    return ScreenCase(
        id="", query=picture, title_query=taken.title, win_query=window, known=known, expected=expected, why=why
    )


def _numbered(spec: Spec, rows: Sequence[ScreenCase]) -> Iterator[ScreenCase]:
    for number, row in enumerate(rows):
        yield row.model_copy(update={"id": f"{spec.name}-s{number:03}"})
