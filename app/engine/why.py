"""Was it the wrong place? Asked once, with one click, of an act that was not seen to work, that the person calls bad,
or that it did alone just before the person stopped it. What is not answered is judged as the table of labels says.
"""

from __future__ import annotations

from dataclasses import replace

from app.engine.ask import ask
from app.engine.context import RunContext
from app.engine.look import Look
from app.engine.outcome import Decided, evidence, note_of
from app.engine.shown import Shown
from app.engine.suggest import question_of
from app.engine.walk import Walk
from app.learning.apart import apart_line
from app.learning.labels import Event, Happening, Said, answered, asks_why, judged
from app.model.decision import Accept, Answer, Explain
from app.model.ledger_learning import Evidence
from app.model.modes import Label, VerifyResult
from app.model.suggestion import Question, QuestionKind
from app.model.workflow import Step

BAD = 2
"""So many stars and fewer call a decision bad."""
SOON = 10.0
"""Seconds after an act alone in which a stop says that something was wrong with it."""


def ask_why(walk: Walk, shown: Shown, decided: Decided | None, result: VerifyResult | None, reason: str) -> None:
    """Ask where the label of an act that was just done depends on it and a person is there. Raises RunCancelled."""
    happened = _happened(walk.step, shown, decided, result)
    if happened is None or walk.seen is None or not walk.ctx.attended:
        return
    why = "You called it bad." if happened.event is Event.RATED_BAD else f"It was not seen to work: {reason}."
    reply = ask(walk.ctx, why_question(walk.ctx, walk.step, shown, walk.seen, why))
    explained(walk.ctx, walk.step, shown, happened, reply.answer)


def _happened(step: Step, shown: Shown, decided: Decided | None, result: VerifyResult | None) -> Happening | None:
    """What is asked about; None when nothing depends on the answer."""
    if decided is None:
        alone = Happening(Event.ALONE, done=True, verified=result)
        return alone if asks_why(alone) else None
    if decided.told or decided.shown is not shown or not isinstance(decided.answer, Accept):
        return None
    accepted = answered(decided.answer, decided.seconds, result)
    if accepted and asks_why(accepted) and not step.expect.empty:
        return accepted
    rating = note_of(decided.answer).rating
    return Happening(Event.RATED_BAD) if rating is not None and rating <= BAD else None


def why_question(ctx: RunContext, step: Step, shown: Shown, seen: Look, why: str) -> Question:
    """The question, with the place where it acted."""
    question = question_of(ctx, QuestionKind.WHY, step, shown.suggestion, seen)
    disagreed = apart_line(ctx.knowledge.step(step.id).apart)
    more = f" {disagreed[0].upper()}{disagreed[1:]}." if disagreed else ""
    return replace(question, finding=None, why=why + more)


def explained(ctx: RunContext, step: Step, shown: Shown, happened: Happening, answer: Answer | None) -> None:
    """Record the label that the answer makes of it, where that is another one than without any answer."""
    said = _said(answer)
    before, after = judged(happened), judged(replace(happened, said=said))
    source = after or before
    if before != after and source is not None:
        label = after.label if after else Label.NONE
        ctx.relabel(evidence(ctx, step, shown, label, source.source, source.why))


def _said(answer: Answer | None) -> Said:
    match answer:
        case Explain(wrong_place=wrong):
            return Said.WRONG_PLACE if wrong else Said.SOMETHING_ELSE
        case _:
            return Said.NOTHING


UNDONE = Happening(Event.ALONE, done=True, verified=VerifyResult.SUCCESS, undone=True)
"""An act alone that was seen to work, and that the person stopped right afterwards."""


def undone_label(ctx: RunContext, step: Step, shown: Shown) -> Evidence | None:
    """What such an act is until the person explains it."""
    found = judged(UNDONE)
    return evidence(ctx, step, shown, found.label, found.source, found.why) if found else None
