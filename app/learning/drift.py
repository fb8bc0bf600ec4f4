"""Drift: a fold over the scores of verified acts that says what no longer looks as it was taught (LEARNING 3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from app.learning.corrections import effective
from app.model.copies import replace
from app.model.drift import Drift, DriftSeverity, NextAction, Slide, Subject, SubjectKind, Trend
from app.model.geometry import Box
from app.model.knowledge import Knowledge, ScreenKnowledge
from app.model.target import Picture
from app.model.workflow import Screen, Step, Workflow

LAST, FIRST = 3, 10
"""So many of the newest verified scores are compared with so many of the earliest."""
GOOD, POOR, HARDLY = 0.9, 0.8, 0.5
"""A score that was sure, one that no longer is, and one with which it is hardly found."""
SLIGHT = 0.025
"""A smaller fall of the median is no drift, whatever the slow test says: one odd score is none."""
_ENOUGH, _DELTA, _THRESHOLD = 10, 0.01, 0.2
_WHOLE = Box(0, 0, 0, 0)


def followed(trend: Trend, score: float, latest: Picture | None) -> Trend:
    """The trend after one more verified act."""
    sure = min(1.0, max(0.0, score))
    counted = replace(
        trend,
        count=trend.count + 1,
        first=(*trend.first, sure)[:FIRST],
        last=(*trend.last, sure)[-LAST:],
        slide=_slid(trend.slide, sure),
        latest=latest or trend.latest,
    )
    return _judged(counted)


def _slid(slide: Slide, score: float) -> Slide:
    """One-sided Page-Hinkley sums: they fall behind their peak when scores fall behind their mean."""
    count = slide.count + 1
    mean = slide.mean + (score - slide.mean) / count
    total = slide.total + score - mean + _DELTA
    return Slide(count, mean, total, max(slide.top, total))


def _judged(trend: Trend) -> Trend:
    alarm = trend.slide.count >= _ENOUGH and trend.slide.top - trend.slide.total > _THRESHOLD
    if _fallen(trend):
        return replace(trend, sliding=trend.sliding or alarm)
    if not alarm and not trend.sliding:
        return trend
    # What the newest scores do not bear out was one odd score, or is over: the sums start anew, the mean stays.
    return replace(trend, sliding=False, slide=replace(trend.slide, total=0.0, top=0.0))


def _fallen(trend: Trend) -> bool:
    """Whether the newest scores lie clearly below the earliest: below nearly all of them, however much these vary."""
    compared = was_now(trend)
    if compared is None:
        return False
    was, now = compared
    return was - now > SLIGHT and now < sorted(_earlier(trend))[:2][-1]


def _earlier(trend: Trend) -> tuple[float, ...]:
    return trend.first[: max(0, trend.count - LAST)]


def was_now(trend: Trend) -> tuple[float, float] | None:
    """The median score then and now; None while there are too few to compare."""
    earlier = _earlier(trend)
    if len(trend.last) < LAST or not earlier:
        return None
    return median(earlier), median(trend.last)


def severity_of(trend: Trend) -> DriftSeverity | None:
    """How far it has drifted; None when it looks as it was taught."""
    compared = was_now(trend)
    if compared is None:
        return None
    was, now = compared
    changed = was >= GOOD and now < POOR
    if not changed and not trend.sliding:
        return None
    if now < HARDLY:
        return DriftSeverity.SERIOUS
    return DriftSeverity.WARNING if now < POOR else DriftSeverity.NOTE


def trend_of(knowledge: Knowledge, subject: Subject) -> Trend:
    """The trend of a Screen or step."""
    if subject.kind is SubjectKind.SCREEN:
        return knowledge.screen(subject.id).trend
    return knowledge.step(subject.id).trend


def standing(workflow: Workflow, knowledge: Knowledge) -> tuple[Drift, ...]:
    """All drift there is now, the worst first; a Screen to be recorded again speaks for its steps."""
    steps = [drift for step in workflow.steps if step.enabled and (drift := _of_step(step, knowledge))]
    screens = [drift for screen in workflow.screens if (drift := _of_screen(workflow, knowledge, screen, steps))]
    again = {drift.subject.id for drift in screens if drift.next_action is NextAction.RE_RECORD}
    spoken_for = {step.id for step in workflow.steps if step.source in again}
    kept = [drift for drift in steps if drift.subject.id not in spoken_for]
    return tuple(sorted((*screens, *kept), key=lambda drift: -drift.severity.rank))


def untold(workflow: Workflow, knowledge: Knowledge) -> tuple[Drift, ...]:
    """The drift that the person must be told: each subject once for each severity."""
    return tuple(drift for drift in standing(workflow, knowledge) if _worse(drift, trend_of(knowledge, drift.subject)))


def open_messages(workflow: Workflow, knowledge: Knowledge) -> tuple[Drift, ...]:
    """What was told, still holds and was not left as it is, with the pictures that were told."""
    return tuple(_open(workflow, knowledge))


def _open(workflow: Workflow, knowledge: Knowledge) -> Iterator[Drift]:
    for drift in standing(workflow, knowledge):
        trend = trend_of(knowledge, drift.subject)
        if trend.told is not None and not trend.left:
            yield replace(drift, taught=trend.told.taught, latest=trend.told.latest)


def _worse(drift: Drift, trend: Trend) -> bool:
    return trend.told is None or drift.severity.rank > trend.told.severity.rank


def _of_step(step: Step, knowledge: Knowledge) -> Drift | None:
    known = knowledge.step(step.id)
    target = effective(step, known).target
    taught = (target.ring or target.picture) if target else None
    return _drift(Subject(SubjectKind.STEP, step.id), known.trend, taught, NextAction.POINT_AGAIN)


def _of_screen(workflow: Workflow, knowledge: Knowledge, screen: Screen, steps: list[Drift]) -> Drift | None:
    known = knowledge.screen(screen.id)
    subject = Subject(SubjectKind.SCREEN, screen.id)
    drift = _drift(subject, known.trend, taught_picture(screen, known), NextAction.ADD_LOOK)
    if drift is None:
        return None
    again = drift.latest is None or _mostly_gone(workflow, screen, drift, steps)
    return replace(drift, next_action=NextAction.RE_RECORD) if again else drift


def _mostly_gone(workflow: Workflow, screen: Screen, drift: Drift, steps: list[Drift]) -> bool:
    """Hardly recognised, and most of the steps on it have drifted too: one more picture does not help."""
    here = {step.id for step in workflow.steps if step.source == screen.id and step.enabled and step.target}
    drifted = sum(one.subject.id in here for one in steps)
    return drift.severity is DriftSeverity.SERIOUS and drifted > 1 and 2 * drifted > len(here)


def taught_picture(screen: Screen, known: ScreenKnowledge) -> Picture | None:
    """The newest picture that a person taught or confirmed."""
    confirmed = [look.image for look in known.looks if look.confirmed]
    name = confirmed[-1] if confirmed else screen.signature.view
    return Picture(image=name, box=_WHOLE) if name else None


def _drift(subject: Subject, trend: Trend, taught: Picture | None, action: NextAction) -> Drift | None:
    severity, compared = severity_of(trend), was_now(trend)
    if severity is None or compared is None:
        return None
    return Drift(subject, severity, taught, trend.latest, action, *compared)
