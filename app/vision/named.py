"""Asks the program itself: elements of the recorded role and accessible name."""

from __future__ import annotations

from dataclasses import replace

from app.model.geometry import Box, Point
from app.model.target import AccessibleElement, Candidate, EvidenceLine, LocatorKind, Target
from app.model.window import Window
from app.vision.belief import shifted
from app.vision.ports import Accessibility

ALONE = 0.75
_FOR = 1.5


def by_name(window: Window, target: Target, accessibility: Accessibility) -> tuple[Candidate, ...]:
    """The one element of this role and name; nothing when there is none or several, for then the name tells nothing."""
    if not (target.role and target.name):
        return ()
    found = [one for one in accessibility.find(window, target.role, target.name) if _usable(one, window)]
    if len(found) != 1:
        return ()
    box = found[0].box
    line = EvidenceLine(LocatorKind.ACCESSIBILITY, f"the program calls it {target.role} “{target.name}”", ALONE)
    return (Candidate(box, _press(target, box), ALONE, LocatorKind.ACCESSIBILITY, evidence=(line,)),)


def _usable(element: AccessibleElement, window: Window) -> bool:
    box = element.box
    return box.w > 2 and box.h > 2 and window.box.contains(box.center)


def _press(target: Target, box: Box) -> Point:
    """The pressed place inside the element, in proportion to its size."""
    old = target.place.box
    share_x, share_y = target.press.x / max(1, old.w), target.press.y / max(1, old.h)
    inside = 0 <= share_x < 1 and 0 <= share_y < 1
    return Point(box.x + int(share_x * box.w), box.y + int(share_y * box.h)) if inside else box.center


def joined(found: tuple[Candidate, ...], named: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Both kinds of candidates; one that the program names too is believed more, a name elsewhere stands beside it."""
    for name in named:
        agreeing = [place for place in found if name.box.contains(place.point)]
        if not agreeing:
            found = (*found, name)
            continue
        best = agreeing[0]
        raised = replace(best, score=shifted(max(best.score, 0.2), _FOR), evidence=(*best.evidence, *name.evidence))
        found = tuple(raised if place is best else place for place in found)
    return tuple(sorted(found, key=lambda place: -place.score))
