"""The formulas of Insights: pure functions from counts to curves, medians and minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import accumulate

from app.learning.ranking import interval
from app.model.insights import Alone, Effort, Risk, Score, WatchedThen

PER_CENT = 100
DAYS_AS_DAYS, DAYS_AS_WEEKS = 92, 731
"""So many days are shown one by one; so many in weeks; more in months."""
HALVES_PER_SECOND = 2
LONGEST_BY_HAND = 1200.0
"""Seconds: who needed longer for one step was away."""


def span_of(first: date, last: date) -> str:
    """How long one point of a curve is: `d`, `w` or `m`."""
    days = (last - first).days + 1
    if days <= DAYS_AS_DAYS:
        return "d"
    return "w" if days <= DAYS_AS_WEEKS else "m"


def begin_of(span: str, day: date) -> date:
    """The first day of the day, week (Monday) or month that a day lies in."""
    match span:
        case "d":
            return day
        case "w":
            return day - timedelta(days=day.weekday())
        case _:
            return day.replace(day=1)


def risk_coverage(by_score: Mapping[int, Score]) -> tuple[Risk, ...]:
    """From labels by score (in hundredths): what would be asked, and how much of it wrong, at each limit.

    The first point has the highest limit; each further one adds the suggestions that scored next best.
    """
    found = [(level, by_score[level]) for level in sorted(by_score, reverse=True) if by_score[level].of]
    every = sum(score.of for _, score in found)
    sums = accumulate(
        (score for _, score in found), lambda one, other: Score(one.right + other.right, one.wrong + other.wrong)
    )
    return tuple(_risk(level, score, every) for (level, _), score in zip(found, sums, strict=True))


def watched_then(begin: date, score: Score) -> WatchedThen:
    """The agreement of one day, week or month with its interval."""
    return WatchedThen(begin, score, *interval(score.right, score.of))


def _risk(level: int, score: Score, every: int) -> Risk:
    low, high = interval(score.wrong, score.of)
    return Risk(level / PER_CENT, score.of / every, score.of, score.wrong, score.wrong / score.of, low, high)


def half_seconds(seconds: float) -> int | None:
    """In which class a time by hand is counted; None for one that says nothing."""
    if not 0 < seconds <= LONGEST_BY_HAND:
        return None
    return round(seconds * HALVES_PER_SECOND)


def median_seconds(classes: Mapping[int, int]) -> float | None:
    """The median of times that were counted in half seconds; None without any."""
    count, passed = sum(classes.values()), 0
    for level in sorted(classes):
        passed += classes[level]
        if 2 * passed >= count and count:
            return level / HALVES_PER_SECOND
    return None


def effort(answering: float, recording: float | None, alone: Iterable[Alone]) -> Effort:
    """Minutes taught against minutes saved.

    taught = the seconds from each question to its answer + the seconds of the recordings, where they are known.
    saved = for every step: acts done alone and checked × the seconds a person needs for this step by hand (the median
    of the times it was watched, else the pause before it in the recording). A step whose time by hand nobody knows
    saves nothing, and its acts are counted as unknown. Nothing is estimated.
    """
    done = tuple(alone)
    known = [each for each in done if each.by_hand is not None]
    saved = sum(each.acts * (each.by_hand or 0.0) for each in known)
    acts, counted = sum(each.acts for each in done), sum(each.acts for each in known)
    return Effort(answering, recording, saved, acts, acts - counted)
