"""What is kept of each known Screen."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from app.model.frame import Pixels
from app.vision.atoms import cut
from app.vision.blocks import Blocks, blocks_of
from app.vision.gist import Gist, gist_of
from app.vision.reference import Reference
from app.vision.resemblance import whole

_NO_PICTURE: Pixels = np.zeros((0, 0), np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class KnownScreen:
    """A Screen without its picture: blocks, texts with their places, and its gist."""

    blocks: Blocks
    reference: Reference
    gist: Gist


def known_screen(gray: Pixels) -> KnownScreen:
    """Learn one Screen from its gray picture; some tens of milliseconds."""
    reference = whole(cut(gray))
    bare = replace(reference, atoms=replace(reference.atoms, gray=_NO_PICTURE))
    return KnownScreen(blocks_of(gray), bare, gist_of(reference))
