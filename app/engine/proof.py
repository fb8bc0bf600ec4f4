"""Success is what was seen afterwards, never that something was sent."""

from __future__ import annotations

from dataclasses import replace

from app.engine.context import RunContext
from app.engine.gate import Sight
from app.model.frame import Frame
from app.model.modes import VerifyResult
from app.model.suggestion import Verification
from app.model.workflow import Expect, Step

GLANCE = 0.25
"""Longest time between two looks while waiting for the expected change (seconds)."""
NEAR = 8
"""Pixels around the target within which a change belongs to it."""


def verify(ctx: RunContext, step: Step, sight: Sight, timeout: float | None = None) -> tuple[Verification, Frame]:
    """Wait for the step's expected change; the last verdict and the last frame. Raises RunCancelled on stop."""
    if step.expect.empty:
        frame = ctx.grab()
        return Verification(VerifyResult.TIMEOUT, "nothing is expected after this step, so nothing was checked"), frame
    start = ctx.now()
    end = start + (step.expect.timeout if timeout is None else timeout)
    while True:
        frame = ctx.grab()
        seen = judge(ctx, step, sight, frame)
        over = ctx.now() >= end
        if seen.result is VerifyResult.SUCCESS or over:
            return replace(seen, seconds=ctx.now() - start), frame
        ctx.control.check()
        ctx.camera.wait_change(frame, min(end, ctx.now() + GLANCE), ctx.control.stopping)


def judge(ctx: RunContext, step: Step, sight: Sight, frame: Frame) -> Verification:
    """What the expectation says about this frame."""
    expect = expected_here(step, sight)
    return ctx.eye.judge(expect, sight.frame, frame, sight.window, ctx.world.windows.active())


def expected_here(step: Step, sight: Sight) -> Expect:
    """The expectation on today's screen: a change at the target goes where the target went."""
    changed, target, match = step.expect.changed, step.target, sight.match
    if changed is None or target is None or match is None:
        return step.expect
    was = target.place.box
    if was.grown(NEAR).common(changed) is None:
        return step.expect
    now = match.box.relative_to(sight.window.box.origin)
    moved = changed.moved(now.center.x - was.center.x, now.center.y - was.center.y)
    return step.expect.model_copy(update={"changed": moved})
