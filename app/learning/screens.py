"""What rows teach about Screens, and what becomes of drift that was told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from app.learning.drift import followed
from app.learning.looks import joined
from app.model.drift import Subject, SubjectKind, Trend
from app.model.knowledge import Knowledge, LearnedLook, ScreenKnowledge
from app.model.ledger_learning import LookLearned
from app.model.ledger_run import DriftLeft, DriftTold, ScreenSeen


def fold_screen(knowledge: Knowledge, entry: ScreenSeen | LookLearned | DriftTold | DriftLeft) -> Knowledge:
    """The knowledge after one more of these rows."""
    match entry:
        case ScreenSeen():
            return with_screen(knowledge, entry.screen_id, lambda known: _seen(known, entry))
        case LookLearned():
            return with_screen(knowledge, entry.screen_id, lambda known: _learned(known, entry))
        case DriftTold():
            told = entry.drift
            return _with_trend(knowledge, told.subject, lambda trend: replace(trend, told=told, left=False))
        case DriftLeft():
            return _with_trend(knowledge, entry.subject, lambda trend: replace(trend, left=trend.told is not None))


def with_screen(
    knowledge: Knowledge, screen_id: str, change: Callable[[ScreenKnowledge], ScreenKnowledge]
) -> Knowledge:
    """The knowledge with this one Screen changed."""
    known = knowledge.screen(screen_id)
    changed = change(known)
    if changed == known:
        return knowledge
    return replace(knowledge, screens=MappingProxyType({**knowledge.screens, screen_id: changed}))


def _seen(known: ScreenKnowledge, entry: ScreenSeen) -> ScreenKnowledge:
    """Only the first time in a run counts: later it may show what the run itself has typed into it."""
    if entry.run_id == known.run:
        return known
    return replace(known, trend=followed(known.trend, entry.score, entry.picture), run=entry.run_id)


def _learned(known: ScreenKnowledge, entry: LookLearned) -> ScreenKnowledge:
    looks = joined(known.looks, LearnedLook(entry.picture.image, entry.confirmed))
    # What the person confirms is how it looks from now on: drift is counted from there.
    return replace(known, looks=looks, trend=Trend() if entry.confirmed else known.trend)


def _with_trend(knowledge: Knowledge, subject: Subject, change: Callable[[Trend], Trend]) -> Knowledge:
    if subject.kind is SubjectKind.SCREEN:
        return with_screen(knowledge, subject.id, lambda known: replace(known, trend=change(known.trend)))
    known = knowledge.step(subject.id)
    changed = replace(known, trend=change(known.trend))
    if changed == known:
        return knowledge
    return replace(knowledge, steps=MappingProxyType({**knowledge.steps, subject.id: changed}))
