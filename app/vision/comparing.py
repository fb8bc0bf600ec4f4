"""The thorough search: every possible place on the screen with all that is observed there, best first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.vision.anchors import Forecast, forecast
from app.vision.atoms import Atoms
from app.vision.belief import Observed, belief
from app.vision.context import Agreement, surroundings
from app.vision.gray import Floats
from app.vision.pairing import Pairing, pair
from app.vision.propose import Source, Spot, propose
from app.vision.reference import Reference
from app.vision.structure import Shape, Structure
from app.vision.wording import letters, strictness, texts_at

KEPT = 5
_APART = 12.0
_BONUS = {Source.TEXT: 0.0, Source.FRAME: 0.0, Source.FORECAST: -0.05}
_FAR = 60.0
_SAME_RENDERING = 0.96


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A possible place, what was observed there, the probability that it is the target."""

    spot: Spot
    seen: Observed
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The places of one thorough search, best first, and the scale at which the screen shows the target."""

    places: tuple[Judged, ...]
    scale: float


@dataclass(frozen=True, slots=True, eq=False)
class _Ranked:
    spot: Spot
    agreement: Agreement
    rank: float


def compare(reference: Reference, atoms: Atoms) -> Comparison:
    """Look for the target among the atoms of the screen."""
    observed, scale = observe(reference, atoms)
    return Comparison(tuple(_descending([Judged(spot, seen, belief(seen)) for spot, seen in observed])), scale)


def observe(reference: Reference, atoms: Atoms) -> tuple[list[tuple[Spot, Observed]], float]:
    """What is seen at each possible place, best first by rank, and the scale of the screen; nothing is believed yet."""
    if not atoms.count:
        return [], 1.0
    pairing = pair(reference, atoms)
    expected = forecast(pairing)
    around = surroundings(pairing)
    scales = ((pairing.scale, pairing.scale), *((expected.scales,) if expected else ()))
    ranked = _apart([_rank(spot, around.agreement(spot, scales)) for spot in propose(pairing, expected)])
    shape = Shape(pairing)
    kept = ranked[:KEPT]
    return [(one.spot, _observed(pairing, expected, ranked, one, shape.at(one.spot))) for one in kept], pairing.scale


def _rank(spot: Spot, agreement: Agreement) -> _Ranked:
    if agreement.row is not None:
        rank = agreement.row + 0.35 * spot.looks + 0.15 * agreement.around
    else:
        rank = 0.55 * spot.looks + 0.6 * agreement.around + 0.15 * agreement.near
    return _Ranked(spot, agreement, rank + _BONUS[spot.source])


def _apart(ranked: list[_Ranked]) -> list[_Ranked]:
    """Best first, one per place."""
    kept: list[_Ranked] = []
    for place in sorted(ranked, key=lambda one: -one.rank):
        if all(np.abs(place.spot.press - other.spot.press).max() > _APART for other in kept):
            kept.append(place)
        if len(kept) > KEPT:
            break
    return kept


def _observed(
    pairing: Pairing, expected: Forecast | None, ranked: list[_Ranked], place: _Ranked, structure: Structure
) -> Observed:
    reference, spot, agreement = pairing.reference, place.spot, place.agreement
    best_other = max((other.rank for other in ranked if other is not place), default=None)
    margin = 1.0 if best_other is None else float(np.clip((place.rank - best_other) / 0.5, -1, 1))
    texts = texts_at(pairing, spot) if reference.text is not None and not reference.is_field else None
    return Observed(
        looks=_looks(spot, agreement, structure),
        strict=None if texts is None else strictness(pairing, texts),
        letters=None if texts is None else letters(pairing, texts),
        around=agreement.around,
        near=agreement.near,
        row=agreement.row,
        margin=margin,
        off=min(_off(expected, spot.press), _FAR) / _FAR,
        forecast=spot.source is Source.FORECAST,
        textless=reference.text is None,
        shape=structure.shape,
        energy=structure.energy,
        pixels=structure.pixels,
        exact=pairing.quality > _SAME_RENDERING,
        quality=pairing.quality,
        kept=pairing.kept,
        votes=expected.agreement if expected else 0.0,
        frame=_frame_fit(pairing, spot),
        own=_own_width(reference),
        rescaled=min(1.0, abs(float(np.log(pairing.scale)))),
    )


def _frame_fit(pairing: Pairing, spot: Spot) -> float | None:
    """How well a frame around the place has the size of the target's own; None for a target without a frame."""
    frame = pairing.reference.frame
    if frame is None:
        return None
    left, top, right, bottom = pairing.atoms.boxes.T
    x, y = spot.press
    around = (left <= x) & (x <= right) & (top <= y) & (y <= bottom)
    return float(np.where(around, pairing.frames[frame], 0).max(initial=0.0))


def _own_width(reference: Reference) -> float:
    """How much text of its own the target has: 0 for none, 1 from about twelve letters on."""
    if reference.text is None:
        return 0.0
    return min(1.0, float(reference.atoms.sizes[reference.text, 0]) / 100)


def _off(expected: Forecast | None, press: Floats) -> float:
    return float(np.hypot(*(press - expected.place))) if expected else _FAR


def _looks(spot: Spot, agreement: Agreement, structure: Structure) -> float:
    """A forecast place with the right neighbours and the right edges counts, though its pixels were not matched."""
    if spot.source is not Source.FORECAST or agreement.near <= 0.5:
        return spot.looks
    stands = min(1.0, 2 * structure.energy) * min(1.0, 2 * structure.shape)
    return max(spot.looks, 0.9 * stands * agreement.near * agreement.around)


def _descending(judged: list[Judged]) -> list[Judged]:
    """No place further down the ranking may be believed more than the one before."""
    limit, kept = 1.0, []
    for place in judged:
        limit = min(limit, place.score)
        kept.append(Judged(place.spot, place.seen, limit))
    return kept
