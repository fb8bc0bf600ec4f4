"""`python -m tests.bench.relocation.reading.training --write FILE [--minutes N]`: the network that compares words.

Only drawn words are learned from, no captured screen, so that every captured program is one it never saw. Needs jax,
optax and onnx. Convolutions over both strips at once; where the words differ most counts, so besides the mean of all
places their strongest one is passed on.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from app.vision.reading import HEIGHT, WIDTH
from tests.bench.relocation.beginning import begun
from tests.bench.relocation.reading.drawing import Fonts, pairs
from tests.bench.relocation.reading.export import write
from tests.bench.relocation.reading.fonts import installed

LAYERS = (
    (3, 3, 2, 16, (1, 1)),
    (3, 3, 16, 24, (2, 2)),
    (3, 3, 24, 32, (2, 2)),
    (3, 3, 32, 48, (1, 1)),
    (5, 3, 48, 64, (1, 1)),
)
_PADDED = ("SAME", "SAME", "SAME", "SAME", ((0, 0), (1, 1)))
_HIDDEN, _BATCH, _RATE, _TOLD, _JUDGED = 32, 192, 2e-3, 200, 4000
_POOL, _NEW = 80_000, 48


def odds(weights: dict[str, Any], strips: Any) -> Any:
    """Logarithm of the odds that both strips of each pair show the same."""
    seen = strips
    for number, (*_, stride) in enumerate(LAYERS):
        seen = jax.lax.conv_general_dilated(seen, weights[f"kernel{number}"], stride, _PADDED[number])
        seen = jax.nn.relu(seen + weights[f"bias{number}"][None, :, None, None])
    pooled = jnp.concatenate((seen.mean(axis=(2, 3)), seen.max(axis=(2, 3))), axis=1)
    hidden = jax.nn.relu(pooled @ weights["kernel_hidden"] + weights["bias_hidden"])
    return (hidden @ weights["kernel_out"] + weights["bias_out"])[:, 0]


class Pool:
    """Drawn pairs, each looked at a few times; every batch some new ones take the place of the oldest."""

    def __init__(self, fonts: Fonts, seed: int) -> None:
        self._fonts, self._dice = fonts, random.Random(seed)
        self._strips = np.zeros((_POOL, 2, HEIGHT, WIDTH), np.uint8)
        self._same = np.zeros(_POOL, np.float32)
        self.drawn = 0

    def batch(self, chooser: np.random.Generator) -> tuple[Any, Any]:
        """Strips from 0 to 1 and whether both are the same."""
        strips, same = pairs(self._fonts, self._dice, _NEW if self.drawn else 8 * _BATCH)
        places = (self.drawn + np.arange(len(same))) % _POOL
        self._strips[places], self._same[places] = strips, same
        self.drawn += len(same)
        chosen = chooser.integers(0, min(self.drawn, _POOL), _BATCH)
        return self._strips[chosen].astype(np.float32) / 255, self._same[chosen]


def trained(fonts: Fonts, minutes: float, seed: int = 1) -> dict[str, Any]:
    """Learn from fresh pairs until the time is over, the rate falling to nothing."""
    weights = begun([layer[:4] for layer in LAYERS], 2 * LAYERS[-1][3], _HIDDEN, seed)
    rule = optax.inject_hyperparams(optax.adam)(learning_rate=_RATE)
    state = rule.init(weights)

    def step(weights: Any, state: Any, strips: Any, same: Any) -> Any:
        def loss(weights: Any) -> Any:
            return optax.sigmoid_binary_cross_entropy(odds(weights, strips), same).mean()

        value, slope = jax.value_and_grad(loss)(weights)
        change, state = rule.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, value

    compiled = jax.jit(step)
    pool, chooser = Pool(fonts, seed), np.random.default_rng(seed)
    started, told, number = time.monotonic(), [], 0
    while (spent := (time.monotonic() - started) / 60) < minutes:
        state.hyperparams["learning_rate"] = jnp.asarray(_RATE * (1 - spent / minutes))
        weights, state, value = compiled(weights, state, *pool.batch(chooser))
        told.append(float(value))
        number += 1
        if number % _TOLD == 0:
            seen = f"{pool.drawn} pairs drawn, {number * _BATCH} looked at"
            print(f"{spent:.1f} min, {seen}: loss {np.mean(told[-_TOLD:]):.3f}", flush=True)
    return weights


def judged(weights: dict[str, Any], fonts: Fonts) -> str:
    """How often it is right on pairs it never saw."""
    strips, same = pairs(fonts, random.Random(99), _JUDGED)
    said = np.asarray(odds(weights, strips.astype(np.float32) / 255)) > 0
    return f"same words: {said[same > 0].mean():.3f} seen; other words: {(~said)[same == 0].mean():.3f} seen"


def main() -> int:
    """Train, judge, write."""
    given = argparse.ArgumentParser(prog="python -m tests.bench.relocation.reading.training", description=__doc__)
    given.add_argument("--write", type=Path, required=True, metavar="FILE")
    given.add_argument("--minutes", type=float, default=30.0)
    given.add_argument("--icons", type=Path, metavar="FOLDER", help="icon fonts, for instance those of qtawesome")
    chosen = given.parse_args()
    fonts = installed(chosen.icons)
    print(f"{len(fonts.texts)} fonts, {len(fonts.icons)} icon fonts")
    weights = trained(fonts, chosen.minutes)
    print(judged(weights, fonts))
    write(chosen.write, {name: np.asarray(value) for name, value in weights.items()}, LAYERS)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
