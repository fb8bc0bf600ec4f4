"""Alarms: soon after a change for the worse, hardly ever without one."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from app.learning.alarms import STEP_ERRORS, has_fallen, slid
from app.model.drift import Slide


def first_alarm(scores: list[float], slide: Slide) -> int | None:
    for number, score in enumerate(scores, 1):
        slide = slid(slide, score)
        if has_fallen(slide):
            return number
    return None


def scores(random: Generator, mean: float, count: int) -> list[float]:
    return [float(score) for score in np.clip(random.normal(mean, 0.02, count), 0, 1)]


def settled(random: Generator) -> Slide:
    slide = Slide()
    for score in scores(random, 0.93, 60):
        slide = slid(slide, score)
    return slide


def test_falling_scores_are_noticed_within_a_few_acts_and_steady_ones_are_left_alone() -> None:
    random = np.random.default_rng(1)
    found = [first_alarm(scores(random, 0.88, 30), settled(random)) for _ in range(100)]
    assert np.median([number or 99 for number in found]) <= 8
    assert None not in found
    false = [first_alarm(scores(random, 0.93, 300), Slide()) for _ in range(50)]
    assert sum(number is not None for number in false) <= 1


def test_one_odd_score_is_no_fall() -> None:
    slide = settled(np.random.default_rng(2))
    assert not has_fallen(slid(slide, 0.8))


def errors_until(random: Generator, rate: float, most: int) -> int | None:
    total = 0.0
    for number in range(1, most + 1):
        total = STEP_ERRORS.after(total, random.random() >= rate)
        if STEP_ERRORS.rings(total):
            return number
    return None


def test_rising_errors_are_noticed_soon() -> None:
    random = np.random.default_rng(3)
    found = [errors_until(random, 0.3, 300) for _ in range(200)]
    assert None not in found
    assert np.median([number or 0 for number in found]) <= 8
    false = [errors_until(random, 0.005, 300) for _ in range(200)]
    assert sum(number is not None for number in false) <= 25
