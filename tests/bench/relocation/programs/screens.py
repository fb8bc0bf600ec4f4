"""The questions about Screens: every capture against reference pictures of all programs captured so far."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.relocation.case import ScreenCase, Variation, write_lines
from tests.bench.relocation.programs.spec import Shot

_OTHERS, _UNKNOWN = 6, (Variation.SAME, Variation.MOVED, Variation.DARK, Variation.SCALE_150, Variation.DATA)
_Known = dict[str, tuple[str, Shot]]


def write_screens(out: Path) -> None:
    """Write known_screens.json and screens.jsonl for every program whose captures lie in this folder."""
    folders = sorted(file.parent for file in out.glob("*/shots.json"))
    shots = {folder.name: _shots(folder) for folder in folders}
    for folder in folders:
        known = _known(folder.name, shots)
        told = {name: {"title": shot.title, "win": shot.win} for name, (_, shot) in known.items()}
        (folder / "known_screens.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        write_lines(folder / "screens.jsonl", list(_cases(folder.name, shots[folder.name], known)))


def _shots(folder: Path) -> list[Shot]:
    kept = json.loads((folder / "shots.json").read_text(encoding="utf-8"))
    return [Shot.model_validate(shot) for some in kept.values() for shot in some]


def _references(shots: Sequence[Shot]) -> list[Shot]:
    """One per state; an open menu is no Screen of its own."""
    return [shot for shot in shots if shot.reference and not shot.name.startswith("menu")]


def _known(name: str, shots: dict[str, list[Shot]]) -> _Known:
    """The program's own references and some of other programs, by their path as seen from this program's folder."""
    own = {shot.picture: (name, shot) for shot in _references(shots[name])}
    others = [(other, shot) for other, some in shots.items() if other != name for shot in _references(some)]
    dice = random.Random(f"{name} known")
    some = dice.sample(others, min(_OTHERS, len(others)))
    return own | {f"../{other}/{shot.picture}": (other, shot) for other, shot in some}


def _cases(name: str, shots: Sequence[Shot], known: _Known) -> Iterator[ScreenCase]:
    number = 0
    own = {shot.state: picture for picture, (program, shot) in known.items() if program == name}
    for shot in shots:
        if shot.reference or shot.state not in own:
            continue
        for references, why in _questions(shot, own, known):
            expected = (
                own[shot.state] if own[shot.state] in references and shot.variation is not Variation.ABSENT else None
            )
            yield ScreenCase(
                id=f"{name}-s{number:04d}", query=shot.picture, title_query=shot.title, win_query=shot.win,
                known=references, expected=expected, why=why,
            )  # fmt: skip
            number += 1
    yield from _strangers(name, known)


def _questions(shot: Shot, own: dict[str, str], known: _Known) -> Iterator[tuple[tuple[str, ...], str]]:
    """Against all known ones; against those without the right one; against one of the same title only."""
    yield tuple(sorted(known)), str(shot.variation)
    if shot.variation not in _UNKNOWN:
        return
    right = own[shot.state]
    yield tuple(sorted(picture for picture in known if picture != right)), f"unknown_{shot.variation}"
    same = tuple(p for p, (_, one) in known.items() if p != right and one.title == shot.title)
    if same:
        yield same, "same_title"


def _strangers(name: str, known: _Known) -> Iterator[ScreenCase]:
    """Pictures of other programs against this program's references alone."""
    own = tuple(sorted(picture for picture, (program, _) in known.items() if program == name))
    for number, (picture, (program, shot)) in enumerate(sorted(known.items())):
        if program != name:
            yield ScreenCase(
                id=f"{name}-x{number:04d}", query=picture, title_query=shot.title, win_query=shot.win, known=own,
                expected=None, why="other_program",
            )  # fmt: skip
