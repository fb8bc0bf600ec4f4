"""What rows teach about Screens, and what becomes of drift that was told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from app.learning.drift import followed
from app.learning.looks import MOST_DENIED, joined
from app.model.drift import Subject, SubjectKind, Trend
from app.model.knowledge import DeniedLook, Knowledge, LearnedLook, ScreenKnowledge
from app.model.ledger_learning import LookLearned
from app.model.ledger_run import DriftLeft, DriftTold, ScreenDenied, ScreenSeen

OfScreens = ScreenSeen | LookLearned | ScreenDenied | DriftTold | DriftLeft


def fold_screen(knowledge: Knowledge, entry: OfScreens) -> Knowledge:
    """The knowledge after one more of these rows."""
    match entry:
        case ScreenSeen():
            return with_screen(knowledge, entry.screen_id, lambda known: _seen(known, entry))
        case LookLearned():
            return with_screen(knowledge, entry.screen_id, lambda known: _learned(known, entry))
        case ScreenDenied():
            return _told_apart(knowledge, entry)
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
    image = entry.picture.image
    if not entry.confirmed and image in {each.image for each in known.denied}:
        return known
    looks = joined(known.looks, LearnedLook(image, entry.confirmed, "" if entry.confirmed else entry.run_id or ""))
    if not entry.confirmed:
        return replace(known, looks=looks)
    # What the person confirms is how it looks from now on: drift is counted from there.
    return replace(known, looks=looks, trend=Trend(), denied=_without(known.denied, image))


def _told_apart(knowledge: Knowledge, entry: ScreenDenied) -> Knowledge:
    """The look is none of this Screen from now on, and one of the Screen that it is, where the person said so."""
    knowledge = with_screen(knowledge, entry.screen_id, lambda known: _denied(known, entry))
    if entry.instead is None or entry.picture is None:
        return knowledge
    image = entry.picture.image

    def named(known: ScreenKnowledge) -> ScreenKnowledge:
        looks = joined(known.looks, LearnedLook(image))
        return replace(known, looks=looks, denied=_without(known.denied, image))

    return with_screen(knowledge, entry.instead, named)


def _denied(known: ScreenKnowledge, entry: ScreenDenied) -> ScreenKnowledge:
    """Without what was learned in the run that took it for this Screen, and without the picture itself."""
    image = entry.picture.image if entry.picture else ""
    kept = tuple(each for each in known.looks if each.image != image and _from_elsewhere(each, entry.run_id))
    if not image:
        return replace(known, looks=kept)
    denied = (*_without(known.denied, image), DeniedLook(image, entry.window))[-MOST_DENIED:]
    latest = known.trend.latest
    # Scores that another Screen had say nothing of how this one looks today.
    trend = Trend() if latest is not None and latest.image == image else known.trend
    return replace(known, looks=kept, denied=denied, trend=trend)


def _from_elsewhere(look: LearnedLook, run_id: str) -> bool:
    """Whether the person taught it, or another run did; outside of a run ("") nothing else was learned."""
    return look.confirmed or not run_id or look.run != run_id


def _without(denied: tuple[DeniedLook, ...], image: str) -> tuple[DeniedLook, ...]:
    return tuple(each for each in denied if each.image != image)


def _with_trend(knowledge: Knowledge, subject: Subject, change: Callable[[Trend], Trend]) -> Knowledge:
    if subject.kind is SubjectKind.SCREEN:
        return with_screen(knowledge, subject.id, lambda known: replace(known, trend=change(known.trend)))
    known = knowledge.step(subject.id)
    changed = replace(known, trend=change(known.trend))
    if changed == known:
        return knowledge
    return replace(knowledge, steps=MappingProxyType({**knowledge.steps, subject.id: changed}))
