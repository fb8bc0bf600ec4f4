"""Which of a target's many looks are tried: a person may have taught a hundred, and each costs tens of milliseconds."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.model.target import Target
from app.vision.gist import shares
from app.vision.reference import Reference
from app.vision.references import References
from app.vision.scene import Scene

FEW = 4
"""So many looks are always tried, whatever they cost."""
LONG, LEARNING = 0.15, 0.5
"""Seconds of processor time after which no further look is tried, or learned, in one search."""


class Look(NamedTuple):
    """One look of a target: the how-manieth it is, and what is known of it."""

    number: int
    target: Target
    reference: Reference


class LookChoice:
    """The looks of one search on one screen, those first that most likely fit."""

    def __init__(self, references: References, looks: Sequence[Target]) -> None:
        self._references = references
        self._looks = looks
        self._started = time.thread_time()
        self._best: list[int] | None = None
        self._tried = 0

    @property
    def left(self) -> int:
        """How many looks were not tried."""
        return len(self._looks) - self._tried

    def at_hand(self) -> Iterator[Look]:
        """All looks that are learned, and those never learned yet for as long as there is time; for the quickest way.

        A look that is forgotten since is left to `likeliest`: else all of them would be learned anew at each search.
        """
        for number in self._by_last_fit():
            target = self._looks[number]
            reference = self._references.held(target)
            if reference is None and self._references.gist(target) is None and self._spent() < LEARNING:
                reference = self._references.of(target)
            if reference is not None:
                yield Look(number, target, reference)

    def likeliest(self, scene: Scene) -> Iterator[Look]:
        """The looks whose windows resemble this one most, best first: a few, and more for as long as there is time."""
        if self._best is None:
            self._started = time.thread_time()
            self._best = self._ranked(scene)
        self._tried = 0
        for number in self._best:
            if self._tried >= FEW and self._spent() > LONG:
                return
            reference = self._references.of(self._looks[number])
            if reference is not None:
                self._tried += 1
                yield Look(number, self._looks[number], reference)

    def _ranked(self, scene: Scene) -> list[int]:
        """The learned looks by what of their windows is here; of equals the one that was seen last."""
        gists = {number: self._references.gist(self._looks[number]) for number in self._by_last_fit()}
        known = {number: gist for number, gist in gists.items() if gist is not None}
        here = dict(zip(known, shares(tuple(known.values()), scene.atoms), strict=True))
        return sorted(known, key=lambda number: -here[number])

    def _by_last_fit(self) -> list[int]:
        """What was seen last first; then the taught look, then the newest ones."""
        return sorted(range(len(self._looks)), key=lambda n: (-self._references.last_fit(self._looks[n]), n != 0, -n))

    def _spent(self) -> float:
        return time.thread_time() - self._started
