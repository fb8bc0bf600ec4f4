"""A closer look at a possible place: its very text, its row, its edges, gathered for the belief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np

from app.model.frame import Pixels
from app.vision.anchors import Forecast
from app.vision.belief import Observed
from app.vision.context import Agreement
from app.vision.gray import Floats, Numbers
from app.vision.pairing import Pairing
from app.vision.portrait import Portraits
from app.vision.propose import Source, Spot
from app.vision.reading import same_words
from app.vision.reference import Reference
from app.vision.structure import Shape, Structure
from app.vision.wording import NOTHING, Lettering, lettering, pictures, strictness, texts_at

_FAR = 60.0
_MANY, _READ, _WORD = 20, 2, 6.0
_SAME_RENDERING, _SAME_PIXELS = 0.96, 0.985
_ALONE, _OF_TWINS, _LETTERS = 0.22, 0.08, 6


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The screen looked at as shown at one scale."""

    pairing: Pairing
    expected: Forecast | None
    shape: Shape
    portraits: Portraits


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A taught text and its partner on the screen: how its letters agree, and the pictures of both to be read."""

    lettering: Lettering
    pictures: tuple[Pixels, Pixels] | None

    @property
    def plain(self) -> bool:
        """Whether nobody needs to read it: its pixels are the same, or there is nothing to read."""
        return self.pictures is None or self.lettering.whole > _SAME_PIXELS


_MISSING = Written(NOTHING, None)


@dataclass(frozen=True, slots=True, eq=False)
class Closer:
    """What a closer look at one place adds: edges, own text and the row's key text, None where it has none."""

    view: View
    spot: Spot
    agreement: Agreement
    rank: float
    structure: Structure
    strict: float | None
    own: Written | None
    key: Written | None

    @property
    def refined(self) -> float:
        """The rank with all that was seen; between twins the row leads, for a switch may have been turned."""
        letters = self.structure.shape if self.own is None else self.own.lettering.whole
        return self.rank + (_OF_TWINS if self.agreement.row else _ALONE) * (self.structure.shape + letters)


def closer(view: View, spot: Spot, agreement: Agreement, rank: float) -> Closer:
    """Look closely at one place."""
    pairing = view.pairing
    reference, row = pairing.reference, agreement.row
    texts = texts_at(pairing, spot) if reference.text is not None and not reference.is_field else None
    own = None if texts is None else _own_text(pairing, texts)
    strict = None if texts is None else strictness(pairing, texts)
    key = None if row is None else _MISSING if row.at is None else _written(pairing, row.key, row.at)
    return Closer(view, spot, agreement, rank, view.shape.at(spot), strict, own, key)


class Read(NamedTuple):
    """How likely the own text and the key text are the very words; None where there is none."""

    own: float | None
    key: float | None


def read(places: Sequence[Closer]) -> list[Read]:
    """Read the texts of all places at once; texts with the very pixels need no reading."""
    texts = [text for place in places for text in (place.own, place.key)]
    pairs = [text.pictures for text in texts if text is not None and not text.plain and text.pictures is not None]
    said = iter(same_words(pairs))
    likely = [None if text is None else _plainly(text) if text.plain else next(said) for text in texts]
    return [Read(own, key) for own, key in zip(likely[::2], likely[1::2], strict=True)]


def _plainly(text: Written) -> float:
    return 1.0 if text.pictures is not None else 0.0


def observed(place: Closer, reading: Read, alike: float, margin: float) -> Observed:
    """All that is known about the place; alike: how likely its portrait is the taught one; margin: before the next."""
    pairing, expected, spot, agreement = place.view.pairing, place.view.expected, place.spot, place.agreement
    reference, structure, own, key = pairing.reference, place.structure, place.own, place.key
    return Observed(
        looks=_looks(spot, agreement, structure),
        strict=place.strict,
        letters=None if own is None else own.lettering.whole,
        worst=None if own is None else own.lettering.worst,
        reads=reading.own,
        around=agreement.around,
        near=agreement.near,
        row=agreement.row.share if agreement.row else None,
        key=None if key is None else key.lettering.whole,
        key_worst=None if key is None else key.lettering.worst,
        key_reads=reading.key,
        margin=margin,
        off=min(_off(expected, _place(pairing, spot)), _FAR) / _FAR,
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
        wordy=_wordy(reference),
        twins=min(len(reference.twins), _MANY) / _MANY,
        rescaled=min(1.0, abs(float(np.log(pairing.scale)))),
        alike=alike,
        lettered=_lettered(reference),
    )


def _own_text(pairing: Pairing, texts: Numbers) -> Written:
    """Of the texts that may be the target's own, the one that agrees best letter by letter."""
    text = pairing.reference.text
    assert text is not None
    likeliest = texts[np.argsort(-pairing.alike[text, texts])][:_READ]
    found = [_written(pairing, text, int(at)) for at in likeliest]
    return max(found, key=lambda one: one.lettering, default=_MISSING)


def _written(pairing: Pairing, text: int, at: int) -> Written:
    return Written(lettering(pairing, text, at), pictures(pairing, text, at))


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


def _wordy(reference: Reference) -> float:
    """How much its own piece has the shape of a word, 0 to 1: an icon or a switch may change its look."""
    if reference.text is None:
        return 0.0
    wide, high = reference.atoms.sizes[reference.text]
    return min(1.0, float(wide / max(1.0, high)) / _WORD)


def _lettered(reference: Reference) -> float:
    """How much its own piece is made of separate letters, 0 to 1; an icon or a switch is one or two pieces."""
    if reference.text is None:
        return 0.0
    left, top, right, bottom = (int(value) for value in reference.atoms.boxes[reference.text])
    piece = reference.atoms.gray[top:bottom, left:right]
    plain = cv2.absdiff(piece, np.full_like(piece, int(np.median(piece))))
    _, drawn = cv2.threshold(plain, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return min(1.0, (cv2.connectedComponents(drawn)[0] - 1) / _LETTERS)


def _place(pairing: Pairing, spot: Spot) -> Floats:
    """Where the pointed place would be; the press itself is kept on the text that was found."""
    return spot.anchor + np.float32(pairing.scale) * (pairing.reference.press - pairing.reference.anchor)


def _off(expected: Forecast | None, place: Floats) -> float:
    return float(np.hypot(*(place - expected.place))) if expected else _FAR


def _looks(spot: Spot, agreement: Agreement, structure: Structure) -> float:
    """A forecast place with the right neighbours and the right edges counts, though its pixels were not matched."""
    if spot.source is not Source.FORECAST or agreement.near <= 0.5:
        return spot.looks
    stands = min(1.0, 2 * structure.energy) * min(1.0, 2 * structure.shape)
    return max(spot.looks, 0.9 * stands * agreement.near * agreement.around)
