"""Which known Screen a window shows: by the window's identity, then by what it shows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from app.model.window import WindowIdentity, normal_title
from app.model.workflow import Screen
from app.vision.blocks import Unchanged, unchanged
from app.vision.gist import likeliest
from app.vision.gray import gray_of
from app.vision.known_screen import KnownScreen, known_screen
from app.vision.ports import Pictures
from app.vision.resemblance import resemblance
from app.vision.scene import Scene
from app.vision.screen_belief import OTHERWISE, ScreenSeen, screen_belief

KNOWN = 0.5
_SAME_SHARE, _SURE, _NEARLY_SURE, _KEPT, _CLOSER, _CLEARLY = 0.98, 0.99, 0.98, 256, 6, 0.9
_BY_NAME_ALONE = 0.6


class Compared(NamedTuple):
    """A Screen and what agrees with the window; None for a Screen without its picture."""

    screen: Screen
    seen: ScreenSeen | None


class Recogniser:
    """Knows the Screens by their stored pictures; used by one thread at a time."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._known: OrderedDict[str, KnownScreen] = OrderedDict()

    def recognise(self, scene: Scene, screens: Sequence[Screen]) -> tuple[Screen | None, float]:
        """The best fitting Screen, None when none is more likely than not, and how likely the best one is.

        A Screen with learned looks comes once for each, with one id: it is the best of them, and they are no rivals.
        """
        here = scene.window.identity
        may = [screen for screen in screens if screen.window.same_application(here)]
        same, share = self._same(scene, [screen for screen in may if screen.window.fits(here)])
        if same is not None:
            return same, share
        judged = [(_likely(one, here), one.screen) for one in self.compare(scene, may)]
        score, screen = max(judged, key=lambda one: one[0], default=(0.0, None))
        return (screen if score >= KNOWN else None), score

    def compare(self, scene: Scene, screens: Sequence[Screen]) -> tuple[Compared, ...]:
        """What agrees with each Screen; of many only the likeliest are looked at closely."""
        bare = tuple(Compared(screen, None) for screen in screens if self._of(screen) is None)
        with_picture = [(screen, known) for screen in screens if (known := self._of(screen)) is not None]
        chosen = likeliest([known.gist for _, known in with_picture], scene.atoms, _CLOSER) if with_picture else []
        near = [(with_picture[number][0], _agreeing(scene, *with_picture[number])) for number in chosen]
        return (*bare, *_with_lead(near))

    def remember(self, screens: Sequence[Screen]) -> None:
        """Learn the pictures of these Screens ahead."""
        for screen in screens:
            self._of(screen)

    def _same(self, scene: Scene, screens: Sequence[Screen]) -> tuple[Screen | None, float]:
        """The quick way: nearly the same pixels at the same places, and those of no other Screen as well."""
        shares = [(unchanged(known.blocks, scene.blocks), screen) for screen in screens if (known := self._of(screen))]
        fitting = sorted(shares, key=lambda one: -one[0].drawn)
        rivals = [share for share, screen in fitting if screen.id != fitting[0][1].id]
        if not fitting or not _is_same(fitting[0][0]) or any(map(_is_same, rivals)):
            return None, 0.0
        return fitting[0][1], min(_SURE, fitting[0][0].all)

    def _of(self, screen: Screen) -> KnownScreen | None:
        name = screen.signature.view
        if name is None:
            return None
        if name not in self._known:
            pixels = self._pictures(name)
            if pixels is None:
                return None
            self._known[name] = known_screen(gray_of(pixels))
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(name)
        return self._known[name]


def _is_same(share: Unchanged) -> bool:
    return share.all > _SAME_SHARE and share.drawn > _CLEARLY


def _likely(compared: Compared, here: WindowIdentity) -> float:
    if compared.seen is None:
        return _BY_NAME_ALONE if compared.screen.window.fits(here) else 0.0
    return min(screen_belief(compared.seen), _NEARLY_SURE)


def _agreeing(scene: Scene, screen: Screen, known: KnownScreen) -> ScreenSeen:
    title = _same_title(screen.window.title, scene.window.identity.title)
    shares = resemblance(known.reference, scene.atoms)
    drawn = unchanged(known.blocks, scene.blocks).drawn
    both = min(shares.kept, shares.known)
    return ScreenSeen(title, 0.0, shares.kept, shares.known, both, shares.placed, drawn, 0.0)


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
