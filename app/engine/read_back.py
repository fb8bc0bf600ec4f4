"""After typing, what now stands in the field is read and compared with what was typed. Never for a secret."""

from __future__ import annotations

from dataclasses import replace

from app.engine.context import RunContext
from app.engine.control import Woke
from app.engine.fresh import let_settle
from app.engine.gate import Sight
from app.learning.looks import types_secret
from app.model.action import ActionKind
from app.model.arrival import Arrival, FieldValue, arrival
from app.model.frame import Frame
from app.model.modes import VerifyResult
from app.model.sentences import shortened
from app.model.suggestion import Order, Verification
from app.model.target import Candidate
from app.model.workflow import Step

PATIENCE = 1.2
"""Seconds in which a field may still come to show the text: a caret may hide a letter, a slow program may lag."""
LONGEST = 5.0
"""Longest time one reading may take (seconds); the first loads the reader."""
GLANCE = 0.25
"""Longest time between two readings (seconds)."""


def read_back(
    ctx: RunContext, step: Step, order: Order, sight: Sight, seen: Verification, after: Frame
) -> tuple[Verification, Frame]:
    """The verdict with what the field says about the text, and the last frame. Raises RunCancelled on stop."""
    if sight.match is None or not _worth_reading(step, order, seen):
        return seen, after
    start = ctx.now()
    after, still = let_settle(ctx, after, sight.match.box)
    if not _stands(ctx, sight, sight.match):
        return seen, after
    value, after = _patiently(ctx, order, sight, sight.match, after, still)
    if value.secret:
        return seen, after
    judged = _judged(seen, order, value, step.expect.empty)
    return replace(judged, seconds=seen.seconds + ctx.now() - start), after


def _worth_reading(step: Step, order: Order, seen: Verification) -> bool:
    """Whether a readable text was typed that is expected to stay: not where it leads elsewhere, or Return sent it."""
    if order.action is not ActionKind.TYPE_TEXT or order.secret or types_secret(step):
        return False
    sent = order.text.endswith(("\n", "\r", "\t"))
    return bool(order.text.strip()) and not sent and not _leads_on(step) and seen.result is not VerifyResult.FAILED


def _leads_on(step: Step) -> bool:
    """Whether the typing is expected to bring up something else in place of the field."""
    expect = step.expect
    return bool(expect.window or expect.closed or expect.target_gone) or expect.screen not in (None, step.source)


def _stands(ctx: RunContext, sight: Sight, field: Candidate) -> bool:
    """Whether the field is still where the text went, and nothing of another program lies over it."""
    windows = ctx.world.windows
    now, top = windows.refresh(sight.window.handle), windows.at(field.point)
    same = now is not None and now.box == sight.window.box
    return same and (top is None or top.handle == sight.window.handle)


def _patiently(
    ctx: RunContext, order: Order, sight: Sight, field: Candidate, frame: Frame, still: bool
) -> tuple[FieldValue, Frame]:
    """Read until the field shows the text, or for as long as it may take."""
    end = ctx.now() + PATIENCE
    while True:
        value = _read(ctx, sight, field, frame, still)
        if _compared(order, value) is not Arrival.OTHER or ctx.now() >= end:
            return value, frame
        ctx.camera.wait_change(frame, min(end, ctx.now() + GLANCE), ctx.control.stopping)
        ctx.control.check()
        frame = ctx.grab()


def _read(ctx: RunContext, sight: Sight, field: Candidate, frame: Frame, still: bool) -> FieldValue:
    """One reading; a stop ends the wait for it at once, another wish of the person leaves it undone."""
    ctx.control.check()
    # A picture that still moves says nothing.
    picture = frame if still else None
    reading = ctx.eye.value(sight.frame, picture, sight.window, field.box, field.point)
    reading.add_done_callback(lambda _: ctx.control.notify())
    woke = ctx.control.wait(reading.done, ctx.now() + LONGEST)
    return reading.result() if woke is Woke.DONE else FieldValue()


def _compared(order: Order, value: FieldValue) -> Arrival:
    return arrival(order.text, value, alone=order.replace)


def _judged(seen: Verification, order: Order, value: FieldValue, nothing_expected: bool) -> Verification:
    """OTHER is a failure when the program said so itself, else a doubt; the rest is only added to the reason."""
    found = _compared(order, value)
    if found is Arrival.OTHER:
        worse = VerifyResult.DEGRADED if seen.result is VerifyResult.SUCCESS else seen.result
        return replace(seen, result=VerifyResult.FAILED if value.told else worse, reason=_other(order.text, value))
    return seen if nothing_expected else replace(seen, reason=f"{seen.reason}; {_WORDS[found]}")


def _other(typed: str, value: FieldValue) -> str:
    shown = shortened(value.text or "")
    what = f"the field shows “{shown}”" if shown else "the field is empty"
    return f"typed “{shortened(typed)}”, {what}"


_WORDS = {
    Arrival.SAME: "the field shows what was typed",
    Arrival.FORMATTED: "the field shows what was typed, written otherwise",
    Arrival.CUT: "the field shows a part of what was typed",
    Arrival.UNREADABLE: "what stands in the field could not be read",
}
