"""Is this the same element in the same surroundings? A small network looks at both portraits.

It sees what cutting into texts and frames may miss: a label joined to its icon, a symbol drawn anew, a box ticked.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.vision.gray import Floats
from app.vision.network import Network
from app.vision.portrait import Portrait

_NETWORK = Network("sameness.onnx")


def same_element(portraits: Sequence[Portrait]) -> list[float]:
    """For each pair how likely both show the same element, 0 to 1; about a millisecond each."""
    if not portraits:
        return []
    return _NETWORK.likely(strips(portraits))


def strips(portraits: Sequence[Portrait]) -> Floats:
    """Many portraits as the network wants them: count × 3 × HIGH × WIDE, 0 to 1."""
    return np.stack([np.stack(one) for one in portraits]).astype(np.float32) / np.float32(255)


def prepare() -> None:
    """Load the network ahead."""
    _NETWORK.prepare()
