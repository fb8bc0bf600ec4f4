"""All ports of the loop in one value, made by bootstrap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.engine.ports import Camera, Clock, Effect, Eye, Hand, Ledger, Secrets, Session, Stage, Watcher, Windows
from app.model.frame import Frame
from app.model.geometry import Box
from app.model.seen import Seen
from app.model.surroundings import Surroundings
from app.model.window import Window
from app.model.workflow import Expect, Workflow


def nothing_learned(before: Seen, after: Seen, window: Window, element: Box | None, typed: bool) -> Expect:
    """For a world without lessons: what follows an act is never learned anew."""
    return Expect()


def unknown_surroundings(window: Window, frame: Frame) -> Surroundings:
    """For a world that cannot tell: then only another layout of the screens is a change."""
    return Surroundings()


@dataclass(frozen=True, slots=True)
class World:
    """`open_camera` is called on the engine thread, which alone uses the camera; `open_eye` at the start of a run.

    `surroundings` tells in what a window stands, but for the screens.
    `usage` gives peak memory in MiB and CPU seconds of this process so far.
    """

    clock: Clock
    open_camera: Callable[[], Camera]
    windows: Windows
    session: Session
    open_eye: Callable[[Workflow], Eye]
    hand: Hand
    watcher: Watcher
    stage: Stage
    ledger: Ledger
    secrets: Secrets
    usage: Callable[[], tuple[float, float]]
    effect: Effect = nothing_learned
    surroundings: Callable[[Window, Frame], Surroundings] = unknown_surroundings
