"""Turns a look into a Suggestion, and a Suggestion into a question."""

from __future__ import annotations

from dataclasses import replace

from app.engine.context import RunContext, new_id
from app.engine.look import Look, absence, window_of
from app.engine.policy import limit_of
from app.learning.apart import apart, named
from app.learning.permission import mode_of
from app.learning.progress import trust_line
from app.learning.risk import risk_of
from app.model.knowledge import StepKnowledge
from app.model.modes import RunMode
from app.model.sentences import step_sentence
from app.model.suggestion import Question, QuestionKind, Suggestion
from app.model.target import Candidate, Finding
from app.model.workflow import Step


def suggestion_of(ctx: RunContext, step: Step, known: StepKnowledge, seen: Look) -> Suggestion:
    """What the robot would do now."""
    best = seen.finding.best if seen.finding and seen.usable else None
    return Suggestion(
        id=new_id(),
        run_id=ctx.run_id,
        step_id=step.id,
        action=step.action,
        params=step.params,
        version=known.version,
        frame=seen.frame.number,
        limit=limit_of(mode_of(ctx.mode, step)),
        finding=seen.finding,
        match=best,
        why=_why(best, seen.finding),
        apart=apart(seen.finding) if best else (),
    )


def moved_to(suggestion: Suggestion, match: Candidate) -> Suggestion:
    """The same Suggestion at the place where a fresh look found it."""
    return replace(suggestion, match=match)


def _why(best: Candidate | None, finding: Finding | None) -> str:
    if best is None:
        return finding.reason if finding else ""
    agreeing = [str(line.locator) for line in best.evidence if line.favours] or [str(best.method)]
    names = ", ".join(dict.fromkeys(agreeing))
    runner_up = finding.runner_up if finding else None
    lost = next((line.text for line in runner_up.evidence if not line.favours), "") if runner_up else ""
    next_best = f" · next best {runner_up.score:.2f}" if runner_up else ""
    next_best += f" ({lost})" if lost else ""
    disagree = apart(finding)
    against = f" · {named(disagree)} disagree" if disagree else ""
    return f"{best.score:.2f} · by {names}{next_best}{against}"


def deadline_of(ctx: RunContext, mode: RunMode) -> float:
    """When a question asked now in this mode runs out of time (monotonic seconds)."""
    limits = ctx.settings.questions
    match mode:
        case RunMode.SUPERVISED:
            return ctx.now() + limits.supervised
        case RunMode.AUTOMATIC:
            return ctx.now() + limits.automatic
        case RunMode.COACHING | RunMode.OBSERVATION:
            return ctx.now() + limits.coaching


def question_of(
    ctx: RunContext,
    kind: QuestionKind,
    step: Step,
    suggestion: Suggestion,
    seen: Look,
    again: str = "",
) -> Question:
    """The question for the card; a repair question says what is missing instead of why."""
    known = ctx.knowledge.step(step.id)
    target = step.target
    why = absence(seen, target.label if target else "") if kind is QuestionKind.REPAIR else suggestion.why
    mode = mode_of(ctx.mode, step)
    endless = kind is QuestionKind.DO_IT_NOW
    return Question(
        id=new_id(),
        kind=kind,
        run_id=ctx.run_id,
        workflow=ctx.workflow.name,
        step_id=step.id,
        number=ctx.workflow.index_of(step.id) + 1,
        total=len(ctx.workflow.steps),
        mode=mode,
        risk=risk_of(step, known),
        sentence=step_sentence(step),
        why=why,
        suggestion=suggestion,
        finding=seen.finding,
        avoid=suggestion.match.box if suggestion.match else None,
        deadline=None if endless else deadline_of(ctx, mode),
        again=again,
        look_for=target.ring or target.picture if target else None,
        trust=trust_line(known, ctx.settings.trust, ctx.moment(), ctx.fleet, step),
        label=target.label if target else "",
        window=window_of(ctx, step).title,
        around=seen.window.box if seen.window else None,
    )
