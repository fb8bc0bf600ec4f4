"""Draws what a score promised against what was so: a curve on the diagonal keeps its word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_SIDE, _EDGE, _STEPS = 360, 50, 10


class Bin(NamedTuple):
    """One step of the score: what it promised on average, what was so, and of how many."""

    promised: float
    was: float
    cases: int


def bins(score: NDArray[np.float64], right: NDArray[np.bool_]) -> list[Bin]:
    """Ten equal steps of the score, without empty ones."""
    step = np.minimum((score * _STEPS).astype(int), _STEPS - 1)
    steps = [step == number for number in range(_STEPS)]
    return [Bin(float(score[own].mean()), float(right[own].mean()), int(own.sum())) for own in steps if own.any()]


def draw(file: Path, found: Sequence[Bin]) -> None:
    """Write the curve as SVG, readable on light and dark grounds; the dots grow with the number of cases."""
    size = _SIDE + 2 * _EDGE
    line = " ".join(f"{_x(one.promised):.1f},{_y(one.was):.1f}" for one in found)
    dots = "".join(
        f'<circle cx="{_x(one.promised):.1f}" cy="{_y(one.was):.1f}" r="{3 + one.cases**0.5 / 5:.1f}">'
        f"<title>{one.cases} places: promised {one.promised:.2f}, was {one.was:.2f}</title></circle>"
        for one in found
    )
    marks = "".join(_mark(value / 5) for value in range(6))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" font-family="sans-serif" font-size="12"'
        f' fill="#808080"><rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#808080"/>'
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#808080" stroke-dasharray="4"/>{marks}'
        f'<polyline points="{line}" fill="none" stroke="#2f81d6" stroke-width="2"/><g fill="#2f81d6">{dots}</g>'
        f'<text x="{size / 2}" y="{size - 8}" text-anchor="middle">score</text>'
        f'<text x="14" y="{size / 2}" text-anchor="middle" transform="rotate(-90 14 {size / 2})">was the target</text>'
        "</svg>\n",
        encoding="utf-8",
    )


def _x(value: float) -> float:
    return _EDGE + value * _SIDE


def _y(value: float) -> float:
    return _EDGE + (1 - value) * _SIDE


def _mark(value: float) -> str:
    below = f'<text x="{_x(value):.0f}" y="{_y(0) + 16:.0f}" text-anchor="middle">{value:.1f}</text>'
    return below + f'<text x="{_EDGE - 8}" y="{_y(value) + 4:.0f}" text-anchor="end">{value:.1f}</text>'
