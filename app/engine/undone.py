"""The person takes back what was done alone a moment ago: their undo key, in the window of the act, says something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from app.engine.afterwards import Doubt
from app.engine.ask import ask
from app.engine.context import RunContext
from app.engine.walk import Alone, Walk
from app.engine.why import SOON, UNDONE, explained, undone_label, why_question
from app.model.input import InputEvent
from app.model.modes import RunMode
from app.model.suggestion import Question
from app.model.window import Window

WHY = "You took it back right after I did this alone."


def heed_undo(walk: Walk) -> None:
    """Ask once about an act alone that the person has taken back since; the steps after it ask, too."""
    found = taken_back((*walk.lately, walk))
    if found is None:
        return
    ctx, alone = walk.ctx, _withdrawn(found)
    if ctx.mode is RunMode.AUTOMATIC:
        ctx.set_mode(RunMode.COACHING, f"you took step {found.index + 1} back")
    reply = ask(ctx, _question(found, alone))
    explained(ctx, found.step, alone.shown, UNDONE, reply.answer)


def doubt_of(walks: Sequence[Walk]) -> Doubt | None:
    """The same after the run: the question that stays open, and what an answer leads to."""
    found = taken_back(walks)
    if found is None:
        return None
    alone = _withdrawn(found)
    question = replace(_question(found, alone), deadline=None)
    return Doubt(question, partial(explained, found.ctx, found.step, alone.shown, UNDONE))


def taken_back(walks: Sequence[Walk]) -> Walk | None:
    """The step done alone that an undo key of the person belongs to; None when nobody pressed one, or nobody can be
    asked."""
    ctx = next((walk.ctx for walk in walks), None)
    begun = min((walk.alone.since for walk in walks if walk.alone), default=None)
    if ctx is None or begun is None or not ctx.attended:
        return None
    undone = [event for event in ctx.world.watcher.since(begun) if event.undo]
    return next((found for found in (_meant(ctx, walks, event) for event in undone) if found), None)


def _meant(ctx: RunContext, walks: Sequence[Walk], event: InputEvent) -> Walk | None:
    """The last act before it in that window, when it was done alone and not long ago."""
    focused = ctx.world.windows.active_at(event.at) or ctx.world.windows.active()
    here = [walk for walk in walks if _before(walk, event) and _in(ctx, walk, focused)]
    last = here[-1] if here else None
    soon = last is not None and last.alone is not None and event.at - last.alone.at <= SOON
    return last if soon else None


def _before(walk: Walk, event: InputEvent) -> bool:
    return walk.acted is not None and walk.acted < event.at


def _in(ctx: RunContext, walk: Walk, focused: Window | None) -> bool:
    """Whether the focus was in the window of the act, or (that is gone: a dialog) in another one of its program."""
    mine = walk.seen.window if walk.seen else None
    if mine is None or focused is None:
        return False
    gone = ctx.world.windows.refresh(mine.handle) is None
    return focused.handle == mine.handle or (gone and focused.pid == mine.pid)


def _withdrawn(walk: Walk) -> Alone:
    """It counts as wrong from now on, until the person explains it otherwise; nothing else asks about it again."""
    alone = walk.alone
    assert alone is not None, "only an act alone is asked about"
    walk.alone, walk.heard = None, True
    label = undone_label(walk.ctx, walk.step, alone.shown)
    if label is not None:
        walk.ctx.relabel(label)
    return alone


def _question(walk: Walk, alone: Alone) -> Question:
    assert walk.seen is not None, "what was done began with a look"
    return why_question(walk.ctx, walk.step, alone.shown, walk.seen, WHY)
