"""Stored pictures of past runs, and what trying a target on them showed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date

from app.model.geometry import Box
from app.model.window import WindowIdentity

BIGGER = 24
"""Pixels that a target with more around it has more on every side."""


@dataclass(frozen=True, slots=True)
class StoredFrame:
    """A stored picture of one step's window with the place in it that counts.

    window: the client area, box: the true place, or (not `right`) one that a person said is wrong; both in pixels of
    the picture. honest: a person showed the place without having seen ours. run_id is empty for a recording, which has
    no `day` either. at: seconds of the ledger's clock, 0 for a recording.
    """

    picture: str
    window: Box
    identity: WindowIdentity
    step_id: str
    box: Box
    right: bool = True
    honest: bool = False
    run_id: str = ""
    day: date | None = None
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Proof:
    """A target against the pictures of past runs.

    frames: pictures of its own step whose true place is known, hits: in how many of them it was found there.
    others: pictures of other steps and of places that were said to be wrong, false: in how many of them it was found
    at a place that is not its own. before_hits, before_false: the same of the target that it replaces, on the pictures
    of its own step. left: pictures that were not tried yet. pictures: the names of all that the person was shown the
    outcome of before keeping the target, whichever way of keeping it was tried; None where that was not recorded.
    """

    hits: int = 0
    frames: int = 0
    false: int = 0
    others: int = 0
    before_hits: int = 0
    before_false: int = 0
    left: int = 0
    pictures: tuple[str, ...] | None = field(default=None, compare=False)

    @property
    def green(self) -> bool:
        """Found wherever it must be, and nowhere else."""
        return self.hits == self.frames and self.false == 0

    @property
    def empty(self) -> bool:
        """Whether nothing was tried, and nothing was to be."""
        return self == Proof()


def shown_proof(proof: Proof, pictures: Collection[str]) -> Proof | None:
    """The proof with the pictures that the person saw until it was kept; None when they saw nothing of any."""
    return replace(proof, pictures=tuple(sorted(pictures))) if pictures or not proof.empty else None


@dataclass(frozen=True, slots=True)
class Replay:
    """A stored picture on which today's version of a step is yet to be tried. refused: pictures of wrong places that
    the same run taught, which may not help there."""

    step_id: str
    version: int
    frame: StoredFrame
    refused: frozenset[str] = frozenset()
