"""Recognising among 10, 50, 200 and 500 known Screens of one program, more than the eye keeps wholly."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from app.model.frame import Pixels
from app.model.geometry import Box
from app.model.workflow import Screen, Signature
from app.vision.eye import Eye
from tests.bench.figures import Figure
from tests.bench.growth_points import Measured, Plot, plotted
from tests.bench.growth_screens import Showing, Style, cpu_each, cpu_ms, ledger, showing
from tests.unit.vision.drawing import DARK, IDENTITY

NAME = "screens"
COUNTS, GOAL_AT = (10, 50, 200, 500), 200
"""500: pictures, as of 100 Screens with 4 learned looks each; of 270 of this size the eye keeps all it learned."""
DESKTOP = Box(0, 0, 1920, 1080)
GOAL_MS = 60.0
_TIMES, _SHOWN = 5, (2, 5, 8)
_GOAL = "≤ 60 ms with 200"


def measured() -> Iterator[Measured]:
    """All Screens have the same title; they are told apart by what they show."""
    pictures: dict[str, Pixels] = {f"s{number}": ledger(number).pixels for number in range(max(COUNTS))}
    screens = [Screen(id=name, name=name, window=IDENTITY, signature=Signature(view=name)) for name in pictures]
    cases = {
        "unchanged": [showing(ledger(number), DESKTOP) for number in _SHOWN],
        "dark theme, table moved on": [
            showing(ledger(number, style=Style(theme=DARK, turned=3)), DESKTOP) for number in _SHOWN
        ],
        "not known": [showing(ledger(10_000 + number), DESKTOP) for number in _SHOWN],
    }
    for count in COUNTS:
        eye, known = Eye(pictures.get), screens[:count]
        eye.recognise(cases["unchanged"][0].again(), cases["unchanged"][0].window, known[:1])
        learned = cpu_ms(partial(eye.remember, known))
        yield Measured(
            "before the first look of a run (all are learned)",
            count,
            Figure(f"{count} Screens: learn them", "ms", (learned,)),
        )
        for line, there in cases.items():
            yield _figure(line, count, eye, there, known, _TIMES)


def plot(found: list[Measured]) -> Plot:
    """Processor time over the number of pictures."""
    title = "Recognising a Screen, by the number of known ones"
    return plotted(NAME, title, "pictures of known Screens", "ms of processor time", found, GOAL_MS)


def _figure(line: str, count: int, eye: Eye, there: list[Showing], known: list[Screen], times: int) -> Measured:
    looks = [partial(_look, eye, one, known) for one in there]
    name = f"{count} Screens: {line}"
    goal = _GOAL if count == GOAL_AT else ""
    return Measured(line, count, Figure(name, "ms", cpu_each(looks, times), goal))


def _look(eye: Eye, there: Showing, known: list[Screen]) -> None:
    eye.recognise(there.again(), there.window, known)
