"""Stored pictures as references, learned once and kept while in use."""

from __future__ import annotations

from collections import OrderedDict

from app.model.geometry import Box, Point
from app.model.target import Target
from app.vision.gray import gray_of
from app.vision.ports import Pictures
from app.vision.reference import Reference, learn

_KEPT = 48


class References:
    """References by the pictures they come from; used by one thread at a time."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._learned: OrderedDict[tuple[object, ...], Reference] = OrderedDict()

    def of(self, target: Target) -> Reference | None:
        """The widest picture of the target that can be loaded: window, ring, element; None when none can."""
        for name, box in _sources(target):
            known = self._get(name, box, target.press)
            if known is not None:
                return known
        return None

    def _get(self, name: str, box: Box, press: Point) -> Reference | None:
        key = (name, box, press)
        if key in self._learned:
            self._learned.move_to_end(key)
            return self._learned[key]
        pixels = self._pictures(name)
        if pixels is None:
            return None
        self._learned[key] = learn(gray_of(pixels), box, box.origin.moved(*press))
        while len(self._learned) > _KEPT:
            self._learned.popitem(last=False)
        return self._learned[key]


def _sources(target: Target) -> list[tuple[str, Box]]:
    sources = [(target.view, target.place.box)] if target.view else []
    return sources + [(p.image, p.box) for p in (target.ring, target.picture) if p is not None]
