"""Looks until there is something to suggest, or until it has looked often enough without a match."""

from __future__ import annotations

from app.engine.context import RunContext
from app.engine.look import Look, look
from app.model.knowledge import StepKnowledge
from app.model.modes import RunMode
from app.model.suggestion import AUTOMATIC_LIMIT
from app.model.target import Verdict
from app.model.workflow import Step

DOUBTFUL_LOOKS = 2
"""Looks that count before a weak or ambiguous find is shown: the screen may still be building up."""
FIRST_GAP, SHORTEST_GAP, LONGEST_GAP = 0.01, 0.02, 0.1
"""Seconds between two looks: hardly any after stillness, more and more on a screen that never rests."""
CALM = 0.25
"""Seconds without a change that count as stillness."""


def pursue(ctx: RunContext, step: Step, known: StepKnowledge, blind: bool = False) -> Look | None:
    """The first useful look, or the last of enough useless ones; None when a wish of another thread came first.

    A changing screen is looked at again at once; only looks `capture.interval` apart count as misses.
    blind: as in `look`.
    """
    ctx.world.stage.clear()
    misses, counted, gap = 0, -1e9, FIRST_GAP
    while True:
        if ctx.control.urgent:
            return None
        ctx.serve_freezes()
        ctx.control.quiet()
        seen = look(ctx, step, known, blind)
        if _settled(ctx, seen):
            return seen
        if ctx.now() - counted >= ctx.settings.capture.interval:
            misses, counted = misses + 1, ctx.now()
        if misses >= _patience(ctx, seen):
            return seen
        gap = _waited(ctx, seen, gap, counted + ctx.settings.capture.interval)


def _waited(ctx: RunContext, seen: Look, gap: float, deadline: float) -> float:
    """Wait for the gap, then for a change; the next gap is twice as long, or the first again after stillness."""
    start = ctx.now()
    ctx.control.wait(lambda: False, start + gap)
    ctx.camera.wait_change(seen.frame, deadline, ctx.control.interrupt)
    return FIRST_GAP if ctx.now() - start >= CALM else min(LONGEST_GAP, max(SHORTEST_GAP, 2 * gap))


def _settled(ctx: RunContext, seen: Look) -> bool:
    """Whether looking longer can bring nothing: a place was found, and in AUTOMATIC it is sure enough to act on."""
    if not seen.usable or seen.finding is None:
        return seen.usable
    best = seen.finding.best
    sure = ctx.mode is not RunMode.AUTOMATIC or (best is not None and best.score >= AUTOMATIC_LIMIT)
    return seen.finding.verdict is Verdict.FOUND and sure


def _patience(ctx: RunContext, seen: Look) -> int:
    """Looks until it asks: a weak find is shown soon, but in AUTOMATIC the screen gets time to build up first."""
    shown_soon = seen.usable and ctx.mode is not RunMode.AUTOMATIC
    return DOUBTFUL_LOOKS if shown_soon else ctx.settings.matching.no_match_looks
