"""Stored pictures of past runs, and what trying a target on them showed."""

from __future__ import annotations

from dataclasses import dataclass
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
    no `day` either.
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


@dataclass(frozen=True, slots=True)
class Proof:
    """A target against the pictures of past runs.

    frames: pictures of its own step whose true place is known, hits: in how many of them it was found there.
    others: pictures of other steps and of places that were said to be wrong, false: in how many of them it was found
    at a place that is not its own. before_hits, before_false: the same of the target that it replaces, on the pictures
    of its own step. left: pictures that were not tried yet.
    """

    hits: int = 0
    frames: int = 0
    false: int = 0
    others: int = 0
    before_hits: int = 0
    before_false: int = 0
    left: int = 0

    @property
    def green(self) -> bool:
        """Found wherever it must be, and nowhere else."""
        return self.hits == self.frames and self.false == 0
