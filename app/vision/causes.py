"""Says in plain words why a place lost against a better one, and why a target is probably not to be seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.model.frame import Pixels
from app.model.geometry import Box
from app.model.target import Candidate, EvidenceLine, LocatorKind
from app.vision.gray import correlation, crop, peaks, scaled
from app.vision.reference import Reference
from app.vision.scene import Scene

_DARK, _LIGHT = 100, 155
_STRIP, _SURE, _ALONE, _FAR, _SIDEWAYS, _STRUCTURE = (400, 48), 0.9, 0.04, 12, 3, 8.0
_WORSE = 0.1
_HALF = 0.5
"""Whole windows are compared at half their size: a quarter of the work, and sharp enough for whether it is there."""


def why_lost(best: Candidate, other: Candidate) -> str:
    """What speaks against the other place and not against the best; else what speaks more for the best."""
    held = {line.text for line in best.evidence if not line.favours}
    against = next((line.text for line in other.evidence if not line.favours and line.text not in held), "")
    if against:
        return against
    weaker = [
        (mine.score - its.score, mine.text) for mine in best.evidence for its in other.evidence if _same(mine, its)
    ]
    gap, text = max(weaker, default=(0.0, ""))
    if gap >= _WORSE:
        return f"less sure: {text}"
    if abs(other.scale - best.scale) > _WORSE:
        return f"it would be shown at {other.scale:.2f}×, the better one at {best.scale:.2f}×"
    return "a weaker match" if other.score < best.score - _WORSE else "nearly as good"


def with_why_lost(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The candidates, each after the best with the reason why it lost as its first line."""
    return (*found[:1], *(_told(found[0], other) for other in found[1:]))


def by_look(found: tuple[Candidate, ...], number: int) -> tuple[Candidate, ...]:
    """The candidates with the look they were found by; the first one, the taught, is not worth a line."""
    if number == 0:
        return found
    line = EvidenceLine(LocatorKind.PICTURE, f"found by look {number + 1} of it, not by the taught one", 1.0)
    return tuple(replace(place, evidence=(*place.evidence, line)) for place in found)


def likely_cause(scene: Scene, reference: Reference, found: tuple[Candidate, ...] = ()) -> str:
    """Why it is probably not to be seen: covered, out of the screen, scrolled, other theme; empty when not known."""
    place = reference.box.moved(*scene.shift)
    desktop = scene.on_desktop(place)
    if scene.hidden(desktop):
        return "one of our own windows covers its place"
    if not scene.frame.region.encloses(desktop):
        return "its place is out of the screen"
    if not scene.window.box.grown(1).encloses(desktop):
        return "the window is too small to show its place"
    scrolled = _scrolled(scene, reference)
    if not scrolled and found and any(line.locator is LocatorKind.PLACE and line.favours for line in found[0].evidence):
        return "what stood around it is here, it itself is not"
    return scrolled or _other_theme(scene, reference) or _other_content(scene, reference)


def _same(one: EvidenceLine, other: EvidenceLine) -> bool:
    return one.favours and other.favours and (one.locator, one.text) == (other.locator, other.text)


def _told(best: Candidate, other: Candidate) -> Candidate:
    line = EvidenceLine(other.method, why_lost(best, other), max(0.0, 1.0 - other.score), favours=False)
    rest = tuple(one for one in other.evidence if one.text != line.text)
    return replace(other, evidence=(line, *rest))


def _other_theme(scene: Scene, reference: Reference) -> str:
    """Whether light and dark have changed places."""
    if not scene.gray.size or not reference.atoms.gray.size:
        return ""
    then, now = float(np.median(reference.atoms.gray)), float(np.median(scene.gray))
    if then >= _LIGHT and now <= _DARK:
        return "the window has another theme: it is dark now"
    if then <= _DARK and now >= _LIGHT:
        return "the window has another theme: it is light now"
    return ""


def _scrolled(scene: Scene, reference: Reference) -> str:
    """Whether what stood around the target stands higher or lower now."""
    steps = [step for strip in _strips(reference) if (step := _step(scene, reference, strip)) is not None]
    far = [step for step in steps if abs(step) >= _FAR]
    if not far:
        return ""
    up, height = min(far, key=abs) < 0, scene.gray.shape[0]
    place = reference.box.y + scene.shift.y + min(far, key=abs)
    away = place < 0 or place + reference.box.h > height
    way = "up" if up else "down"
    return f"the content was scrolled {way}, its place is out of sight" if away else f"the content was scrolled {way}"


def _strips(reference: Reference) -> tuple[Box, ...]:
    """Parts of the taught picture above, beside and below the target that have a look of their own."""
    wide, high = _STRIP
    middle = reference.box.center
    whole = Box(0, 0, reference.atoms.gray.shape[1], reference.atoms.gray.shape[0])
    tops = (middle.y - 3 * high, middle.y - high // 2, middle.y + 2 * high)
    boxes = (Box(middle.x - wide // 2, top, wide, high).common(whole) for top in tops)
    shown = [box for box in boxes if box is not None and min(box.w, box.h) >= high // 2]
    return tuple(box for box in shown if float(crop(reference.atoms.gray, box).std()) >= _STRUCTURE)


def _step(scene: Scene, reference: Reference, strip: Box) -> int | None:
    """How far a part of the picture moved up (negative) or down; None when it is not in its columns."""
    start = strip.moved(*scene.shift)
    column = Box(start.x - _SIDEWAYS, 0, strip.w + 2 * _SIDEWAYS, scene.gray.shape[0])
    found = peaks(correlation(crop(scene.gray, column), crop(reference.atoms.gray, strip)), _SURE, (8, strip.h // 2), 2)
    # Rows of a list look much alike: where two places do, nothing is known of the way it was scrolled.
    if not found or (len(found) > 1 and found[0][2] - found[1][2] < _ALONE):
        return None
    return found[0][1] - start.y


def _other_content(scene: Scene, reference: Reference) -> str:
    """Whether nothing of what stood around it can be seen anywhere: the window shows something else."""
    small = scaled(scene.gray, _HALF)
    strips = [scaled(crop(reference.atoms.gray, strip), _HALF) for strip in _strips(reference)]
    gone = all(_best(small, strip) < _SURE / 2 for strip in strips)
    return "the window shows something else" if strips and gone else ""


def _best(gray: Pixels, strip: Pixels) -> float:
    scores = correlation(gray, strip)
    return float(scores.max()) if scores.size else 0.0
