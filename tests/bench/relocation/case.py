"""One question of the benchmark: the place shown in one picture, and where it is in another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict

Rect = tuple[int, int, int, int]


class Variation(StrEnum):
    """What changed between the two pictures."""

    SAME = "same"
    MOVED = "moved"
    OCCLUDED = "occluded"
    REFLOW = "reflow"
    HOVER = "hover"
    PRESSED = "pressed"
    FOCUS = "focus"
    DISABLED = "disabled"
    DATA = "data"
    REORDERED = "reordered"
    SCROLLED = "scrolled"
    DARK = "dark"
    SCALE_125 = "scale125"
    SCALE_150 = "scale150"
    SCALE_200 = "scale200"
    FONT = "font"
    FONT_SIZE = "fontsize"
    ANTIALIASING = "aa"
    THEME = "theme"
    COMBO = "combo"
    ERASED = "erased"
    TWIN_PASTED = "twin"
    ABSENT = "absent"
    ABSENT_TWINS = "absent_dup"


class Case(BaseModel):
    """A target pointed at in `ref`, and its true box in `query`, None where it is not there.

    Boxes are [x, y, width, height] in physical pixels of the whole picture; pictures are named relative to the file
    that holds the case. `role`, `name` and `context` come from the accessibility tree or the page.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    app: str
    kind: str
    variation: Variation
    ref: str
    query: str
    point: tuple[int, int]
    box: Rect
    truth: Rect | None
    role: str = ""
    name: str = ""
    context: str = ""
    look_alikes: int = -1
    title_ref: str
    title_query: str
    win_ref: Rect | None
    win_query: Rect | None


class ScreenCase(BaseModel):
    """A picture, the reference pictures known to the workflow, and the one of them that it shows, None for none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    query: str
    title_query: str
    win_query: Rect | None
    known: tuple[str, ...]
    expected: str | None
    why: str


def read_cases(file: Path) -> list[Case]:
    """The cases of one file, in its order; a line that is none raises pydantic's ValidationError."""
    return [Case.model_validate_json(line) for line in _lines(file)]


def read_screens(file: Path) -> list[ScreenCase]:
    """The questions about Screens of one file, in its order."""
    return [ScreenCase.model_validate_json(line) for line in _lines(file)]


def write_lines(file: Path, rows: Iterable[BaseModel]) -> None:
    """One JSON object a line, in the order given."""
    file.write_text("".join(row.model_dump_json() + "\n" for row in rows), encoding="utf-8")


def _lines(file: Path) -> Iterator[str]:
    return (line for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
