"""Many users with thirty steps each, sixty days long: who may act alone, and how often that is wrong.

One array element is one step of one user. Labels are as noisy as people are; two updates of the program break a fifth
of the steps silently until somebody notices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]

STEPS, RUNS_A_DAY, DAYS = 30, 10, 60
USERS, SEEDS = 60, (1, 2, 3, 4, 5)
UPDATES = (20, 40)
BREAKS, BROKEN = 0.2, 0.5
AUDITS = 0.05
PERIODS = (5, 15, 30, 60)
MIXED = ((0.60, 0.001), (0.25, 0.01), (0.10, 0.05), (0.05, 0.25))


@dataclass(frozen=True)
class People:
    """How well errors are noticed, and how often something right is called wrong.

    noticed: an error of an act alone is seen. careless: a wrong suggestion gets a yes; caught: its check fails then.
    false_no, false_alarm: something right is called wrong, asked or after an act alone.
    """

    noticed: float = 0.9
    careless: float = 0.1
    caught: float = 0.8
    false_no: float = 0.001
    false_alarm: float = 0.0003


USUAL = People()


@dataclass(frozen=True)
class Labels:
    """What one run taught: RIGHT and WRONG, and which of them a person said; `fresh` steps got a new version."""

    right: Mask
    wrong: Mask
    human: Mask
    fresh: Mask


class Policy(Protocol):
    """A rule of permission for all steps of all users at once."""

    def allowed(self, day: float) -> Mask:
        """Which steps may act alone in the run that begins now."""
        ...

    def learn(self, labels: Labels) -> None:
        """What the run taught."""
        ...


@dataclass(frozen=True)
class Outcome:
    """Acts alone and how many of them were wrong, for each user.

    coverage: in each period the share of acts that were allowed alone, the few included that an audit asked about.
    """

    alone: NDArray[np.int64]
    wrong: NDArray[np.int64]
    coverage: tuple[float, ...]

    @property
    def wrong_rate(self) -> float:
        """Of all acts alone together."""
        return float(self.wrong.sum() / max(1, self.alone.sum()))


def mixed_rates(random: Generator, users: int = USERS) -> Numbers:
    """Most steps are good, a few are bad."""
    shares, rates = zip(*MIXED, strict=True)
    return random.choice(rates, size=(users, STEPS), p=shares)


def same_rates(rate: float, users: int = USERS) -> Numbers:
    """Every step is wrong equally often."""
    return np.full((users, STEPS), rate)


class World:
    """The truth: where the robot would be wrong, what people say to it, and what updates break."""

    def __init__(
        self,
        rates: Sequence[Numbers],
        seeds: Sequence[int] = SEEDS,
        updates: Sequence[int] = UPDATES,
        people: People | None = None,
    ) -> None:
        self.rates = np.concatenate(rates)
        self._people = people or USUAL
        self._randoms = [np.random.default_rng((seed, 7)) for seed in seeds]
        self._users = len(rates[0])
        self._updates = tuple(day * RUNS_A_DAY for day in updates)
        self._broken = np.zeros(self.rates.shape, bool)

    def _drawn(self, count: int) -> Numbers:
        parts = [random.random((count, self._users, STEPS)) for random in self._randoms]
        return np.concatenate(parts, axis=1)

    def run(self, number: int, allowed: Mask) -> tuple[Labels, Mask, Mask]:
        """One run: what it taught, which acts were done alone, and which of these were wrong."""
        drawn = self._drawn(5)
        if number in self._updates:
            self._broken |= drawn[4] < BREAKS
        wrong = drawn[0] < np.where(self._broken, BROKEN, self.rates)
        audit = allowed & (drawn[1] < AUDITS)
        alone = allowed & ~audit
        said_no = np.where(wrong, self._noticed(drawn, alone, audit), drawn[2] < self._false(alone))
        fresh = self._broken & wrong & said_no
        self._broken &= ~fresh
        return Labels(~said_no, said_no, ~alone, fresh), alone, alone & wrong

    def _noticed(self, drawn: Numbers, alone: Mask, audit: Mask) -> Mask:
        """Which errors are seen; who points at the place without seeing ours cannot agree by mistake."""
        people = self._people
        asked = audit | (drawn[2] >= people.careless) | (drawn[3] < people.caught)
        return np.asarray(np.where(alone, drawn[2] < people.noticed, asked), bool)

    def _false(self, alone: Mask) -> Numbers:
        return np.where(alone, self._people.false_alarm, self._people.false_no)


def simulated(world: World, policy: Policy, days: int = DAYS) -> Outcome:
    """Sixty days of coaching, watching and acting alone."""
    shape = (len(PERIODS), len(world.rates))
    granted, alone, wrong = (np.zeros(shape, np.int64) for _ in range(3))
    for number in range(days * RUNS_A_DAY):
        day = number / RUNS_A_DAY
        period = int(np.searchsorted(PERIODS, int(day) + 1))
        allowed = policy.allowed(day)
        labels, acted, failed = world.run(number, allowed)
        policy.learn(labels)
        granted[period] += allowed.sum(axis=1)
        alone[period] += acted.sum(axis=1)
        wrong[period] += failed.sum(axis=1)
    lengths = np.diff((0, *PERIODS)) * RUNS_A_DAY * STEPS * len(world.rates)
    coverage = tuple(float(share) for share in granted.sum(axis=1) / lengths)
    return Outcome(alone.sum(axis=0), wrong.sum(axis=0), coverage)
