"""The rules of the first drafts, for comparison: both count what the robot believes of itself."""

from __future__ import annotations

import numpy as np

from tests.simulation.world import Labels, Mask


class StreakOfFive:
    """+1 for each success, its own included; back to 0 after a failure; alone from 5 on."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self._score = np.zeros(shape)

    def allowed(self, day: float) -> Mask:
        return self._score >= 5

    def learn(self, labels: Labels) -> None:
        self._score = np.where(labels.wrong, 0, self._score + labels.right)


class TwoGoodFewBad:
    """Alone with two successes and less than 30 % failures, ever."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self._right = np.zeros(shape)
        self._wrong = np.zeros(shape)

    def allowed(self, day: float) -> Mask:
        return (self._right >= 2) & (self._wrong < 0.3 * (self._right + self._wrong))

    def learn(self, labels: Labels) -> None:
        self._right += labels.right
        self._wrong += labels.wrong
