"""A run meets what it did not expect: what got it out before is recommended, what gets it out now is remembered."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from app.engine.act import Acted, carry_out
from app.engine.context import RunContext, new_id
from app.engine.gate import Sight
from app.engine.look import Look, window_of
from app.engine.outcome import act_row
from app.engine.walk import Walk
from app.learning.ways_out import ways_out
from app.model.action import ActionKind, Params
from app.model.advice import Anomaly, RecoveryAct, WayOut
from app.model.decision import Answer, Recover, WaitMore
from app.model.errors import StoreProblem, UserError
from app.model.geometry import Box
from app.model.input import InputKind
from app.model.ledger_learning import RecoveryTried
from app.model.modes import Permission
from app.model.news import Severity
from app.model.suggestion import ActStatus, Suggestion
from app.model.target import Candidate, LocatorKind
from app.model.trouble import Trouble
from app.model.window import Window
from app.model.workflow import Expect, Step

_log = logging.getLogger(__name__)
ALTERNATIVES = 3
"""So many ways out are offered at a time."""
CLICKS = 3
"""Wheel clicks of one scroll."""
SHORTEST, LONGEST = 1.0, 30.0
"""Seconds that a recommended wait takes at least and at most."""
_SPOT = 8
"""Half the side (pixels) of the place in the middle of a window at which the wheel is turned."""


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done while the question was open."""

    act: RecoveryAct
    what: str = ""


def trouble_of(walk: Walk, seen: Look) -> Trouble:
    """What was met, and what the desktop was like then."""
    ctx = walk.ctx
    windows = tuple(window for window in ctx.world.windows.all() if not window.own)
    return Trouble(_anomaly(seen), ctx.now(), ctx.world.watcher.mark(), windows, seen.window, seen.active)


def _anomaly(seen: Look) -> Anomaly:
    stranger = seen.active is not None and seen.window is not None and seen.active.handle != seen.window.handle
    return Anomaly.UNEXPECTED_WINDOW if stranger or seen.window is None else Anomaly.NO_MATCH


def ways(walk: Walk, trouble: Trouble) -> tuple[WayOut, ...]:
    """What is recommended and possible now, the best first; a fault in it is told once and stops nothing."""
    ctx = walk.ctx
    try:
        found = ways_out(ctx.knowledge, trouble.anomaly, walk.step.source)
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
        case _:
            return False


def _popup(ctx: RunContext, title: str, trouble: Trouble) -> Window | None:
    mine = trouble.window.handle if trouble.window else None
    open_ = (window for window in ctx.world.windows.all() if not window.own and window.handle != mine)
    return next((window for window in open_ if window.identity.title == title), None)


def take_answer(walk: Walk, trouble: Trouble, answer: Answer | None) -> None:
    """Do what was accepted; the next look says whether it helped. Other answers end the trouble without a lesson."""
    walk.trouble = None
    match answer:
        case WaitMore():
            walk.trouble = trouble
        case Recover(act=act, what=what):
            walk.trouble = _tried(walk, trouble, Done(act, what))
        case _:
            return


def _tried(walk: Walk, trouble: Trouble, done: Done) -> Trouble | None:
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


def _run(walk: Walk, trouble: Trouble, done: Done) -> str:
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
        case _:
            return "only you can do that"


def _patience(walk: Walk, trouble: Trouble) -> float:
    known = ways_out(walk.ctx.knowledge, trouble.anomaly, walk.step.source)
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
    ctx, took = walk.ctx, walk.ctx.now() - trouble.began
    names = (ctx.run_id, ctx.workflow.id, walk.recorded.id, walk.step.source, trouble.anomaly)
    ran = trouble.ran is not None
    rows = [RecoveryTried(*names, each.act, each.what, seen.usable, took, ran) for each in _done(ctx, trouble, seen)]
    ctx.commit(rows)


def _done(ctx: RunContext, trouble: Trouble, seen: Look) -> tuple[Done, ...]:
    """What the robot did, or else what the person was seen to do, each once; nothing at all is waiting."""
    if trouble.ran is not None:
        return (Done(trouble.ran, trouble.what),)
    events = ctx.world.watcher.since(trouble.mark)
    turned = sum(event.dy for event in events if event.kind is InputKind.SCROLL)
    found = [Done(RecoveryAct.SCROLL, "up" if turned < 0 else "down")] if turned else []
    closed = [window for window in trouble.windows if _was_closed(ctx, trouble, window)]
    found += [Done(RecoveryAct.CLOSE_POPUP, window.identity.title) for window in closed]
    pressed = any(event.kind in (InputKind.PRESS, InputKind.KEY_DOWN) for event in events)
    if pressed and not closed and _came_to_front(trouble, seen):
        found.append(Done(RecoveryAct.FOCUS))
    # Anything else that the person did cannot be named, so nothing is said of it.
    return tuple(found) if found or pressed else (Done(RecoveryAct.WAIT),)


def _was_closed(ctx: RunContext, trouble: Trouble, window: Window) -> bool:
    """Only a window in front can have been in the way."""
    in_front = trouble.active is not None and trouble.active.handle == window.handle
    mine = trouble.window is not None and trouble.window.handle == window.handle
    return in_front and not mine and bool(window.identity.title) and ctx.world.windows.refresh(window.handle) is None


def _came_to_front(trouble: Trouble, seen: Look) -> bool:
    mine, before, now = seen.window, trouble.active, seen.active
    if mine is None or now is None or now.handle != mine.handle:
        return False
    return before is None or before.handle != mine.handle
