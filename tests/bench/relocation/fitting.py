"""`python -m tests.bench.relocation.fitting FOLDER ... [--write FILE] [--examples DIR]`: fit what a place is believed.

Every program is judged by a forest that never saw it; the forest of all is written. Each input may only work in its
sensible direction: more likeness never makes a place less likely. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.vision.belief import INPUTS, inputs
from tests.bench.relocation import forest, reliability
from tests.bench.relocation.case import Case, read_cases
from tests.bench.relocation.observing import Example, Made, examples

_MORE = {"looks", "strict", "letters", "around", "near", "row", "margin", "shape", "energy", "pixels", "kept"}
_MORE |= {"votes", "frame", "worst", "reads", "alike", "key", "key_worst", "key_reads"}
_LESS = {"off"}
_LIMITS = (0.2, 0.5, 0.95)
# Made cases teach what absence looks like; they must not outnumber what really happens on a screen.
_WEIGHT = {
    Made.NO: 1.0,
    Made.ERASED: 0.2,
    Made.REMOVED: 1.0,
    Made.STRANGER: 0.5,
    Made.WORD: 0.15,
    Made.LETTER: 0.05,
    Made.TWIN: 1.0,
    Made.TURNED: 0.5,
}
# Made cases without the target are many, so the forest is too careful on real screens. Raised by this much (log odds)
# it answers more, judged by the programs it never saw, and is wrong in less than one of two hundred.
_RAISED = 0.75
_LATER_WEIGHT, _STRANGER_SAMPLES, _UNCHANGED = 0.5, 4, 0.985


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
    collect([Path(folder) for folder in given.folders], given.examples)
    every = _arrays([row for file in sorted(given.examples.glob("*.pkl")) for row in read_examples(file)])
    score = _by_the_others(every)
    _report(every, score)
    _reliability(every, score, given.plot)
    if given.write:
        whole = _fitted(every, np.ones(len(every.rows), np.bool_))
        forest.write(given.write, whole, INPUTS, _RAISED)
    return 0


def read_examples(file: Path) -> list[Example]:
    """The examples of one program that were collected before."""
    rows: list[Example] = pickle.loads(file.read_bytes())
    return rows


def write_examples(file: Path, rows: Sequence[Example]) -> None:
    """Keep the examples of one program, all or none."""
    fresh = file.with_suffix(".new")
    fresh.write_bytes(pickle.dumps(list(rows)))
    fresh.replace(file)


def collect(folders: Sequence[Path], to: Path) -> None:
    """The examples of every program, a file for each; what is there already is not collected again."""
    to.mkdir(parents=True, exist_ok=True)
    files = [file for folder in folders for file in sorted(folder.rglob("cases.jsonl"))]
    strangers = [(file.parent, case) for file in files for case in _some(file)]
    for file in files:
        kept = to / f"{file.parent.name}.pkl"
        if not kept.exists():
            write_examples(kept, list(examples(file, strangers)))
            print(f"{file.parent.name}: collected", flush=True)


def _some(file: Path) -> list[Case]:
    usable = [case for case in read_cases(file) if case.win_ref is not None]
    return random.Random(file.parent.name).sample(usable, min(_STRANGER_SAMPLES, len(usable)))


def _arrays(rows: Sequence[Example]) -> Examples:
    rows = _really_changed(rows)
    weight = [_WEIGHT[row.made] * (1.0 if row.rank == 0 else _LATER_WEIGHT) for row in rows]
    return Examples(
        rows,
        np.asarray([inputs(row.seen) for row in rows], np.float64),
        np.asarray([row.right for row in rows]),
        np.asarray(weight),
        np.asarray([row.app for row in rows]),
    )


def _really_changed(rows: Sequence[Example]) -> list[Example]:
    """Without the rewritten screens on which the place still shows the very text: another text was rewritten."""
    same = {
        (row.case, row.made)
        for row in rows
        if row.made in (Made.WORD, Made.LETTER) and row.rank == 0 and (row.seen.letters or 0) > _UNCHANGED
    }
    return [row for row in rows if (row.case, row.made) not in same]


def _fitted(every: Examples, use: NDArray[np.bool_]) -> Any:
    direction = [1 if name in _MORE else -1 if name in _LESS else 0 for name in INPUTS]
    return forest.fitted(every.inputs[use], every.right[use], every.weight[use], direction)


def _by_the_others(every: Examples) -> NDArray[np.float64]:
    score = np.zeros(len(every.rows))
    for app in np.unique(every.app):
        own = every.app == app
        odds = _fitted(every, ~own).decision_function(every.inputs[own]) + _RAISED
        score[own] = 1 / (1 + np.exp(-odds))
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


def _count(counts: Counter[tuple[str, str]], places: list[tuple[float, Example]], limit: float) -> None:
    value, best = max(places, key=lambda place: place[0])
    total = sum(score for score, _ in places)
    kind = best.made.value if best.made is not Made.NO else "there" if best.present else "absent"
    counts[kind, "all"] += 1
    if value / max(1.0, total) >= limit:
        counts[kind, "right" if best.right else "wrong"] += 1


def _words(counts: Counter[tuple[str, str]], kind: str) -> str:
    return f"{counts[kind, 'right']} right, {counts[kind, 'wrong']} wrong"


def _reliability(every: Examples, score: NDArray[np.float64], plot: Path | None) -> None:
    """What the score promised and what was so, first places of captured cases only."""
    first = np.asarray([row.rank == 0 and row.made is Made.NO for row in every.rows])
    found = reliability.bins(score[first], every.right[first])
    for one in found:
        print(f"promised {one.promised:.2f}, was {one.was:.2f} ({one.cases})")
    if plot:
        reliability.draw(plot, found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.relocation.fitting", description=__doc__)
    parser.add_argument("folders", nargs="*", metavar="FOLDER", help="captures; none: the examples collected before")
    parser.add_argument("--write", type=Path, metavar="FILE", help="the forest of all programs")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw what the score promised and what was so")
    parser.add_argument("--examples", type=Path, required=True, metavar="DIR", help="where the examples are kept")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
