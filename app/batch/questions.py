"""The lines of a case file, checked before any picture is opened."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from app.model.errors import BadInput
from app.model.geometry import Box, Point

_LEAST = 3
Rect = tuple[int, int, int, int]
Case = TypeVar("Case", bound=BaseModel)


class LocateCase(BaseModel):
    """What was pointed at in `ref`, and the picture to find it in; boxes are physical pixels of the whole picture.

    A window is None when there is none; without the field the whole picture is the window. Other fields are ignored.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    ref: str
    query: str
    point: tuple[int, int] | None = None
    box: Rect | None = None
    title_ref: str = ""
    title_query: str = ""
    win_ref: Rect | None = None
    win_query: Rect | None = None

    @property
    def window_gone(self) -> bool:
        """Whether the program's window is said not to be there any more."""
        return "win_query" in self.model_fields_set and self.win_query is None

    def target(self) -> tuple[Point, Box | None]:
        """The pointed place and its box; BadInput when there is neither, or a box too small to show anything."""
        box = Box(*self.box) if self.box else None
        if box is not None and min(box.w, box.h) < _LEAST:
            cure = f"Give a box of at least {_LEAST} × {_LEAST} pixels, or only a point."
            raise BadInput(f"Box {list(box)}", f"it is {box.w} × {box.h} pixels", cure)
        if self.point is not None:
            return self._pointed(Point(*self.point), box)
        if box is None:
            raise BadInput("The case", "it names neither a point nor a box", "Add one of them.")
        return box.center, box

    def _pointed(self, point: Point, box: Box | None) -> tuple[Point, Box | None]:
        if box is not None and not box.contains(point):
            raise BadInput(f"Point {list(point)}", f"it lies outside the box {list(box)}", "Point inside the target.")
        return point, box


class ScreenCase(BaseModel):
    """A picture and the names of the reference pictures it may show; other fields are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    query: str
    known: tuple[str, ...]
    title_query: str = ""
    win_query: Rect | None = None


class KnownScreen(BaseModel):
    """A reference picture's window; None means the whole picture."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    title: str = ""
    win: Rect | None = None


class Unreadable(NamedTuple):
    """A line that is no case: its number, the id if it has one, and why."""

    line: int
    id: str | None
    why: str


def read_lines(file: Path, kind: type[Case]) -> Iterator[Case | Unreadable]:
    """The cases in their order, a line that is none as Unreadable; BadInput at once when there is no such file."""
    return _cases(_text(file), kind)


def _cases(text: str, kind: type[Case]) -> Iterator[Case | Unreadable]:
    # Only line feeds part lines: a title may hold other signs that Python takes for line ends.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield kind.model_validate_json(line)
        except ValidationError as error:
            yield Unreadable(number, _id_of(line), _plain(error))


def read_known(file: Path) -> Mapping[str, KnownScreen]:
    """The reference pictures by their names; BadInput names the faulty field."""
    try:
        return TypeAdapter(dict[str, KnownScreen]).validate_json(_text(file))
    except ValidationError as error:
        raise BadInput(f"Known screens {file}", _plain(error), "Write {picture: {title, win}}.") from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror or str(error) if isinstance(error, OSError) else "it is not UTF-8 text"
        raise BadInput(f"Cases {file}", why, "Name a file with one JSON object a line.") from error


def _id_of(line: str) -> str | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) else None


def _plain(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]
