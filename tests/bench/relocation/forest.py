"""Fits small forests whose inputs may only work in their sensible direction, and writes them as plain numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

_TREES = {"max_iter": 250, "learning_rate": 0.06, "max_leaf_nodes": 10, "min_samples_leaf": 25, "l2_regularization": 8}
# Every split may ask only some of the inputs: no single one is trusted by all trees.
_TREES |= {"max_features": 0.3}
_DIGITS = 5


def fitted(
    inputs: NDArray[np.float64], right: NDArray[np.bool_], weight: NDArray[np.float64], direction: Sequence[int]
) -> Any:
    """A forest for these examples; direction: 1 an input may only raise the belief, -1 only lower it, 0 both."""
    forest = HistGradientBoostingClassifier(**_TREES, monotonic_cst=list(direction), random_state=1)
    return forest.fit(inputs, right, sample_weight=weight)


def write(file: Path, forest: Any, inputs: Sequence[str], raised: float = 0.0) -> None:
    """The forest in the program's own form, its log odds raised by so much."""
    nodes = [tree[0].nodes for tree in forest._predictors]
    numbers = {
        "inputs": list(inputs),
        "base": round(float(np.ravel(forest._baseline_prediction)[0]) + raised, _DIGITS),
        "asks": [[-1 if n["is_leaf"] else int(n["feature_idx"]) for n in tree] for tree in nodes],
        "upto": [[0.0 if n["is_leaf"] else round(float(n["num_threshold"]), _DIGITS) for n in tree] for tree in nodes],
        "low": [[int(n["left"]) for n in tree] for tree in nodes],
        "high": [[int(n["right"]) for n in tree] for tree in nodes],
        "unknown": [[int(n["left"] if n["missing_go_to_left"] else n["right"]) for n in tree] for tree in nodes],
        "value": [[round(float(n["value"]), _DIGITS) if n["is_leaf"] else 0.0 for n in tree] for tree in nodes],
    }
    file.write_text(json.dumps(numbers), encoding="utf-8")
