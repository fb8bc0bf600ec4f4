"""What a run met that it did not expect, while it waits for what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.advice import Anomaly, RecoveryAct
from app.model.geometry import Box
from app.model.window import Window


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done about a trouble, and to what."""

    act: RecoveryAct
    what: str = ""


@dataclass(frozen=True, slots=True)
class Did:
    """An act: of which step (index), in which window, and at which place."""

    index: int
    window: Window
    place: Box | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Kind, of which step (id) on which Screen, when it was met and from when the person's acts count (monotonic
    seconds), the windows of other programs then, the step's window and the one in front, and the act before it.

    `ran`: what the robot did about it after a yes, to `what`. `took` seconds later it was answered; of a step that
    failed `deeds` are what the person was seen to do until then.
    """

    anomaly: Anomaly
    step_id: str
    screen_id: str
    began: float
    mark: float
    windows: tuple[Window, ...]
    window: Window | None
    active: Window | None
    before: Did | None = None
    ran: RecoveryAct | None = None
    what: str = ""
    deeds: tuple[Deed, ...] = ()
    took: float = 0.0
