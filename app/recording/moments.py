"""What the screen showed, and when: the pictures from before each press."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.frame import Frame
from app.model.geometry import Point
from app.model.window import Window

_KEPT = 8
GRAIN = 0.001
"""Events are timed to the end of the millisecond (in seconds) in which they happened."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """One frame with the windows that were open then, top-most first, and the one that had the focus.

    `known` is the monotonic second at which the last of that was known.
    """

    frame: Frame
    windows: tuple[Window, ...]
    active: Window | None
    known: float = 0.0

    def has(self, handle: int) -> bool:
        """Whether this window was open."""
        return self.window(handle) is not None

    def window(self, handle: int) -> Window | None:
        """This window as it was then."""
        return next((window for window in self.windows if window.handle == handle), None)

    def at(self, point: Point) -> Window | None:
        """The top-most window over this place."""
        return next((window for window in self.windows if window.box.contains(point)), None)

    def is_before(self, at: float) -> bool:
        """Whether all of it was known before an event: a window that the event opened must not be among them."""
        return max(self.frame.taken, self.known) < at - GRAIN


class Moments:
    """The newest moments; safe from any thread. A still screen adds none: the last one stands for all since then."""

    def __init__(self) -> None:
        self._moments: tuple[Moment, ...] = ()

    def add(self, moment: Moment) -> None:
        """A newer moment than all before."""
        self._moments = (*self._moments, moment)[-_KEPT:]

    @property
    def newest(self) -> Moment:
        """The last one taken; there is one from the first look on."""
        return self._moments[-1]

    def with_these(self, windows: tuple[Window, ...]) -> bool:
        """Whether the newest one has the same windows, in the same order."""
        return [w.handle for w in windows] == [w.handle for one in self._moments[-1:] for w in one.windows]

    def before(self, at: float) -> Moment:
        """The newest moment from before an event of this monotonic second; the oldest kept one when all are later.

        What a press changes must not be in its picture: a menu closes under the click that chose from it.
        """
        moments = self._moments
        return next((moment for moment in reversed(moments) if moment.is_before(at)), moments[0])
