"""Success is what was seen afterwards, never that something was sent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.engine.context import RunContext
from app.engine.gate import Sight
from app.engine.ports import Watch
from app.engine.recognising import recognised
from app.model.frame import Frame
from app.model.geometry import Box
from app.model.modes import VerifyResult
from app.model.suggestion import Verification
from app.model.workflow import Expect, Step

GLANCE = 0.25
"""Longest time between two looks while waiting for the expected change (seconds)."""
NEAR = 8
"""Pixels around the target within which a change belongs to it."""
REST, BLINK = 1.2, 0.7
"""Seconds a doubtful change must last before it counts: a clock has ticked again by then, a caret has blinked."""
WIDE, TINY = 10_000, 0.02
"""In an expected place larger than this (pixels), a change of less than this share is doubtful: it may be a clock."""
SIGN, PART = 32, 1 / 8
"""A lone change of at most this width and height (pixels) in a place that it fills less than this may be a caret."""


@dataclass(frozen=True, slots=True)
class Vigil:
    """The expected place and what it did until now; `stirred` are the parts that changed before the act already."""

    place: Box
    watch: Watch
    stirred: tuple[Box, ...]

    def then(self, now: Frame) -> Vigil:
        """The same after one more look."""
        return replace(self, watch=self.watch.then(now))


def verify(ctx: RunContext, step: Step, sight: Sight, timeout: float | None = None) -> tuple[Verification, Frame]:
    """Wait for the step's expected change; the last verdict and the last frame. Raises RunCancelled on stop."""
    if step.expect.empty:
        frame = ctx.grab()
        return Verification(VerifyResult.TIMEOUT, "nothing is expected after this step, so nothing was checked"), frame
    start = ctx.now()
    end = start + (step.expect.timeout if timeout is None else timeout)
    vigil = _vigil(ctx, step, sight)
    while True:
        frame = ctx.grab()
        vigil = vigil.then(frame) if vigil else None
        seen, doubtful = _seen(ctx, step, sight, frame, vigil)
        over = ctx.now() >= (end + REST if doubtful else end)
        if seen.result is VerifyResult.SUCCESS or over:
            return replace(seen, seconds=ctx.now() - start), frame
        ctx.control.check()
        ctx.camera.wait_change(
            frame, ctx.now() + GLANCE if doubtful else min(end, ctx.now() + GLANCE), ctx.control.stopping
        )


def judge(ctx: RunContext, step: Step, sight: Sight, frame: Frame) -> Verification:
    """What the expectation says about this frame."""
    expect = expected_here(step, sight)
    active = ctx.world.windows.active()
    seen = ctx.eye.judge(expect, sight.frame, frame, sight.window, active)
    if step.expect.screen is None:
        return seen
    screen = recognised(ctx, frame, active).screen
    here = screen is not None and screen.id == step.expect.screen
    name = next((one.name for one in ctx.workflow.screens if one.id == step.expect.screen), step.expect.screen)
    return _with_screen(step.expect, seen, here, name)


def _with_screen(expect: Expect, seen: Verification, here: bool, name: str) -> Verification:
    """The verdict when a Screen must come up, too; with nothing else expected, the Screen alone decides."""
    words = f"seen: “{name}”" if here else f"not seen: “{name}”"
    if expect.model_copy(update={"screen": None}).empty:
        return Verification(VerifyResult.SUCCESS if here else VerifyResult.TIMEOUT, words)
    if seen.result is VerifyResult.FAILED or (here and seen.result is VerifyResult.SUCCESS):
        return seen
    half = here or seen.result is not VerifyResult.TIMEOUT
    reason = seen.reason if here else words
    return Verification(VerifyResult.DEGRADED if half else VerifyResult.TIMEOUT, reason)


def expected_here(step: Step, sight: Sight) -> Expect:
    """The expectation on today's screen: a change at the target goes where the target went."""
    changed, target, match = step.expect.changed, step.target, sight.match
    if target is None or match is None:
        return step.expect
    now = match.box.relative_to(sight.window.box.origin)
    if changed is None:
        return step.expect.model_copy(update={"changed": now}) if step.expect.target_gone else step.expect
    was = target.place.box
    if was.grown(NEAR).common(changed) is None:
        return step.expect
    moved = changed.moved(now.center.x - was.center.x, now.center.y - was.center.y)
    return step.expect.model_copy(update={"changed": moved})


def _vigil(ctx: RunContext, step: Step, sight: Sight) -> Vigil | None:
    """Begin to watch the expected place, from before the act; None when no change of a place is expected."""
    changed = expected_here(step, sight).changed
    if changed is None:
        return None
    place = changed.moved(*sight.window.box.origin)
    watch = ctx.eye.watch(sight.then or sight.frame, place).then(sight.frame)
    return Vigil(place, watch, tuple(_reach(box) for box in watch.stirred))


def _seen(ctx: RunContext, step: Step, sight: Sight, frame: Frame, vigil: Vigil | None) -> tuple[Verification, bool]:
    """The verdict, and whether a change was seen that must last before it counts."""
    if vigil is None:
        return judge(ctx, step, sight, frame), False
    restless = vigil.watch.restless
    likely = judge(ctx, step, sight, _without(frame, restless))
    if likely.result is not VerifyResult.SUCCESS:
        return likely, False
    doubtful, rest = _doubts(ctx, sight, frame, vigil)
    if vigil.watch.calm >= rest:
        return likely, False
    sure = judge(ctx, step, sight, _without(frame, (*restless, *doubtful)))
    return sure, sure.result is not VerifyResult.SUCCESS


def _doubts(ctx: RunContext, sight: Sight, frame: Frame, vigil: Vigil) -> tuple[tuple[Box, ...], float]:
    """What may have changed by itself, and how long such a change must last (seconds)."""
    places = ctx.eye.watch(sight.frame, vigil.place).then(frame).stirred
    changed = sum(box.area for box in places)
    if vigil.place.area > WIDE and changed < TINY * vigil.place.area:
        return (*vigil.stirred, *places), REST
    if len(places) == 1 and max(places[0].w, places[0].h) <= SIGN and changed < PART * vigil.place.area:
        return (*vigil.stirred, *places), REST if vigil.stirred else BLINK
    return vigil.stirred, REST if vigil.stirred else 0.0


def _reach(box: Box) -> Box:
    """All that a small turning thing may cover of which a part was seen to change; large places as they are."""
    longest = max(box.w, box.h)
    return box.grown(longest // 2 + NEAR) if longest <= SIGN else box


def _without(frame: Frame, places: tuple[Box, ...]) -> Frame:
    """The frame with places that prove nothing left out."""
    return replace(frame, masked=(*frame.masked, *places)) if places else frame
