"""Learned looks of Screens: which are known, which may join, which fall out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.learning.corrections import effective
from app.model.denied import not_this
from app.model.knowledge import Knowledge, LearnedLook, StepKnowledge
from app.model.suggestion import AUTOMATIC_LIMIT
from app.model.target import PASSWORD
from app.model.trust import Demotion
from app.model.window import WindowIdentity
from app.model.workflow import Screen, Step, Workflow

MOST_LOOKS = 4
MOST_TARGETS = 8
"""So many looks of one step's element are known beside the first."""
MOST_DENIED = 8
"""So many pictures are known of what one Screen is not."""
SURE = 0.9
"""A Screen recognised with less than this looks different from every picture known of it."""


def is_new(known: StepKnowledge, score: float) -> bool:
    """Whether a step's element looks other than it is known: it is found too unsurely to act alone, or its step asks
    because program, theme, language or screens are other ones."""
    return score < AUTOMATIC_LIMIT or known.trust.hold is Demotion.SURROUNDINGS_CHANGED


def joined(looks: Sequence[LearnedLook], look: LearnedLook) -> tuple[LearnedLook, ...]:
    """With one more; of too many the oldest falls out, those that the person confirmed last."""
    same = next((one for one in looks if one.image == look.image), look)
    newest = LearnedLook(look.image, look.confirmed or same.confirmed, same.run)
    kept = [one for one in looks if one.image != look.image] + [newest]
    while len(kept) > MOST_LOOKS:
        kept.remove(next((one for one in kept if not one.confirmed), kept[0]))
    return tuple(kept)


def known_screens(screens: Sequence[Screen], knowledge: Knowledge) -> tuple[Screen, ...]:
    """The Screens as they are recognised today: each, followed by itself in every learned look (same id); last what
    the person says is none of them."""
    denied = (
        not_this(screen, each.image, each.window) for screen in screens for each in knowledge.screen(screen.id).denied
    )
    return (*_with_looks(screens, knowledge, confirmed_only=False), *denied)


def taught_screens(screens: Sequence[Screen], knowledge: Knowledge) -> tuple[Screen, ...]:
    """The same with only what a person taught or confirmed."""
    return tuple(_with_looks(screens, knowledge, confirmed_only=True))


def _with_looks(screens: Sequence[Screen], knowledge: Knowledge, confirmed_only: bool) -> Iterator[Screen]:
    for screen in screens:
        yield screen
        for look in knowledge.screen(screen.id).looks:
            if look.confirmed or not confirmed_only:
                yield screen.model_copy(update={"signature": screen.signature.model_copy(update={"view": look.image})})


def shows_secret(workflow: Workflow, knowledge: Knowledge, window: WindowIdentity) -> bool:
    """Whether a secret may stand in such a window: a step of the workflow types one there."""
    steps = (effective(step, knowledge.step(step.id)) for step in workflow.steps)
    return any(types_secret(step) and _window(workflow, step).fits(window) for step in steps)


def types_secret(step: Step) -> bool:
    """Whether what the step types is hidden: it comes from the keyring, or goes into a field for passwords."""
    return step.params.secret is not None or (step.target is not None and step.target.role == PASSWORD)


def _window(workflow: Workflow, step: Step) -> WindowIdentity:
    return step.target.window if step.target else workflow.screen(step.source).window
