"""What is kept of each known Screen, and which of many are worth a closer look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from app.model.frame import Pixels
from app.vision.atoms import LOOK_HEIGHT, LOOK_WIDTH, Atoms, cut
from app.vision.blocks import Blocks, blocks_of
from app.vision.gray import Floats
from app.vision.reference import Reference
from app.vision.resemblance import telling, whole

_TEXTS, _SHORT = 24, (24, 4)
_NO_PICTURE: Pixels = np.zeros((0, 0), np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class KnownScreen:
    """A Screen without its picture: blocks, texts with their places, and its most telling texts in short."""

    blocks: Blocks
    reference: Reference
    short: Floats
    weights: Floats


def known_screen(gray: Pixels) -> KnownScreen:
    """Learn one Screen from its gray picture; some tens of milliseconds."""
    reference = whole(cut(gray))
    weights = telling(reference)
    chosen = np.argsort(-weights)[:_TEXTS]
    chosen = chosen[weights[chosen] > 0]
    bare = replace(reference, atoms=replace(reference.atoms, gray=_NO_PICTURE))
    return KnownScreen(blocks_of(gray), bare, _short(reference.atoms, chosen), weights[chosen])


def likeliest(known: Sequence[KnownScreen], atoms: Atoms, most: int) -> list[int]:
    """The numbers of those Screens whose most telling texts are best found here, best first."""
    if len(known) <= most:
        return list(range(len(known)))
    seen = _short(atoms, np.flatnonzero(~atoms.framed))
    if not len(seen):
        return list(range(most))
    texts = np.concatenate([one.short for one in known])
    alike = (texts @ seen.T).max(axis=1, initial=0.0)
    ends = np.cumsum([len(one.short) for one in known])
    parts = np.split(alike, ends[:-1])
    scores = [_share(one.weights, part) for one, part in zip(known, parts, strict=True)]
    return [int(number) for number in np.argsort(scores)[::-1][:most]]


def _share(weights: Floats, alike: Floats) -> float:
    return float((weights * alike**4).sum() / max(1e-6, float(weights.sum())))


def _short(atoms: Atoms, texts: object) -> Floats:
    """The looks of some texts in a twelfth of their numbers, of unit length."""
    looks = atoms.looks[np.asarray(texts, np.intp)].reshape(-1, LOOK_HEIGHT, LOOK_WIDTH)
    small = [cv2.resize(look, _SHORT, interpolation=cv2.INTER_AREA).ravel() for look in looks]
    if not small:
        return np.zeros((0, _SHORT[0] * _SHORT[1]), np.float32)
    short = np.stack(small).astype(np.float32)
    return np.asarray(short / np.maximum(1e-6, np.linalg.norm(short, axis=1, keepdims=True)), np.float32)
