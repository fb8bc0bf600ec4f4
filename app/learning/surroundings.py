"""Which surroundings a Screen is known in, and what it costs its steps when they are new (LEARNING 3.4).

A change is told and paid for once: surroundings that were seen before are no change, so that going back and forth
between two screens, or between light and dark, costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.model.knowledge import StepKnowledge
from app.model.surroundings import Part, Surroundings

MOST_KNOWN = 8
"""So many are known of a Screen; the oldest is forgotten first."""


def news_in(known: Sequence[Surroundings], now: Surroundings) -> tuple[Part, ...]:
    """What has changed against the newest ones; nothing when these were seen before, or when none were."""
    if not known or any(not _differing(before, now) for before in known):
        return ()
    return _differing(known[-1], now)


def is_known(known: Sequence[Surroundings], now: Surroundings) -> bool:
    """Whether they are among the known ones as they are."""
    return now in known


def joined(known: Sequence[Surroundings], now: Surroundings) -> tuple[Surroundings, ...]:
    """With these as the newest."""
    return (*(each for each in known if each != now), now)[-MOST_KNOWN:]


def has_something_to_lose(known: StepKnowledge) -> bool:
    """Whether anything speaks for a step that new surroundings make doubtful."""
    return known.vouched or any(each > 0 for wealth in known.trust.wealth for each in wealth.logs)


def _differing(before: Surroundings, now: Surroundings) -> tuple[Part, ...]:
    pairs = ((part, before.part(part), now.part(part)) for part in Part)
    return tuple(part for part, old, new in pairs if old and new and old != new)
