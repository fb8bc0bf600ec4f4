"""From what was observed at a place to the probability that it is the target.

Two logistic rules, for targets with and without a row that tells them from their twins. The weights were fitted on
screens of several programs under changed themes, scales, fonts and data, with made negatives: the element erased,
a twin's row laid over its own, another program in its place.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from app.vision.gray import Floats


class Observed(NamedTuple):
    """All that is known about one possible place; every number lies between 0 and 1 except `margin` (-1 to 1).

    looks: likeness of text or frame. strict, letters: the text is the very text, by descriptor and letter by letter;
    None for a target whose text may change or is missing. around, near, row: see Agreement. margin: how much better
    than the next place. off: distance to the forecast. shape, energy: see Structure. exact: this screen renders as
    the taught one did.
    """

    looks: float
    strict: float | None
    letters: float | None
    around: float
    near: float
    row: float | None
    margin: float
    off: float
    forecast: bool
    textless: bool
    shape: float
    energy: float
    exact: bool


# looks, strict, around, row, margin, far off, forecast, no text, looks with neighbours, other text on a screen that
# renders the same, other text, shape, energy, constant. Fitted with the sign of each held: more evidence never hurts.
_WITHOUT_ROW = np.asarray((0.72, 1.19, 2.52, 0.0, 0.6, -1.01, -0.88, -4.21, 3.0, -2.54, 0.0, 1.93, 0.52, -3.47))
_WITH_ROW = np.asarray((3.45, 0.0, 0.0, 8.09, 1.73, 0.0, 0.0, -0.63, 1.88, 0.0, 0.0, 0.0, 5.88, -12.98))
_ROW_NEEDED, _TEXT_NEEDED, _LETTERS_NEEDED = 0.25, 0.05, 0.92
_REFUSED, _DOUBTED = 0.1, 0.3


def features(seen: Observed) -> Floats:
    """The inputs of the rule, the constant 1 last."""
    other_text = 0.0 if seen.strict is None else 1 - seen.strict
    return np.asarray(
        (
            seen.looks,
            seen.strict or 0.0,
            seen.around,
            seen.row or 0.0,
            seen.margin,
            seen.off * (1 - seen.around),
            float(seen.forecast),
            float(seen.textless),
            seen.looks * seen.near,
            other_text * seen.exact,
            other_text,
            seen.shape,
            seen.energy,
            1.0,
        ),
        np.float32,
    )


def belief(seen: Observed) -> float:
    """Probability that this place is the target."""
    weights = _WITHOUT_ROW if seen.row is None else _WITH_ROW
    sure = 1 / (1 + float(np.exp(-float(features(seen) @ weights))))
    if seen.exact and seen.row is not None and seen.row < _ROW_NEEDED:
        return min(sure, _REFUSED)
    if seen.exact and seen.strict is not None and seen.strict < _TEXT_NEEDED:
        return min(sure, _REFUSED)
    if seen.exact and seen.letters is not None and seen.letters < _LETTERS_NEEDED:
        return min(sure, _DOUBTED)
    return sure


def shifted(score: float, by: float) -> float:
    """A probability after one more independent observation, `by` in units of log odds."""
    bounded = min(max(score, 1e-4), 1 - 1e-4)
    return 1 / (1 + float(np.exp(-(np.log(bounded / (1 - bounded)) + by))))
