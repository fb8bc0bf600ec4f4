"""How a figure is taken and shown."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

HEAD = "| what | median | p95 | samples | goal |\n|---|---:|---:|---:|---|"


@dataclass(frozen=True)
class Figure:
    """One line of the table: what, the unit, every sample, and the goal in words."""

    name: str
    unit: str
    samples: tuple[float, ...]
    goal: str = ""

    @property
    def median(self) -> float:
        """The middle sample."""
        return statistics.median(self.samples)

    @property
    def p95(self) -> float:
        """The sample that 95 % of all do not exceed."""
        return sorted(self.samples)[min(len(self.samples) - 1, int(0.95 * len(self.samples)))]

    def line(self) -> str:
        """A row of a Markdown table."""
        shown = (f"{self.name}", self._told(self.median), self._told(self.p95), str(len(self.samples)), self.goal)
        return f"| {' | '.join(shown)} |"

    def _told(self, value: float) -> str:
        digits = 0 if value >= 100 else 1 if value >= 10 else 2
        return f"{value:.{digits}f} {self.unit}".strip()


def timed(action: Callable[[], object], times: int) -> tuple[float, ...]:
    """Milliseconds of each call; the first one is thrown away."""
    action()
    return tuple(milliseconds(action) for _ in range(times))


def milliseconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - start)


def ratios(name: str, over: Figure, under: Figure, goal: str = "") -> Figure:
    """How many times longer the first takes than the second, sample by sample."""
    pairs = zip(over.samples, under.samples, strict=False)
    return Figure(name, "×", tuple(one / other for one, other in pairs), goal)


def table(figures: Sequence[Figure]) -> str:
    """All figures as one table."""
    return "\n".join([HEAD, *(figure.line() for figure in figures)])
