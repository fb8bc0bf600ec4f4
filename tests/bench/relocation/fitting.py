"""`python -m tests.bench.relocation.fitting FOLDER ... [--write FILE] [--examples FILE]`: fit what a place is believed.

Every program is judged by a forest that never saw it; the forest of all is written. Each input may only work in its
sensible direction: more likeness never makes a place less likely. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from app.vision.belief import INPUTS, inputs
from tests.bench.relocation.case import Case, read_cases
from tests.bench.relocation.observing import Example, Made, examples

_MORE = {"looks", "strict", "letters", "around", "near", "row", "margin", "shape", "energy", "pixels", "kept"}
_MORE |= {"votes", "frame"}
_LESS = {"off"}
_LIMITS = (0.2, 0.5, 0.95)
_TREES = {"max_iter": 150, "learning_rate": 0.07, "max_leaf_nodes": 8, "min_samples_leaf": 25, "l2_regularization": 8.0}
_MADE_WEIGHT, _LATER_WEIGHT, _STRANGER_SAMPLES, _DIGITS = 0.6, 0.5, 4, 5


@dataclass(frozen=True, slots=True)
class Examples:
    """All examples as arrays: inputs, whether right, how much each counts, the program."""

    rows: Sequence[Example]
    inputs: NDArray[np.float64]
    right: NDArray[np.bool_]
    weight: NDArray[np.float64]
    app: NDArray[np.str_]


def main() -> int:
    """Collect or read the examples, judge each program by the others, write the forest of all."""
    given = _arguments()
    found = given.examples
    rows = _read(found) if found and found.is_file() else _collected([Path(folder) for folder in given.folders])
    if found and not found.is_file():
        found.write_bytes(pickle.dumps(rows))
    every = _arrays(rows)
    _report(every, _by_the_others(every))
    if given.write:
        whole = _fitted(every, np.ones(len(every.rows), np.bool_))
        given.write.write_text(json.dumps(_as_numbers(whole)), encoding="utf-8")
    return 0


def _read(file: Path) -> list[Example]:
    rows: list[Example] = pickle.loads(file.read_bytes())
    return rows


def _collected(folders: Sequence[Path]) -> list[Example]:
    files = [file for folder in folders for file in sorted(folder.rglob("cases.jsonl"))]
    strangers = [(file.parent, case) for file in files for case in _some(file)]
    rows: list[Example] = []
    for file in files:
        rows += examples(file, strangers)
        print(f"{file.parent.name}: {len(rows)} places so far", flush=True)
    return rows


def _some(file: Path) -> list[Case]:
    usable = [case for case in read_cases(file) if case.win_ref is not None]
    return random.Random(file.parent.name).sample(usable, min(_STRANGER_SAMPLES, len(usable)))


def _arrays(rows: Sequence[Example]) -> Examples:
    weight = [
        (1.0 if row.made is Made.NO else _MADE_WEIGHT) * (1.0 if row.rank == 0 else _LATER_WEIGHT) for row in rows
    ]
    return Examples(
        rows,
        np.asarray([inputs(row.seen) for row in rows], np.float64),
        np.asarray([row.right for row in rows]),
        np.asarray(weight),
        np.asarray([row.app for row in rows]),
    )


def _fitted(every: Examples, use: NDArray[np.bool_]) -> Any:
    direction = [1 if name in _MORE else -1 if name in _LESS else 0 for name in INPUTS]
    forest = HistGradientBoostingClassifier(**_TREES, monotonic_cst=direction, random_state=1)
    return forest.fit(every.inputs[use], every.right[use], sample_weight=every.weight[use])


def _by_the_others(every: Examples) -> NDArray[np.float64]:
    score = np.zeros(len(every.rows))
    for app in np.unique(every.app):
        own = every.app == app
        score[own] = _fitted(every, ~own).predict_proba(every.inputs[own])[:, 1]
    return score


def _report(every: Examples, score: NDArray[np.float64]) -> None:
    """For each limit: of the searches of each kind, how many were answered rightly and wrongly."""
    searches: defaultdict[tuple[str, str, Made], list[tuple[float, Example]]] = defaultdict(list)
    for row, value in zip(every.rows, score, strict=True):
        searches[row.app, row.case, row.made].append((float(value), row))
    for limit in _LIMITS:
        counts: Counter[tuple[str, str]] = Counter()
        for places in searches.values():
            _count(counts, places, limit)
        kinds = sorted({kind for kind, _ in counts})
        told = [f"{kind} {counts[kind, 'all']}: {_words(counts, kind)}" for kind in kinds]
        print(f"score ≥ {limit}: " + "; ".join(told))
    _reliability(every, score)


def _count(counts: Counter[tuple[str, str]], places: list[tuple[float, Example]], limit: float) -> None:
    value, best = max(places, key=lambda place: place[0])
    total = sum(score for score, _ in places)
    kind = best.made.value if best.made is not Made.NO else "there" if best.present else "absent"
    counts[kind, "all"] += 1
    if value / max(1.0, total) >= limit:
        counts[kind, "right" if best.right else "wrong"] += 1


def _words(counts: Counter[tuple[str, str]], kind: str) -> str:
    return f"{counts[kind, 'right']} right, {counts[kind, 'wrong']} wrong"


def _reliability(every: Examples, score: NDArray[np.float64]) -> None:
    """Ten equal steps of the score: what it promised and what was so, first places of captured cases only."""
    first = np.asarray([row.rank == 0 and row.made is Made.NO for row in every.rows])
    for low in np.arange(0, 1, 0.1):
        here = first & (score >= low) & (score < low + 0.1 + 1e-9)
        if here.any():
            print(
                f"{low:.1f}–{low + 0.1:.1f}: promised {score[here].mean():.2f}, was {every.right[here].mean():.2f}"
                f" ({here.sum()})"
            )


def _as_numbers(fitted: Any) -> dict[str, object]:
    """The forest in the program's own form."""
    nodes = [tree[0].nodes for tree in fitted._predictors]
    return {
        "inputs": list(INPUTS),
        "base": round(float(np.ravel(fitted._baseline_prediction)[0]), _DIGITS),
        "asks": [[-1 if n["is_leaf"] else int(n["feature_idx"]) for n in tree] for tree in nodes],
        "upto": [[0.0 if n["is_leaf"] else round(float(n["num_threshold"]), _DIGITS) for n in tree] for tree in nodes],
        "low": [[int(n["left"]) for n in tree] for tree in nodes],
        "high": [[int(n["right"]) for n in tree] for tree in nodes],
        "unknown": [[int(n["left"] if n["missing_go_to_left"] else n["right"]) for n in tree] for tree in nodes],
        "value": [[round(float(n["value"]), _DIGITS) if n["is_leaf"] else 0.0 for n in tree] for tree in nodes],
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.relocation.fitting", description=__doc__)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--write", type=Path, metavar="FILE", help="the forest of all programs")
    parser.add_argument("--examples", type=Path, metavar="FILE", help="keep the examples here, or read them")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
