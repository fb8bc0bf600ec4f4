"""Which elements become targets, and where the same element is in another capture: only what is beyond doubt."""

from __future__ import annotations

from typing import NamedTuple

from tests.bench.relocation.case import Rect, Variation
from tests.bench.relocation.programs.pictures import Gallery
from tests.bench.relocation.programs.spec import Cover, Seen, Shot

_LARGEST, _TALLEST, _WIDEST, _SMALLEST = 90_000, 220, 900, 9
_VALUES = frozenset({"entry", "text", "password text", "combo box", "spin button", "slider"})
_STEADY = frozenset({Variation.SAME, Variation.MOVED, Variation.OCCLUDED, Variation.FOCUS})
_ALIKE, _GROWTH = 0.6, 3.2
_SCREEN = (1920, 1080)


class Pair(NamedTuple):
    """A target of the reference and where it is in the other capture; None where it is certainly not."""

    target: Seen
    truth: Rect | None
    variation: Variation


def pointable(shot: Shot, gallery: Gallery) -> list[Seen]:
    """The elements of a reference that a person would point at, wholly visible and truly drawn."""
    popped = any(one.window != shot.window and one.role.endswith("menu item") and not _in_bar(one) for one in shot.seen)
    front = [one for one in shot.seen if (one.window != shot.window) == popped]
    return [one for one in front if _fit(one) and _drawn(one, shot, gallery)]


def pair(target: Seen, ref: Shot, query: Shot, gallery: Gallery) -> Pair | None:
    """Where the target is in the query; nothing on any doubt."""
    there = [one for one in query.seen if one.key == target.key]
    if not there:
        return _absent(target, query)
    if len(there) > 1 or not _same(target, there[0]):
        return None
    return _present(target, there[0], ref, query, gallery)


def _present(target: Seen, now: Seen, ref: Shot, query: Shot, gallery: Gallery) -> Pair | None:
    if query.variation is Variation.ABSENT:
        return None
    if now.cover is Cover.WHOLE:
        return Pair(target, None, query.variation) if query.variation is Variation.OCCLUDED else None
    if now.cover is Cover.PART or not _fit(now) or not _drawn(now, query, gallery) or _misshapen(target, now):
        return None
    steady = query.variation in _STEADY and now.role not in _VALUES and target.key != query.about
    if steady and _changed(gallery, ref.picture, target.box, query.picture, now.box):
        return None
    kind = Variation.DATA if query.variation is Variation.ABSENT_TWINS else query.variation
    return Pair(target, now.box, kind)


def _absent(target: Seen, query: Shot) -> Pair | None:
    """Certain only where nothing of the same role and name is told of, whatever its key."""
    if query.variation is Variation.ABSENT:
        twin = any(one.role == target.role and one.name == target.name for one in query.seen)
        certain = not twin and (bool(target.name) or not query.seen)
        return Pair(target, None, Variation.ABSENT) if certain else None
    if query.variation is Variation.ABSENT_TWINS and target.row:
        same_row = any(one.row and _row(one) == _row(target) for one in query.seen)
        left = any(one.role == target.role and one.row and one.cover is Cover.CLEAR for one in query.seen)
        return Pair(target, None, Variation.ABSENT_TWINS) if left and not same_row else None
    return None


def _changed(gallery: Gallery, ref: str, box: Rect, query: str, other: Rect) -> bool:
    """Whether what is drawn there is not what was drawn before: then one of the boxes is wrong."""
    return gallery.drawn(ref, box) and gallery.likeness(ref, box, query, other) < _ALIKE


def _row(one: Seen) -> str:
    """What names the row that an element is in."""
    last = one.key.split("/part#")[0].rsplit("/", 1)[-1]
    return last.split(":", 1)[-1].rsplit("|", 1)[0]


def _in_bar(one: Seen) -> bool:
    """Whether it stands in a window's bar: Qt calls the menus there items, too."""
    return "menu bar" in one.key.rsplit("/", 2)[-2]


def _fit(one: Seen) -> bool:
    x, y, w, h = one.box
    if min(x, y) < 0 or x + w > _SCREEN[0] or y + h > _SCREEN[1]:
        return False
    big = w * h > _LARGEST or w > _WIDEST or h > _TALLEST
    return one.cover is Cover.CLEAR and one.whole and not big and min(w, h) >= _SMALLEST


def _drawn(one: Seen, shot: Shot, gallery: Gallery) -> bool:
    return one.role in _VALUES or gallery.drawn(shot.picture, one.box)


def _same(target: Seen, now: Seen) -> bool:
    """The role and name, too; the name of a field may be its value."""
    return target.role == now.role and (target.name == now.name or target.role in _VALUES)


def _misshapen(target: Seen, now: Seen) -> bool:
    ratios = [now.box[side] / target.box[side] for side in (2, 3)]
    return max(ratios) > _GROWTH or min(ratios) < 1 / _GROWTH
