"""Where the target should be, judged by the pieces around it that were found again."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from app.vision.gray import Floats, Numbers
from app.vision.pairing import Pairing

_SPREAD = 6.0


class Forecast(NamedTuple):
    """The expected press place (x, y), how much the anchors agree (0 to 1) and the scale in each direction."""

    place: Floats
    agreement: float
    scales: tuple[float, float]


def forecast(pairing: Pairing) -> Forecast | None:
    """The place voted by matched anchors: x mostly by the same column, y mostly by the same row; None without any."""
    anchors = _anchors(pairing)
    if not len(anchors):
        return None
    best = _vote(pairing, anchors, (pairing.scale, pairing.scale))
    stretch = _stretch(pairing, anchors)
    if stretch is not None:
        other = _vote(pairing, anchors, stretch)
        best = other if other.agreement > best.agreement + 0.1 else best
    return best


def _anchors(pairing: Pairing) -> Numbers:
    likeness, partner = pairing.likeness, pairing.partner
    if not likeness.size:
        return np.zeros(0, np.intp)
    rows = np.arange(len(partner))
    mutual = likeness.argmax(axis=0)[partner] == rows
    box = pairing.reference.box
    # The element itself may not vouch for its own place: of two equal ones it would choose the first.
    other = ~pairing.reference.atoms.inside(box.x, box.y, box.right, box.bottom)
    return np.flatnonzero(mutual & other & (likeness[rows, partner] > 0.55) & (pairing.reference.rare > 0.45))


def _stretch(pairing: Pairing, anchors: Numbers) -> tuple[float, float] | None:
    """The layout's own scale in x and y where it differs from the scale of the texts."""
    old, new = pairing.reference.atoms.centers, pairing.atoms.centers
    if len(anchors) < 5:
        return None
    away = np.abs(old[anchors] - pairing.reference.press).max(axis=1)
    near = anchors[np.argsort(away)[:30]]
    first, second = np.triu_indices(len(near), 1)
    scales = []
    for axis in (0, 1):
        before = old[near[first], axis] - old[near[second], axis]
        after = new[pairing.partner[near[first]], axis] - new[pairing.partner[near[second]], axis]
        far = np.abs(before) > 25
        scales.append(float(np.median(after[far] / before[far])) if far.sum() >= 6 else pairing.scale)
    if not all(0.4 < scale < 3.2 for scale in scales):
        return None
    differs = max(abs(np.log(scale / pairing.scale)) for scale in scales) > 0.04
    return (scales[0], scales[1]) if differs else None


def _vote(pairing: Pairing, anchors: Numbers, scales: tuple[float, float]) -> Forecast:
    old, new = pairing.reference.atoms, pairing.atoms
    partner, press = pairing.partner[anchors], pairing.reference.press
    away = press - old.centers[anchors]
    sure = pairing.likeness[anchors, partner]
    edges = ((old.boxes[anchors, 0], new.boxes[partner, 0]), (old.boxes[anchors, 2], new.boxes[partner, 2]))
    middle = new.centers[partner, 0] + scales[0] * away[:, 0]
    by_x = np.stack([middle, *(after + scales[0] * (press[0] - before) for before, after in edges)], axis=1)
    by_y = (new.centers[partner, 1] + scales[1] * away[:, 1])[:, None]
    x, agree_x = _mode(by_x, sure * np.exp(-np.abs(away[:, 0]) / 120 - np.abs(away[:, 1]) / 500))
    y, agree_y = _mode(by_y, sure * np.exp(-np.abs(away[:, 1]) / 80 - np.abs(away[:, 0]) / 600))
    return Forecast(np.asarray((x, y), np.float32), (agree_x + agree_y) / 2, scales)


def _mode(votes: Floats, weights: Floats) -> tuple[float, float]:
    """The most agreed value, and the share of the weight that is near it."""
    values, weight = votes.ravel(), np.repeat(weights, votes.shape[1])
    support = (weight * np.exp(-(((values[:, None] - values) / _SPREAD) ** 2))).sum(axis=1)
    top = int(support.argmax())
    near = np.abs(values - values[top]) < 2 * _SPREAD
    total = max(1e-9, float(weight.sum()))
    return float(np.average(values[near], weights=weight[near] + 1e-9)), float(support[top]) / total
