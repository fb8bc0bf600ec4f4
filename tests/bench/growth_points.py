"""Figures as points of plots: what is measured over something that grows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.bench.figures import Figure


@dataclass(frozen=True)
class Measured:
    """One figure as a point of a plot: on which line, at which place."""

    line: str
    at: float
    figure: Figure


@dataclass(frozen=True)
class Line:
    """Points from left to right."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Plot:
    """What is drawn; `name` is the file's, `goal` a height not to be passed."""

    name: str
    title: str
    x: str
    y: str
    lines: tuple[Line, ...]
    goal: float | None = None


def plotted(name: str, title: str, x: str, y: str, found: Iterable[Measured], goal: float | None = None) -> Plot:
    """The medians of these figures, one line for each name."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for one in found:
        lines.setdefault(one.line, []).append((one.at, one.figure.median))
    return Plot(name, title, x, y, tuple(Line(line, tuple(sorted(at))) for line, at in lines.items()), goal)
