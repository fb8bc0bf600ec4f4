"""Memory of what the eye keeps: for each Target, each look of it, each known Screen."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial

from app.model.geometry import Box
from app.vision.gray import gray_of
from app.vision.known_screen import known_screen
from app.vision.reference import learn
from tests.bench.figures import Figure
from tests.bench.growth_points import Measured, Plot, plotted
from tests.bench.growth_screens import ledger

NAME = "memory"
SIZES = (("900 × 500", (900, 500), 50), ("1600 × 900", (1600, 900), 50), ("3600 × 1920", (3600, 1920), 12))
_MIB = 2**20
_ELEMENT = "Save"


def measured() -> Iterator[Measured]:
    """Windows of three sizes, the larger ones with more in them; what stays after learning, for each on average."""
    for name, size, count in SIZES:
        at = size[0] * size[1] / 1e6
        for line, make in (("Target", _target), ("known Screen", _screen)):
            each = _held(partial(make, size), count)
            yield Measured(line, at, Figure(f"{name}: each {line}", "MiB", (each,)))


def plot(found: list[Measured]) -> Plot:
    """Mebibytes over the size of the window."""
    return plotted(NAME, "Memory, by the size of the window", "megapixels of the window", "MiB", found)


def _held(make: Callable[[int], object], count: int) -> float:
    make(count)  # whatever is loaded once
    tracemalloc.start()
    kept = [make(number) for number in range(count)]
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return used / len(kept) / _MIB


def _target(size: tuple[int, int], number: int) -> object:
    canvas = ledger(number, *size)
    box: Box = canvas.places[_ELEMENT]
    return learn(gray_of(canvas.pixels), box, box.center)


def _screen(size: tuple[int, int], number: int) -> object:
    return known_screen(gray_of(ledger(number, *size).pixels))
