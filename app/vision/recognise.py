"""Which known Screen a window shows: by the window's identity, then by the picture of its client area."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import cv2
import numpy as np

from app.model.frame import Pixels
from app.model.workflow import Screen
from app.vision.atoms import cut
from app.vision.gray import gray_of
from app.vision.ports import Pictures
from app.vision.reference import Reference
from app.vision.resemblance import Resemblance, resemblance, whole
from app.vision.scene import Scene

KNOWN = 0.5
_SAME_LEVELS, _SAME_SHARE, _KEPT = 12, 0.02, 256
_BY_NAME_ALONE = 0.6


class Recogniser:
    """Knows the Screens by their stored pictures; used by one thread at a time."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._grays: OrderedDict[str, Pixels] = OrderedDict()
        self._wholes: OrderedDict[str, Reference] = OrderedDict()

    def recognise(self, scene: Scene, screens: Sequence[Screen]) -> tuple[Screen | None, float]:
        """The best fitting Screen, None when none is more likely than not, and how likely the best one is."""
        here = scene.window.identity
        may = [screen for screen in screens if screen.window.same_application(here)]
        if not may:
            return None, 0.0
        quick = [(self._unchanged(scene, screen), screen) for screen in may if screen.window.fits(here)]
        score, screen = max(quick, key=lambda one: one[0], default=(0.0, may[0]))
        if score < KNOWN:
            judged = [(self._likely(scene, screen), screen) for screen in may]
            score, screen = max(judged, key=lambda one: one[0])
        return (screen if score >= KNOWN else None), score

    def remember(self, screens: Sequence[Screen]) -> None:
        """Learn the pictures of these Screens ahead."""
        for screen in screens:
            self._whole(screen)

    def _unchanged(self, scene: Scene, screen: Screen) -> float:
        """The quick way: nearly the same pixels."""
        known = self._gray(screen)
        if known is None or known.shape != scene.gray.shape:
            return 0.0
        changed = float(np.mean(cv2.absdiff(known, scene.gray) > _SAME_LEVELS))
        return 0.99 - changed if changed < _SAME_SHARE else 0.0

    def _likely(self, scene: Scene, screen: Screen) -> float:
        fits = screen.window.fits(scene.window.identity)
        known = self._whole(screen)
        if known is None:
            return _BY_NAME_ALONE if fits else 0.0
        return likelihood(resemblance(known, scene.atoms), fits)

    def _gray(self, screen: Screen) -> Pixels | None:
        name = screen.signature.view
        if name is None:
            return None
        if name not in self._grays:
            pixels = self._pictures(name)
            if pixels is None:
                return None
            self._grays[name] = gray_of(pixels)
            while len(self._grays) > _KEPT:
                self._grays.popitem(last=False)
        self._grays.move_to_end(name)
        return self._grays[name]

    def _whole(self, screen: Screen) -> Reference | None:
        gray, name = self._gray(screen), screen.signature.view
        if gray is None or name is None:
            return None
        if name not in self._wholes:
            self._wholes[name] = whole(cut(gray))
            while len(self._wholes) > _KEPT:
                self._wholes.popitem(last=False)
        self._wholes.move_to_end(name)
        return self._wholes[name]


def likelihood(seen: Resemblance, title_fits: bool) -> float:
    """How likely it is the same Screen: values may change, labels and their arrangement may not.

    Under another title the picture alone must carry it, so nearly everything has to agree.
    """
    agree = 0.7 * seen.kept + 0.3 * seen.placed
    if title_fits:
        return _sigmoid(7 * (agree - 0.36))
    return _sigmoid(14 * (min(agree, 0.7 * seen.known + 0.3 * seen.placed) - 0.88))


def _sigmoid(value: float) -> float:
    return 1 / (1 + float(np.exp(-value)))
