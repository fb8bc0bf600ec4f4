"""How the practice program shall look and behave; each option makes the robot's task harder in one way."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.model.geometry import Point

DEFAULT_PLACE = Point(200, 130)


@dataclass(frozen=True)
class Options:
    """The command line, read. `at` is in physical pixels, `slow_ms` the delay of each reaction."""

    dark: bool = False
    scale: float = 1.0
    font_scale: float = 1.0
    moved: bool = False
    twin: bool = False
    slow_ms: int = 0
    witness: Path | None = None
    at: Point = DEFAULT_PLACE
    folder: Path = Path(tempfile.gettempdir())


def read_options(arguments: Sequence[str]) -> Options:
    """Options from the command line; ends the program with a usage line when one is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m app.practice", description="A small invoice program to practise on."
    )
    parser.add_argument("--dark", action="store_true", help="dark theme")
    parser.add_argument("--scale", type=_positive, default=1.0, help="size of everything, 1.5 for 150 %%")
    parser.add_argument("--font-scale", type=_positive, default=1.0, help="size of the letters alone")
    parser.add_argument(
        "--moved", action="store_true", help="the form's buttons are at the top left, in the other order"
    )
    parser.add_argument("--twin", action="store_true", help="a second Save in the form, which keeps a draft only")
    parser.add_argument("--slow", type=int, default=0, metavar="MS", dest="slow_ms", help="delay of each reaction")
    parser.add_argument("--witness", type=Path, metavar="FILE", help="append what was really clicked and changed")
    parser.add_argument("--at", type=_place, default=DEFAULT_PLACE, metavar="X,Y", help="upper left corner, in pixels")
    parser.add_argument("--folder", type=Path, default=Options.folder, help="where exported lists are written")
    return Options(**vars(parser.parse_args(arguments)))


def _positive(text: str) -> float:
    number = float(text)
    if not 0.25 <= number <= 8:
        raise argparse.ArgumentTypeError(f"{text} is not between 0.25 and 8")
    return number


def _place(text: str) -> Point:
    x, comma, y = text.partition(",")
    if not comma:
        raise argparse.ArgumentTypeError(f"{text} is not like 200,130")
    return Point(int(x), int(y))
