"""Going through stored pictures again: which of them are an honest trial for a target, and what each one says.

A trial is a pair of a target version and a picture of another run whose true place a person had shown. Each pair
counts once, RIGHT with half the weight; a picture that was used before this version was saved never counts for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.learning.labels import Click, Event, Happening, Judgement, judged

PREFIX = "replay/"
"""How the labels of these trials are called where others name their Suggestion."""


class ShownBy(StrEnum):
    """How a person showed the true place in a picture; a yes to our own suggestion shows nothing."""

    RECORDED = "recorded"
    CORRECTED = "corrected"
    BY_HAND = "by_hand"
    WATCHED = "watched"
    ACCEPTED = "accepted"

    @property
    def honest(self) -> bool:
        """Whether the place is the person's own."""
        return self is not ShownBy.ACCEPTED


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored picture with a place that was shown in it, and the run it comes from."""

    picture: str
    run_id: str
    shown: ShownBy


@dataclass(frozen=True, slots=True)
class Taught:
    """A target version: its step, its number, and the run in which it was taught (None for a recording)."""

    step_id: str
    version: int
    run_id: str | None = None

    def pair(self, picture: str) -> tuple[str, int, str]:
        """Under what a trial of this version with this picture is kept."""
        return self.step_id, self.version, picture

    def key(self, picture: str) -> str:
        """The same as one word: the name of its label, of which only the newest counts."""
        return f"{PREFIX}{self.step_id}/{self.version}/{picture}"


def trials(
    taught: Taught,
    kept: Iterable[Kept],
    done: Collection[tuple[str, int, str]],
    seen_before: Collection[str],
    counted: Collection[str] = (),
) -> tuple[Kept, ...]:
    """The pictures that are an honest trial for this version, each once, in their order.

    done: pairs that have counted already. seen_before: pictures that were used to choose or prove this version.
    counted: runs that taught it something, or whose own label for it counts already.
    """
    fair = (
        each
        for each in kept
        if each.shown.honest
        and each.run_id != taught.run_id
        and each.run_id not in counted
        and each.picture not in seen_before
        and taught.pair(each.picture) not in done
    )
    return tuple({each.picture: each for each in fair}.values())


def replayed(found: bool, inside: bool) -> Judgement | None:
    """What one trial says: found at the shown place, found elsewhere, or (None) refused."""
    click = (Click.INSIDE if inside else Click.OUTSIDE) if found else Click.UNSEEN
    return judged(Happening(Event.REPLAY, click=click))
