"""The person does the step: what was seen of it decides what it says about the target."""

from __future__ import annotations

from app.engine.ask import Closed, ask
from app.engine.execute import vouch_rows
from app.engine.following import screen_lessons
from app.engine.fresh import let_hands_rest
from app.engine.gate import Sight
from app.engine.look import Look
from app.engine.outcome import (
    Decided,
    Ending,
    close_step,
    correction_rows,
    evidence,
    picture_of,
    status_after,
)
from app.engine.proof import verify
from app.engine.shown import Shown
from app.engine.suggest import question_of
from app.engine.walk import Walk
from app.learning.labels import Click, Event, Happening, judged
from app.model.frame import Frame
from app.model.input import InputEvent, InputKind
from app.model.ledger import Entry
from app.model.modes import StepStatus, VerifyResult
from app.model.suggestion import QuestionKind, Verification
from app.model.trouble import Did

SLACK = 4
"""Pixels outside the box that still count as inside (LEARNING 3.2)."""


def hand_made(walk: Walk, decided: Decided, seen: Look) -> StepStatus | None:
    """ "I did it", or "do it now" when nothing was seen yet; None when a wish of another thread came first."""
    ctx, walk.acted = walk.ctx, decided.mark
    walk.did = Did(walk.index, seen.window) if seen.window else None
    if not _acts(ctx.world.watcher.since(decided.mark)) and not already_there(walk, seen):
        closed = _do_it_now(walk, decided, seen)
        if closed is Closed.INTERRUPTED:
            return None
    verification, after = _checked(walk, seen)
    return _record(walk, decided, verification, after)


def _acts(events: tuple[InputEvent, ...]) -> tuple[InputEvent, ...]:
    wanted = (InputKind.PRESS, InputKind.SCROLL, InputKind.KEY_DOWN)
    return tuple(event for event in events if event.kind in wanted)


def _sight(seen: Look) -> Sight | None:
    best = seen.finding.best if seen.finding else None
    return Sight(seen.frame, seen.window, best) if seen.window else None


def already_there(walk: Walk, seen: Look) -> bool:
    """Whether the expected change can be seen already, so that nothing is left to do.

    A change that a caret, a clock or a spinner may have made must last first, as after an act of the robot.
    """
    sight = _sight(seen)
    if sight is None or walk.step.expect.empty:
        return False
    verification, _ = verify(walk.ctx, walk.step, sight, timeout=0.0)
    return verification.result is VerifyResult.SUCCESS


def _do_it_now(walk: Walk, decided: Decided, seen: Look) -> Closed:
    ctx = walk.ctx
    question = question_of(ctx, QuestionKind.DO_IT_NOW, walk.step, decided.shown.suggestion, seen)

    def done() -> bool:
        let_hands_rest(ctx)
        return already_there(walk, seen)

    return ask(ctx, question, done).closed


def _checked(walk: Walk, seen: Look) -> tuple[Verification, Frame]:
    sight = _sight(seen)
    if sight is None:
        frame = walk.ctx.grab()
        return Verification(VerifyResult.TIMEOUT, "the step's window was not there, so nothing was checked"), frame
    return verify(walk.ctx, walk.step, sight)


def _record(walk: Walk, decided: Decided, verification: Verification, after: Frame) -> StepStatus:
    ctx, shown = walk.ctx, decided.shown
    events = ctx.world.watcher.since(decided.mark)
    happened = Happening(
        Event.BY_HAND, click=_click(walk, shown, events), verified=verification.result, has_place=has_place(walk)
    )
    found = judged(happened)
    before, first = picture_of(ctx, shown)
    later, second = picture_of(ctx, shown, after)
    rows: list[Entry] = correction_rows(ctx, walk.step, walk.take_pending())
    if found and not decided.told:
        rows.append(evidence(ctx, walk.step, shown, found.label, found.source, found.why))
    rows += vouch_rows(walk, decided, shown.suggestion.version)
    status = status_after(verification.result)
    screens, third = screen_lessons(walk, status)
    ending = Ending(status, verification.reason, decided.answer, True, before=before, after=later)
    return close_step(ctx, walk.step, shown, ending, [*rows, *screens], {**first, **second, **third})


def has_place(walk: Walk) -> bool:
    """Whether a place says how right a step is; of the others their keys do."""
    return walk.step.action.needs_target


def _click(walk: Walk, shown: Shown, events: tuple[InputEvent, ...]) -> Click:
    if not has_place(walk):
        # A key that does not fit may have been one of our own hot keys.
        return Click.INSIDE if any(event.fits for event in events) else Click.UNSEEN
    presses = tuple(event for event in events if event.kind is InputKind.PRESS)
    match = shown.suggestion.match
    if match is None or not presses:
        return Click.UNSEEN
    return Click.INSIDE if any(match.box.contains(event.point, SLACK) for event in presses) else Click.OUTSIDE
