"""One case: the target is taught on one picture and looked for on the other, by pictures only."""

from __future__ import annotations

from dataclasses import dataclass

from app.batch.pictures import Pictures, window_of
from app.batch.questions import LocateCase, Rect
from app.model.errors import BadInput
from app.model.frame import Frame
from app.model.geometry import Box, Point
from app.model.suggestion import SUPERVISED_LIMIT
from app.model.target import Finding, Search, TaughtTarget, Verdict
from app.vision.eye import Eye
from app.vision.ports import Reader

Row = dict[str, object]
GONE = Finding(Verdict.ABSENT, (), "its window is not there any more")
_JUST_BELOW = SUPERVISED_LIMIT - 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """A case with all that its picture explains: both frames, the taught target, and what was found."""

    case: LocateCase
    reference: Frame
    taught: TaughtTarget
    box: Box
    query: Frame
    finding: Finding


def locate(case: LocateCase, pictures: Pictures, reader: Reader | None = None) -> Located:
    """Teach and look, with nothing known from any other case; BadInput names what is wrong with the case."""
    point, box = case.target()
    reference, query = pictures.frame(case.ref), pictures.frame(case.query)
    window = window_of(case.title_ref, case.win_ref, reference, f"win_ref of {case.id}")
    _inside(point, case.box, reference.region)
    whole = not window.box.contains(point)
    if whole:
        window = window_of(case.title_ref, None, reference, "")
    taught = Eye(lambda name: None, reader=reader).teach(reference, window, point, box)
    eye = Eye(taught.images.get, reader=reader)
    taught_box = taught.target.place.box.moved(*window.box.origin)
    if case.window_gone:
        return Located(case, reference, taught, taught_box, query, GONE)
    now = window_of(case.title_query, None if whole else case.win_query, query, f"win_query of {case.id}")
    finding = eye.locate(query, now, Search(looks=(taught.target,)))
    return Located(case, reference, taught, taught_box, query, finding)


def row(located: Located) -> Row:
    """The answer as one line: `found` from the limit of SUPERVISED on, place and box also where it is only likely."""
    finding = located.finding
    best, second = finding.best, finding.runner_up
    found = finding.verdict is Verdict.FOUND
    score = best.score if best else 0.0
    return {
        "id": located.case.id,
        "found": found,
        "x": best.point.x if best else None,
        "y": best.point.y if best else None,
        "box": list(best.box) if best else None,
        "score": round(score if found else min(score, _JUST_BELOW), 4),
        "runner_up": round(second.score, 4) if second else None,
        "method": best.method.value if best else None,
        "reason": finding.reason,
        "ms": round(finding.ms, 3),
    }


def _inside(point: Point, box: Rect | None, region: Box) -> None:
    """The point a box stands for is its middle, so that a box that is mostly outside is named itself."""
    if region.contains(point):
        return
    what = f"Box {list(box)}" if box is not None else f"Point {list(point)}"
    why = f"it lies outside the picture of {region.w} × {region.h} pixels"
    raise BadInput(what, why, "Show the target inside the picture.")
