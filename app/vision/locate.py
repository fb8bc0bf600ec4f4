"""Puts the locators in order and makes one answer of what they say: the ranked places, and whether to believe them."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from app.model.geometry import Box
from app.model.suggestion import SHOW_LIMIT, SUPERVISED_LIMIT
from app.model.target import Candidate, Finding, Search, Target, Verdict
from app.model.window import Window
from app.vision.causes import by_look, likely_cause, with_why_lost
from app.vision.look_choice import FEW, Look, LookChoice
from app.vision.named import by_name, joined
from app.vision.picture import by_exact_picture, by_surroundings
from app.vision.place import by_place
from app.vision.ports import Accessibility, Pictures, Reader
from app.vision.reference import Reference
from app.vision.references import References
from app.vision.refused import VETOED, veto
from app.vision.scene import Scene
from app.vision.spots import at_scale
from app.vision.text import check_text

Stage = Callable[[Scene, Reference, Search], tuple[Candidate, ...]]

MOST = 5
_LEAST, _CLOSE, _POPUP, _SAME = 0.02, 0.2, 240, 0.4
QUICK: tuple[Stage, ...] = (by_place, by_exact_picture)


@dataclass(frozen=True, slots=True, eq=False)
class Locators:
    """The ways to find a target and what they need; reading and accessibility may be missing (None)."""

    references: References
    pictures: Pictures
    reader: Reader | None
    accessibility: Accessibility | None

    def locate(self, scene: Scene, search: Search) -> Finding:
        """Quick ways first; the thorough one only when they do not answer; then name and text while in doubt."""
        first = next((one.reference for one in self._looks(search)), None)
        started = time.thread_time()
        found, left = self._found(scene, search)
        verdict, reason = judge(found, first is not None)
        spent = (time.thread_time() - started) * 1000
        if verdict is Verdict.ABSENT and first is not None and (cause := likely_cause(scene, first, found)):
            reason += f"; likely: {cause}"
        if verdict is not Verdict.FOUND and left:
            reason += f"; {left} of its {len(search.looks)} looks, those that fit this window least, were not tried"
        return Finding(verdict, with_why_lost(found), reason, spent)

    def _looks(self, search: Search) -> Iterator[Look]:
        """The looks with their pictures, one after the other: those behind one that fits are never learned."""
        for number, target in enumerate(search.looks):
            reference = self.references.of(target)
            if reference is not None:
                yield Look(number, target, reference)

    def _found(self, scene: Scene, search: Search) -> tuple[tuple[Candidate, ...], int]:
        """The places, and how many looks were left untried."""
        if len(search.looks) <= FEW:
            quick = (self._quick(stage, scene, search, self._looks(search)) for stage in QUICK)
            return next(filter(None, quick), ()) or self._thorough(scene, search, self._looks(search)), 0
        choice = LookChoice(self.references, search.looks)
        found = self._quick(by_place, scene, search, choice.at_hand())
        found = found or self._quick(by_exact_picture, scene, search, choice.likeliest(scene))
        return found or self._thorough(scene, search, choice.likeliest(scene)), choice.left

    def _quick(self, stage: Stage, scene: Scene, search: Search, looks: Iterable[Look]) -> tuple[Candidate, ...]:
        for number, look, reference in looks:
            found = self._allowed(stage(scene, reference, replace(search, looks=(look,))), scene, search, reference)
            if found and found[0].score > VETOED:
                self.references.note_fit(look)
                return by_look(found, number)
        return ()

    def _allowed(
        self, found: tuple[Candidate, ...], scene: Scene, search: Search, reference: Reference
    ) -> tuple[Candidate, ...]:
        """Without places under our own windows, refused ones believed no more."""
        visible = tuple(place for place in found if not scene.hidden(place.box))
        return veto(visible, scene, reference, search.refused, self.pictures)

    def _thorough(self, scene: Scene, search: Search, looks: Iterable[Look]) -> tuple[Candidate, ...]:
        found: tuple[Candidate, ...] = ()
        for number, look, reference in looks:
            places = by_look(by_surroundings(scene, reference, replace(search, looks=(look,))), number)
            allowed = self._allowed(places, scene, search, reference)
            found = merged((*found, *allowed))
            if found and found[0] in allowed and found[0].score >= SUPERVISED_LIMIT:
                self.references.note_fit(look)
        found = self._asked(shared_out(found), scene, search.looks[0])
        return (*found[:1], *(place for place in found[1:MOST] if place.score >= _LEAST))

    def _asked(self, found: tuple[Candidate, ...], scene: Scene, target: Target) -> tuple[Candidate, ...]:
        """What the program says, for it knows twins apart; then, in doubt, what can be read."""
        if self.accessibility is not None:
            found = joined(found, by_name(scene, target, self.accessibility), target)
        if self.reader is not None and target.text and found and judge(found, True)[0] is not Verdict.FOUND:
            worth = tuple(place for place in found[:3] if place.score >= VETOED)
            found = (*check_text(worth, scene, target.text, self.reader), *found[len(worth) :])
        return shared_out(tuple(sorted(found, key=lambda place: -place.score)))


def search_area(window: Window, search: Search) -> Box:
    """The client area, and beyond it where the target belongs to a pop-up that stood out of the window."""
    area = window.box
    for look in search.looks:
        place = look.place.box.moved(window.box.x, window.box.y)
        if not window.box.encloses(place):
            area = area.union(place.grown(_POPUP))
    return area


def merged(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Best first; of places that are the same element only the best."""
    kept: list[Candidate] = []
    sure = (place for place in found if math.isfinite(place.score))
    for place in sorted(sure, key=lambda one: -one.score):
        if not any(same_element(place, other) for other in kept):
            kept.append(place)
    return tuple(kept)


def same_element(one: Candidate, other: Candidate) -> bool:
    """Whether both would press the same thing: each point lies in the other's box."""
    mutual = one.box.contains(other.point) and other.box.contains(one.point)
    return mutual or one.box.overlap(other.box) > _SAME or one.point == other.point


def shared_out(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """At most one place is right, so the probabilities may not sum to more than 1."""
    total = sum(place.score for place in found)
    return tuple(replace(place, score=place.score / total) for place in found) if total > 1 else found


def judge(found: tuple[Candidate, ...], has_picture: bool) -> tuple[Verdict, str]:
    """The verdict and why, in plain words."""
    if not found:
        return Verdict.ABSENT, "nothing like it is here" if has_picture else "its pictures are missing"
    best = found[0]
    second = found[1].score if len(found) > 1 else 0.0
    told = f"{best.score:.2f}{at_scale(best.scale)}"
    if best.score < SHOW_LIMIT:
        place = f"best {told}, at {best.point.x}, {best.point.y}"
        return Verdict.ABSENT, f"{place}: it is probably not here{_cause(best)}"
    close = [place for place in found if best.score - place.score < _CLOSE and place.score >= _CLOSE]
    if len(close) > 1:
        return Verdict.AMBIGUOUS, f"{len(close)} places look alike (best {told}, next {second:.2f})"
    if best.score < SUPERVISED_LIMIT:
        return Verdict.WEAK, f"best {told}{_cause(best)}"
    by = best.evidence[0].text if best.evidence else "found"
    return Verdict.FOUND, f"{by} ({best.score:.2f}, next {second:.2f})"


def _cause(best: Candidate) -> str:
    against = [line.text for line in best.evidence if not line.favours]
    return f"; {against[0]}" if against else ""
