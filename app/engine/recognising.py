"""Which Screen is in front, once what the person has denied is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.engine.context import RunContext
from app.model.denied import denied_of
from app.model.frame import Frame
from app.model.window import Window
from app.model.workflow import Screen


class Recognised(NamedTuple):
    """The Screen (None = unknown), how sure, and the Screens that the person says this is not."""

    screen: Screen | None
    score: float
    denied: frozenset[str]


def recognised(
    ctx: RunContext, frame: Frame, window: Window | None, screens: Sequence[Screen] | None = None
) -> Recognised:
    """The best of these Screens (or of all) that this was not denied to be, by its own rule."""
    left = ctx.screens if screens is None else tuple(screens)
    denied: frozenset[str] = frozenset()
    while True:
        screen, score = ctx.eye.recognise(frame, window, left)
        other = denied_of(screen) if screen else ""
        if not other:
            return Recognised(screen, score, denied)
        denied |= {other}
        left = tuple(one for one in left if other not in (one.id, denied_of(one)))
