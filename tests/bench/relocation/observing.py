"""What the thorough search observes on captured cases, with the truth: the examples that the belief is fitted on.

Cases that a quick way answers are left out: the belief has no say there. To the captured cases come made ones without
the target: it is painted over, its row is taken out of the list, it says another word or differs in one letter, or
another program stands in its place. And some with it: a switch that was turned over is still the same switch.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import numpy as np

from app.batch.pictures import Pictures, window_of
from app.model.errors import BadInput
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.target import Search, TaughtTarget
from app.model.window import Window
from app.vision.belief import Observed
from app.vision.comparing import observe
from app.vision.eye import Eye
from app.vision.locate import QUICK, search_area
from app.vision.portrait import Portrait
from app.vision.reference import Reference
from app.vision.references import References
from app.vision.scene import Scene
from tests.bench.relocation.case import Case, Rect, read_cases
from tests.bench.relocation.rewriting import other_letter, other_word
from tests.bench.relocation.twins import twin_pasted

_ERASED, _STRANGERS, _REWRITTEN = 0.5, 0.2, 0.4
_SWITCH, _FILLED, _SWITCHES = (1.3, 3.0), 0.6, frozenset({"switch", "toggle button", "input:checkbox"})
_CELLS = frozenset({"td", "table cell", "list item", "tree item", "icon"})


class Made(StrEnum):
    """Whether a case is as captured, or made from one."""

    NO = "captured"
    ERASED = "erased"
    REMOVED = "row removed"
    STRANGER = "another program"
    WORD = "another word"
    LETTER = "another letter"
    TWIN = "twin in its place"
    TURNED = "turned over"


@dataclass(frozen=True, slots=True)
class Example:
    """One possible place of one search: what was observed, its rank, its portrait, and whether it is the target."""

    case: str
    app: str
    variation: str
    made: Made
    rank: int
    present: bool
    seen: Observed
    portrait: Portrait
    right: bool


class _Lesson:
    """One case with its target taught."""

    def __init__(self, case: Case, pictures: Pictures) -> None:
        reference = pictures.frame(case.ref)
        box = Box(*case.box)
        window = window_of(case.title_ref, case.win_ref, reference, "win_ref")
        self.whole = not window.box.contains(Point(*case.point))
        if self.whole:
            window = window_of(case.title_ref, None, reference, "")
        taught: TaughtTarget = Eye(lambda name: None).teach(reference, window, Point(*case.point), box)
        self.search = Search((taught.target,))
        known = References(taught.images.get).of(taught.target)
        assert known is not None
        self.reference: Reference = known

    def scene(self, frame: Frame, title: str, rect: Rect | None) -> Scene:
        window: Window = window_of(title, None if self.whole else rect, frame, "win_query")
        return Scene(frame, window, search_area(window, self.search))

    def quick(self, scene: Scene) -> bool:
        return any(stage(scene, self.reference, self.search) for stage in QUICK)


def examples(file: Path, strangers: Sequence[tuple[Path, Case]]) -> Iterator[Example]:
    """All examples of one case file; `strangers` are cases of other programs, with their folders."""
    pictures = Pictures(file.parent)
    for case in read_cases(file):
        if case.win_query is None:
            continue
        try:
            lesson = _Lesson(case, pictures)
        except BadInput:
            continue
        dice = random.Random(case.id)
        frame = pictures.frame(case.query)
        shown = lesson.scene(frame, case.title_query, case.win_query)
        yield from _observed(case, lesson, shown, case.truth, Made.NO)
        made_ones = (*_without(case, lesson.reference, frame.pixels, dice), *_rewritten(case, lesson, shown, dice))
        for made, pixels in made_ones:
            scene = lesson.scene(replace(frame, pixels=pixels), case.title_query, case.win_query)
            yield from _observed(case, lesson, scene, None, made)
        turned = _turned(case, lesson.reference, frame.pixels)
        if turned is not None:
            scene = lesson.scene(replace(frame, pixels=turned), case.title_query, case.win_query)
            yield from _observed(case, lesson, scene, case.truth, Made.TURNED)
        others = [(folder, other) for folder, other in strangers if other.app != case.app]
        if others and dice.random() < _STRANGERS:
            folder, other = dice.choice(others)
            foreign = Pictures(folder).frame(other.ref)
            yield from _observed(
                case, lesson, lesson.scene(foreign, case.title_ref, other.win_ref), None, Made.STRANGER
            )


def _without(case: Case, reference: Reference, pixels: Pixels, dice: random.Random) -> Iterator[tuple[Made, Pixels]]:
    """Pictures of the same screen on which the target is not there any more."""
    if case.truth is None or case.win_query is None:
        return
    truth, window = Box(*case.truth), Box(*case.win_query)
    pasted = twin_pasted(pixels, reference, truth, truth.h / max(1, case.box[3]), window, dice)
    if pasted is not None:
        yield Made.TWIN, pasted
    high = _row_height(case, reference, truth)
    if high is not None and truth.center.y + 2 * high < window.bottom:
        yield Made.REMOVED, _row_removed(pixels, window, truth, high)
    elif dice.random() < _ERASED:
        yield Made.ERASED, _painted_over(pixels, truth)


def _rewritten(case: Case, lesson: _Lesson, scene: Scene, dice: random.Random) -> Iterator[tuple[Made, Pixels]]:
    """Pictures of the same screen on which the target says something else."""
    if case.truth is None or lesson.reference.text is None or lesson.reference.is_field:
        return
    for made, change in ((Made.WORD, other_word), (Made.LETTER, other_letter)):
        if dice.random() < _REWRITTEN:
            changed = change(scene.frame.pixels, scene.atoms, scene.area.origin, Box(*case.truth), dice)
            if changed is not None:
                yield made, changed


def _turned(case: Case, reference: Reference, pixels: Pixels) -> Pixels | None:
    """The picture with a switch turned over: what has the shape of one is mirrored; None for anything else."""
    if case.truth is None or reference.text is None:
        return None
    wide, high = reference.atoms.sizes[reference.text]
    own = float(wide * high) / max(1, reference.box.area)
    if not (_SWITCH[0] < wide / max(1.0, high) < _SWITCH[1] and own > _FILLED and case.role in _SWITCHES):
        return None
    box, changed = Box(*case.truth), pixels.copy()
    rows, columns = slice(max(0, box.y), box.bottom), slice(max(0, box.x), box.right)
    changed[rows, columns] = pixels[rows, columns][:, ::-1]
    return changed


def _row_height(case: Case, reference: Reference, truth: Box) -> int | None:
    """The height of a line of the list on this screen, None for an element that is in no list."""
    scale = truth.h / max(1, case.box[3])
    if reference.row is not None and reference.row.reach_y is not None:
        return round(2 * reference.row.reach_y * scale)
    return truth.h if case.role in _CELLS else None


def _row_removed(pixels: Pixels, window: Box, truth: Box, high: int) -> Pixels:
    """The list without the target's line: all below it has come up, a plain line follows at the end."""
    changed = pixels.copy()
    top, bottom = max(window.y, truth.center.y - high // 2), min(window.bottom, pixels.shape[0])
    left, right = max(0, window.x), min(window.right, pixels.shape[1])
    below = pixels[top + high : bottom, left:right]
    changed[top : top + below.shape[0], left:right] = below
    changed[bottom - high : bottom, left:right] = pixels[bottom - 2, left + 2]
    return changed


def _observed(case: Case, lesson: _Lesson, scene: Scene, truth: Rect | None, made: Made) -> Iterator[Example]:
    if lesson.quick(scene):
        return
    for rank, (spot, seen, _, portrait) in enumerate(observe(lesson.reference, scene.atoms)):
        x, y = (float(v) for v in spot.press + scene.area.origin)
        right = truth is not None and truth[0] <= x <= truth[0] + truth[2] and truth[1] <= y <= truth[1] + truth[3]
        present = truth is not None
        yield Example(case.id, case.app, case.variation.value, made, rank, present, seen, portrait, right)


def _painted_over(pixels: Pixels, box: Box) -> Pixels:
    """The picture with the element gone: each row gets the colour that stands beside it."""
    changed = pixels.copy()
    left, right = max(0, box.x - 2), min(pixels.shape[1], box.right + 2)
    top, bottom = max(0, box.y - 2), min(pixels.shape[0], box.bottom + 2)
    beside = np.concatenate(
        (pixels[top:bottom, max(0, left - 3) : left], pixels[top:bottom, right : right + 3]), axis=1
    )
    colour = np.median(beside.reshape(-1, 4), axis=0) if beside.size else np.full(4, 255)
    changed[top:bottom, left:right] = colour.astype(np.uint8)
    return changed
