"""What the screen showed, and when: the pictures from before each press."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from app.model.frame import Frame
from app.model.window import Window

_KEPT = 8


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """One frame with the windows that were open then, top-most first, and the one that had the focus."""

    frame: Frame
    windows: tuple[Window, ...]
    active: Window | None

    def has(self, handle: int) -> bool:
        """Whether this window was open."""
        return any(window.handle == handle for window in self.windows)


class Moments:
    """The newest moments. A still screen adds none, so the last one stands for all the time since."""

    def __init__(self) -> None:
        self._moments: deque[Moment] = deque(maxlen=_KEPT)

    def add(self, moment: Moment) -> None:
        """A newer moment than all before."""
        self._moments.append(moment)

    @property
    def newest(self) -> Moment:
        """The last one taken; there is one from the first look on."""
        return self._moments[-1]

    def before(self, at: float) -> Moment:
        """The newest moment taken before a monotonic second; the oldest kept one when all are later.

        What a press changes must not be in its picture: a menu closes under the click that chose from it.
        """
        earlier = [moment for moment in self._moments if moment.frame.taken < at]
        return earlier[-1] if earlier else self._moments[0]
