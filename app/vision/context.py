"""Do the surroundings of a possible place agree with those of the target: neighbours, and the row that tells twins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.vision.gray import Floats, Numbers
from app.vision.pairing import Pairing
from app.vision.propose import Spot
from app.vision.row_match import RowMatch, match_row, off_x

_NEIGHBOURS, _NEAREST, _REACH = 40, 6, 220.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Shares from 0 to 1: of all weighted neighbours, of the nearest six; and the row (None = has none)."""

    around: float
    near: float
    row: RowMatch | None


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """The neighbours of one target and their possible partners on the screen; made once per search."""

    pairing: Pairing
    neighbours: Numbers
    weights: Floats
    old: Numbers
    new: Numbers
    sure: Floats

    def agreement(self, spot: Spot, scales: tuple[tuple[float, float], ...]) -> Agreement:
        """How well they stand around this place, under the best of the given stretches."""
        shares = [self._stand(spot, scale) for scale in scales]
        total = max(1e-6, float(self.weights.sum()))
        best = max(shares, key=lambda share: float((self.weights * share).sum()), default=self.weights)
        ordered = best[self._by_distance][:_NEAREST]
        near = float(ordered.mean()) if len(ordered) else 0.0
        return Agreement(float((self.weights * best).sum()) / total, near, match_row(self.pairing, spot))

    @property
    def _by_distance(self) -> Numbers:
        reference = self.pairing.reference
        away = reference.atoms.centers[self.neighbours] - reference.press
        return np.argsort(np.hypot(away[:, 0], away[:, 1]))

    def _stand(self, spot: Spot, scales: tuple[float, float]) -> Floats:
        """Per neighbour: 1 where a partner stands at the expected place, less the further off."""
        taught, seen = self.pairing.reference.atoms, self.pairing.atoms
        origin = self.pairing.reference.anchor
        away = (taught.centers[self.old] - origin) * np.asarray(scales, np.float32)
        aside = off_x(self.pairing, spot, self.old, scales[0], self.new)
        off_y = np.abs(seen.centers[self.new, 1] - spot.anchor[1] - away[:, 1])
        loose_x, loose_y = 5 + 0.2 * np.abs(away[:, 0]), 4 + 0.2 * np.abs(away[:, 1])
        stands = np.exp(-((aside / loose_x) ** 2) - (off_y / loose_y) ** 2) * self.sure
        best = np.zeros(taught.count, np.float32)
        np.maximum.at(best, self.old, stands.astype(np.float32))
        return best[self.neighbours]


def surroundings(pairing: Pairing) -> Surroundings:
    """The forty most telling texts around the target, outside the element itself."""
    reference = pairing.reference
    atoms, box = reference.atoms, reference.box
    away = atoms.centers - reference.press
    weight = reference.rare * np.exp(-np.hypot(away[:, 0], away[:, 1]) / _REACH)
    weight = weight * np.sqrt(np.maximum(4, atoms.sizes[:, 0]))
    weight[atoms.inside(box.x, box.y, box.right, box.bottom)] = 0
    chosen = np.argsort(-weight)[:_NEIGHBOURS]
    chosen = chosen[weight[chosen] > 0]
    row, new = np.nonzero(pairing.likeness[chosen] > 0.25)
    old = chosen[row]
    return Surroundings(pairing, chosen, weight[chosen], old, new, pairing.likeness[old, new])
