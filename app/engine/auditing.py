"""Blind audits: a few of the acts that a step may do alone are asked about first, without showing where it would act.

What the person points at is compared with the place found; nothing else says how often acting alone goes wrong.
"""

from __future__ import annotations

from dataclasses import replace

from app.engine.answering import left_out, put
from app.engine.ask import Reply
from app.engine.by_hand import SLACK
from app.engine.context import RunContext, new_id
from app.engine.execute import act_alone, act_on_answer
from app.engine.gate import EDGE
from app.engine.look import Look
from app.engine.outcome import Decided, evidence, note_of, record_decision
from app.engine.shown import Shown
from app.engine.suggest import question_of
from app.engine.surroundings import take_in
from app.engine.walk import Walk
from app.learning.audit import audited
from app.learning.corrections import effective
from app.learning.labels import Click, Event, Happening, judged
from app.learning.looks import types_secret
from app.learning.permission import allowance
from app.model.decision import Accept, Answer, Change, Correct, Keep, Pointed, Skip
from app.model.ledger import Entry
from app.model.modes import Risk, StepStatus
from app.model.suggestion import Allowance, QuestionKind
from app.model.target import Candidate
from app.model.workflow import Step


def alone_or_audited(walk: Walk, shown: Shown, allowed: Allowance) -> StepStatus | None:
    """Act alone, unless this act is one of the few that are asked about; None looks again."""
    match = shown.suggestion.match
    if walk.seen is None or match is None or not _drawn(walk, allowed):
        return act_alone(walk, shown, allowed)
    return _asked_blind(walk, shown, walk.seen, match)


def may_be_blind(walk: Walk) -> bool:
    """Whether the next act of this step may be asked about blind: until it was, nobody may be shown its place."""
    ctx = walk.ctx
    allowed = allowance(ctx.mode, walk.step, walk.learned, ctx.settings.trust, ctx.moment(), ctx.fleet)
    return allowed.alone and not walk.asks and _drawn(walk, allowed)


def _drawn(walk: Walk, allowed: Allowance) -> bool:
    """Only where a person can be asked, and never for what is secret: once for each step of a run.

    It is optional, so it makes room where the person wants no more questions in a run.
    """
    ctx, step = walk.ctx, walk.step
    most = ctx.settings.questions.most_per_run
    if most and ctx.questions + _still_to_ask(walk) >= most:
        return False
    asks = ctx.attended and not walk.audited and allowed.risk is Risk.OPEN and not types_secret(step)
    return asks and step.action.needs_target and audited(ctx.run_id, step.id, share=ctx.settings.trust.audits)


def _still_to_ask(walk: Walk) -> int:
    """How many later steps of this run must be asked about, as far as is known now."""
    ctx = walk.ctx
    later = [step for step in ctx.workflow.steps[walk.index + 1 :] if step.enabled]
    return sum(not _allowed(ctx, step).alone for step in later)


def _allowed(ctx: RunContext, step: Step) -> Allowance:
    known = ctx.knowledge.step(step.id)
    return allowance(ctx.mode, effective(step, known), known, ctx.settings.trust, ctx.moment(), ctx.fleet)


def _asked_blind(walk: Walk, shown: Shown, seen: Look, match: Candidate) -> StepStatus | None:
    if take_in(walk, shown):
        return None
    hidden = replace(shown.suggestion, finding=None, match=None, why="")
    question = question_of(walk.ctx, QuestionKind.AUDIT, walk.step, hidden, replace(seen, finding=None))
    reply = put(walk, question, shown)
    if reply.answer is None:
        return None
    walk.audited = walk.must_ask = walk.heard = True
    match reply.answer:
        case Correct(change=Change(pointed=Pointed() as place)):
            return _compared(walk, shown, match, place, reply)
        case Skip() as answer:
            return left_out(walk, _decided(shown, answer, reply), StepStatus.SKIPPED)
        case _:
            # The person wants to see ours first: an ordinary question, with an ordinary label.
            return None


def _compared(walk: Walk, shown: Shown, match: Candidate, place: Pointed, reply: Reply) -> StepStatus | None:
    """Inside: it is done, for the person has shown this very place. Elsewhere: it asks again, and shows ours."""
    if _changed_since(walk, shown, match, place):
        walk.again = "The screen changed while you pointed, so it does not count."
        return None
    inside = match.box.contains(place.point, SLACK)
    note = note_of(reply.answer) if reply.answer else None
    agreed = Accept(note) if note else Accept()
    answer: Answer = agreed if inside else Correct(Change(pointed=place), Keep.ONCE)
    decided = _decided(shown, answer, reply)
    walk.told = True
    record_decision(walk.ctx, walk.step, decided, more=_label(walk, shown, inside))
    if inside:
        return act_on_answer(walk, shown, decided)
    walk.again = "You pointed elsewhere. This is where I would have acted: which place is right?"
    return None


def _changed_since(walk: Walk, shown: Shown, match: Candidate, place: Pointed) -> bool:
    """Whether the picture that was pointed at shows something else at our place than the one it was found in."""
    frame = walk.ctx.frozen(place.frame)
    return frame is not None and not walk.ctx.eye.still_there(shown.frame, frame, match.box.grown(EDGE))


def _label(walk: Walk, shown: Shown, inside: bool) -> list[Entry]:
    found = judged(Happening(Event.AUDIT, click=Click.INSIDE if inside else Click.OUTSIDE))
    return [evidence(walk.ctx, walk.step, shown, found.label, found.source, found.why)] if found else []


def _decided(shown: Shown, answer: Answer, reply: Reply) -> Decided:
    return Decided(new_id(), answer, shown, Risk.OPEN, reply.seconds, reply.mark, told=True)
