"""Windows of one colour for the camera's tests, and cameras on a device that counts or lies."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.ext import shape

from app.desktop.capture import Camera
from app.desktop.damage import DamageWatch
from app.desktop.masks import MaskFinder
from app.desktop.screen_copy import ScreenCopy
from app.model.frame import Frame, Pixels
from app.model.geometry import Box

OUR_PID, OTHER_PID = 4_100_001, 4_100_002


class Painted:
    """A red window of a program with this number."""

    def __init__(self, box: Box, pid: int, name: str = "Painted") -> None:
        self._display = Display()
        screen = self._display.screen()
        self.window = screen.root.create_window(
            *box, 0, screen.root_depth, background_pixel=0xFF0000, override_redirect=True, event_mask=X.ExposureMask
        )
        atom = self._display.get_atom("_NET_WM_PID")
        self.window.change_property(atom, Xatom.CARDINAL, 32, [pid])
        self.window.set_wm_class(name.lower(), name)
        self.window.map()
        while self._display.next_event().type != X.Expose:
            pass
        self._display.sync()

    def ring(self, width: int, height: int, edge: int) -> None:
        """Leave only a frame of it."""
        boxes = [
            (0, 0, width, edge),
            (0, height - edge, width, edge),
            (0, 0, edge, height),
            (width - edge, 0, edge, height),
        ]
        self.window.shape_rectangles(shape.SO.Set, shape.SK.Bounding, 0, 0, 0, boxes)
        self._display.sync()

    def paint(self, pixel: int) -> None:
        """Another colour."""
        self.window.change_attributes(background_pixel=pixel)
        self.window.clear_area()
        self._display.sync()

    def touch(self, *boxes: Box) -> None:
        """Draw these parts again as they are: the server tells of a change where there is none."""
        for box in boxes:
            self.window.clear_area(*box)
        self._display.sync()

    def close(self) -> None:
        self._display.close()


Paint = Callable[..., Painted]


@contextmanager
def painting() -> Iterator[Paint]:
    """Makes such windows and takes them away at the end."""
    made: list[Painted] = []

    def make(box: Box, pid: int, name: str = "Painted") -> Painted:
        made.append(Painted(box, pid, name))
        return made[-1]

    try:
        yield make
    finally:
        for one in made:
            one.close()


class CountingCopy(ScreenCopy):
    """Counts the pictures taken."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def pixels(self, screen: Box) -> Pixels:
        self.count += 1
        return super().pixels(screen)


class LyingCopy(ScreenCopy):
    """Shows, once it lies, a pixel at the lower left that nobody drew."""

    lies = False

    def pixels(self, screen: Box) -> Pixels:
        pixels = super().pixels(screen)
        pixels[-1, 0] = 7 if self.lies else 0
        return pixels


def watched(camera: Camera) -> Frame:
    """A picture after which every change is counted."""
    while not camera._damage.listening:
        camera.wait_change(camera.grab(), time.monotonic() + 0.05, threading.Event())
    return camera.grab()


def camera_with(copy: ScreenCopy) -> Camera:
    return Camera(copy, MaskFinder(lambda: frozenset((OUR_PID,)), tuple), DamageWatch())
