"""Do two pictures show the same words or the same icon? A small network, trained on drawn words, looks at both.

It knows no letters: it compares, so every script and every icon can be asked. The same in light and dark, in every
size, and in most fonts.
"""

from __future__ import annotations

import cv2
import numpy as np

from app.model.frame import Pixels
from app.vision.gray import Floats
from app.vision.network import Network

HEIGHT, WIDTH = 20, 144
_NETWORK = Network("reading.onnx")


def same_words(pairs: list[tuple[Pixels, Pixels]]) -> list[float]:
    """For each pair of gray pictures how likely both show the same, 0 to 1; about half a millisecond a pair."""
    fit = [number for number, (one, other) in enumerate(pairs) if min(*one.shape, *other.shape) > 2]
    if not fit:
        return [0.0] * len(pairs)
    strips = np.stack([np.stack(strip(*pairs[number])) for number in fit]).astype(np.float32)
    likely = dict(zip(fit, _NETWORK.likely(strips), strict=True))
    return [likely.get(number, 0.0) for number in range(len(pairs))]


def strip(one: Pixels, other: Pixels) -> tuple[Floats, Floats]:
    """Both as contrast to their own ground (0 to 1) in one size, as long as the first is; the rest stays 0."""
    wide = min(WIDTH, max(4, round(one.shape[1] * HEIGHT / one.shape[0])))
    return _laid(one, wide), _laid(other, wide)


def _laid(piece: Pixels, wide: int) -> Floats:
    border = np.concatenate((piece[0], piece[-1], piece[:, 0], piece[:, -1]))
    ground = int(np.bincount(border).argmax())
    contrast = cv2.absdiff(piece, np.full_like(piece, ground))
    way = cv2.INTER_AREA if piece.shape[0] > HEIGHT else cv2.INTER_LINEAR
    small = np.asarray(cv2.resize(contrast, (wide, HEIGHT), interpolation=way), np.float32)
    laid = np.zeros((HEIGHT, WIDTH), np.float32)
    laid[:, :wide] = small / max(1.0, float(small.max()))
    return laid


def prepare() -> None:
    """Load the network ahead, so that the first comparison costs no more than any other."""
    _NETWORK.prepare()
