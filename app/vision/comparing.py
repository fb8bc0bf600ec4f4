"""The thorough search: every possible place on the screen with all that is observed there, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from app.vision.anchors import forecast
from app.vision.atoms import Atoms, at_scale
from app.vision.belief import Observed, belief
from app.vision.closer import Closer, View, closer, observed, read
from app.vision.context import Agreement, surroundings
from app.vision.pairing import pair
from app.vision.portrait import Portrait, Portraits
from app.vision.propose import Source, Spot, propose
from app.vision.reference import Reference
from app.vision.sameness import same_element
from app.vision.scales import scales
from app.vision.structure import Shape

KEPT = 5
_LEAST_APART, _OVERLAPPING, _FULL_MARGIN = 6.0, 0.8, 0.5
_BONUS = {Source.TEXT: 0.0, Source.FRAME: 0.0, Source.FORECAST: -0.05}


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A possible place, what was observed there, the probability that it is the target, the scale it is shown at."""

    spot: Spot
    seen: Observed
    score: float
    scale: float


class Sight(NamedTuple):
    """A possible place, what was observed there, the scale, its portrait; nothing is believed yet."""

    spot: Spot
    seen: Observed
    scale: float
    portrait: Portrait


@dataclass(frozen=True, slots=True, eq=False)
class _Ranked:
    view: View
    spot: Spot
    agreement: Agreement
    rank: float


def compare(reference: Reference, atoms: Atoms) -> tuple[Judged, ...]:
    """Look for the target among the atoms of the screen; the places best first."""
    places = [Judged(one.spot, one.seen, belief(one.seen), one.scale) for one in observe(reference, atoms)]
    return tuple(sorted(places, key=lambda place: -place.score))


def observe(reference: Reference, atoms: Atoms) -> list[Sight]:
    """What is seen at each possible place, best first by rank."""
    if not atoms.count:
        return []
    ranked = _apart([place for scale in scales(reference, atoms) for place in _at(reference, atoms, scale)])
    looked = [closer(one.view, one.spot, one.agreement, one.rank) for one in ranked]
    looked = sorted(looked, key=lambda one: -one.refined)[:KEPT]
    portraits = [one.view.portraits.at(one.spot) for one in looked]
    said = zip(looked, read(looked), same_element(portraits), strict=True)
    margins = _margins(looked)
    seen = [observed(*one, margin) for one, margin in zip(said, margins, strict=True)]
    return [
        Sight(place.spot, what, place.view.pairing.scale, portrait)
        for place, what, portrait in zip(looked, seen, portraits, strict=True)
    ]


def _margins(looked: Sequence[Closer]) -> list[float]:
    """For each place how much better than the best other one it ranks, -1 to 1."""
    ranks = [one.refined for one in looked]
    others = [max(ranks[:at] + ranks[at + 1 :], default=None) for at in range(len(ranks))]
    return [
        1.0 if other is None else float(np.clip((rank - other) / _FULL_MARGIN, -1, 1))
        for rank, other in zip(ranks, others, strict=True)
    ]


def _at(reference: Reference, atoms: Atoms, scale: float) -> list[_Ranked]:
    """All possible places if the screen is shown at this scale."""
    pairing = pair(reference, at_scale(atoms, scale), scale)
    if not pairing.atoms.count:
        return []
    expected = forecast(pairing)
    around = surroundings(pairing)
    stretches = ((scale, scale), *((expected.scales,) if expected else ()))
    view = View(pairing, expected, Shape(pairing), Portraits(pairing))
    return [_rank(view, spot, around.agreement(spot, stretches)) for spot in propose(pairing, expected)]


def _rank(view: View, spot: Spot, agreement: Agreement) -> _Ranked:
    if agreement.row is not None:
        rank = agreement.row.share + 0.35 * spot.looks + 0.15 * agreement.around
    else:
        rank = 0.55 * spot.looks + 0.6 * agreement.around + 0.15 * agreement.near
    return _Ranked(view, spot, agreement, rank + _BONUS[spot.source])


def _apart(ranked: list[_Ranked]) -> list[_Ranked]:
    """Best first, one per element; one more than is kept, for the margin."""
    kept: list[_Ranked] = []
    for place in sorted(ranked, key=lambda one: -one.rank):
        if not any(_same_element(place, other) for other in kept):
            kept.append(place)
        if len(kept) > KEPT:
            break
    return kept


def _same_element(one: _Ranked, other: _Ranked) -> bool:
    """Whether both presses lie nearer to each other than two neighbours of the element's size could."""
    pairing = other.view.pairing
    size = np.asarray((pairing.reference.box.w, pairing.reference.box.h))
    reach = np.maximum(_LEAST_APART, _OVERLAPPING * pairing.scale * size)
    return bool((np.abs(one.spot.press - other.spot.press) < reach).all())
