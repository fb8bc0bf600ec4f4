"""Made screens on which the target's text says something else: another word, or one letter changed."""

from __future__ import annotations

import random

import numpy as np

from app.model.frame import Pixels
from app.model.geometry import Box
from app.vision.atoms import Atoms
from app.vision.gray import gray_of

_GROUND, _CHANGED, _LETTER, _ALIKE = 16, 10.0, 0.7, 0.8


def other_word(pixels: Pixels, atoms: Atoms, shift: tuple[int, int], truth: Box, dice: random.Random) -> Pixels | None:
    """The screen with another word of the same size in place of the target's text; None when there is none."""
    text = _own(atoms, truth.moved(-shift[0], -shift[1]))
    if text is None:
        return None
    donors = [n for n in _donors(atoms, text) if abs(_ground(atoms, n) - _ground(atoms, text)) < _GROUND]
    if not donors:
        return None
    old, new = _box(atoms, text, shift), _box(atoms, dice.choice(donors), shift)
    changed = pixels.copy()
    word = pixels[new.y : new.bottom, new.x : new.right]
    changed[old.y : old.bottom, old.x : old.right] = np.median(word[0], axis=0).astype(np.uint8)
    left, top = old.x, max(0, old.center.y - new.h // 2)
    space = changed[top : top + new.h, left : left + new.w]
    space[:] = word[: space.shape[0], : space.shape[1]]
    return changed


def other_letter(
    pixels: Pixels, atoms: Atoms, shift: tuple[int, int], truth: Box, dice: random.Random
) -> Pixels | None:
    """The screen with one letter of the target's text replaced by another one of it; None for a short text."""
    text = _own(atoms, truth.moved(-shift[0], -shift[1]))
    if text is None:
        return None
    box = _box(atoms, text, shift)
    width = max(5, round(_LETTER * box.h))
    if box.w < 3 * width:
        return None
    here, there = dice.randrange(box.w - width), dice.randrange(box.w - width)
    line = pixels[box.y : box.bottom, box.x : box.right]
    letter = line[:, here : here + width].copy()
    before = line[:, there : there + width]
    if float(np.abs(gray_of(letter).astype(int) - gray_of(before)).mean()) < _CHANGED:
        return None
    changed = pixels.copy()
    changed[box.y : box.bottom, box.x + there : box.x + there + width] = letter
    return changed


def _own(atoms: Atoms, truth: Box) -> int | None:
    """The one text of the element; None for an element with several, where only one of them may be its name."""
    inside = np.flatnonzero(~atoms.framed & atoms.inside(truth.x, truth.y, truth.right, truth.bottom))
    if not len(inside):
        return None
    widest = int(inside[atoms.sizes[inside, 0].argmax()])
    left, _, right, _ = atoms.boxes[widest]
    alone = (atoms.boxes[inside, 0] >= left - 2).all() and (atoms.boxes[inside, 2] <= right + 2).all()
    return widest if alone else None


def _donors(atoms: Atoms, text: int) -> list[int]:
    ratio = np.abs(np.log((atoms.sizes + 1) / (atoms.sizes[text] + 1)))
    fits = ~atoms.framed & (ratio[:, 0] < 0.5) & (ratio[:, 1] < 0.2) & (atoms.looks @ atoms.looks[text] < _ALIKE)
    return [int(n) for n in np.flatnonzero(fits)]


def _ground(atoms: Atoms, text: int) -> float:
    left, top, right, _ = (int(v) for v in atoms.boxes[text])
    return float(np.median(atoms.gray[max(0, top - 1), left:right]))


def _box(atoms: Atoms, text: int, shift: tuple[int, int]) -> Box:
    left, top, right, bottom = (int(v) for v in atoms.boxes[text])
    return Box(left, top, right - left, bottom - top).moved(*shift)
