"""Looking at a frozen frame while the person points."""

from __future__ import annotations

from collections.abc import Callable

from app.model.errors import BadInput
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.target import TaughtTarget
from app.model.window import Window, WindowIdentity
from app.vision.alike import look_alikes
from app.vision.ports import Reader
from app.vision.teach import Teacher

WindowAt = Callable[[Point], Window | None]


def taught_on(reader: Reader | None) -> Callable[[Pixels, WindowIdentity, Box, Point, Box | None], TaughtTarget]:
    """Teaches from stored pictures: pixels, whose window they show, its client area in them, point and box."""

    def taught(pixels: Pixels, identity: WindowIdentity, client: Box, point: Point, box: Box | None) -> TaughtTarget:
        window = Window(0, identity, 0, client, active=True)
        return Sight(lambda _: window, reader).teach(Frame.of_picture(pixels), point, box)

    return taught


def taught_around(reader: Reader | None) -> Callable[[Pixels, WindowIdentity, Box, Point], TaughtTarget]:
    """The same for a target that is known by its surroundings only."""

    def taught(pixels: Pixels, identity: WindowIdentity, client: Box, point: Point) -> TaughtTarget:
        window = Window(0, identity, 0, client, active=True)
        return Sight(lambda _: window, reader).place_only(Frame.of_picture(pixels), point)

    return taught


class Sight:
    """Element, look-alikes and target of a pointed place. `window_at` knows the windows as they were when frozen."""

    def __init__(self, window_at: WindowAt, reader: Reader | None = None) -> None:
        self._window_at = window_at
        # The frame is frozen, and overlays of ours may lie on the screen: only its pixels count.
        self._teacher = Teacher(reader, None)

    def element_at(self, frame: Frame, point: Point) -> Box:
        """The element under the pointer."""
        return self._teacher.element_at(frame, self._window_at(point), point)

    def look_alikes(self, frame: Frame, box: Box) -> tuple[Box, ...]:
        """Every place that looks like the box, itself included."""
        return look_alikes(frame, box)

    def teach(self, frame: Frame, point: Point, box: Box | None) -> TaughtTarget:
        """A target from the shown place; BadInput names what is wrong with it."""
        return self._teacher.teach(frame, self._window(point), point, box)

    def place_only(self, frame: Frame, point: Point) -> TaughtTarget:
        """A target from the shown place that is known by its surroundings only."""
        return self._teacher.place_only(frame, self._window(point), point)

    def _window(self, point: Point) -> Window:
        window = self._window_at(point)
        if window is None:
            raise BadInput("This place", "there is no window", "Point inside a window of the program.")
        return window
