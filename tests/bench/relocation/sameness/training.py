"""`python -m tests.bench.relocation.sameness.training EXAMPLES --write FILE [--minutes N]`: train the network.

EXAMPLES is the folder that `fitting` keeps: portraits of the places that the search itself came up with, right and
wrong ones. A place that is wrong but looks the very same (a twin) teaches nothing here: telling twins apart is the
work of rows and neighbours. The examples are told again how alike each place is, every program by a network that never
saw it, so that the belief fitted on them trusts the network as much as it deserves. Needs jax, optax and onnx.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from app.vision.belief import Observed
from tests.bench.relocation.fitting import read_examples, write_examples
from tests.bench.relocation.observing import Example, Made
from tests.bench.relocation.sameness import network

_BATCH, _RATE, _TOLD, _SHIFT, _DECAY = 160, 2e-3, 100, 2, 1e-4
_TWIN_PIXELS, _TWIN_LETTERS = 0.97, 0.985
_RIGHT_SHARE, _FOLDS = 0.4, 3
_LATER_KINDS = {Made.LETTER: 0.4}


@dataclass(frozen=True, slots=True)
class Portraits:
    """Portraits (count × 3 × HIGH × WIDE, 0 to 255), whether right, how much each counts, the program."""

    pictures: np.ndarray
    right: np.ndarray
    weight: np.ndarray
    app: np.ndarray

    def only(self, use: np.ndarray) -> Portraits:
        """Those that are wanted."""
        return Portraits(self.pictures[use], self.right[use], self.weight[use], self.app[use])


def portraits(rows: Sequence[Example]) -> Portraits:
    """What can be learned from these places."""
    told = [row for row in rows if row.right or not _twin(row.seen)]
    return Portraits(
        np.stack([np.stack(row.portrait) for row in told]),
        np.asarray([row.right for row in told], np.float32),
        np.asarray([_LATER_KINDS.get(row.made, 1.0) for row in told], np.float32),
        np.asarray([row.app for row in told]),
    )


def _twin(seen: Observed) -> bool:
    """Whether the place looks the very same."""
    same = seen.pixels > _TWIN_PIXELS and seen.shape > _TWIN_PIXELS
    return same and (seen.letters is None or seen.letters > _TWIN_LETTERS)


def trained(known: Portraits, minutes: float, before: dict[str, Any] | None = None, seed: int = 1) -> dict[str, Any]:
    """Learn until the time is over, the rate falling to nothing; from these weights on, or anew."""
    weights = before or network.begun(seed)
    rule = optax.inject_hyperparams(optax.adamw)(learning_rate=_RATE, weight_decay=_DECAY)
    state = rule.init(weights)

    def step(weights: Any, state: Any, pictures: Any, right: Any, weight: Any) -> Any:
        def loss(weights: Any) -> Any:
            return (optax.sigmoid_binary_cross_entropy(network.odds(weights, pictures), right) * weight).mean()

        value, slope = jax.value_and_grad(loss)(weights)
        change, state = rule.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, value

    compiled = jax.jit(step)
    dice = np.random.default_rng(seed)
    chance = _chances(known)
    started, told, number = time.monotonic(), [], 0
    while (spent := (time.monotonic() - started) / 60) < minutes:
        state.hyperparams["learning_rate"] = jnp.asarray(_RATE * min(1.0, 20 * spent / minutes) * (1 - spent / minutes))
        weights, state, value = compiled(weights, state, *_batch(known, chance, dice))
        told.append(float(value))
        number += 1
        if number % _TOLD == 0:
            print(f"{spent:.1f} min, {number * _BATCH} looked at: loss {np.mean(told[-_TOLD:]):.3f}", flush=True)
    return {name: np.asarray(value) for name, value in weights.items()}


def _chances(known: Portraits) -> np.ndarray:
    """How often each is drawn: right ones make up a fixed share."""
    right = known.right > 0
    chance = np.where(right, _RIGHT_SHARE / max(1, right.sum()), (1 - _RIGHT_SHARE) / max(1, (~right).sum()))
    return chance.cumsum() / chance.sum()


def _batch(known: Portraits, chance: np.ndarray, dice: np.random.Generator) -> tuple[Any, Any, Any]:
    """Some portraits, the seen ones shifted by a little."""
    chosen = np.minimum(np.searchsorted(chance, dice.random(_BATCH)), len(chance) - 1)
    pictures = known.pictures[chosen].astype(np.float32) / 255
    for one in pictures:
        y, x = dice.integers(-_SHIFT, _SHIFT + 1, 2)
        one[1] = np.roll(one[1], (y, x), (0, 1))
    faded = dice.uniform(0.8, 1.25, (_BATCH, 2, 1, 1)).astype(np.float32)
    pictures[:, :2] = np.minimum(1, pictures[:, :2] * faded)
    return pictures, known.right[chosen], known.weight[chosen]


def alike(weights: dict[str, Any], rows: Sequence[Example]) -> np.ndarray:
    """How likely each place shows the same element, by these weights."""
    asked = jax.jit(network.odds)
    found = [np.zeros(0, np.float32)]
    for start in range(0, len(rows), _BATCH):
        some = np.stack([np.stack(row.portrait) for row in rows[start : start + _BATCH]])
        found.append(np.asarray(asked(weights, some.astype(np.float32) / 255)))
    return 1 / (1 + np.exp(-np.concatenate(found)))


def tell_again(files: Sequence[Path], fold: int, minutes: float) -> None:
    """Train without every so manieth program, and let that network say how alike the places of those are."""
    kept = [file for number, file in enumerate(files) if number % _FOLDS == fold]
    weights = trained(_read([file for file in files if file not in kept]), minutes)
    for file in kept:
        rows = read_examples(file)
        said = alike(weights, rows)
        told = [replace(row, seen=row.seen._replace(alike=float(one))) for row, one in zip(rows, said, strict=True)]
        write_examples(file, told)
        print(f"{file.stem}: {_judged(told)}", flush=True)


def _read(files: Sequence[Path]) -> Portraits:
    return portraits([row for file in files for row in read_examples(file)])


def _judged(rows: Sequence[Example]) -> str:
    """How often it is right, twins left out."""
    right = [row.seen.alike > 0.5 for row in rows if row.right]
    wrong = [row.seen.alike > 0.5 for row in rows if not row.right and not _twin(row.seen)]
    return f"{np.mean(right):.3f} of the right places taken for it, {np.mean(wrong):.3f} of the wrong ones"


def main() -> int:
    """Tell the examples again, then train on all and write."""
    given = argparse.ArgumentParser(prog="python -m tests.bench.relocation.sameness.training", description=__doc__)
    given.add_argument("examples", type=Path, metavar="EXAMPLES")
    given.add_argument("--write", type=Path, metavar="FILE", help="train on all programs and write the network")
    given.add_argument("--resume", type=Path, metavar="FILE", help="go on from this network")
    given.add_argument("--fold", type=int, nargs="*", default=list(range(_FOLDS)), help="only these parts, none: none")
    given.add_argument("--minutes", type=float, default=12.0, help="for each network")
    chosen = given.parse_args()
    files = sorted(chosen.examples.glob("*.pkl"))
    for fold in chosen.fold:
        tell_again(files, fold, chosen.minutes)
    if chosen.write:
        before = network.read(chosen.resume) if chosen.resume else None
        network.write(chosen.write, trained(_read(files), chosen.minutes, before))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
