"""What the camera sees."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.model.geometry import Box

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Monitor:
    """One display: its box on the virtual plane in physical pixels and its scale (1.5 = 150 %)."""

    index: int
    box: Box
    scale: float = 1.0
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One capture: read-only BGRA pixels (height, width, 4) of `region`, taken at a monotonic second.

    `masked` are the boxes of our own windows; their pixels are flat and never matched.
    """

    pixels: Pixels
    region: Box
    number: int
    taken: float
    monitors: tuple[Monitor, ...] = ()
    masked: tuple[Box, ...] = field(default=())

    @classmethod
    def of_picture(cls, pixels: Pixels, number: int = 0) -> Frame:
        """A stored picture (BGR) as a frame of its own whose upper left corner is 0, 0."""
        height, width = pixels.shape[:2]
        opaque = np.full((height, width, 4), 255, np.uint8)
        opaque[:, :, :3] = pixels
        return cls(opaque, Box(0, 0, width, height), number, taken=0.0)

    def crop(self, box: Box) -> Pixels:
        """The pixels under a box of the virtual plane, cut to the frame; may be empty, shares memory."""
        inside = box.common(self.region)
        if inside is None:
            return self.pixels[0:0, 0:0]
        local = inside.relative_to(self.region.origin)
        return self.pixels[local.y : local.bottom, local.x : local.right]

    def monitor_at(self, box: Box) -> Monitor | None:
        """The display that holds the middle of the box."""
        return next((m for m in self.monitors if m.box.contains(box.center)), None)
