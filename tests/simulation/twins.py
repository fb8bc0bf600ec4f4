"""The shipped rules for many steps at once; a test holds them equal to app.learning, step by step."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.learning import fleet as fleet_rules
from app.learning.alarms import FLEET_ERRORS, STEP_ERRORS, ErrorAlarm
from app.learning.wealth import FLOOR, HALF_LIFE, OPEN, bet_against
from app.model.trust import Level
from app.settings import TrustRules
from tests.simulation.world import RUNS_A_DAY, Labels, Mask, Numbers

_RULES = TrustRules()
_FADE = 0.5 ** (1 / (RUNS_A_DAY * HALF_LIFE))


def log_e(logs: Numbers) -> Numbers:
    """Log E; the alternatives are the first axis but one of the levels."""
    top = logs.max(axis=1)
    mean = np.exp(logs - top[:, None]).mean(axis=1)
    return np.asarray(top + np.log(mean))


def faded(logs: Numbers, keep: float = _FADE) -> Numbers:
    """A tenth of a day later."""
    return np.where(logs > 0, logs * keep, logs)


def _bets(levels: Sequence[float], users: int) -> tuple[Numbers, Numbers]:
    bets = [bet_against(rate) for rate in levels]
    shape = (len(levels), 3, *(1 for _ in range(users)))
    right, wrong = (
        np.array(side, float).reshape(shape) for side in zip(*((b.right, b.wrong) for b in bets), strict=True)
    )
    return right, wrong


class StepKeys:
    """The record of every step: wealth by level and alternative, counts, alarm and hold."""

    def __init__(self, shape: tuple[int, int], levels: Sequence[Level] = tuple(Level)) -> None:
        self.right, self.wrong = _bets([level.tolerated for level in levels], len(shape))
        self.logs = np.zeros((len(levels), 3, *shape))
        self.count = np.zeros(shape)
        self.streak = np.zeros(shape)
        self.errors = np.zeros(shape)
        self.hold = np.zeros(shape, bool)

    def fade(self) -> None:
        self.logs = faded(self.logs)

    def proved(self) -> Mask:
        """Which level's key is open for which step."""
        enough = (self.count >= _RULES.min_right) & (self.streak >= _RULES.min_streak)
        return np.asarray((log_e(self.logs) >= OPEN) & enough)

    def learn(self, labels: Labels) -> None:
        good, bad = labels.right & labels.human, labels.wrong
        over = np.maximum(0.0, log_e(self.logs) - OPEN)[:, None]
        cut = np.where(bad, np.maximum(FLOOR, self.logs - over), self.logs)
        self.logs = np.maximum(FLOOR, cut + self.right * good + self.wrong * bad)
        self.count += good
        self.streak = np.where(bad, 0, self.streak + good)
        self.errors = alarmed(STEP_ERRORS, self.errors, good, bad)
        self.hold = np.where(
            good, False, self.hold | (bad & ~labels.human) | (bad & (self.errors >= STEP_ERRORS.limit))
        )
        self._begin_anew(labels.fresh)

    def _begin_anew(self, fresh: Mask) -> None:
        self.logs = np.where(fresh, 0.0, self.logs)
        self.errors = np.where(fresh, 0.0, self.errors)
        self.count = np.where(fresh, 1, self.count)
        self.streak = np.where(fresh, 1, self.streak)
        self.hold &= ~fresh


def alarmed(alarm: ErrorAlarm, total: Numbers, right: Mask, wrong: Mask) -> Numbers:
    up, down = alarm.after(0.0, right=False), -np.log((1 - alarm.worse) / (1 - alarm.usual))
    return np.asarray(np.maximum(0.0, total + up * wrong - down * right))


class FleetKeys:
    """The second keys of every user: the first axis is the level, the last one the user."""

    def __init__(self, users: int) -> None:
        self.right, self.wrong = _bets([fleet_rules.TOLERATED], 1)
        self.logs = np.zeros((len(Level), 3, users))
        self.errors = np.zeros((len(Level), users))
        self.opened = np.zeros((len(Level), users), bool)

    def learn(self, proved: Mask, labels: Labels) -> None:
        """What one run taught, trial after trial; `proved` are the step keys that were open before it."""
        for step in range(proved.shape[-1]):
            mine = proved[:, :, step]
            if mine.any():
                good, bad = labels.right[:, step] & mine, labels.wrong[:, step] & mine
                self._learn(good, good & labels.human[:, step], bad)

    def _learn(self, good: Mask, told: Mask, bad: Mask) -> None:
        self.logs = np.maximum(FLOOR, self.logs + self.right * told[:, None] + self.wrong * bad[:, None])
        self.errors = alarmed(FLEET_ERRORS, self.errors, good, bad)
        rings = self.errors >= FLEET_ERRORS.limit
        if rings.any():
            self.logs = np.where(rings[:, None], 0.0, self.logs)
            self.errors = np.where(rings, 0.0, self.errors)
        # Only a trial can open a key, and none of a step whose own key is closed.
        enough = (good | bad) & (log_e(self.logs) >= fleet_rules.OPEN)
        self.opened = (self.opened | enough) & ~rings


class Earned:
    """The shipped default: one level of the step's own key."""

    def __init__(self, shape: tuple[int, int], level: Level = Level.TEN) -> None:
        self.keys = StepKeys(shape, [level])

    def allowed(self, day: float) -> Mask:
        self.keys.fade()
        return np.asarray(self.keys.proved()[0] & ~self.keys.hold)

    def learn(self, labels: Labels) -> None:
        self.keys.learn(labels)


class Strict:
    """Both keys of any level."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self.keys = StepKeys(shape)
        self.fleet = FleetKeys(shape[0])
        self._proved = self.keys.proved()

    def allowed(self, day: float) -> Mask:
        self.keys.fade()
        self._proved = self.keys.proved()
        return np.asarray((self._proved & self.fleet.opened[:, :, None]).any(axis=0) & ~self.keys.hold)

    def learn(self, labels: Labels) -> None:
        self.fleet.learn(self._proved, labels)
        self.keys.learn(labels)
