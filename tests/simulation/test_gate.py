"""The gate before every release: what the shipped rules let happen in a simulated world, and what the drafts' would.

`strict` promises at most one wrong act in a hundred; `earned` that hardly any bad step ever opens. The same measures
must fail for the rules of the first drafts, or they would measure nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from scipy.stats import beta, binom

from tests.simulation.drafts import StreakOfFive, TwoGoodFewBad
from tests.simulation.twins import Earned, Strict
from tests.simulation.world import (
    SEEDS,
    USERS,
    USUAL,
    Labels,
    Outcome,
    Policy,
    World,
    mixed_rates,
    same_rates,
    simulated,
)

PROMISE = 0.01
BAD, TRIALS, EVER = 0.10, 500, 0.05
Rule = Callable[[tuple[int, int]], Policy]


@cache
def mixed(rule: Rule) -> Outcome:
    world = World([mixed_rates(np.random.default_rng(seed)) for seed in SEEDS])
    return simulated(world, rule(world.rates.shape))


def upper_bound(outcome: Outcome) -> float:
    """Exact one-sided 95 % bound of the share of wrong acts among all acts alone."""
    wrong, alone = int(outcome.wrong.sum()), int(outcome.alone.sum())
    return float(beta.ppf(0.95, wrong + 1, alone - wrong))


def significantly_over(outcome: Outcome) -> list[int]:
    """For each seed how many users had clearly more wrong acts than promised."""
    chance = binom.sf(outcome.wrong - 1, np.maximum(1, outcome.alone), PROMISE)
    return [int(count) for count in (chance < 0.05).reshape(len(SEEDS), USERS).sum(axis=1)]


def ever_open(rule: Rule) -> float:
    """The share of steps, wrong once in ten trials, that ever open while a person answers every time."""
    random, shape = np.random.default_rng(SEEDS), (100, 30)
    policy, opened, nobody = rule(shape), np.zeros(shape, bool), np.zeros(shape, bool)
    for trial in range(TRIALS):
        opened |= policy.allowed(trial / 10)
        wrong = (random.random(shape) < BAD) | (random.random(shape) < USUAL.false_no)
        policy.learn(Labels(~wrong, wrong, ~nobody, nobody))
    return float(opened.mean())


def test_strict_keeps_its_promise_and_becomes_useful() -> None:
    outcome = mixed(Strict)
    assert upper_bound(outcome) <= PROMISE
    assert max(significantly_over(outcome)) <= 3
    assert list(outcome.coverage) == sorted(outcome.coverage)
    assert outcome.coverage[-1] >= 0.30


def test_strict_does_nothing_alone_where_every_step_is_a_little_too_bad() -> None:
    world = World([same_rates(0.015)] * len(SEEDS))
    outcome = simulated(world, Strict(world.rates.shape))
    idle = (outcome.alone == 0).reshape(len(SEEDS), USERS).sum(axis=1)
    assert min(idle) >= 57


@pytest.mark.parametrize("rule", [StreakOfFive, TwoGoodFewBad])
def test_the_drafts_rules_break_the_promise_in_the_same_world(rule: Rule) -> None:
    assert upper_bound(mixed(rule)) > PROMISE
    assert max(significantly_over(mixed(rule))) > 3


def test_earned_opens_hardly_any_bad_step_and_the_drafts_open_nearly_all() -> None:
    assert ever_open(Earned) <= EVER
    assert min(ever_open(StreakOfFive), ever_open(TwoGoodFewBad)) > 0.9


def test_earned_is_useful_within_days_and_better_than_the_drafts() -> None:
    outcome = mixed(Earned)
    assert outcome.coverage[-1] >= 0.60
    assert outcome.wrong_rate < min(mixed(StreakOfFive).wrong_rate, mixed(TwoGoodFewBad).wrong_rate) / 2
