"""Draws pairs of words the way screens show them: fonts, sizes, themes, weak contrast, smoothing, loose edges."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from app.model.frame import Pixels
from app.vision.reading import HEIGHT, WIDTH, strip
from tests.bench.relocation.reading.words import nearly, words

_SAME, _NEARLY, _ICONS = 0.5, 0.33, 0.12
_PRIVATE = range(0xF000, 0xF900)
_SIZES = (10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 22, 24, 26, 28)
Pair = tuple[np.ndarray, bool]


@dataclass(frozen=True, slots=True)
class Fonts:
    """Font files for words, and for icons."""

    texts: Sequence[Path]
    icons: Sequence[Path]


@dataclass(frozen=True, slots=True)
class _Look:
    """How a text is drawn."""

    font: Path
    size: int
    ground: int
    ink: int
    smooth: bool
    resized: float


def pair(fonts: Fonts, dice: random.Random) -> Pair:
    """Two strips (2 × HEIGHT × WIDTH, 0 to 1) and whether they show the same."""
    icons = bool(fonts.icons) and dice.random() < _ICONS
    look = _look(fonts.icons if icons else fonts.texts, dice)
    first = _icon(look, dice) if icons else words(dice)
    same = dice.random() < _SAME
    if icons:
        other = first if same else _icon(look, dice)
        beside = _another(look, (look.font,), dice)
    else:
        other = first if same else nearly(first, dice) if dice.random() < _NEARLY / _SAME else words(dice)
        beside = _another(look, fonts.texts, dice)
    before, after = _drawn(first, look, dice), _drawn(other, beside, dice)
    if before is None or after is None:
        return pair(fonts, dice)
    return np.stack(strip(before, after)), other == first


def pairs(fonts: Fonts, dice: random.Random, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Many pairs: strips (count × 2 × HEIGHT × WIDTH, 0 to 255) and whether each shows the same."""
    found = [pair(fonts, dice) for _ in range(count)]
    strips = np.stack([one for one, _ in found])
    assert strips.shape[1:] == (2, HEIGHT, WIDTH)
    return np.asarray(strips * 255, np.uint8), np.asarray([same for _, same in found], np.float32)


def _look(fonts: Sequence[Path], dice: random.Random) -> _Look:
    dark = dice.random() < 0.4
    contrast = dice.choice((40, 70, 110, 160, 200))
    ground = dice.randrange(0, 60) if dark else dice.randrange(200, 256)
    ink = min(255, ground + contrast) if dark else max(0, ground - contrast)
    resized = 1.0 if dice.random() < 0.7 else dice.uniform(0.75, 1.4)
    return _Look(dice.choice(fonts), dice.choice(_SIZES), ground, ink, dice.random() < 0.9, resized)


def _another(look: _Look, fonts: Sequence[Path], dice: random.Random) -> _Look:
    """The same look, another size, another theme, another font, or all of these."""
    new = _look(fonts, dice)
    kind = dice.random()
    if kind < 0.2:
        return look
    if kind < 0.45:
        return _Look(look.font, new.size, look.ground, look.ink, look.smooth, new.resized)
    if kind < 0.6:
        return _Look(look.font, look.size, new.ground, new.ink, look.smooth, 1.0)
    return new


def _icon(look: _Look, dice: random.Random) -> str:
    """An icon that this font really has."""
    return chr(dice.choice(_icons(look.font)))


@lru_cache
def _icons(file: Path) -> tuple[int, ...]:
    font = _font(file, 16)
    missing = bytes(font.getmask("\uffff"))
    return tuple(code for code in _PRIVATE if bytes(font.getmask(chr(code))) not in (missing, b""))


@lru_cache(maxsize=4096)
def _font(file: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file), size)


def _drawn(text: str, look: _Look, dice: random.Random) -> Pixels | None:
    """The text cut out with a loose edge; None when the font has nothing to show for it."""
    font = _font(look.font, look.size)
    left, top, right, bottom = (round(v) for v in font.getbbox(text))
    if right - left < 3 or bottom - top < 3 or right - left > 420:
        return None
    image = Image.new("L", (right - left + 16, bottom - top + 16), look.ground)
    draw = ImageDraw.Draw(image)
    draw.fontmode = "L" if look.smooth else "1"
    draw.text((8 - left + dice.random(), 8 - top), text, font=font, fill=look.ink)
    if dice.random() < 0.04:
        draw.line((8, bottom - top + 9, right - left + 8, bottom - top + 9), fill=look.ink)
    if look.resized != 1.0:
        size = (max(4, round(image.width * look.resized)), max(4, round(image.height * look.resized)))
        image = image.resize(size, Image.Resampling.BILINEAR)
    return _cut(np.asarray(image, np.uint8), look, dice)


def _cut(picture: Pixels, look: _Look, dice: random.Random) -> Pixels | None:
    written = np.abs(picture.astype(np.int16) - look.ground) > 12
    rows, columns = np.flatnonzero(written.any(axis=1)), np.flatnonzero(written.any(axis=0))
    if len(rows) < 3 or len(columns) < 3:
        return None
    up, down, left, right = (dice.choice((0, 1, 1, 1, 2)) for _ in range(4))
    return np.ascontiguousarray(
        picture[max(0, rows[0] - up) : rows[-1] + 1 + down, max(0, columns[0] - left) : columns[-1] + 1 + right]
    )
