"""One step of a run, from the first look to its end."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.engine.answering import ask_about, put
from app.engine.auditing import alone_or_audited, may_be_blind
from app.engine.failing import settle
from app.engine.look import Look, may_be_own_screen
from app.engine.observer import Observer
from app.engine.outcome import Ending, close_step, correction_rows
from app.engine.policy import Course, course
from app.engine.pursuit import pursue
from app.engine.recovering import remember
from app.engine.shown import Shown
from app.engine.suggest import question_of, suggestion_of
from app.engine.undone import heed_undo
from app.engine.walk import Walk
from app.learning.permission import allowance
from app.model.decision import Accept, Confirm
from app.model.knowledge import StepKnowledge
from app.model.modes import RunMode, StepStatus
from app.model.news import Severity, StepStarted
from app.model.sentences import step_sentence
from app.model.suggestion import QuestionKind


@dataclass(frozen=True, slots=True)
class StepResult:
    """How a step ended (None: it did not, an earlier one is done once more), and where (index) the run goes on."""

    status: StepStatus | None
    go_on: int


def walk_step(walk: Walk, observer: Observer) -> StepResult:
    """Until the step is done or left out; raises RunCancelled, Halted or StoreProblem when the run ends here."""
    ctx = walk.ctx
    total = len(ctx.workflow.steps)
    ctx.bus.publish(StepStarted(ctx.run_id, walk.recorded.id, walk.index + 1, total, step_sentence(walk.step)))
    if not walk.recorded.enabled:
        return StepResult(StepStatus.SKIPPED, walk.index + 1)
    before = walk.learned
    try:
        while True:
            result = _once(walk, observer)
            if result is not None:
                return _settled(walk, result)
            if walk.back is not None:
                return StepResult(None, walk.back)
            ctx.attend()
    finally:
        _keep_corrections(walk)
        _tell_lost_word(walk, before)


def _settled(walk: Walk, result: StepResult) -> StepResult:
    if result.status is not None:
        settle(walk, result.status)
    return result


def _keep_corrections(walk: Walk) -> None:
    """A correction stays, whatever became of the act it was made for."""
    rows = correction_rows(walk.ctx, walk.step, walk.take_pending())
    if rows:
        walk.ctx.commit(rows)


def _tell_lost_word(walk: Walk, before: StepKnowledge) -> None:
    """A step that the person let act alone asks again: their word was for what turned out to be wrong."""
    now = walk.learned
    if not before.vouched or now.vouched:
        return
    why = "was corrected" if now.corrections > before.corrections else "was wrong"
    text = f"Step {walk.index + 1} asks again: you let it act alone before it {why}."
    walk.ctx.notice(Severity.INFO, text, "Let it act alone again when you have seen that it is right.")


def _once(walk: Walk, observer: Observer) -> StepResult | None:
    if walk.ctx.mode is RunMode.OBSERVATION:
        return _next(walk, observer.observe(walk))
    heed_undo(walk)
    seen = pursue(walk.ctx, walk.step, walk.known, may_be_blind(walk))
    if seen is None:
        return None
    walk.seen = seen
    remember(walk, seen)
    shown = Shown(suggestion_of(walk.ctx, walk.step, walk.known, seen), seen.frame, seen.window)
    if not seen.usable:
        return _missing(walk, shown, seen)
    return _next(walk, _proceed(walk, shown, seen))


def _next(walk: Walk, status: StepStatus | None) -> StepResult | None:
    return StepResult(status, walk.index + 1) if status else None


def _proceed(walk: Walk, shown: Shown, seen: Look) -> StepStatus | None:
    ctx = walk.ctx
    allowed = allowance(ctx.mode, walk.step, walk.learned, ctx.settings.trust, ctx.moment(), ctx.fleet)
    chosen = course(walk.mode, allowed, shown.suggestion)
    if chosen is Course.ACT and not walk.asks:
        return alone_or_audited(walk, shown, allowed)
    return ask_about(walk, QuestionKind.SUGGESTION, shown, seen)


def _missing(walk: Walk, shown: Shown, seen: Look) -> StepResult | None:
    """Another Screen of the workflow may be here: ask to go on there; else the repair card."""
    elsewhere = None if walk.stays else _step_at(walk, seen)
    if elsewhere is not None:
        return _continue_at(walk, shown, seen, elsewhere)
    return _next(walk, ask_about(walk, QuestionKind.REPAIR, shown, seen))


def _step_at(walk: Walk, seen: Look) -> int | None:
    if seen.screen is None or seen.screen.id == walk.step.source:
        return None
    steps = walk.ctx.workflow.steps
    later = range(walk.index + 1, len(steps))
    found = next((k for k in later if steps[k].enabled and steps[k].source == seen.screen.id), None)
    return None if found is None or may_be_own_screen(walk.ctx, walk.step, seen) else found


def _continue_at(walk: Walk, shown: Shown, seen: Look, index: int) -> StepResult | None:
    asked = question_of(walk.ctx, QuestionKind.CONTINUE_AT, walk.step, shown.suggestion, seen)
    reply = put(walk, replace(asked, fits=index + 1), shown)
    if not isinstance(reply.answer, Confirm | Accept):
        walk.stays = reply.answer is not None
        return None
    ending = Ending(StepStatus.SKIPPED, f"continued at step {index + 1}", reply.answer)
    close_step(walk.ctx, walk.step, shown, ending, [], {})
    return StepResult(StepStatus.SKIPPED, index)
