"""Which known Screen a window shows: by the window's identity, then by what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from app.model.denied import denied_of
from app.model.window import WindowIdentity, normal_title
from app.model.workflow import Screen
from app.vision.blocks import Unchanged, unchanged
from app.vision.gist import likeliest
from app.vision.gray import gray_of
from app.vision.keeping import MIB, Keeping, weight
from app.vision.known_screen import Sketch, known_screen
from app.vision.ports import Pictures
from app.vision.reference import Reference
from app.vision.resemblance import NONE, resemblance
from app.vision.scene import Scene
from app.vision.screen_belief import OTHERWISE, ScreenSeen, screen_belief

KNOWN = 0.5
MOST_MIB = 192
"""Memory for what is compared closely: 270 Screens of 1600 × 900; of all others only their sketches are kept."""
_SAME_SHARE, _SURE, _NEARLY_SURE, _CLOSER, _CLEARLY = 0.98, 0.99, 0.98, 6, 0.9
_BY_NAME_ALONE = 0.6


class Compared(NamedTuple):
    """A Screen and what agrees with the window; None for a Screen without its picture."""

    screen: Screen
    seen: ScreenSeen | None


class Recogniser:
    """Knows the Screens by their stored pictures; used by one thread at a time."""

    def __init__(self, pictures: Pictures, most_mib: float = MOST_MIB) -> None:
        self._pictures = pictures
        self._sketches: dict[str, Sketch] = {}
        self._references: Keeping[str, Reference] = Keeping(int(most_mib * MIB), weight)

    def recognise(self, scene: Scene, screens: Sequence[Screen]) -> tuple[Screen | None, float]:
        """The best fitting Screen, None when none is more likely than not, and how likely the best one is.

        A Screen with learned looks comes once for each, with one id: it is the best of them, and they are no rivals.
        Pictures that are not a Screen are no rivals of it either: what is no farther from one of them than from every
        look of the Screen comes back as that picture.
        """
        here = scene.window.identity
        may = [screen for screen in screens if screen.window.same_application(here)]
        real = [screen for screen in may if not denied_of(screen)]
        same, share = self._same(scene, [screen for screen in real if screen.window.fits(here)])
        if same is not None:
            return self._denied_same(scene, same, may) or same, share
        compared = self.compare(scene, real)
        judged = [(_likely(one, here), one.screen) for one in compared]
        score, screen = max(judged, key=lambda one: one[0], default=(0.0, None))
        if screen is None or score < KNOWN:
            return None, score
        looks = [one.seen for one in compared if one.screen.id == screen.id]
        return self._denied(scene, looks, [one for one in may if denied_of(one) == screen.id]) or screen, score

    def _denied_same(self, scene: Scene, same: Screen, screens: Sequence[Screen]) -> Screen | None:
        """The picture that is not this Screen and that stands unchanged here at least as much as its look does."""
        known = self._sketch(same)
        sketches = [(sketch, one) for one in screens if denied_of(one) == same.id and (sketch := self._sketch(one))]
        if known is None or not sketches:
            return None
        shares = [(unchanged(sketch.blocks, scene.blocks).drawn, one) for sketch, one in sketches]
        wrong, picture = max(shares, key=lambda one: one[0])
        return picture if wrong >= unchanged(known.blocks, scene.blocks).drawn else None

    def _denied(self, scene: Scene, looks: Sequence[ScreenSeen | None], denied: Sequence[Screen]) -> Screen | None:
        """The denied picture that this is at least as near to as to all looks; None when a look is nearer."""
        compared = [
            (_agree(self._agreeing(scene, one, sketch)), one) for one in denied if (sketch := self._sketch(one))
        ]
        wrong, picture = max(compared, key=lambda one: one[0], default=(0.0, None))
        right = max(_BY_NAME_ALONE if seen is None else _agree(seen) for seen in looks)
        return picture if wrong >= right else None

    def compare(self, scene: Scene, screens: Sequence[Screen]) -> tuple[Compared, ...]:
        """What agrees with each Screen; of many only the likeliest are looked at closely."""
        sketches = [self._sketch(screen) for screen in screens]
        bare = tuple(Compared(one, None) for one, sketch in zip(screens, sketches, strict=True) if sketch is None)
        known = [(one, sketch) for one, sketch in zip(screens, sketches, strict=True) if sketch is not None]
        chosen = likeliest([sketch.gist for _, sketch in known], scene.atoms, _CLOSER) if known else []
        near = [(known[number][0], self._agreeing(scene, *known[number])) for number in chosen]
        return (*bare, *_with_lead(near))

    def remember(self, screens: Sequence[Screen]) -> None:
        """Learn the pictures of these Screens ahead."""
        for screen in screens:
            self._sketch(screen)

    def _same(self, scene: Scene, screens: Sequence[Screen]) -> tuple[Screen | None, float]:
        """The quick way: nearly the same pixels at the same places, and those of no other Screen as well."""
        sketches = [(sketch, screen) for screen in screens if (sketch := self._sketch(screen))]
        shares = [(unchanged(sketch.blocks, scene.blocks), screen) for sketch, screen in sketches]
        fitting = sorted(shares, key=lambda one: -one[0].drawn)
        rivals = [share for share, screen in fitting if screen.id != fitting[0][1].id]
        if not fitting or not _is_same(fitting[0][0]) or any(map(_is_same, rivals)):
            return None, 0.0
        return fitting[0][1], min(_SURE, fitting[0][0].all)

    def _agreeing(self, scene: Scene, screen: Screen, sketch: Sketch) -> ScreenSeen:
        title = _same_title(screen.window.title, scene.window.identity.title)
        reference = self._reference(screen)
        shares = NONE if reference is None else resemblance(reference, scene.atoms)
        drawn = unchanged(sketch.blocks, scene.blocks).drawn
        both = min(shares.kept, shares.known)
        return ScreenSeen(title, 0.0, shares.kept, shares.known, both, shares.placed, drawn, 0.0)

    def _sketch(self, screen: Screen) -> Sketch | None:
        """The small part, kept for good; None for a Screen whose picture is missing."""
        name = screen.signature.view
        if name is None:
            return None
        if name not in self._sketches:
            self._learn(name)
        return self._sketches.get(name)

    def _reference(self, screen: Screen) -> Reference | None:
        """The large part, learned anew when it was forgotten."""
        name = screen.signature.view or ""
        known = self._references.get(name)
        return self._learn(name) if known is None else known

    def _learn(self, name: str) -> Reference | None:
        pixels = self._pictures(name)
        if pixels is None:
            return None
        known = known_screen(gray_of(pixels))
        self._sketches[name] = known.sketch
        self._references.put(name, known.reference)
        return known.reference


def _is_same(share: Unchanged) -> bool:
    return share.all > _SAME_SHARE and share.drawn > _CLEARLY


def _likely(compared: Compared, here: WindowIdentity) -> float:
    if compared.seen is None:
        return _BY_NAME_ALONE if compared.screen.window.fits(here) else 0.0
    return min(screen_belief(compared.seen), _NEARLY_SURE)


def _same_title(first: str, second: str) -> float:
    return fuzz.ratio(normal_title(first), normal_title(second)) / 100


def _with_lead(near: Sequence[tuple[Screen, ScreenSeen]]) -> tuple[Compared, ...]:
    """By how much each agrees better, and is named better, than the best of the others; nothing agrees by 0."""
    found = []
    for screen, seen in near:
        others = [other for one, other in near if one.id != screen.id]
        rivals = [other for other in others if other.title - seen.title > OTHERWISE]
        lead = _agree(seen) - max(map(_agree, rivals), default=0.0)
        named = seen.title - max((other.title for other in others), default=0.0)
        found.append(Compared(screen, seen._replace(lead=lead, named=named)))
    return tuple(found)


def _agree(seen: ScreenSeen) -> float:
    return (seen.kept + seen.known + seen.drawn) / 3
