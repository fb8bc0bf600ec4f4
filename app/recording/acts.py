"""One act of the person, as it was heard."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.action import ActionKind
from app.model.geometry import Point
from app.model.input import InputEvent
from app.model.window import Window
from app.recording.moments import Moment


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """An event with what was on the screen before it; `window` is the one under the pointer, or with the focus."""

    event: InputEvent
    before: Moment
    window: Window | None


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """A whole act between two monotonic seconds. `to` is the end of a drag; `secret` texts are never written down."""

    kind: ActionKind
    started: float
    ended: float
    point: Point
    before: Moment
    window: Window | None
    to: Point | None = None
    clicks_x: int = 0
    clicks_y: int = 0
    text: str = ""
    secret: bool = False
    keys: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Without the typed text, so that it can never reach a log."""
        return f"Act({self.kind}, {self.started:.3f}, {len(self.text)} characters)"
