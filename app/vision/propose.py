"""Possible places of the target on the screen: matching texts, matching frames, and the place the anchors expect."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from app.model.geometry import Box
from app.vision.anchors import Forecast
from app.vision.gray import Floats, correlation, crop, edges_of, scaled
from app.vision.pairing import Pairing

_MOST_TEXTS, _MOST_FRAMES, _HERE = 40, 60, 0.3
_AS_LARGE, _AROUND, _MOST_AROUND = 0.45, 3.0, 4


class Source(StrEnum):
    """What a place was proposed by."""

    TEXT = "text"
    FRAME = "frame"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A possible place: where to press, where its anchor lies (pixels of the screen's part), how alike it looks."""

    press: Floats
    anchor: Floats
    looks: float
    source: Source
    atom: int | None = None


def propose(pairing: Pairing, expected: Forecast | None) -> tuple[Spot, ...]:
    """All places worth a closer look."""
    spots = [*_by_text(pairing), *_by_frame(pairing)]
    if expected is not None:
        spots += _around_forecast(pairing, expected)
        spots.append(_by_forecast(pairing, expected.place))
        crossing = _crossing(pairing, expected)
        if crossing is not None:
            spots.append(_by_forecast(pairing, crossing))
    return tuple(spots)


def _crossing(pairing: Pairing, expected: Forecast) -> Floats | None:
    """Where the line of the row's most telling text crosses the column below its head; None without such a line."""
    row = pairing.reference.row
    key = row.key if row is not None else None
    if row is None or key is None:
        return None
    line = _same_offset(pairing, key, 1)
    if line is None:
        return None
    head = int(row.heads[row.head_weights.argmax()]) if len(row.heads) else None
    column = _same_offset(pairing, head, 0) if head is not None else None
    return np.asarray((expected.place[0] if column is None else column, line), np.float32)


def _same_offset(pairing: Pairing, text: int, axis: int) -> float | None:
    """The target's coordinate when it stands to this text as it did; None when the text is not here."""
    at = int(pairing.strict[text].argmax())
    if pairing.strict[text, at] < _HERE:
        return None
    taught, seen = pairing.reference.atoms, pairing.atoms
    if axis == 1:
        return float(seen.centers[at, 1] + pairing.scale * (pairing.reference.press - taught.centers[text])[1])
    # A head stands on the left, in the middle or on the right of its column: the nearest of its edges leads.
    before = np.asarray((taught.boxes[text, 0], taught.centers[text, 0], taught.boxes[text, 2]))
    after = np.asarray((seen.boxes[at, 0], seen.centers[at, 0], seen.boxes[at, 2]))
    near = int(np.abs(before - pairing.reference.press[0]).argmin())
    return float(after[near] + pairing.scale * (pairing.reference.press[0] - before[near]))


def _by_text(pairing: Pairing) -> list[Spot]:
    reference = pairing.reference
    if reference.text is None:
        return []
    likeness = pairing.likeness[reference.text]
    best = np.argsort(-likeness)[:_MOST_TEXTS]
    return [_text_spot(pairing, int(atom)) for atom in best[likeness[best] > 0.12]]


def _text_spot(pairing: Pairing, atom: int) -> Spot:
    """The place if this text of the screen is the target's own."""
    reference, atoms, scale = pairing.reference, pairing.atoms, pairing.scale
    assert reference.text is not None
    middle = reference.atoms.centers[reference.text]
    half = atoms.sizes[atom] / 2
    press = atoms.centers[atom] + np.clip(scale * (reference.press - middle), -half, half)
    anchor = atoms.centers[atom] + scale * (reference.anchor - middle)
    return Spot(press, anchor, float(pairing.likeness[reference.text, atom]), Source.TEXT, atom)


def _around_forecast(pairing: Pairing, expected: Forecast) -> list[Spot]:
    """Pieces of the right size near the expected place: in another theme an icon is another, and a little off."""
    reference, atoms, scale = pairing.reference, pairing.atoms, pairing.scale
    if reference.text is None:
        return []
    size = scale * reference.atoms.sizes[reference.text]
    away = np.abs(atoms.centers - expected.place - scale * (reference.anchor - reference.press))
    reach = np.maximum(size, size[1])
    fits = (np.abs(np.log((atoms.sizes + 1) / (size + 1))) < _AS_LARGE).all(axis=1) & ~atoms.framed
    near = np.flatnonzero(fits & (away <= reach * _AROUND).all(axis=1))
    near = near[np.argsort(np.hypot(*away[near].T))][:_MOST_AROUND]
    return [_text_spot(pairing, int(atom)) for atom in near]


def _by_frame(pairing: Pairing) -> list[Spot]:
    reference, atoms, scale = pairing.reference, pairing.atoms, pairing.scale
    if reference.frame is None:
        return []
    fit = pairing.frames[reference.frame]
    best = np.argsort(-fit)[:_MOST_FRAMES]
    middle, size = reference.atoms.centers[reference.frame], reference.atoms.sizes[reference.frame]
    inner = (reference.press - middle) / size
    spots = []
    for atom in best[fit[best] > 0.25]:
        press = atoms.centers[atom] + inner * atoms.sizes[atom]
        anchor = atoms.centers[atom] + scale * (reference.anchor - middle)
        looks = float(fit[atom]) * _content(pairing, int(atom))
        spots.append(Spot(press, anchor, looks, Source.FRAME, int(atom)))
    return spots


def _content(pairing: Pairing, frame: int) -> float:
    """How well what stands inside a frame fits: a button's text must, a field's text may differ."""
    reference, atoms = pairing.reference, pairing.atoms
    within = np.flatnonzero(~atoms.framed & atoms.inside(*atoms.boxes[frame]))
    if reference.text is None:
        return 0.6 if len(within) else 1.0
    alike = float(pairing.likeness[reference.text, within].max()) if len(within) else 0.0
    return 0.6 + 0.4 * alike if reference.is_field else 0.25 + 0.75 * alike


def _by_forecast(pairing: Pairing, place: Floats) -> Spot:
    """The expected place, set right by the element's edges within a few pixels around it."""
    reference, scale = pairing.reference, pairing.scale
    back = scale * (reference.anchor - reference.press)
    patch = crop(reference.atoms.gray, reference.box.grown(4))
    origin = np.maximum(0, np.asarray((reference.box.x - 4, reference.box.y - 4), np.float32))
    corner = place - scale * (reference.press - origin)
    grown = scaled(patch, scale)
    reach = int(14 * scale)
    area = Box(round(float(corner[0])) - reach, round(float(corner[1])) - reach, 0, 0)
    area = Box(area.x, area.y, grown.shape[1] + 2 * reach, grown.shape[0] + 2 * reach)
    where = crop(pairing.atoms.gray, area)
    scores = correlation(edges_of(where), edges_of(grown)) if where.size and grown.size else np.zeros((0, 0))
    best = float(scores.max()) if scores.size else 0.0
    if best <= 0.5:
        return Spot(place, place + back, 0.0, Source.FORECAST)
    y, x = np.unravel_index(int(scores.argmax()), scores.shape)
    start = np.maximum(0, (area.x, area.y)) + np.asarray((x, y), np.float32)
    press = np.asarray(start + scale * (reference.press - origin), np.float32)
    return Spot(press, press + back, (best - 0.4) / 0.6, Source.FORECAST)
