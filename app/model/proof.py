"""What trying a target on stored pictures showed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proof:
    """A target against the pictures of past runs.

    frames: pictures of its own step whose true place is known, hits: in how many of them it was found there.
    others: pictures of other steps and of places that were said to be wrong, false: in how many of them it was found
    at a place that is not its own. before_hits, before_false: the same of the target that it replaces. left: pictures
    that were not tried in time.
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
