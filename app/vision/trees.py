"""A small forest of decision trees, kept as numbers in a file; made by `python -m tests.bench.relocation.fitting`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict

from app.vision.gray import Floats, Numbers


class Forest(BaseModel):
    """Node n of tree t: which input it asks, up to which value (`upto`) it goes to `low`, else to `high`.

    A leaf asks input -1 and adds its `value`; an unknown input (NaN) goes to `unknown`. All lists are trees × nodes.
    The sum of all leaves and `base` is the logarithm of the odds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    inputs: tuple[str, ...]
    base: float
    asks: list[list[int]]
    upto: list[list[float]]
    low: list[list[int]]
    high: list[list[int]]
    unknown: list[list[int]]
    value: list[list[float]]


class Odds:
    """Reads a forest once and then tells the odds of many examples at a time; stateless after that."""

    def __init__(self, forest: Forest) -> None:
        self.inputs = forest.inputs
        self._base = forest.base
        self._asks: Numbers = _table(forest.asks, -1).astype(np.intp)
        self._upto: Floats = _table(forest.upto, 0.0)
        self._ways: Numbers = np.stack([_table(way, 0).astype(np.intp) for way in (forest.low, forest.high)])
        self._unknown: Numbers = _table(forest.unknown, 0).astype(np.intp)
        self._value: Floats = _table(forest.value, 0.0)

    def of(self, example: Floats) -> float:
        """Logarithm of the odds for one row of inputs."""
        trees = np.arange(len(self._asks))
        at = np.zeros(len(self._asks), np.intp)
        while True:
            asked = self._asks[trees, at]
            inner = np.flatnonzero(asked >= 0)
            if not len(inner):
                return self._base + float(self._value[trees, at].sum())
            seen, here = example[asked[inner]], at[inner]
            over = (seen > self._upto[inner, here]).astype(np.intp)
            known = self._ways[over, inner, here]
            at[inner] = np.where(np.isnan(seen), self._unknown[inner, here], known)


def read_forest(file: Path) -> Odds:
    """The forest in a file of the program's own resources."""
    return Odds(Forest.model_validate_json(file.read_bytes()))


def _table(rows: list[list[int]] | list[list[float]], rest: float) -> Floats:
    """Rows of different length as one array, filled up with `rest`."""
    wide = max(len(row) for row in rows)
    return np.asarray([[*row, *[rest] * (wide - len(row))] for row in rows], np.float32)
