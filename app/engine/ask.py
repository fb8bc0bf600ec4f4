"""Asks one question and waits for what ends it: an answer, the deadline, or a wish of another thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from app.engine.context import RunContext
from app.engine.control import Halted, Woke
from app.model.decision import Answer
from app.model.modes import RunMode, RunState
from app.model.news import Asked, QuestionClosed
from app.model.suggestion import Question, QuestionKind

ENDLESS = 3600.0
"""Seconds after which an endless wait looks around once and waits on."""


class Closed(Enum):
    """How a question ended."""

    ANSWERED = auto()
    OUT_OF_TIME = auto()
    INTERRUPTED = auto()
    SEEN = auto()


@dataclass(frozen=True, slots=True)
class Reply:
    """How it ended, the answer if there was one, seconds it was open, and from when the person's acts count."""

    closed: Closed
    answer: Answer | None
    seconds: float
    mark: float


def ask(ctx: RunContext, question: Question, seen: Callable[[], bool] | None = None) -> Reply:
    """Open the question, tell it, wait; with `seen` it also ends when that holds after an act of the person.

    Raises RunCancelled on stop and Halted when the run may not ask; the question is closed in every case.
    """
    if ctx.halt_on_question:
        raise Halted(f"nobody is there to answer: {question.sentence}")
    ctx.questions += 1
    mark, shown = ctx.world.watcher.mark(), ctx.now()
    ctx.desk.open(question)
    ctx.states.move(_waiting_state(question))
    ctx.bus.publish(Asked(question))
    closed = Closed.INTERRUPTED
    try:
        closed = _wait_for_hands(ctx, mark, seen) if seen else _wait(ctx, question.deadline)
    finally:
        answer = ctx.desk.close()
        ctx.bus.publish(QuestionClosed(question.id, closed.name.casefold()))
    ctx.states.move(RunState.RUNNING)
    return Reply(Closed.ANSWERED if answer else closed, answer, ctx.now() - shown, mark)


def _waiting_state(question: Question) -> RunState:
    confirming = question.kind in (QuestionKind.SECOND_YES, QuestionKind.CONTINUE_AT)
    if confirming or question.mode is RunMode.SUPERVISED:
        return RunState.AWAITING_CONFIRMATION
    return RunState.AWAITING_DECISION


def _wait(ctx: RunContext, deadline: float | None) -> Closed:
    while True:
        match ctx.control.wait(lambda: ctx.desk.answered, deadline):
            case Woke.DONE:
                return Closed.ANSWERED
            case Woke.DEADLINE:
                return Closed.OUT_OF_TIME
            case Woke.INTERRUPTED:
                ctx.serve_freezes()
                if ctx.control.urgent:
                    return Closed.INTERRUPTED


def _wait_for_hands(ctx: RunContext, mark: float, seen: Callable[[], bool]) -> Closed:
    while True:
        ctx.control.quiet()
        ctx.control.check()
        ctx.serve_freezes()
        if ctx.desk.answered:
            return Closed.ANSWERED
        if ctx.control.urgent:
            return Closed.INTERRUPTED
        acted = ctx.world.watcher.wait(mark, ctx.now() + ENDLESS, ctx.control.interrupt)
        mark = ctx.world.watcher.mark() if acted else mark
        if acted and seen():
            return Closed.SEEN
