"""What each answer leads to."""

from __future__ import annotations

from dataclasses import replace

from app.engine.ask import Closed, Reply, ask
from app.engine.by_hand import hand_made
from app.engine.context import new_id
from app.engine.execute import act_on_answer
from app.engine.look import Look
from app.engine.outcome import (
    Decided,
    Ending,
    Pending,
    close_step,
    decision_rows,
    label_rows,
    picture_of,
    record_decision,
    suggestion_row,
)
from app.engine.recovering import take_answer, trouble_of, ways
from app.engine.shown import Shown, corrected
from app.engine.suggest import question_of
from app.engine.surroundings import take_in
from app.engine.walk import Walk
from app.learning.risk import risk_of
from app.model.decision import Accept, ByHand, Confirm, Correct, Explain, Recover, Reject, RejectThen, Skip, WaitMore
from app.model.errors import BadInput, RunCancelled
from app.model.ledger_run import Unanswered
from app.model.modes import Risk, StepStatus
from app.model.suggestion import Question, QuestionKind


def ask_about(walk: Walk, kind: QuestionKind, shown: Shown, seen: Look) -> StepStatus | None:
    """Ask about a Suggestion (or about what is missing) and do what the answer says; None looks and asks again."""
    take_in(walk, shown)
    walk.ctx.world.watcher.await_chord(walk.step.params.keys)
    question = question_of(walk.ctx, kind, walk.step, shown.suggestion, seen, walk.again)
    trouble = trouble_of(walk, kind, seen)
    question = replace(question, hint=walk.ctx.pace.hint(), ways=ways(walk, trouble) if trouble else ())
    reply = put(walk, question, shown)
    if reply.answer is None:
        return None
    decided = Decided(new_id(), reply.answer, shown, question.risk, reply.seconds, reply.mark, walk.told)
    walk.again = ""
    if trouble is not None:
        take_answer(walk, trouble, reply.answer, seen)
    return _answered(walk, decided, seen)


def put(walk: Walk, question: Question, shown: Shown) -> Reply:
    """Ask; silence and a stop are recorded as what they are, and silence pauses the run."""
    try:
        reply = ask(walk.ctx, question)
    except RunCancelled:
        _unanswered(walk, shown, question.risk, cancelled=True)
        raise
    if reply.closed is Closed.OUT_OF_TIME:
        _unanswered(walk, shown, question.risk, cancelled=False)
        walk.ctx.control.pause("Nobody answered in time; nothing was done.")
    return reply


def _unanswered(walk: Walk, shown: Shown, risk: Risk, cancelled: bool) -> None:
    ctx = walk.ctx
    picture, pixels = picture_of(ctx, shown)
    row = Unanswered(shown.suggestion.id, ctx.run_id, ctx.workflow.id, walk.recorded.id, cancelled)
    ctx.commit([suggestion_row(ctx, shown, risk, picture), row], pixels)


def _answered(walk: Walk, decided: Decided, seen: Look) -> StepStatus | None:
    walk.heard = True
    walk.ctx.pace.take(decided.answer, decided.seconds)
    match decided.answer:
        case Accept():
            return _accepted(walk, decided, seen)
        case Correct():
            return _corrected(walk, decided, decided.answer, seen)
        case ByHand():
            record_decision(walk.ctx, walk.step, decided)
            return hand_made(walk, decided, seen)
        case Skip():
            return left_out(walk, decided, StepStatus.SKIPPED)
        case Reject(then=then):
            status = left_out(walk, decided, StepStatus.REJECTED)
            if then is RejectThen.STOP:
                walk.ctx.control.stop()
            return status
        case WaitMore() | Confirm() | Explain() | Recover():
            return None


def _accepted(walk: Walk, decided: Decided, seen: Look) -> StepStatus | None:
    if not seen.usable:
        walk.again = "There is no place to act on yet."
        return None
    record_decision(walk.ctx, walk.step, decided)
    return _let(walk, decided, decided.shown, seen)


def _let(walk: Walk, decided: Decided, shown: Shown, seen: Look) -> StepStatus | None:
    """Do what was accepted or shown. What a correction made of the step may be riskier than what was asked about."""
    decided = replace(decided, risk=risk_of(walk.step, walk.learned))
    if decided.risk is Risk.BLOCKED:
        walk.again = "The robot never does this step: do it by hand, or skip it."
        return None
    if decided.risk is Risk.LOCKED and walk.ctx.settings.safety.two_confirmations:
        return _second_yes(walk, decided, shown, seen)
    return act_on_answer(walk, shown, decided)


def _second_yes(walk: Walk, decided: Decided, shown: Shown, seen: Look) -> StepStatus | None:
    question = question_of(walk.ctx, QuestionKind.SECOND_YES, walk.step, shown.suggestion, seen)
    reply = put(walk, question, shown)
    match reply.answer:
        case Confirm() | Accept():
            return act_on_answer(walk, shown, decided)
        case Skip() as answer:
            second = Decided(new_id(), answer, shown, decided.risk, reply.seconds, reply.mark)
            return left_out(walk, second, StepStatus.SKIPPED, known=True)
        case _:
            return None


def _corrected(walk: Walk, decided: Decided, answer: Correct, seen: Look) -> StepStatus | None:
    try:
        made = corrected(walk.ctx, walk.step, decided.shown, answer.change)
    except BadInput as error:
        walk.again = str(error)
        return None
    record_decision(walk.ctx, walk.step, decided, made)
    walk.correct(Pending(made, decided, answer.keep))
    if made.shown.suggestion.match is None and walk.step.action.needs_target:
        return None
    return _let(walk, decided, made.shown, seen)


def left_out(walk: Walk, decided: Decided, status: StepStatus, known: bool = False) -> StepStatus:
    """SKIP and REJECT: one commit for the decision and the end of the step, for nothing is executed.

    `known`: what was shown is recorded already.
    """
    ctx, shown = walk.ctx, decided.shown
    picture, pixels = picture_of(ctx, shown)
    rows = [
        *([] if known else [suggestion_row(ctx, shown, decided.risk, picture)]),
        *decision_rows(ctx, walk.step, decided),
        *label_rows(ctx, walk.step, decided, None),
    ]
    ending = Ending(status, "left out by the person", decided.answer, before=picture)
    return close_step(ctx, walk.step, shown, ending, rows, pixels)
