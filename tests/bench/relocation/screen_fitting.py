"""`python -m tests.bench.relocation.screen_fitting FOLDER ... [--write FILE] [--examples FILE]`: belief of Screens.

Questions whose window has a title like none of the known Screens are left out: there a rule decides, not the forest.
Every program is judged by a forest that never saw it; the forest of all is written. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.batch.pictures import Pictures, window_of
from app.batch.questions import KnownScreen, read_known
from app.model.geometry import Box
from app.model.window import WindowIdentity
from app.model.workflow import Screen, Signature
from app.vision.recognise import Recogniser
from app.vision.scene import Scene
from app.vision.screen_belief import SCREEN_INPUTS, ScreenSeen, screen_inputs
from tests.bench.relocation import forest
from tests.bench.relocation.case import ScreenCase, read_screens

_LIMIT, _NAMED = 0.5, 0.6
_DIRECTION = [1] * len(SCREEN_INPUTS)


@dataclass(frozen=True, slots=True)
class ScreenExample:
    """One known Screen against one picture: what agreed, and whether it is this one."""

    app: str
    case: str
    why: str
    present: bool
    seen: ScreenSeen
    right: bool


class _Album:
    """The known Screens of all programs, learned once."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = {file.parent.name: file.parent for file in files}
        self._known = {file.parent.name: read_known(file.with_name("known_screens.json")) for file in files}
        self.recogniser = Recogniser(self._view)

    def screens(self, app: str, names: Sequence[str]) -> list[Screen]:
        """These Screens of one program."""
        return [self._screen(app, name) for name in names]

    def _screen(self, app: str, name: str) -> Screen:
        identity = WindowIdentity(application="", title=self._known[app][name].title)
        return Screen(id=f"{app}|{name}", name=name, window=identity, signature=Signature(view=f"{app}|{name}"))

    def _view(self, view: str) -> NDArray[np.uint8]:
        app, name = view.split("|", 1)
        known: KnownScreen = self._known[app][name]
        frame = Pictures(self._files[app]).frame(name)
        window = window_of(known.title, known.win, frame, name)
        return frame.crop(window.box.common(frame.region) or Box(0, 0, 1, 1))[:, :, :3]


def main() -> int:
    """Collect or read the examples, judge each program by the others, write the forest of all."""
    given = _arguments()
    rows = _rows(given.folders, given.examples)
    score = _by_the_others(rows)
    _report(rows, score)
    if given.write:
        forest.write(given.write, _fitted(rows), SCREEN_INPUTS)
    return 0


def _rows(folders: Sequence[str], kept: Path | None) -> list[ScreenExample]:
    if kept and kept.is_file():
        found: list[ScreenExample] = pickle.loads(kept.read_bytes())
        return found
    files = [file for folder in folders for file in sorted(Path(folder).rglob("screens.jsonl"))]
    album = _Album(files)
    rows = [row for file in files for row in _examples(file, album)]
    if kept:
        kept.write_bytes(pickle.dumps(rows))
    return rows


def _examples(file: Path, album: _Album) -> Iterator[ScreenExample]:
    pictures, app = Pictures(file.parent), file.parent.name
    for case in read_screens(file):
        scene = _scene(case, pictures)
        for compared in album.recogniser.compare(scene, album.screens(app, case.known)):
            right = case.expected is not None and compared.screen.id == f"{app}|{case.expected}"
            if compared.seen is not None and compared.seen.title > _NAMED:
                yield ScreenExample(app, case.id, case.why, case.expected is not None, compared.seen, right)


def _scene(case: ScreenCase, pictures: Pictures) -> Scene:
    frame = pictures.frame(case.query)
    window = window_of(case.title_query, case.win_query, frame, case.id)
    return Scene(frame, window, window.box)


def _table(rows: Sequence[ScreenExample]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    inputs = np.asarray([screen_inputs(row.seen) for row in rows], np.float64)
    return inputs, np.asarray([row.right for row in rows])


def _fitted(rows: Sequence[ScreenExample]) -> object:
    inputs, right = _table(rows)
    return forest.fitted(inputs, right, np.ones(len(rows)), _DIRECTION)


def _by_the_others(rows: Sequence[ScreenExample]) -> NDArray[np.float64]:
    inputs, right = _table(rows)
    apps = np.asarray([row.app for row in rows])
    score = np.zeros(len(rows))
    for app in np.unique(apps):
        own = apps == app
        fitted = forest.fitted(inputs[~own], right[~own], np.ones(int((~own).sum())), _DIRECTION)
        score[own] = fitted.predict_proba(inputs[own])[:, 1]
    return score


def _report(rows: Sequence[ScreenExample], score: NDArray[np.float64]) -> None:
    """Of the pictures of known and of unknown Screens: how many were named rightly, wrongly, or not."""
    best: dict[tuple[str, str], tuple[float, ScreenExample]] = {}
    for row, value in zip(rows, score, strict=True):
        key = (row.app, row.case)
        best[key] = max(best.get(key, (-1.0, row)), (float(value), row), key=lambda one: one[0])
    named = [(value >= _LIMIT, row) for value, row in best.values()]
    there, missing = sum(row.present for _, row in named), sum(not row.present for _, row in named)
    right = sum(said and row.right for said, row in named)
    wrong = sum(said and not row.right for said, row in named)
    none = sum(not said and not row.present for said, row in named)
    print(f"known {there}: {right} right; unknown {missing}: {none} right; wrong of all: {wrong}")
    for (app, case), (value, row) in sorted(best.items()):
        if (value >= _LIMIT) != row.right:
            print(app, case, row.why, "named" if value >= _LIMIT else "missed", f"{value:.2f}", row.seen)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.relocation.screen_fitting", description=__doc__)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--write", type=Path, metavar="FILE", help="the forest of all programs")
    parser.add_argument("--examples", type=Path, metavar="FILE", help="keep the examples here, or read them")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
