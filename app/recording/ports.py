"""What a recording needs from the world; bootstrap hands it in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event
from typing import Protocol

from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.input import InputEvent
from app.model.target import TaughtTarget
from app.model.window import Window
from app.model.workflow import Screen

Pictures = Callable[[str], Pixels | None]


class Camera(Protocol):
    """Captures the virtual desktop; made, used and closed by the recorder's thread."""

    def grab(self) -> Frame:
        """The whole virtual desktop now, our own windows masked."""
        ...

    def wait_change(self, since: Frame, deadline: float, cancel: Event) -> bool:
        """Block until the screen differs from `since`; False at the monotonic deadline or on cancel."""
        ...

    def close(self) -> None:
        """Give the device back."""
        ...


class Windows(Protocol):
    """The windows of other programs; safe from any thread."""

    def active(self) -> Window | None:
        """The window that has the focus."""
        ...

    def active_at(self, moment: float) -> Window | None:
        """The window that had the focus at a monotonic second; where that is not known, the one that has it now."""
        ...

    def at(self, point: Point) -> Window | None:
        """The top-most window under a point."""
        ...

    def all(self) -> tuple[Window, ...]:
        """All mapped top-level windows, top-most first."""
        ...


class Eye(Protocol):
    """Looks at frames; used by the recorder's thread only."""

    def teach(self, frame: Frame, window: Window, point: Point, box: Box | None) -> TaughtTarget:
        """A Target from a shown place; BadInput when the place is plain or outside the window."""
        ...

    def place_only(self, frame: Frame, window: Window, point: Point) -> TaughtTarget:
        """A Target for a place without a look of its own."""
        ...

    def changes(self, before: Frame, now: Frame, area: Box) -> tuple[Box, ...]:
        """Boxes around everything that looks different in an area, carets aside."""
        ...

    def keep(self, frame: Frame, box: Box) -> tuple[str, Pixels]:
        """A content name and the pixels to store for a part of the frame."""
        ...

    def recognise(self, frame: Frame, window: Window | None, screens: Sequence[Screen]) -> tuple[Screen | None, float]:
        """Which of the Screens this is (None = none of them) and how sure, 0 to 1."""
        ...


class Listener(Protocol):
    """Hears the person. Key names and characters are told only while `recording` is on."""

    recording: bool

    def subscribe(self, heard: Callable[[InputEvent], None]) -> Callable[[], None]:
        """Get every event from now on, on the listener's threads; calling the answer ends it."""
        ...


class Secrets(Protocol):
    """The keyring."""

    def store(self, reference: str, text: str) -> None:
        """Keep a secret under a reference; EnvironmentProblem when there is no keyring."""
        ...


CameraMaker = Callable[[], Camera]
EyeMaker = Callable[[Pictures], Eye]
OwnWindow = Callable[[Window], bool]
Touch = Callable[[Window, Point], None]
"""Take note of what lies under a press before its effect can remove it; must return at once."""
