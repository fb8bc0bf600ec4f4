"""Finds the picture of the element: first exactly and alone, then tolerant of theme, scale, font and neighbours."""

from __future__ import annotations

import numpy as np

from app.model.geometry import Point
from app.model.target import Candidate, EvidenceLine, LocatorKind, Search
from app.vision.comparing import Judged, compare
from app.vision.gray import correlation, crop, peaks
from app.vision.reference import Reference
from app.vision.scene import Scene
from app.vision.spots import at_scale, candidate

SURE = 0.98
_EXACT, _NEXT, _MARGIN, _FLAT, _SAME_LETTERS = 0.985, 0.93, 4, 4, 0.92


def by_exact_picture(scene: Scene, reference: Reference, search: Search) -> tuple[Candidate, ...]:
    """The element's picture with a small margin, when it stands exactly once and never had a twin."""
    patch = crop(reference.atoms.gray, reference.box.grown(_MARGIN))
    if len(reference.twins) or not patch.size or float(reference.patch.std()) < _FLAT:
        return ()
    found = peaks(correlation(scene.gray, patch), _NEXT, (10, 10), most=2)
    if len(found) != 1 or found[0][2] < _EXACT:
        return ()
    x, y, score = found[0]
    corner = Point(x + min(_MARGIN, reference.box.x), y + min(_MARGIN, reference.box.y))
    line = EvidenceLine(LocatorKind.PICTURE, "looks exactly like its picture, and nothing else does", score)
    return (candidate(scene, reference, corner, 1.0, SURE, LocatorKind.PICTURE, (line,)),)


def by_surroundings(scene: Scene, reference: Reference, search: Search) -> tuple[Candidate, ...]:
    """The thorough search: pieces, scale, neighbours and row; several candidates, best first."""
    return tuple(_candidate(scene, reference, place) for place in compare(reference, scene.atoms))


def _candidate(scene: Scene, reference: Reference, place: Judged) -> Candidate:
    inner = place.scale * np.asarray((reference.point.x - reference.box.x, reference.point.y - reference.box.y))
    corner = Point(*(round(float(v)) for v in place.spot.press - inner))
    evidence = _reasons(place)
    return candidate(scene, reference, corner, place.scale, place.score, LocatorKind.PICTURE, evidence)


def _reasons(place: Judged) -> tuple[EvidenceLine, ...]:
    seen, picture = place.seen, LocatorKind.PICTURE
    lines = [
        _line(
            picture,
            max(seen.looks, seen.alike),
            f"looks like its picture{at_scale(place.scale)}",
            "does not look like its picture",
        )
    ]
    lines.append(_line(LocatorKind.PLACE, seen.around, "its neighbours stand around it", "its neighbours are missing"))
    if seen.row is not None:
        good, bad = "the texts of its row stand beside it", "the texts of its row are not beside it"
        lines.append(_line(picture, seen.row, good, bad))
    if seen.exact and seen.letters is not None and seen.letters < _SAME_LETTERS:
        lines.append(EvidenceLine(picture, "its text differs in detail", 1 - seen.letters, favours=False))
    if seen.energy < 0.5:
        lines.append(
            EvidenceLine(picture, "the place is emptier or fuller than it was", 1 - seen.energy, favours=False)
        )
    return tuple(lines)


def _line(locator: LocatorKind, share: float, good: str, bad: str) -> EvidenceLine:
    favours = share >= 0.4
    return EvidenceLine(locator, good if favours else bad, share if favours else 1 - share, favours)
