"""A Target with 1, 10 and 100 looks: the first fits, the last fits, none does; with all learned, and never before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.model.frame import Pixels
from app.model.geometry import Box
from app.model.target import Search
from app.vision.eye import Eye
from app.vision.look_choice import LEARNING
from tests.bench.figures import Figure
from tests.bench.growth_points import Measured, Plot, plotted
from tests.bench.growth_screens import Showing, Style, cpu_each, cpu_ms, ledger, showing, target_of
from tests.unit.vision.drawing import DARK

NAME = "looks"
COUNTS = (1, 10, 100)
DESKTOP = Box(0, 0, 1920, 1080)
_ELEMENT, _TIMES, _FIRST = "Save", 8, ", first search of all"


def measured() -> Iterator[Measured]:
    """Each look is a picture of another window of the program."""
    canvases = {f"look {number}": ledger(number) for number in range(max(COUNTS))}
    pictures: dict[str, Pixels] = {name: canvas.pixels for name, canvas in canvases.items()}
    targets = [target_of(canvas, _ELEMENT, name) for name, canvas in canvases.items()]
    for count in COUNTS:
        search, last = Search(tuple(targets[:count])), count - 1
        cases = (
            ("the first look fits", ledger(0)),
            ("the last look fits", ledger(last)),
            ("dark theme", ledger(0, style=Style(theme=DARK))),
            ("it is gone", ledger(0, style=Style(without=_ELEMENT))),
        )
        for line, canvas in cases:
            yield from _one(line, count, Eye(pictures.get), showing(canvas, DESKTOP), search)


def plot(found: list[Measured]) -> Plot:
    """Processor time over the number of looks; of the first searches only the longest."""
    shown = [one for one in found if not one.line.endswith(_FIRST) or one.line.startswith("it is gone")]
    return plotted(NAME, "Finding one Target, by the number of its looks", "looks", "ms of processor time", shown)


def _one(line: str, count: int, eye: Eye, there: Showing, search: Search) -> Iterator[Measured]:
    """The first search of all, which learns what it has time for, and one when all looks are learned."""
    look = partial(lambda: eye.locate(there.again(), there.window, search))
    words = f"{count} look{'s' if count > 1 else ''}: {line}"
    first = cpu_ms(look)
    if count > 1:
        yield Measured(line + _FIRST, count, Figure(words + _FIRST, "ms", (first,)))
    while cpu_ms(look) > 1000 * LEARNING:
        pass
    yield Measured(line, count, Figure(words, "ms", cpu_each((look,), _TIMES)))
