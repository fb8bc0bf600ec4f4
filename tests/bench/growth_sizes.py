"""Finding on small and large desktops: at the old place, by the thorough search, and where the element is not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from app.model.frame import Pixels
from app.model.geometry import Box
from app.model.target import Search, Verdict
from app.model.workflow import Screen, Signature
from app.vision.eye import Eye
from tests.bench.figures import Figure
from tests.bench.growth_points import Measured, Plot, plotted
from tests.bench.growth_screens import Showing, Style, cpu_each, cpu_ms, ledger, showing, target_of
from tests.unit.vision.drawing import DARK, IDENTITY

NAME = "sizes"
TIMES = 4
ELEMENTS = ("Save", "Field 1", "Open 14 5")
HD, UHD, THREE = Box(0, 0, 1920, 1080), Box(0, 0, 3840, 2160), Box(-3840, 0, 3 * 3840, 2160)
CASES = (
    ("1080p", HD, (1800, 960), 1.0),
    ("4K at 200 %", UHD, (1800, 960), 2.0),
    ("4K", UHD, (3600, 1920), 1.0),
    ("3 × 4K", THREE, (3600, 1920), 1.0),
)
_LINES = {
    "same": "at its place",
    "changed": "thorough: dark theme, table moved on",
    "absent": "thorough: it is gone",
    "known": "recognise, unchanged",
    "dark": "recognise, dark theme, table moved on",
}


def measured() -> Iterator[Measured]:
    """For each desktop: learning a Target, then finding and recognising."""
    for name, desktop, size, scale in CASES:
        yield from _one(name, desktop, size, Style(scale=scale))


def plot(found: list[Measured]) -> Plot:
    """Processor time over the pixels of the desktop."""
    title = "Finding and recognising, by the size of the desktop"
    fine = [one for one in found if "200" not in one.figure.name]
    return plotted(NAME, title, "megapixels of the desktop (1080p, 4K, 3 × 4K)", "ms of processor time", fine)


def _one(name: str, desktop: Box, size: tuple[int, int], style: Style) -> Iterator[Measured]:
    canvas = ledger(1, *size, style)
    pictures: dict[str, Pixels] = {"view": canvas.pixels}
    targets = {element: target_of(canvas, element, "view") for element in ELEMENTS}
    eye, same = Eye(pictures.get), showing(canvas, desktop)
    changed = showing(ledger(1, *size, replace(style, theme=DARK, turned=4)), desktop)
    gone = {one: showing(ledger(1, *size, replace(style, without=one)), desktop) for one in ELEMENTS}
    searches = {element: Search((target,)) for element, target in targets.items()}

    def point(line: str, samples: tuple[float, ...]) -> Measured:
        return Measured(_LINES[line], desktop.area / 1e6, Figure(f"{name}: {_LINES[line]}", "ms", samples))

    eye.locate(same.again(), same.window, searches["Save"])  # whatever is loaded once
    learned = tuple(cpu_ms(partial(_locate, Eye(pictures.get), same, search)) for search in searches.values())
    yield Measured(
        "first look at a Target", desktop.area / 1e6, Figure(f"{name}: first look at a Target", "ms", learned)
    )
    for search in searches.values():
        _locate(eye, same, search)
    yield point("same", cpu_each([partial(_locate, eye, same, one) for one in searches.values()], TIMES))
    yield point("changed", cpu_each([partial(_locate, eye, changed, one) for one in searches.values()], TIMES))
    absent = [partial(_absent, eye, gone[element], search) for element, search in searches.items()]
    yield point("absent", cpu_each(absent, TIMES))
    screens = [Screen(id="it", name="it", window=IDENTITY, signature=Signature(view="view"))]
    eye.remember(screens)
    for line, there in (("known", same), ("dark", changed)):
        yield point(line, cpu_each([partial(_recognise, eye, there, screens)], 2 * TIMES))


def _locate(eye: Eye, there: Showing, search: Search) -> Verdict:
    return eye.locate(there.again(), there.window, search).verdict


def _absent(eye: Eye, there: Showing, search: Search) -> None:
    assert _locate(eye, there, search) is not Verdict.FOUND, "what is gone was found"


def _recognise(eye: Eye, there: Showing, screens: list[Screen]) -> None:
    eye.recognise(there.again(), there.window, screens)
