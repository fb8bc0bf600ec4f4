"""From what agrees between a known Screen and a window to the probability that it is this Screen.

A small forest fitted on captured screens, other states under the same title and other programs among them.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from app.model.resources import resources_folder
from app.vision.gray import Floats
from app.vision.trees import Odds, read_forest


class ScreenSeen(NamedTuple):
    """All that is compared; every number lies between 0 and 1 except `named` and `lead` (-1 to 1).

    title: likeness of both titles; named: by how much it is greater than that of the other known Screens. kept: share
    of the known texts that are here; known: of the texts here that were known; both: the smaller of these. placed: of
    the kept ones still standing in the same arrangement. drawn: share of the drawn blocks that are pixel for pixel the
    same at the same place. lead: by how much it agrees better than the next one of those named no worse.
    """

    title: float
    named: float
    kept: float
    known: float
    both: float
    placed: float
    drawn: float
    lead: float


SCREEN_INPUTS = ScreenSeen._fields
OTHERWISE = -0.3
"""`named` from here down: the title is that of another known Screen."""
_NAMED, _FOREIGN, _MOSTLY, _LITTLE, _DRAWN, _WHOLE = 0.97, 0.75, 0.75, 0.6, 0.5, 0.9
_UNLIKELY, _COVERED = 0.4, 0.7


def screen_inputs(seen: ScreenSeen) -> Floats:
    """The inputs of the forest."""
    return np.asarray(seen, np.float32)


def screen_belief(seen: ScreenSeen) -> float:
    """Probability that it is this Screen.

    Another title is another state of the program, unless all is the same, or another program's window lies on top:
    then much of what is known is still there, and much is new.
    """
    likely = 1 / (1 + float(np.exp(-_odds().of(screen_inputs(seen)))))
    if seen.title >= _NAMED:
        return likely
    if seen.title - seen.named >= _NAMED:
        return min(likely, _UNLIKELY)
    covered = seen.kept > _MOSTLY and seen.drawn > _DRAWN and seen.known < _LITTLE
    whole = seen.both > _WHOLE and seen.drawn > _WHOLE
    alike = seen.title >= _FOREIGN
    return max(likely, _COVERED) if covered else likely if whole or alike else min(likely, _UNLIKELY)


@cache
def _odds() -> Odds:
    return read_forest(resources_folder() / "vision" / "screens.json")
