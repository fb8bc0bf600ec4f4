"""`python -m tests.bench.elements_fitting FOLDER ... [--write FILE]`: fit which of the proposed boxes is the element.

Programs are judged in five parts by a forest that never saw them; the forest of all is written. Every element counts in
its reference picture and in the changed one. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingRegressor

from app.batch.pictures import Pictures, window_of
from app.model.geometry import Box, Point
from app.vision.element import around_point
from app.vision.element_shapes import shapes
from app.vision.element_signs import INPUTS, inputs
from app.vision.gray import seen
from tests.bench.elements import RIGHT, group_of
from tests.bench.relocation.case import Case, Rect, read_cases

_PARTS, _DIGITS = 5, 4
_TREES = {"max_iter": 200, "learning_rate": 0.1, "max_bins": 63, "max_leaf_nodes": 12, "min_samples_leaf": 20}
_MIDDLE = (0.15, 0.85)


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One element: its program and role, the inputs of every proposed box, and how much each shares with its own."""

    app: str
    role: str
    inputs: NDArray[np.float32]
    overlap: NDArray[np.float64]


def main() -> int:
    """Collect the examples, judge each part by the others, write the forest of all."""
    given = _arguments()
    files = [file for folder in given.folders for file in sorted(folder.rglob("cases.jsonl"))]
    examples = [example for file in files for example in _examples(file)]
    _report(examples)
    if given.write:
        given.write.write_text(json.dumps(_as_numbers(_fitted(examples))), encoding="utf-8")
    return 0


def _examples(file: Path) -> Iterator[Example]:
    pictures = Pictures(file.parent)
    known: set[tuple[str, Rect]] = set()
    for case in read_cases(file):
        for picture, box, point, window in _places(case):
            if (picture, box) not in known:
                known.add((picture, box))
                yield from _example(case, pictures, picture, Box(*box), point, window)


def _places(case: Case) -> Iterator[tuple[str, Rect, Point, Rect | None]]:
    yield case.ref, case.box, Point(*case.point), case.win_ref
    if case.truth is not None:
        dice, (x, y, w, h) = random.Random(case.id), case.truth
        point = Point(x + int(w * dice.uniform(*_MIDDLE)), y + int(h * dice.uniform(*_MIDDLE)))
        yield case.query, case.truth, point, case.win_query


def _example(
    case: Case, pictures: Pictures, picture: str, box: Box, point: Point, rect: Rect | None
) -> Iterator[Example]:
    frame = pictures.frame(picture)
    if not frame.region.contains(point):
        return
    window = window_of("", rect, frame, "")
    whole = window.box.common(frame.region) if window.box.contains(point) else frame.region
    assert whole is not None
    around, area = around_point(seen(frame, whole), point.moved(-whole.x, -whole.y))
    truth = box.moved(-whole.x - area.x, -whole.y - area.y)
    proposed = shapes(around)
    overlap = np.asarray([shape.box.overlap(truth) for shape in proposed])
    yield Example(case.app, case.role, np.stack([inputs(shape, around) for shape in proposed]), overlap)


def _fitted(examples: Sequence[Example]) -> Any:
    """What a box is worth: half for being right, half for how exact it is.

    Programs with many elements of one role do not outweigh the others.
    """
    often = Counter((one.app, one.role) for one in examples)
    weight = [np.full(len(one.overlap), 1 / np.sqrt(often[one.app, one.role])) for one in examples]
    rows, overlap = (np.concatenate([of(one) for one in examples]) for of in (_inputs, _overlap))
    forest = HistGradientBoostingRegressor(**_TREES, l2_regularization=5.0, random_state=1)
    return forest.fit(rows, (overlap >= RIGHT) / 2 + overlap / 2, sample_weight=np.concatenate(weight))


def _inputs(one: Example) -> NDArray[np.float32]:
    return one.inputs


def _overlap(one: Example) -> NDArray[np.float64]:
    return one.overlap


def _report(examples: Sequence[Example]) -> None:
    """How often the best proposed box is right, of programs that the forest never saw."""
    apps = sorted({one.app for one in examples})
    counts: defaultdict[str, list[bool]] = defaultdict(list)
    for part in range(_PARTS):
        own = set(apps[part::_PARTS])
        forest = _fitted([one for one in examples if one.app not in own])
        for one in (one for one in examples if one.app in own):
            chosen = bool(one.overlap[int(forest.predict(one.inputs).argmax())] >= RIGHT)
            counts[group_of(one.role).value].append(chosen)
            counts["all"].append(chosen)
    for name, chosen_ones in counts.items():
        print(f"{name}: {100 * np.mean(chosen_ones):.1f} % of {len(chosen_ones)}")


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
    parser = argparse.ArgumentParser(prog="python -m tests.bench.elements_fitting", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--write", type=Path, metavar="FILE", help="the forest of all programs")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
