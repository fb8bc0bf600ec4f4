"""The test that opens a step: a bet against "wrong at least as often as tolerated", valid however often one looks.

RIGHT multiplies the wealth of an alternative `a` by (1-a)/(1-p), WRONG by a/p; E is the mean of the three. For a true
wrong rate of p or more E ever reaches 1/alpha with a chance of at most alpha (Ville). Logarithms are natural.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp, log

from app.model.trust import Wealth

ALPHA = 0.05
OPEN = log(1 / ALPHA)
"""A step key is open from this log E on."""
FLOOR = -6.0
"""No alternative falls below, so that a step can be learned again."""
HALF_LIFE = 90.0
"""Days in which what speaks for a step halves (as a logarithm)."""
_SHARES = (2, 5, 20)
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Bet:
    """What a RIGHT and a WRONG add to each logarithm."""

    right: tuple[float, float, float]
    wrong: tuple[float, float, float]


def bet_against(tolerated: float) -> Bet:
    """The bet of a tolerated wrong rate; its alternatives are a half, a fifth and a twentieth of it."""
    first, second, third = ((log((1 - a) / (1 - tolerated)), log(a / tolerated)) for a in _rates(tolerated))
    return Bet((first[0], second[0], third[0]), (first[1], second[1], third[1]))


def _rates(tolerated: float) -> tuple[float, ...]:
    return tuple(tolerated / share for share in _SHARES)


def log_e(wealth: Wealth) -> float:
    """The logarithm of E, the mean over the alternatives."""
    top = max(wealth.logs)
    return top + log(sum(exp(each - top) for each in wealth.logs) / len(wealth.logs))


def after_right(wealth: Wealth, bet: Bet, weight: float = 1.0) -> Wealth:
    """After a RIGHT; a replayed trial has half the weight."""
    return _added(wealth, bet.right, weight)


def after_wrong(wealth: Wealth, bet: Bet) -> Wealth:
    """After a WRONG, always in full."""
    return _added(wealth, bet.wrong, 1.0)


def unbanked(wealth: Wealth, most: float = OPEN) -> Wealth:
    """What lies beyond an open key is no reserve: cut down to it before a WRONG, so that one WRONG always closes."""
    over = max(0.0, log_e(wealth) - most)
    return _added(wealth, (-over, -over, -over), 1.0) if over else wealth


def decayed(wealth: Wealth, seconds: float) -> Wealth:
    """After some time: what speaks for the step fades, what speaks against it stays."""
    return _kept(wealth, 0.5 ** (seconds / (HALF_LIFE * DAY))) if seconds > 0 else wealth


def elapsed(since: float | None, now: float | None) -> float:
    """Seconds between two moments, where both are known; a clock that was set back lets no time pass."""
    return max(0.0, now - since) if since is not None and now is not None else 0.0


def newest(since: float | None, now: float | None) -> float | None:
    """The later of two moments, of which either may be unknown."""
    return max((each for each in (since, now) if each is not None), default=None)


def halved(wealth: Wealth) -> Wealth:
    """After its surroundings changed (version, theme, resolution, layout): half of what speaks for the step."""
    return _kept(wealth, 0.5)


def clean_needed(wealth: Wealth, bet: Bet, most: float = OPEN) -> int:
    """How many RIGHT in a row, and no WRONG, raise log E to `most`; 0 when it is there."""
    if log_e(wealth) >= most:
        return 0
    low, high = 0, ceil((most - min(wealth.logs)) / min(bet.right))
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if log_e(_added(wealth, bet.right, middle)) >= most else (middle, high)
    return high


def _added(wealth: Wealth, logs: tuple[float, float, float], weight: float) -> Wealth:
    # Written out, as in `_kept`: these two run for each label of a history, three times.
    (first, second, third), (one, two, three) = wealth.logs, logs
    return Wealth(
        (
            max(FLOOR, first + weight * one),
            max(FLOOR, second + weight * two),
            max(FLOOR, third + weight * three),
        )
    )


def _kept(wealth: Wealth, keep: float) -> Wealth:
    first, second, third = wealth.logs
    return Wealth(
        (
            first * keep if first > 0 else first,
            second * keep if second > 0 else second,
            third * keep if third > 0 else third,
        )
    )
