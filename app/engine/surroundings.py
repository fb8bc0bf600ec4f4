"""Before a step is asked about or done: are its program and the screens as they were when it was learned?"""

from __future__ import annotations

from dataclasses import replace

from app.engine.context import RunContext
from app.engine.shown import Shown
from app.engine.walk import Walk
from app.learning.surroundings import is_known, news_in
from app.model.ledger_run import SurroundingsSeen
from app.model.news import Severity
from app.model.surroundings import Part, Surroundings


def take_in(walk: Walk, shown: Shown) -> bool:
    """Record surroundings that are new to the step's Screen; True when they cost its steps something."""
    ctx, source = walk.ctx, walk.step.source
    if shown.window is None:
        return False
    now = replace(ctx.world.surroundings(shown.window, shown.frame), screens=ctx.layout)
    known = ctx.knowledge.screen(source).surroundings
    if is_known(known, now):
        return False
    steps = tuple(step.id for step in ctx.workflow.steps if step.source == source)
    before = ctx.knowledge
    ctx.commit([SurroundingsSeen(ctx.run_id, ctx.workflow.id, source, now, steps)])
    lost = any(before.step(step).trust != ctx.knowledge.step(step).trust for step in steps)
    if lost:
        _tell(ctx, news_in(known, now), now)
    return lost


def _tell(ctx: RunContext, parts: tuple[Part, ...], now: Surroundings) -> None:
    """One message for a change in a run, on however many Screens it is met."""
    changes = frozenset((part, now.part(part)) for part in parts)
    if not changes <= ctx.changes_told:
        ctx.changes_told |= changes
        ctx.notice(Severity.INFO, _sentence(parts), "Answer once, and it goes on.")


def _sentence(parts: tuple[Part, ...]) -> str:
    changed = " and ".join(part.words for part in parts)
    return f"New since this was learned: {changed}. Each step there asks once more, and its record counts half."
