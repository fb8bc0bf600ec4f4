"""What worked before, ranked by what it proves and not by how often it was tried (LEARNING 3.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from app.model.modes import Risk

ENOUGH = 5
GOOD_BOUND = 0.6
_Z = NormalDist().inv_cdf(0.95)
_BOTH = NormalDist().inv_cdf(0.975)
_RISKS = tuple(Risk)


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that was tried: its key, how often and how often it worked, its Risk, and its mean seconds."""

    key: str
    right: int
    tried: int
    risk: Risk = Risk.OPEN
    seconds: float = 0.0

    @property
    def bound(self) -> float:
        """At least so often it works, with 95 % confidence."""
        return lower_bound(self.right, self.tried)


def lower_bound(right: int, tried: int) -> float:
    """One-sided 95 % Wilson lower bound of a rate; 0 when nothing was tried."""
    return _wilson(right, tried, -_Z) if tried and right else 0.0


def upper_bound(right: int, tried: int) -> float:
    """One-sided 95 % Wilson upper bound of a rate; 1 when nothing was tried."""
    return _wilson(right, tried, _Z) if tried > right else 1.0


def interval(right: int, tried: int) -> tuple[float, float]:
    """Two-sided 95 % Wilson interval of a rate; from 0 to 1 when nothing was tried."""
    low = _wilson(right, tried, -_BOTH) if tried and right else 0.0
    return low, _wilson(right, tried, _BOTH) if tried > right else 1.0


def _wilson(right: int, tried: int, z: float) -> float:
    rate, spread = right / tried, z * z / tried
    middle = rate + spread / 2
    half = z * sqrt(rate * (1 - rate) / tried + spread / (4 * tried))
    bound = (middle + half) / (1 + spread)
    # Rounding must not put a bound on the wrong side of the rate itself.
    return min(max(bound, 0.0), rate) if z < 0 else max(min(bound, 1.0), rate)


def ranked(remedies: Iterable[Remedy]) -> tuple[Remedy, ...]:
    """The best first, whatever the order they came in: bound, then lower Risk, then fewer seconds, then key."""
    return tuple(sorted(remedies, key=lambda each: (-each.bound, _RISKS.index(each.risk), each.seconds, each.key)))


def recommended(remedies: Iterable[Remedy]) -> tuple[Remedy, ...]:
    """Those worth showing, the best first; no history means no recommendation."""
    return tuple(each for each in ranked(remedies) if each.tried >= ENOUGH and each.bound >= GOOD_BOUND)
