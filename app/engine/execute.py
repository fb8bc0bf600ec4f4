"""From an approved Suggestion to its recorded outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.engine.act import Acted, carry_out
from app.engine.failing import note_act
from app.engine.following import screen_lessons
from app.engine.fresh import Changed, look_again
from app.engine.new_look import look_rows, taken
from app.engine.outcome import (
    Decided,
    Ending,
    act_row,
    close_step,
    correction_rows,
    evidence,
    label_rows,
    note_of,
    picture_of,
    status_of,
    suggestion_row,
)
from app.engine.shown import Shown
from app.engine.surroundings import take_in
from app.engine.walk import Alone, Walk
from app.engine.why import ask_why
from app.learning.labels import Event, Happening, judged
from app.model.frame import Pixels
from app.model.ledger import Entry
from app.model.ledger_learning import Vouched
from app.model.modes import Permission, Risk, RunMode, StepStatus
from app.model.news import Acting, Severity
from app.model.sentences import step_sentence
from app.model.suggestion import ActStatus, Allowance

PREVIEW = 0.5
"""Seconds the ghost is shown before the robot acts by itself."""
GATE_TRIES = 3
"""How often an automatic act looks again after a gate refused it, before it asks (F3)."""


def act_alone(walk: Walk, shown: Shown, allowed: Allowance) -> StepStatus | None:
    """Act without asking, under the Permission that allows it; None when the world changed or a gate refused, so that
    it looks again (or asks)."""
    if take_in(walk, shown):
        return None
    _announce(walk, shown)
    if not walk.ctx.wait(walk.step.timing.before + PREVIEW):
        return None
    picture, _ = picture_of(walk.ctx, shown)
    row = suggestion_row(walk.ctx, shown, allowed.risk, picture)
    acted = _attempt(walk, shown, allowed.permission, allowed.risk, (row,))
    if isinstance(acted, str):
        _refused(walk, acted, walk.refusals + 1 >= GATE_TRIES)
        return None
    return _conclude(walk, shown, acted, None)


def act_on_answer(walk: Walk, shown: Shown, decided: Decided) -> StepStatus | None:
    """Do what the person approved or showed; None when it must be asked again, with the reason on the card."""
    _announce(walk, shown)
    if not walk.ctx.wait(walk.step.timing.before):
        return None
    walk.look = taken(walk, decided)
    acted = _attempt(walk, shown, Permission.ANSWERED, decided.risk, ())
    if isinstance(acted, str):
        walk.again = acted
        return None
    return _conclude(walk, shown, acted, decided)


def _announce(walk: Walk, shown: Shown) -> None:
    """Show where it will act; everything of ours leaves the screen again before the fresh look."""
    walk.ctx.bus.publish(Acting(shown.suggestion, step_sentence(walk.step)))


def _attempt(walk: Walk, shown: Shown, permission: Permission, risk: Risk, first: Sequence[Entry]) -> Acted | str:
    if shown.window is None:
        return "The window is gone."
    sight = look_again(walk.ctx, walk.step, walk.known, shown.suggestion, shown.frame, shown.window)
    if isinstance(sight, Changed):
        return sight.reason
    if walk.ctx.control.doubted:
        return "You said that this is not that Screen."
    return carry_out(walk.ctx, walk.step, shown.suggestion, sight, permission, risk, first)


def _conclude(walk: Walk, shown: Shown, acted: Acted, decided: Decided | None) -> StepStatus | None:
    note_act(walk, shown, acted)
    match acted.report.status:
        case ActStatus.DONE:
            return _done(walk, shown, acted, decided)
        case ActStatus.REFUSED:
            walk.ctx.commit([act_row(walk.ctx, acted)])
            partly = acted.report.pressed > 0
            words = "; a part of it was done: look before it is done again" if partly else ""
            _refused(walk, acted.report.reason + words, partly or walk.refusals + 1 >= GATE_TRIES)
        case ActStatus.TAKEN_OVER:
            walk.ctx.commit([act_row(walk.ctx, acted)])
            walk.ctx.control.take_over()
            walk.must_ask = True
        case ActStatus.STOPPED:
            return _interrupted(walk, shown, acted, decided)
    return None


def _refused(walk: Walk, why: str, must_ask: bool) -> None:
    """It looks again; after too many tries, or when a part was done (F11), only the person may let it go on."""
    walk.again = why
    walk.refusals += 1
    walk.must_ask = walk.must_ask or must_ask


def _interrupted(walk: Walk, shown: Shown, acted: Acted, decided: Decided | None) -> StepStatus | None:
    """The hand was stopped: by a pause, or by a stop (a stop key may reach the hand before it reaches us)."""
    walk.must_ask = walk.heard = True
    control = walk.ctx.control
    if (control.urgent or control.pending_mode) and not control.stopping.is_set():
        walk.ctx.commit([act_row(walk.ctx, acted)])
        return None
    control.stop(acted.report.reason.partition(":")[0])
    ending = Ending(StepStatus.CANCELLED, acted.report.reason or "stopped", decided.answer if decided else None)
    corrections = correction_rows(walk.ctx, walk.step, walk.take_pending())
    return close_step(walk.ctx, walk.step, shown, ending, [act_row(walk.ctx, acted), *corrections], {})


def _done(walk: Walk, shown: Shown, acted: Acted, decided: Decided | None) -> StepStatus:
    ctx, step = walk.ctx, walk.step
    status = status_of(acted)
    before, first = picture_of(ctx, shown)
    after, second = picture_of(ctx, shown, acted.after)
    reason = acted.verification.reason if acted.verification else ""
    if acted.effect and walk.pending:
        reason += "; what was seen instead is expected from now on"
    seconds = acted.report.ended - acted.report.started
    answer = decided.answer if decided else None
    ending = Ending(status, reason, answer, False, seconds, before, after)
    screens, third = screen_lessons(walk, status)
    rows = [act_row(ctx, acted), *_lessons(walk, shown, acted, decided), *screens]
    close_step(ctx, step, shown, ending, rows, {**first, **second, **third, **_look_pictures(walk, status)})
    walk.acted = acted.report.ended
    if decided is None and status is StepStatus.PASSED:
        walk.alone = Alone(shown, ctx.now(), walk.acted)
    ask_why(walk, shown, decided, acted.verification.result if acted.verification else None, reason)
    _react(walk, status, reason, alone=decided is None)
    ctx.wait_out(step.timing.after)
    return status


def _lessons(walk: Walk, shown: Shown, acted: Acted, decided: Decided | None) -> list[Entry]:
    ctx, step = walk.ctx, walk.step
    result = acted.verification.result if acted.verification else None
    pending = tuple(each.expecting(acted.effect, step.expect) for each in walk.take_pending())
    corrections = correction_rows(ctx, step, pending)
    if decided is None:
        found = judged(Happening(Event.ALONE, done=True, verified=result))
        labels = [evidence(ctx, step, shown, found.label, found.source, found.why)] if found else []
        return [*corrections, *labels]
    told = label_rows(ctx, step, decided, result) if decided.shown is shown else []
    looks = look_rows(walk, decided, walk.look, result)
    return [*corrections, *told, *looks, *vouch_rows(walk, decided, shown.suggestion.version)]


def _look_pictures(walk: Walk, status: StepStatus) -> Mapping[str, Pixels]:
    return walk.look.images if walk.look and status is StepStatus.PASSED else {}


def vouch_rows(walk: Walk, decided: Decided, version: int) -> list[Entry]:
    """The person lets the step act alone, given with an answer."""
    if not note_of(decided.answer).vouch:
        return []
    if walk.step.expect.empty:
        text = "This step cannot act alone: nothing is expected after it, so success could not be checked."
        walk.ctx.notice(Severity.WARNING, text, "Set an expected result first.")
        return []
    return [Vouched(walk.ctx.workflow.id, walk.step.id, version, True, "given with an answer")]


def _react(walk: Walk, status: StepStatus, reason: str, alone: bool) -> None:
    """An act that could not be checked is told; in AUTOMATIC it ends acting alone, unless the person did the looking
    because nothing was ever expected."""
    ctx = walk.ctx
    if status is StepStatus.PASSED:
        return
    number = walk.index + 1
    if ctx.mode is RunMode.AUTOMATIC and (alone or not walk.step.expect.empty):
        ctx.set_mode(RunMode.COACHING, f"step {number} was not checked")
    ctx.notice(Severity.WARNING, f"Step {number} is {status}: {reason}", "Look at the screen before going on.")
    if status is StepStatus.FAILED:
        ctx.control.pause(f"Step {number} failed: {reason}")
