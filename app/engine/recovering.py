"""A run meets what it did not expect: what got it out before is recommended, what gets it out now is remembered."""

from __future__ import annotations

import logging
from dataclasses import replace

from app.engine.act import Acted, carry_out
from app.engine.context import RunContext, new_id
from app.engine.deeds import deeds
from app.engine.failing import last_act, row_of
from app.engine.gate import Sight
from app.engine.look import Look, window_of
from app.engine.outcome import act_row
from app.engine.walk import Walk
from app.learning.ways_out import ways_out
from app.model.action import ActionKind, Params
from app.model.advice import Anomaly, RecoveryAct, WayOut
from app.model.decision import Accept, Answer, ByHand, Correct, Recover, WaitMore
from app.model.errors import StoreProblem, UserError
from app.model.geometry import Box
from app.model.modes import Permission
from app.model.news import Severity
from app.model.suggestion import ActStatus, QuestionKind, Suggestion
from app.model.target import Candidate, LocatorKind
from app.model.trouble import Deed, Trouble
from app.model.window import Window
from app.model.workflow import Expect, Step

_log = logging.getLogger(__name__)
ALTERNATIVES = 3
"""So many ways out are offered at a time."""
CLICKS = 3
"""Wheel clicks of one scroll."""
SHORTEST, LONGEST = 1.0, 30.0
"""Seconds that a recommended wait takes at least and at most."""
UNDO = ("ctrl", "z")
"""The keys by which nearly every program takes back what was done last."""
_GOING_BACK = (RecoveryAct.STEP_BACK, RecoveryAct.UNDO)
"""While a step is done once more nothing else is offered."""
_SPOT = 8
"""Half the side (pixels) of the place in the middle of a window at which the wheel is turned."""


def trouble_of(walk: Walk, kind: QuestionKind, seen: Look) -> Trouble | None:
    """What is to be got out of: a step that failed, else that there is nothing to act on here; None when nothing is.

    Of a step that failed the windows are those of now: what is offered is done to them.
    """
    if walk.failing is not None:
        return replace(walk.failing, window=seen.window, active=seen.active)
    if kind is not QuestionKind.REPAIR:
        return None
    ctx = walk.ctx
    windows = tuple(window for window in ctx.world.windows.all() if not window.own)
    names, since = (walk.recorded.id, walk.step.source), (ctx.now(), ctx.world.watcher.mark())
    return Trouble(_anomaly(seen), *names, *since, windows, seen.window, seen.active, last_act(walk))


def _anomaly(seen: Look) -> Anomaly:
    stranger = seen.active is not None and seen.window is not None and seen.active.handle != seen.window.handle
    return Anomaly.UNEXPECTED_WINDOW if stranger or seen.window is None else Anomaly.NO_MATCH


def ways(walk: Walk, trouble: Trouble) -> tuple[WayOut, ...]:
    """What is recommended and possible now, the best first; a fault in it is told once and stops nothing."""
    ctx = walk.ctx
    if trouble.ran in _GOING_BACK:
        return ()
    try:
        found = ways_out(ctx.knowledge, trouble.anomaly, trouble.screen_id)
        return tuple(way for way in found if _possible(ctx, way, trouble))[:ALTERNATIVES]
    except (ArithmeticError, LookupError, TypeError, ValueError):
        _failed(ctx)
        return ()


def _failed(ctx: RunContext) -> None:
    _log.exception("no advice: it failed")
    if not ctx.advice_failed:
        ctx.advice_failed = True
        ctx.notice(Severity.WARNING, "Advice is not possible now; the run goes on without it.", "See the log.")


def _possible(ctx: RunContext, way: WayOut, trouble: Trouble) -> bool:
    match way.act:
        case RecoveryAct.WAIT:
            return True
        case RecoveryAct.FOCUS:
            mine, active = trouble.window, trouble.active
            return mine is not None and (active is None or active.handle != mine.handle)
        case RecoveryAct.SCROLL:
            return trouble.window is not None
        case RecoveryAct.CLOSE_POPUP:
            return _popup(ctx, way.what, trouble) is not None
        case RecoveryAct.STEP_BACK:
            return trouble.before is not None
        case RecoveryAct.UNDO:
            return _there(ctx, trouble) is not None
        case RecoveryAct.ASK:
            return False


def _there(ctx: RunContext, trouble: Trouble) -> Window | None:
    """The window of the act before, as it is now."""
    return ctx.world.windows.refresh(trouble.before.window.handle) if trouble.before else None


def _popup(ctx: RunContext, title: str, trouble: Trouble) -> Window | None:
    mine = trouble.window.handle if trouble.window else None
    open_ = (window for window in ctx.world.windows.all() if not window.own and window.handle != mine)
    return next((window for window in open_ if window.identity.title == title), None)


def take_answer(walk: Walk, trouble: Trouble, answer: Answer | None, seen: Look) -> None:
    """Do what was accepted; the next look says whether it helped. Other answers end the trouble without a lesson."""
    if walk.failing is not None:
        _of_failed(walk, walk.failing, answer, seen)
        return
    walk.trouble = None
    match answer:
        case WaitMore():
            walk.trouble = trouble
        case Recover(act=act, what=what):
            now = replace(trouble, took=walk.ctx.now() - trouble.began)
            walk.trouble = _tried(walk, now, Deed(act, what))
        case _:
            return


def _of_failed(walk: Walk, trouble: Trouble, answer: Answer | None, seen: Look) -> None:
    """How the step goes that is done next says whether it helped; until then the trouble goes on."""
    ctx = walk.ctx
    now = replace(trouble, took=ctx.now() - trouble.began)
    match answer:
        case Recover(act=act, what=what):
            if trouble.ran is not None:
                ctx.commit([row_of(ctx, now, Deed(trouble.ran, trouble.what), False)])
            here = replace(now, window=seen.window, active=seen.active, ran=None)
            walk.failing = _tried(walk, here, Deed(act, what)) or replace(now, ran=None, what="")
        case Accept() | Correct() | ByHand():
            walk.failing = now if trouble.ran is not None else replace(now, deeds=deeds(ctx, trouble, seen))
        case _:
            walk.failing = now


def _tried(walk: Walk, trouble: Trouble, done: Deed) -> Trouble | None:
    """A fault in it is no reason to end the run; that nothing can be recorded any more is."""
    try:
        why_not = _run(walk, trouble, done)
    except StoreProblem:
        raise
    except UserError as error:
        why_not = str(error)
    if why_not:
        walk.again = f"It was not done: {why_not}"
        return None
    return replace(trouble, ran=done.act, what=done.what)


def _run(walk: Walk, trouble: Trouble, done: Deed) -> str:
    """Why it was not done; empty when it was."""
    ctx = walk.ctx
    match done.act:
        case RecoveryAct.WAIT:
            ctx.wait_out(_patience(walk, trouble))
            return ""
        case RecoveryAct.FOCUS:
            window = ctx.world.windows.find(window_of(ctx, walk.step))
            focused = window is not None and ctx.world.windows.activate(window.handle, ctx.now() + 1.0)
            return "" if focused else "the window did not come to the front"
        case RecoveryAct.SCROLL:
            turns = -CLICKS if done.what == "up" else CLICKS
            return _acted(walk, trouble.window, ActionKind.SCROLL, Params(clicks_y=turns), done.act)
        case RecoveryAct.CLOSE_POPUP:
            popup = _popup(ctx, done.what, trouble)
            return _acted(walk, popup, ActionKind.PRESS_KEYS, Params(keys=("esc",)), done.act)
        case RecoveryAct.STEP_BACK:
            return _go_back(walk, trouble)
        case RecoveryAct.UNDO:
            return _take_back(walk, trouble)
        case RecoveryAct.ASK:
            return "only you can do that"


def _go_back(walk: Walk, trouble: Trouble) -> str:
    """The run goes on with the step before, which asks: nothing is done again by this answer alone."""
    if trouble.before is None:
        return "no step was done before this one"
    walk.back = trouble.before.index
    return ""


def _take_back(walk: Walk, trouble: Trouble) -> str:
    """The undo key, in the window of the act before; a step that failed is then to be done once more."""
    why_not = _acted(walk, _there(walk.ctx, trouble), ActionKind.PRESS_KEYS, Params(keys=UNDO), RecoveryAct.UNDO)
    if not why_not and trouble.anomaly is Anomaly.STEP_FAILED:
        return _go_back(walk, trouble)
    return why_not


def _patience(walk: Walk, trouble: Trouble) -> float:
    known = ways_out(walk.ctx.knowledge, trouble.anomaly, trouble.screen_id)
    mean = next((way.seconds for way in known if way.act is RecoveryAct.WAIT), SHORTEST)
    return min(LONGEST, max(SHORTEST, 1.5 * mean))


def _acted(walk: Walk, window: Window | None, action: ActionKind, params: Params, act: RecoveryAct) -> str:
    """Past the same gates and by the same hand as any act; an answer is its Permission."""
    ctx = walk.ctx
    if window is None:
        return "the window is gone"
    frame = ctx.grab()
    match = _middle(window) if action is ActionKind.SCROLL else None
    step = _instead(walk.step, action, params)
    made = Suggestion(new_id(), ctx.run_id, step.id, action, params, walk.known.version, frame.number, 0.0, match=match)
    if action.uses_keys:
        ctx.world.windows.activate(window.handle, ctx.now() + 1.0)
    acted = carry_out(ctx, step, made, Sight(frame, window, match), Permission.ANSWERED, act.risk)
    return acted if isinstance(acted, str) else _ended(ctx, acted)


def _ended(ctx: RunContext, acted: Acted) -> str:
    ctx.commit([act_row(ctx, acted)])
    if acted.report.status is ActStatus.TAKEN_OVER:
        ctx.control.take_over()
    return "" if acted.report.status is ActStatus.DONE else acted.report.reason or "it was stopped"


def _instead(step: Step, action: ActionKind, params: Params) -> Step:
    return step.model_copy(update={"action": action, "params": params, "target": None, "expect": Expect()})


def _middle(window: Window) -> Candidate:
    spot = window.box.center
    box = Box(spot.x - _SPOT, spot.y - _SPOT, 2 * _SPOT, 2 * _SPOT)
    return Candidate(box, spot, 1.0, LocatorKind.POINTED)


def remember(walk: Walk, seen: Look) -> None:
    """After the next look: record what was done, and whether there is something to act on now."""
    trouble, walk.trouble = walk.trouble, None
    if trouble is None:
        return
    ctx = walk.ctx
    ended = replace(trouble, took=ctx.now() - trouble.began)
    ctx.commit([row_of(ctx, ended, each, seen.usable) for each in deeds(ctx, trouble, seen)])
