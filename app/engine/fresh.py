"""Look again before acting: a place found before a person thought about it is history."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.engine.context import RunContext
from app.engine.gate import EDGE, Sight
from app.learning.corrections import search_for
from app.model.frame import Frame
from app.model.geometry import Box
from app.model.knowledge import StepKnowledge
from app.model.suggestion import Suggestion
from app.model.target import Candidate, Verdict
from app.model.window import Window
from app.model.workflow import Step

MOVED = 8
"""Pixels a place may differ from the one that was shown (F4)."""
WEAKER = 0.05
"""How much lower the score may be than the one that was shown (F4)."""
PATIENCE = 3.0
"""Seconds the person's hands may go on moving after an answer."""
BUILDING = 2.0
"""Longest time a window may go on building up before it is taken as it is (seconds)."""
GLANCE = 0.1
"""Longest time between two looks at a window that is building up (seconds)."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The world is not as it was when the Suggestion was made; why, in words for the card."""

    reason: str


def let_hands_rest(ctx: RunContext) -> None:
    """Wait until the person's hands are still, at most a few seconds (the gate judges afterwards)."""
    end = ctx.now() + PATIENCE
    needed = ctx.settings.matching.still_hands
    while ctx.now() < end:
        left = needed - (ctx.now() - ctx.world.watcher.still_since())
        if left <= 0 or not ctx.wait(min(left, end - ctx.now())):
            return


def look_again(
    ctx: RunContext, step: Step, known: StepKnowledge, shown: Suggestion, then: Frame, was: Window
) -> Sight | Changed:
    """The same place on a fresh frame with our own windows out of the way, or why not."""
    ctx.world.stage.clear()
    let_hands_rest(ctx)
    ctx.control.check()
    window = ctx.world.windows.refresh(was.handle)
    if window is None:
        return Changed("The window is gone.")
    frame = let_window_settle(ctx, then, window)
    older = then if window.box == was.box and not _person_acted(ctx, then) else None
    if shown.match is None:
        return Sight(frame, window, None, older)
    if window.box == was.box and ctx.eye.still_there(then, frame, shown.match.box.grown(EDGE)):
        return Sight(frame, window, shown.match, older)
    found = _located(ctx, step, known, frame, window)
    if found is None:
        return Changed("The target is not there any more.")
    return _compared(shown.match, found, Sight(frame, window, found, older))


def let_window_settle(ctx: RunContext, then: Frame, window: Window) -> Frame:
    """The newest frame, taken when the window is done building up; carets, spinners and clocks may go on."""
    return let_settle(ctx, then, window.box)[0]


def let_settle(ctx: RunContext, then: Frame, place: Box) -> tuple[Frame, bool]:
    """The same for any place, and whether it came to rest in time."""
    end = ctx.now() + BUILDING
    frame = ctx.grab()
    watch = ctx.eye.watch(then, place).then(frame)
    while not watch.settled and ctx.now() < end:
        ctx.camera.wait_change(frame, min(end, ctx.now() + GLANCE), ctx.control.stopping)
        ctx.control.check()
        frame = ctx.grab()
        watch = watch.then(frame)
    return frame, watch.settled


def _person_acted(ctx: RunContext, then: Frame) -> bool:
    return bool(ctx.world.watcher.since(then.taken))


def _located(ctx: RunContext, step: Step, known: StepKnowledge, frame: Frame, window: Window) -> Candidate | None:
    search = search_for(step, known)
    if search is None:
        return None
    finding = ctx.eye.locate(frame, window, search)
    return finding.best if finding.verdict is Verdict.FOUND else None


def _compared(shown: Candidate, found: Candidate, sight: Sight) -> Sight | Changed:
    if found.point.distance(shown.point) > MOVED:
        return Changed("The target moved while you were deciding.")
    if not found.score >= shown.score - WEAKER:
        return Changed("The target looks different from a moment ago.")
    return replace(sight, match=replace(found, method=shown.method))
