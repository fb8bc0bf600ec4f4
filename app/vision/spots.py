"""From a place inside a scene to a Candidate on the virtual desktop."""

from __future__ import annotations

from app.model.geometry import Box, Point
from app.model.target import Candidate, EvidenceLine, LocatorKind
from app.vision.reference import Reference
from app.vision.scene import Scene


def candidate(
    scene: Scene,
    reference: Reference,
    corner: Point,
    scale: float,
    score: float,
    method: LocatorKind,
    evidence: tuple[EvidenceLine, ...],
) -> Candidate:
    """The element's box and press point when its upper left corner stands here and it is shown at this scale."""
    box = Box(corner.x, corner.y, max(1, round(scale * reference.box.w)), max(1, round(scale * reference.box.h)))
    inner_x = round(scale * (reference.point.x - reference.box.x))
    inner_y = round(scale * (reference.point.y - reference.box.y))
    point = corner.moved(inner_x, inner_y).moved(scene.area.x, scene.area.y)
    return Candidate(scene.on_desktop(box), point, score, method, round(scale, 3), evidence)


def at_scale(scale: float) -> str:
    """The scale in words, empty at 1."""
    return "" if abs(scale - 1) < 0.02 else f" at {scale:.2f}×"
