"""Screens are followed: after a verified act, and only then, what the Screen looked like before it counts."""

from __future__ import annotations

from collections.abc import Mapping

from app.engine.context import RunContext
from app.engine.keeping import client_picture
from app.engine.look import Look
from app.engine.walk import Walk
from app.learning.looks import SURE, taught_screens
from app.model.action import ActionKind
from app.model.frame import Pixels
from app.model.ledger import Entry
from app.model.ledger_learning import LookLearned
from app.model.ledger_run import ScreenSeen
from app.model.modes import StepStatus
from app.model.target import Picture

SAME = 0.98
"""A Screen recognised with more than this looks as it did: its picture is not kept once more."""
_UNSEEN = (ActionKind.WAIT, ActionKind.CHECK)
"""Actions without an effect to be seen: that they pass proves nothing about the Screen."""

Lessons = tuple[list[Entry], Mapping[str, Pixels]]


def screen_lessons(walk: Walk, status: StepStatus) -> Lessons:
    """The rows about the step's Screen and the picture they need; empty unless the act was seen to succeed."""
    seen = walk.seen
    if status is not StepStatus.PASSED or walk.step.action in _UNSEEN or seen is None:
        return [], {}
    return _lessons(walk, seen) if _on_its_screen(walk, seen) else ([], {})


def _on_its_screen(walk: Walk, seen: Look) -> bool:
    """Whether the step's own window was looked at, and neither taken for another Screen nor denied to be this one."""
    if walk.step.source in seen.denied:
        return False
    if seen.active is None or seen.window is None or seen.active.handle != seen.window.handle:
        return False
    return seen.screen is None or seen.screen.id == walk.step.source


def _lessons(walk: Walk, seen: Look) -> Lessons:
    source = walk.step.source
    counted = walk.ctx.knowledge.screen(source).run == walk.ctx.run_id
    learns = seen.screen is not None and seen.screen_score < SURE
    if counted and not learns:
        return [], {}
    sure = _sure_by_taught(walk.ctx, seen, source)
    picture, pixels = _picture(walk.ctx, seen) if learns or sure < SAME else (None, {})
    rows: list[Entry] = [_seen_row(walk, sure, picture)]
    if learns and picture is not None:
        rows.append(_look_row(walk, seen.screen_score, picture))
    return rows, pixels


def _seen_row(walk: Walk, score: float, picture: Picture | None) -> ScreenSeen:
    return ScreenSeen(walk.ctx.run_id, walk.ctx.workflow.id, walk.step.id, walk.step.source, score, picture)


def _look_row(walk: Walk, score: float, picture: Picture) -> LookLearned:
    ctx, step = walk.ctx, walk.step
    return LookLearned(ctx.workflow.id, step.source, picture, False, ctx.run_id, step.id, score)


def _sure_by_taught(ctx: RunContext, seen: Look, source: str) -> float:
    """How surely the Screen is recognised without what was learned by itself: that would hide a slow change."""
    if all(look.confirmed for look in ctx.knowledge.screen(source).looks):
        return seen.screen_score
    screen, score = ctx.eye.recognise(seen.frame, seen.active, taught_screens(ctx.workflow.screens, ctx.knowledge))
    # Taken for another one it is at most as likely as what is left.
    return score if screen is None or screen.id == source else min(score, 1 - score)


def _picture(ctx: RunContext, seen: Look) -> tuple[Picture | None, Mapping[str, Pixels]]:
    return client_picture(ctx.eye, ctx.workflow, ctx.knowledge, seen.frame, seen.active)
