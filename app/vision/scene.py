"""One window on one frame, prepared once for all locators."""

from __future__ import annotations

from functools import cached_property

from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.window import Window
from app.vision.atoms import Atoms, cut
from app.vision.blocks import Blocks, blocks_of
from app.vision.gray import seen


class Scene:
    """The part of a frame where a target is looked for. Places inside count from `area`'s corner (physical pixels)."""

    def __init__(self, frame: Frame, window: Window, area: Box) -> None:
        self.frame = frame
        self.window = window
        self.area = area.common(frame.region) or Box(window.box.x, window.box.y, 0, 0)

    @cached_property
    def gray(self) -> Pixels:
        """The gray picture."""
        return seen(self.frame, self.area)

    @cached_property
    def atoms(self) -> Atoms:
        """Its pieces; costs some tens of milliseconds once."""
        return cut(self.gray)

    @cached_property
    def blocks(self) -> Blocks:
        """Its grid of small blocks."""
        return blocks_of(self.gray)

    @property
    def shift(self) -> Point:
        """Where the window's client area begins inside the picture; negative when its corner is off the screen."""
        return Point(self.window.box.x - self.area.x, self.window.box.y - self.area.y)

    def on_desktop(self, box: Box) -> Box:
        """A box of the picture on the virtual plane."""
        return box.moved(self.area.x, self.area.y)

    def hidden(self, box: Box) -> bool:
        """Whether a box of the virtual plane lies under one of our own windows, by more than a fifth."""
        covered = (box.common(mask) for mask in self.frame.masked)
        return any(part is not None and part.area > 0.2 * box.area for part in covered)
