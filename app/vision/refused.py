"""Places the person said were wrong: whatever looks like them, surroundings included, is vetoed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.model.frame import Pixels
from app.model.geometry import Box
from app.model.target import Candidate, EvidenceLine, LocatorKind, Picture
from app.vision.gray import correlation, crop, edges_of, gray_of, scaled
from app.vision.ports import Pictures
from app.vision.reference import Reference
from app.vision.scene import Scene

VETOED = 0.1
_AROUND, _SLACK, _ALIKE, _MORE = 40, 4, 0.85, 0.01


def veto(
    found: tuple[Candidate, ...], scene: Scene, reference: Reference, refused: tuple[Picture, ...], pictures: Pictures
) -> tuple[Candidate, ...]:
    """The candidates, those that look more like a refused place than like the target believed no more."""
    wrong = [(gray_of(pixels), one.box) for one in refused if (pixels := pictures(one.image)) is not None]
    if not wrong:
        return found
    return tuple(_vetoed(place) if _is_refused(place, scene, reference, wrong) else place for place in found)


def _is_refused(place: Candidate, scene: Scene, reference: Reference, wrong: list[tuple[Pixels, Box]]) -> bool:
    here = place.box.relative_to(scene.area.origin)
    right = likeness(reference.atoms.gray, reference.box, scene.gray, here, place.scale)
    worst = max(
        likeness(picture, box, scene.gray, here, scale) for picture, box in wrong for scale in {1.0, place.scale}
    )
    return worst >= _ALIKE and worst > right + _MORE


def likeness(picture: Pixels, box: Box, gray: Pixels, here: Box, scale: float) -> float:
    """How much the element with its surroundings in one picture looks like a place in another, 0 to 1."""
    whole = Box(0, 0, picture.shape[1], picture.shape[0])
    for around in (_AROUND, 6):
        part = box.grown(around).common(whole)
        if part is None:
            return 0.0
        patch = scaled(crop(picture, part), scale)
        left = here.center.x - round(scale * (box.center.x - part.x)) - _SLACK
        top = here.center.y - round(scale * (box.center.y - part.y)) - _SLACK
        where = Box(left, top, patch.shape[1] + 2 * _SLACK, patch.shape[0] + 2 * _SLACK)
        scores = correlation(edges_of(crop(gray, where)), edges_of(patch)) if crop(gray, where).size else np.zeros(0)
        if scores.size:
            return max(0.0, float(scores.max()))
    return 0.0


def _vetoed(place: Candidate) -> Candidate:
    line = EvidenceLine(LocatorKind.POINTED, "looks like a place you said was wrong", 1.0, favours=False)
    return replace(place, score=min(place.score, VETOED), evidence=(line, *place.evidence))
