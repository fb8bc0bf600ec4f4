"""Which picture of a window may be stored."""

from __future__ import annotations

from collections.abc import Mapping

from app.engine.ports import Eye
from app.learning.looks import shows_secret
from app.model.frame import Frame, Pixels
from app.model.geometry import Box
from app.model.knowledge import Knowledge
from app.model.target import Picture
from app.model.window import Window
from app.model.workflow import Workflow


def client_picture(
    eye: Eye, workflow: Workflow, knowledge: Knowledge, frame: Frame, window: Window | None
) -> tuple[Picture | None, Mapping[str, Pixels]]:
    """The client area, unless something of it may not be kept or was not to be seen."""
    if window is None or not whole(frame, window.box):
        return None, {}
    if shows_secret(workflow, knowledge, window.identity):
        return None, {}
    name, pixels = eye.keep(frame, window.box)
    return Picture(image=name, box=Box(0, 0, 0, 0)), {name: pixels}


def whole(frame: Frame, client: Box) -> bool:
    """Whether all of it is on the screen and nothing of it is masked."""
    return client.common(frame.region) == client and not any(client.common(box) for box in frame.masked)
