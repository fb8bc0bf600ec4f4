"""What is kept of each known Screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from app.model.frame import Pixels
from app.vision.atoms import cut
from app.vision.blocks import Blocks, blocks_of
from app.vision.gist import Gist, gist_of
from app.vision.reference import Reference
from app.vision.resemblance import whole

_NO_PICTURE: Pixels = np.zeros((0, 0), np.uint8)


class Sketch(NamedTuple):
    """What is small of a Screen, some ten kilobytes: its blocks and its gist."""

    blocks: Blocks
    gist: Gist


@dataclass(frozen=True, slots=True, eq=False)
class KnownScreen:
    """A Screen without its picture: what is small, and its texts with their places, which are not."""

    sketch: Sketch
    reference: Reference


def known_screen(gray: Pixels) -> KnownScreen:
    """Learn one Screen from its gray picture; some tens of milliseconds."""
    reference = whole(cut(gray))
    bare = replace(reference, atoms=replace(reference.atoms, gray=_NO_PICTURE))
    return KnownScreen(Sketch(blocks_of(gray), gist_of(reference)), bare)
