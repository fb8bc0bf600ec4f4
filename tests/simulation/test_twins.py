"""What the simulation runs is what ships: trial by trial the same keys open, for the same labels."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from app.learning.fleet import after_trial, open_levels
from app.learning.fold import fold
from app.learning.permission import allowance
from app.learning.trust import aged, proved_levels
from app.learning.wealth import DAY
from app.model.decision import Keep, StepPatch
from app.model.knowledge import Knowledge
from app.model.ledger_learning import CorrectionMade, Evidence
from app.model.modes import Label, LabelSource, RunMode
from app.model.trust import Fleet, Level
from app.settings import TrustPolicy, TrustRules
from tests.fakes import BOXES, click_step, target_named
from tests.simulation.twins import Earned, Strict
from tests.simulation.world import RUNS_A_DAY, STEPS, Labels, Mask, Numbers, Policy, World, mixed_rates, same_rates

EARNED, STRICT = TrustRules(), TrustRules(policy=TrustPolicy.STRICT)
STEP = click_step(1, "next", BOXES["plus"])
MOVED = StepPatch(target=target_named("eight", BOXES["eight"]))
USERS = 2


@dataclass
class Shipped:
    """The rules as the program runs them, one row after another, for every step of every user."""

    rules: TrustRules
    knowledge: list[Knowledge] = field(default_factory=lambda: [Knowledge("w")] * USERS)
    fleets: list[Fleet] = field(default_factory=lambda: [Fleet()] * USERS)
    now: float = 0.0

    def allowed(self, day: float) -> Mask:
        self.now = day * DAY
        return np.array([[self._alone(user, step) for step in range(STEPS)] for user in range(USERS)])

    def _alone(self, user: int, step: int) -> bool:
        known = self.knowledge[user].step(f"s{step}")
        fleet = open_levels(self.fleets[user])
        return allowance(RunMode.AUTOMATIC, STEP, known, self.rules, self.now, fleet).alone

    def proved(self, user: int, step: int) -> frozenset[Level]:
        known = self.knowledge[user].step(f"s{step}")
        return proved_levels(known.trust, known.right, known.streak, self.rules, self.now)

    def learn(self, labels: Labels) -> None:
        for user in range(USERS):
            proved = [self.proved(user, step) for step in range(STEPS)]
            for step in range(STEPS):
                self._learn(user, step, proved[step], labels)

    def _learn(self, user: int, step: int, proved: frozenset[Level], labels: Labels) -> None:
        known = self.knowledge[user].step(f"s{step}")
        label = Label.RIGHT if labels.right[user, step] else Label.WRONG
        source = LabelSource.COACHED if labels.human[user, step] else LabelSource.AUTO
        self.fleets[user] = after_trial(self.fleets[user], label, source, proved)
        row = Evidence("w", f"s{step}", known.version, label, source, "accept")
        self.knowledge[user] = fold(self.knowledge[user], row, self.now)
        if labels.fresh[user, step]:
            made = CorrectionMade("c", None, "w", f"s{step}", known.version + 1, Keep.ALWAYS, StepPatch(), MOVED)
            self.knowledge[user] = fold(self.knowledge[user], made, self.now)


def follow(twin: Policy, shipped: Shipped, rates: Numbers, days: int) -> int:
    """Run both through the same world; how many acts were allowed alone. They must agree at every step."""
    world, granted = World([rates], [1], updates=(2 * days // 3,)), 0
    for number in range(days * RUNS_A_DAY):
        day = number / RUNS_A_DAY
        mine, theirs = twin.allowed(day), shipped.allowed(day)
        assert np.array_equal(mine, theirs), f"run {number}"
        labels, _, _ = world.run(number, theirs)
        twin.learn(labels)
        shipped.learn(labels)
        granted += int(theirs.sum())
    return granted


def logs(shipped: Shipped, level: int) -> Numbers:
    """The shipped wealth in the shape of the twin's: alternative, user, step."""
    trusts = [[known.step(f"s{step}").trust for step in range(STEPS)] for known in shipped.knowledge]
    logs_of = [[aged(trust, shipped.now).wealth[level].logs for trust in row] for row in trusts]
    return np.moveaxis(np.array(logs_of), -1, 0)


def test_the_twin_of_earned_is_what_ships() -> None:
    twin, shipped = Earned((USERS, STEPS)), Shipped(EARNED)
    assert follow(twin, shipped, mixed_rates(np.random.default_rng(1), USERS), days=9) > 1000
    assert np.allclose(twin.keys.logs[0], logs(shipped, 0))


def test_the_twin_of_strict_is_what_ships() -> None:
    twin, shipped = Strict((USERS, STEPS)), Shipped(STRICT)
    rates = np.vstack([same_rates(0.0005, 1), same_rates(0.004, 1)])
    assert follow(twin, shipped, rates, days=15) > 500
    assert all(np.allclose(twin.keys.logs[level], logs(shipped, level)) for level in range(len(Level)))
    for index, level in enumerate(Level):
        keys = [fleet.keys[index] for fleet in shipped.fleets]
        assert [key.opened for key in keys] == [level in open_levels(fleet) for fleet in shipped.fleets]
        assert list(twin.fleet.opened[index]) == [key.opened for key in keys]
        assert np.allclose(twin.fleet.errors[index], [key.errors for key in keys])
        assert np.allclose(twin.fleet.logs[index].T, [key.wealth.logs for key in keys])
    assert max(key.closings for fleet in shipped.fleets for key in fleet.keys) > 0, "the update must be felt"
