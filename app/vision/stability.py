"""Is a place still what it was (gate G3), and has an area settled: what keeps stirring there is told from news."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from app.model.frame import Frame, Pixels
from app.model.geometry import Box
from app.vision.change import changed_pixels, places_of, same_pixels, without_carets

QUIET = 0.3
"""Seconds without news after which an area counts as settled."""
LATELY = 4.0
"""Seconds within which a restless place must have stirred: a clock ticks four times in it."""
_AGAIN, _SHARE, _MOSTLY, _KEPT = 3, 0.2, 0.6, 48
_WIDEST, _HIGHEST, _RIM = 200, 96, 2


def still_there(before: Frame, now: Frame, box: Box) -> bool:
    """Whether the pixels under the box are the same on both frames; a box off the screen or under our window is not."""
    if not (before.region.encloses(box) and now.region.encloses(box)):
        return False
    if any(box.common(own) for own in now.masked):
        return False
    then = before.crop(box)
    return bool(then.size) and same_pixels(then, now.crop(box))


@dataclass(frozen=True, slots=True, eq=False)
class Stir:
    """One look that differed from the one before it: when (monotonic seconds), where, and which pixels of each place.

    Places count from the corner of the watched area.
    """

    at: float
    places: tuple[tuple[Box, Pixels], ...]


@dataclass(frozen=True, eq=False)
class Watch:
    """What an area of the virtual plane did lately; carets are left out, and so are our own windows.

    A place is restless when it is small and the same pixels changed again and again: a spinner, a clock, a counter.
    What builds up changes each of its pixels once or twice, so it is none.
    """

    area: Box
    newest: Frame
    since: float
    stirs: tuple[Stir, ...] = ()

    def then(self, now: Frame) -> Watch:
        """The same after one more look."""
        if not now.region.encloses(self.area):
            return watch(now, self.area)
        lately = tuple(stir for stir in self.stirs if stir.at > now.taken - LATELY)
        places = tuple(_places(changed_pixels(self.newest, now, self.area)))
        stirs = (*lately, Stir(now.taken, places)) if places else lately
        return replace(self, newest=_part(now, self.area), stirs=stirs[-_KEPT:])

    @cached_property
    def restless(self) -> tuple[Box, ...]:
        """The places of the virtual plane that stir again and again."""
        if len(self.stirs) < _AGAIN:
            return ()
        # Pixels that changed once are left out: a new text beside a caret is no part of what blinks.
        more_than_once = np.asarray(self._counts > 1, np.uint8)
        found = (box for box in places_of(more_than_once) if _small(box) and self._again_and_again(box))
        return tuple(box.grown(_RIM).moved(self.area.x, self.area.y) for box in found)

    @cached_property
    def stirred(self) -> tuple[Box, ...]:
        """All places of the virtual plane that changed lately."""
        return tuple(box.moved(self.area.x, self.area.y) for stir in self.stirs for box, _ in stir.places)

    @property
    def calm(self) -> float:
        """Seconds since the last change, restless places aside."""
        news = [stir.at for stir in self.stirs if self._is_news(stir)]
        return self.newest.taken - max(news, default=self.since)

    @property
    def settled(self) -> bool:
        """Whether nothing but restless places changed for a while."""
        return self.calm >= QUIET

    def _is_news(self, stir: Stir) -> bool:
        here = (box.moved(self.area.x, self.area.y) for box, _ in stir.places)
        return any(not any(_mostly_in(box, place) for place in self.restless) for box in here)

    @cached_property
    def _counts(self) -> Pixels:
        """How often each pixel changed."""
        counts = np.zeros((self.area.h, self.area.w), np.uint8)
        for stir in self.stirs:
            for box, mask in stir.places:
                counts[box.y : box.bottom, box.x : box.right] += mask
        return counts

    def _again_and_again(self, box: Box) -> bool:
        """Of a text that grows only a few pixels change often, those of its caret; of a spinner or a clock many do."""
        counts = self._counts[box.y : box.bottom, box.x : box.right]
        return bool(np.sum(counts >= _AGAIN) >= _SHARE * np.sum(counts > 0))


def watch(frame: Frame, area: Box) -> Watch:
    """Begin to watch an area; what is not on the frame is left out."""
    inside = area.common(frame.region) or Box(frame.region.x, frame.region.y, 0, 0)
    return Watch(inside, _part(frame, inside), frame.taken)


def _part(frame: Frame, area: Box) -> Frame:
    """Only the watched part, so that a whole screen is not kept for a small place."""
    return Frame(frame.crop(area).copy(), area, frame.number, frame.taken, (), frame.masked)


def _places(mask: Pixels) -> list[tuple[Box, Pixels]]:
    return [(box, mask[box.y : box.bottom, box.x : box.right].copy()) for box in without_carets(mask)]


def _mostly_in(box: Box, place: Box) -> bool:
    """A counter sometimes grows by a digit, so not all of it need have been there before."""
    shared = box.common(place)
    return shared is not None and shared.area > _MOSTLY * box.area


def _small(box: Box) -> bool:
    return box.w <= _WIDEST and box.h <= _HIGHEST
