"""Carries out one approved Suggestion: gate, intent recorded, act, verify."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.engine.context import RunContext, new_id
from app.engine.control import Halted
from app.engine.gate import Sight, checked, refusal
from app.engine.proof import verify
from app.engine.read_back import read_back
from app.model.action import ActionKind
from app.model.errors import RunCancelled, UserError
from app.model.frame import Frame
from app.model.ledger import Entry
from app.model.ledger_run import ActDone, ActIntended
from app.model.modes import Permission, Risk, VerifyResult
from app.model.seen import Seen
from app.model.suggestion import ActReport, ActStatus, Order, Suggestion, Verification
from app.model.workflow import Expect, Step


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of an act; `verification` is None when it was not carried to its end. `after` is the last frame.

    `effect` is what a corrected act caused instead of what was expected of the old one.
    """

    act_id: str
    report: ActReport
    verification: Verification | None
    after: Frame
    effect: Expect | None = None


def carry_out(
    ctx: RunContext,
    step: Step,
    suggestion: Suggestion,
    sight: Sight,
    permission: Permission,
    risk: Risk,
    first: Sequence[Entry] = (),
) -> Acted | str:
    """Do exactly this Suggestion, or say why a gate forbade it. `first` rows are committed with the intent.

    Raises StoreProblem before anything is done when the intent cannot be recorded.
    """
    if step.action.uses_keys and sight.match is None:
        ctx.world.windows.activate(sight.window.handle, ctx.now() + 1.0)
    gates = checked(ctx, suggestion, sight, permission, risk)
    why_not = refusal(gates)
    if why_not:
        return why_not
    act_id = new_id()
    point = sight.match.point if sight.match else None
    intent = ActIntended(act_id, suggestion.id, ctx.run_id, ctx.workflow.id, step.id, permission, point, gates)
    order = _order(ctx, act_id, suggestion, sight)
    ctx.commit([*first, intent])
    return _done(ctx, step, sight, order, bool(suggestion.replaces))


def _done(ctx: RunContext, step: Step, sight: Sight, order: Order, replaces: bool) -> Acted:
    """Act and verify; when the run ends in between, what is known of the act is recorded all the same."""
    report = ActReport(ActStatus.STOPPED, "the run ended before it")
    try:
        ctx.control.check()
        before = _seen(ctx, sight.frame) if replaces else None
        report = _perform(ctx, order)
        if report.status is not ActStatus.DONE:
            return Acted(order.act_id, report, None, sight.frame)
        verification, after = _verified(ctx, step, sight)
        effect = _effect(ctx, order, sight, before, after) if verification.result is not VerifyResult.SUCCESS else None
        verification, after = read_back(ctx, step, order, sight, verification, after)
    except (UserError, RunCancelled, Halted):
        reason = report.reason or "the run ended before it was checked"
        ctx.commit([ActDone(order.act_id, ctx.run_id, report.status, reason, None)])
        raise
    return Acted(order.act_id, report, verification, after, effect)


def _effect(ctx: RunContext, order: Order, sight: Sight, before: Seen | None, after: Frame) -> Expect | None:
    if before is None:
        return None
    box = sight.match.box if sight.match else None
    typed = order.action is ActionKind.TYPE_TEXT
    effect = ctx.world.effect(before, _seen(ctx, after), sight.window, box, typed)
    return None if effect.empty else effect


def _seen(ctx: RunContext, frame: Frame) -> Seen:
    windows = ctx.world.windows
    return Seen(frame, tuple(window for window in windows.all() if not window.own), windows.active())


def _perform(ctx: RunContext, order: Order) -> ActReport:
    match order.action:
        case ActionKind.WAIT | ActionKind.CHECK:
            start = ctx.now()
            return ActReport(ActStatus.DONE, started=start, ended=ctx.now())
        case _:
            return ctx.world.hand.perform(order)


def _verified(ctx: RunContext, step: Step, sight: Sight) -> tuple[Verification, Frame]:
    match step.action:
        case ActionKind.WAIT:
            return Verification(VerifyResult.SUCCESS, "waited", ctx.wait_out(step.params.seconds)), sight.frame
        case ActionKind.CHECK:
            return Verification(VerifyResult.SUCCESS, "it is there"), sight.frame
        case _:
            return verify(ctx, step, sight)


def _order(ctx: RunContext, act_id: str, suggestion: Suggestion, sight: Sight) -> Order:
    params = suggestion.params
    point = sight.match.point if sight.match else None
    secret = params.secret is not None
    text = ctx.world.secrets.read(params.secret) if params.secret else params.text or ""
    return Order(
        act_id=act_id,
        action=suggestion.action,
        point=point,
        window=sight.window.handle,
        window_box=sight.window.box,
        text=text,
        secret=secret,
        replace=params.replace,
        keys=params.keys,
        to=point.moved(params.to.x, params.to.y) if point and params.to else None,
        clicks_x=params.clicks_x,
        clicks_y=params.clicks_y,
    )
