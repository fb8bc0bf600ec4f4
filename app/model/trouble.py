"""What a run met that it did not expect, while it waits for what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from app.model.advice import Anomaly, RecoveryAct
from app.model.window import Window


@dataclass(frozen=True, slots=True)
class Trouble:
    """Kind, when it was met and from when the person's acts count (monotonic seconds), the windows of other programs
    then, the step's window and the one in front. `ran`: what the robot did about it after a yes, to `what`."""

    anomaly: Anomaly
    began: float
    mark: float
    windows: tuple[Window, ...]
    window: Window | None
    active: Window | None
    ran: RecoveryAct | None = None
    what: str = ""
