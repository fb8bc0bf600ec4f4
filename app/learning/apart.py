"""Whether the ways to find a target pointed at different places; it speaks against a place, and opens nothing.

That a step then asks needs no rule of its own: what disagrees lowers the belief in the place or stands beside it as a
second one, and a place that is not sure and alone is never acted on unasked.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.model.target import Candidate, Finding, LocatorKind

KEPT = 20
"""Of so many of the last acts of a step it is known whether they disagreed."""
LEAST = 0.1
"""A place less likely than this is no answer of its locator."""
_WITNESSES = (LocatorKind.TEXT, LocatorKind.ACCESSIBILITY)
"""Their word against the best place says that the target is elsewhere, or not here at all."""


def apart(finding: Finding | None) -> tuple[LocatorKind, ...]:
    """The locator of the best place, then those that say another place or not this one; none when they agree."""
    best = finding.best if finding else None
    if finding is None or best is None:
        return ()
    against = {line.locator for line in best.evidence if not line.favours and line.locator in _WITNESSES}
    elsewhere = {each.method for each in finding.candidates if each.score >= LEAST and not _same(best, each)}
    others = tuple(kind for kind in LocatorKind if kind in against | elsewhere and kind is not best.method)
    return (best.method, *others) if others else ()


def _same(one: Candidate, other: Candidate) -> bool:
    return one.box.contains(other.point) or other.box.contains(one.point)


def noted(known: Sequence[str], locators: Sequence[str]) -> tuple[str, ...]:
    """The last acts with one more: their locators joined, empty where they agreed."""
    return (*known, "+".join(locators))[-KEPT:]


def disagreements(known: Sequence[str]) -> int:
    """In how many of the last acts they disagreed."""
    return sum(bool(each) for each in known)


def apart_line(known: Sequence[str]) -> str:
    """What the person is told of a step; empty when its locators agreed every time."""
    count = disagreements(known)
    if not count:
        return ""
    said = {name for each in known for name in each.split("+")}
    return f"{named([kind for kind in LocatorKind if kind in said])} disagreed in {count} of the last {len(known)}"


def named(locators: Sequence[str]) -> str:
    """The locators in words."""
    *first, last = locators
    return f"{', '.join(first)} and {last}" if first else last
