"""The figures behind the rules, by hand: `python -m tests.simulation [users of each seed]`.

Half a minute for 40 users; the last four figures are the share of acts allowed alone on days 1-5, 6-15, 16-30, 31-60.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from scipy.stats import binom

from tests.simulation.drafts import StreakOfFive, TwoGoodFewBad
from tests.simulation.twins import Earned, Strict
from tests.simulation.world import USUAL, Numbers, Outcome, People, Policy, World, mixed_rates, same_rates, simulated

SEEDS = (1, 2, 3, 4, 5)
PROMISE = 0.01
RULES: Mapping[str, Callable[[tuple[int, int]], Policy]] = {
    "draft: score of 5": StreakOfFive,
    "draft: 2 good, few bad": TwoGoodFewBad,
    "earned": Earned,
    "strict": Strict,
}
WORLDS: Mapping[str, Callable[[int, int], Numbers]] = {
    "mixed": lambda seed, users: mixed_rates(np.random.default_rng(seed), users),
    "all 1 %": lambda seed, users: same_rates(0.01, users),
    "all 1.5 %": lambda seed, users: same_rates(0.015, users),
}
PEOPLE: Mapping[str, People] = {
    "usual": USUAL,
    "many false noes": replace(USUAL, false_no=0.01, false_alarm=0.003),
    "weak checks": replace(USUAL, noticed=0.51, careless=0.4),
    "hardly any checks": replace(USUAL, noticed=0.3, careless=0.4, caught=0.3),
    "sharp checks": replace(USUAL, noticed=0.95, false_no=0.0, false_alarm=0.0),
}


def told(outcome: Outcome) -> str:
    """One line of figures."""
    over = binom.sf(outcome.wrong - 1, np.maximum(1, outcome.alone), PROMISE) < 0.05
    shares = " ".join(f"{share:.2f}" for share in outcome.coverage)
    acting = (outcome.alone > 0).mean()
    return f"wrong {outcome.wrong_rate:6.2%}  users clearly over 1 % {over.mean():6.1%}  acting {acting:4.0%}  {shares}"


def main(users: int) -> None:
    """Every rule in every world; the sound ones also with other people."""
    for world, rates in WORLDS.items():
        for people, kind in PEOPLE.items():
            for name, rule in RULES.items():
                if kind is USUAL or name in ("earned", "strict"):
                    made = World([rates(seed, users) for seed in SEEDS], SEEDS, people=kind)
                    print(
                        f"{world:10} {people:18} {name:24}", told(simulated(made, rule(made.rates.shape))), flush=True
                    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
