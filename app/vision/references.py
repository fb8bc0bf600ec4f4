"""Stored pictures as references, learned once and kept while memory allows; what is small of them is kept for good."""

from __future__ import annotations

import itertools

from app.model.geometry import Box, Point
from app.model.target import Target
from app.vision.gist import Gist, gist_of
from app.vision.gray import gray_of
from app.vision.keeping import MIB, Keeping, weight
from app.vision.ports import Pictures
from app.vision.reference import Reference, learn

MOST_MIB = 256
"""Memory for references: a hundred of windows of 1600 × 900 fit."""
_Key = tuple[str, Box, Point]


class References:
    """References by the pictures they come from; used by one thread at a time."""

    def __init__(self, pictures: Pictures, most_mib: float = MOST_MIB) -> None:
        self._pictures = pictures
        self._learned: Keeping[_Key, Reference] = Keeping(int(most_mib * MIB), weight)
        self._gists: dict[_Key, Gist] = {}
        self._fitted: dict[_Key, int] = {}
        self._fits = itertools.count()

    def of(self, target: Target) -> Reference | None:
        """The widest picture of the target that can be loaded: window, ring, element; None when none can."""
        for key in _sources(target):
            known = self._get(key)
            if known is not None:
                return known
        return None

    def held(self, target: Target) -> Reference | None:
        """The same if it costs nothing now: None when it would have to be learned."""
        found = (self._learned.get(key) for key in _sources(target))
        return next((one for one in found if one is not None), None)

    def gist(self, target: Target) -> Gist | None:
        """The gist of what was learned of the target, also of what is forgotten since; None when nothing was."""
        return next((self._gists[key] for key in _sources(target) if key in self._gists), None)

    def note_fit(self, target: Target) -> None:
        """This look of a target was seen on the screen."""
        for key in _sources(target)[:1]:
            self._fitted[key] = next(self._fits)

    def last_fit(self, target: Target) -> int:
        """The greater the later it was seen; -1 for a look that was never seen."""
        return max((self._fitted.get(key, -1) for key in _sources(target)[:1]), default=-1)

    def _get(self, key: _Key) -> Reference | None:
        known = self._learned.get(key)
        if known is not None:
            return known
        name, box, press = key
        pixels = self._pictures(name)
        if pixels is None:
            return None
        known = learn(gray_of(pixels), box, box.origin.moved(*press))
        self._learned.put(key, known)
        self._gists.setdefault(key, gist_of(known))
        return known


def _sources(target: Target) -> list[_Key]:
    sources = [(target.view, target.place.box, target.press)] if target.view else []
    return sources + [(p.image, p.box, target.press) for p in (target.ring, target.picture) if p is not None]
