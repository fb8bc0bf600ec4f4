"""Asks the program itself where the element is, and joins that with what the pictures say.

Both agreeing raises a place; the program showing the element elsewhere, or having no such element, lowers it. Several
of the same role and name are told apart by the names that stand in their rows or label them, never by their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.model.geometry import Box, Point
from app.model.target import (
    VALUE_ROLES,
    AccessibleElement,
    Candidate,
    EvidenceLine,
    LocatorKind,
    Target,
    ToldElement,
    ToldElements,
)
from app.vision.belief import shifted
from app.vision.gray import seen
from app.vision.ports import Accessibility
from app.vision.scene import Scene

ALONE, ELSEWHERE = 0.75, 0.6
_CELLS = frozenset({"table cell", "list item", "tree item"})
_FOR, _AGAINST, _NONE_THERE = 1.5, -2.0, -3.0
_LEAST, _LEAD, _HEAD = 0.5, 0.15, 2.0
_FLAT, _SMALL, _SLACK = 1.5, 2, 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program says: the elements that may be the target, whether one is it for sure, or that there is none."""

    elements: tuple[AccessibleElement, ...] = ()
    sure: bool = False
    denied: bool = False


def by_name(scene: Scene, target: Target, accessibility: Accessibility) -> Answer:
    """Ask for the target; an empty answer when nothing it has tells it from others, or the program says too little."""
    told = target.told or ToldElement(name=target.name)
    if not target.role or not (told.name or told.row or told.twins == 0):
        return Answer()
    if target.told is None or told.twins < 0:
        found = tuple(one for one in accessibility.find(scene.window, target.role, told.name) if _alive(one, scene))
        return Answer(found, sure=len(found) == 1) if told.name else Answer()
    name = None if target.role in VALUE_ROLES else told.name
    heard = accessibility.like(scene.window, target.role, name, target.path, rows=bool(told.row))
    said = _answer(target, told, replace(heard, elements=tuple(one for one in heard.elements if _alive(one, scene))))
    if said.denied and target.role in _CELLS and _only_changed(target, told, scene, accessibility):
        return Answer()
    return said


def _only_changed(target: Target, told: ToldElement, scene: Scene, accessibility: Accessibility) -> bool:
    """Whether a cell may be there with another value: its row is there, or nothing is known of its row."""
    if not told.row:
        return told.twins > 0
    return bool(accessibility.find(scene.window, target.role, told.row[0]))


def joined(found: tuple[Candidate, ...], said: Answer, target: Target) -> tuple[Candidate, ...]:
    """The places after hearing the program, best first; what only the program shows stands beside them."""
    if said.denied:
        return tuple(_lowered(place, _NONE_THERE, "the program has no such element now") for place in found)
    if not said.elements:
        return found
    if not said.sure:
        heard = [_elsewhere(place, said) for place in found]
    else:
        there = [place for place in found if _is_at(place, said.elements[0])]
        away = [_elsewhere(place, said) for place in found if place not in there]
        # Several places inside the one element are one place.
        heard = [_raised(there[0], said.elements[0], target) if there else _shown(said.elements[0], target), *away]
    return tuple(sorted(heard, key=lambda place: -place.score))


def _answer(target: Target, told: ToldElement, heard: ToldElements) -> Answer:
    """Which of the elements it is."""
    elements = heard.elements
    if not told.name or target.role in VALUE_ROLES:
        # Without a name only its place in the program and its row say what it is.
        elements = tuple(one for one in elements if one.path == target.path)
    if told.row:
        elements = _of_row(told, elements)
    same = tuple(one for one in elements if one.name == told.name)
    if not told.row and target.role in VALUE_ROLES and told.name and len(same) == 1:
        return Answer(same, sure=True)
    certain = told.row or told.twins == 0
    denied = heard.complete and not elements and bool(told.name) and target.role not in VALUE_ROLES
    return Answer(elements, sure=bool(certain) and len(elements) == 1, denied=denied and bool(target.window.title))


def _of_row(told: ToldElement, elements: Sequence[AccessibleElement]) -> tuple[AccessibleElement, ...]:
    """Those beside which the telling names stand; among twins the first must be there, for it names the row."""
    scored = [(_share(told.row, one.row), one) for one in elements if not told.twins or told.row[0] in one.row]
    best = max((score for score, _ in scored), default=0.0)
    least = 0.0 if told.twins else _LEAST
    return tuple(one for score, one in scored if score > least and score > best - _LEAD)


def _share(row: Sequence[str], names: Sequence[str]) -> float:
    weights = [_HEAD, *[1.0] * (len(row) - 1)]
    there = sum(weight for weight, name in zip(weights, row, strict=True) if name in names)
    return there / sum(weights)


def _alive(element: AccessibleElement, scene: Scene) -> bool:
    """Whether something is drawn there: a box of no size, outside the window or on a plain place is dead."""
    box = element.box
    if box.w <= _SMALL or box.h <= _SMALL or not scene.window.box.contains(box.center):
        return False
    drawn = box.grown(_SLACK).common(scene.area)
    return drawn is not None and float(seen(scene.frame, drawn).std()) >= _FLAT


def _elsewhere(place: Candidate, said: Answer) -> Candidate:
    if any(_is_at(place, element) for element in said.elements):
        return place
    return _lowered(place, _AGAINST, "the program shows it elsewhere")


def _raised(place: Candidate, element: AccessibleElement, target: Target) -> Candidate:
    line = EvidenceLine(LocatorKind.ACCESSIBILITY, f"the program calls it {_called(target)}", ALONE)
    score = max(shifted(place.score, _FOR), _alone(element, target))
    return replace(place, score=score, evidence=(*place.evidence, line))


def _is_at(place: Candidate, element: AccessibleElement) -> bool:
    return element.box.contains(place.point)


def _lowered(place: Candidate, by: float, why: str) -> Candidate:
    line = EvidenceLine(LocatorKind.ACCESSIBILITY, why, ALONE, favours=False)
    return replace(place, score=shifted(place.score, by), evidence=(*place.evidence, line))


def _shown(element: AccessibleElement, target: Target) -> Candidate:
    """The place that only the program shows; never certain enough to be acted on unasked."""
    score = _alone(element, target)
    line = EvidenceLine(LocatorKind.ACCESSIBILITY, f"the program calls it {_called(target)}", score)
    box = element.box
    return Candidate(box, _press(target, box), score, LocatorKind.ACCESSIBILITY, evidence=(line,))


def _alone(element: AccessibleElement, target: Target) -> float:
    return ALONE if not target.path or not element.path or element.path == target.path else ELSEWHERE


def _called(target: Target) -> str:
    name = target.told.name if target.told else target.name
    beside = f" beside “{target.told.row[0]}”" if target.told and target.told.row else ""
    return f"{target.role} “{name}”{beside}" if name else f"{target.role}{beside}"


def _press(target: Target, box: Box) -> Point:
    """The pressed place inside the element, in proportion to its size."""
    old = target.place.box
    share_x, share_y = target.press.x / max(1, old.w), target.press.y / max(1, old.h)
    inside = 0 <= share_x < 1 and 0 <= share_y < 1
    return Point(box.x + int(share_x * box.w), box.y + int(share_y * box.h)) if inside else box.center
