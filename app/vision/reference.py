"""What is known about a target from the picture of its window: its own piece, its twins, what tells them apart."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from app.model.frame import Pixels
from app.model.geometry import Box, Point
from app.vision.atoms import Atoms, cut
from app.vision.gray import Bools, Floats, Numbers, correlation, crop, peaks
from app.vision.rows import Grounds, Row, learn_row

TWIN, TALL = 0.96, 120
_SAME_LOOK, _SAME_SIZE = 0.93, 0.1
_TWIN_REACH = 6
_WORDY = 1.8


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """One target in the picture it was taught on; all places are pixels of that picture.

    text and frame are the atoms of the element itself (None = it has none); is_field: a frame whose text may change.
    A tall element is a page: whatever it holds may change, so it has no text of its own.
    rare: 1 for an atom that looks like no other, less for repeated ones. rival: likeness of the nearest different text.
    twins: offsets from the target to everything that looks the same.
    """

    atoms: Atoms
    box: Box
    point: Point
    text: int | None
    frame: int | None
    is_field: bool
    rare: Floats
    rival: Floats
    twins: Floats
    row: Row | None = field(default=None)

    @property
    def anchor(self) -> Floats:
        """The place that offsets are counted from: the middle of the main piece, else the point."""
        main = self.main
        return self.press if main is None else self.atoms.centers[main]

    @property
    def main(self) -> int | None:
        """The atom that stands for the element: the frame of a field, else its text, else its frame."""
        return self.frame if self.is_field or self.text is None else self.text

    @property
    def press(self) -> Floats:
        """The pointed place."""
        return np.asarray(self.point, np.float32)

    @property
    def holds_values(self) -> bool:
        """Whether its content may change while it stays the same element."""
        return self.is_field or (self.text is None and (self.frame is not None or self.is_page))

    @property
    def is_page(self) -> bool:
        """Whether it is a large surface to write on."""
        return self.box.h > TALL

    @property
    def patch(self) -> Pixels:
        """The element's gray pixels."""
        return crop(self.atoms.gray, self.box)


def learn(gray: Pixels, box: Box, point: Point) -> Reference:
    """Everything that the picture of the window tells about the element in the box."""
    atoms = cut(gray)
    text, frame = _own_text(atoms, box, point), _own_frame(atoms, box)
    text = None if box.h > TALL else text
    is_field = text is not None and frame is not None and _looks_like_field(atoms, text, frame)
    bare = replace(plain_reference(atoms, box, point), text=text, frame=frame, is_field=is_field)
    alike = atoms.looks @ atoms.looks.T
    twins = _twins(bare, _same(atoms, alike))
    if not len(twins):
        return replace(bare, twins=twins)
    own = tuple(atom for atom in {bare.main, bare.text} if atom is not None)
    row = learn_row(Grounds(atoms, alike, bare.rare, twins, own, bare.anchor))
    return replace(bare, twins=twins, row=row)


def plain_reference(atoms: Atoms, box: Box, point: Point) -> Reference:
    """A place in a picture without an element of its own: what is rare there, and nothing about twins."""
    alike = atoms.looks @ atoms.looks.T
    same = _same(atoms, alike)
    rare = np.where(atoms.framed, 0, 1 / np.maximum(1, same.sum(axis=1))).astype(np.float32)
    return Reference(atoms, box, point, None, None, False, rare, _rivals(atoms, alike), np.zeros((0, 2), np.float32))


def _own_text(atoms: Atoms, box: Box, point: Point) -> int | None:
    """The phrase inside the box that is nearest to the point, the larger one of equals; a lone icon if there is none.

    An icon and its label make two pieces: in another theme the icon is another one, the label stays.
    """
    areas = np.maximum(1, np.prod(atoms.sizes, axis=1))
    own = np.flatnonzero(~atoms.framed & (_shared(atoms, box.grown(2)) / areas > 0.7))
    own = np.asarray([one for one in own if atoms.together(int(one))] or own, np.intp)
    if not len(own):
        return None
    left, top, right, bottom = atoms.boxes[own].T
    away = np.maximum(0, np.maximum(left - point.x, point.x - right))
    away = away + np.maximum(0, np.maximum(top - point.y, point.y - bottom))
    wordy = atoms.sizes[own, 0] / np.maximum(1, atoms.sizes[own, 1]) > _WORDY
    if wordy.any():
        away = np.where(wordy, np.where(away < box.h, 0, away), away + box.h)
    return int(own[np.argmin(away - 0.001 * areas[own])])


def _own_frame(atoms: Atoms, box: Box) -> int | None:
    shared = _shared(atoms, box.grown(2))
    whole = np.prod(atoms.sizes, axis=1) + box.area - shared
    fit = np.where(atoms.framed, shared / np.maximum(1, whole), 0)
    best = int(np.argmax(fit)) if len(fit) else 0
    return best if len(fit) and fit[best] > 0.45 else None


def _shared(atoms: Atoms, box: Box) -> Floats:
    left, top, right, bottom = atoms.boxes.T
    wide = np.clip(np.minimum(right, box.right) - np.maximum(left, box.x), 0, None)
    return np.asarray(wide * np.clip(np.minimum(bottom, box.bottom) - np.maximum(top, box.y), 0, None), np.float32)


def _looks_like_field(atoms: Atoms, text: int, frame: int) -> bool:
    """A wide frame with a short text off its middle holds a value that changes; a button's text is centred."""
    wide = atoms.sizes[frame, 0]
    off = abs(atoms.centers[text, 0] - atoms.centers[frame, 0])
    return bool(wide > 90 and atoms.sizes[text, 0] < 0.75 * wide and off > 0.15 * wide)


def _width_ratio(atoms: Atoms) -> Floats:
    wide = atoms.sizes[:, 0] + 1
    return np.asarray(np.abs(np.log(wide[:, None] / wide[None])), np.float32)


def _same(atoms: Atoms, alike: Floats) -> Bools:
    return np.asarray((alike > _SAME_LOOK) & (_width_ratio(atoms) < _SAME_SIZE), np.bool_)


def _rivals(atoms: Atoms, alike: Floats) -> Floats:
    if not atoms.count:
        return np.zeros(0, np.float32)
    texts = ~atoms.framed[:, None] & ~atoms.framed[None]
    different = texts & (alike < 0.97) & (_width_ratio(atoms) < 0.3)
    return np.asarray(np.where(different, alike, 0).max(axis=1), np.float32)


def _twins(bare: Reference, same: Bools) -> Floats:
    """Offsets to all places that look like the target: by atoms, and by pixels (icons, boxes, empty fields)."""
    main, centers = bare.main, bare.atoms.centers
    found = np.zeros((0, 2), np.float32)
    if main is not None:
        others = _frames_like(bare.atoms, main) if bare.atoms.framed[main] else np.flatnonzero(same[main])
        others = others[others != main]
        found = centers[others] - centers[main]
        found = found[np.abs(found).max(axis=1, initial=0) > _TWIN_REACH] if len(found) else found
    margin = bare.box.grown(2)
    patch = crop(bare.atoms.gray, margin)
    if not patch.size or patch.std() <= 4:
        return found
    origin = np.maximum(0, (margin.x, margin.y))
    scores = correlation(bare.atoms.gray, patch)
    spots = peaks(scores, TWIN, (bare.box.w, bare.box.h))
    for x, y, _ in spots:
        step = np.asarray((x, y), np.float32) - origin
        known = len(found) and np.abs(found - step).max(axis=1).min() <= _TWIN_REACH
        if np.abs(step).max() > _TWIN_REACH and not known:
            found = np.concatenate((found, step[None])).astype(np.float32)
    return found


def _frames_like(atoms: Atoms, frame: int) -> Numbers:
    near = np.abs(atoms.sizes - atoms.sizes[frame]).max(axis=1) <= 3
    return np.flatnonzero(atoms.framed & near)
