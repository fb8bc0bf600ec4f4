"""The looks a program is captured in, and which change each of them stands for beside the reference."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import NamedTuple

from tests.bench.relocation.case import Variation
from tests.bench.relocation.programs.spec import Edition

FONTS = ("DejaVu Sans", "Liberation Sans", "Noto Sans", "Cantarell", "Lato", "Open Sans", "Roboto", "Noto Serif")
_SCALES = {Variation.SCALE_125: 1.25, Variation.SCALE_150: 1.5, Variation.SCALE_200: 2.0}
_LARGEST = 2.0
_THEMES = 4


@dataclass(frozen=True)
class Look:
    """Everything that decides how a program is drawn; `scale` is physical pixels by pixels at 96 dpi."""

    dark: bool = False
    scale: float = 1.0
    font: str = "DejaVu Sans"
    points: float = 10.0
    antialias: bool = True
    theme: int = 0


class Sitting(NamedTuple):
    """One start of the program: how it looks, what it shows, and whether its window stands elsewhere."""

    name: str
    variation: Variation
    look: Look
    edition: Edition = Edition.FIRST
    moved: bool = False
    resized: bool = False


BASE = "base"


def reference_look(name: str) -> Look:
    """The look of a program's reference pictures: a third of them are dark or scaled."""
    dice = random.Random(f"{name} look")
    look = Look(font=dice.choice(FONTS[:6]), points=dice.choice((9.0, 10.0, 10.0, 11.0)), theme=dice.randrange(2))
    kind = dice.randrange(6)
    if kind == 0:
        return replace(look, dark=True)
    return replace(look, scale=dice.choice((1.25, 1.5))) if kind == 1 else look


def sittings(name: str) -> tuple[Sitting, ...]:
    """All starts of a program, the reference first."""
    base = reference_look(name)
    dice = random.Random(f"{name} sittings")
    fonts = dice.sample([font for font in FONTS if font != base.font], 4)
    other = (base.theme + 1 + dice.randrange(_THEMES - 1)) % _THEMES
    all_of_them = (
        Sitting(BASE, Variation.SAME, base),
        Sitting("dark", Variation.DARK, replace(base, dark=not base.dark)),
        *(Sitting(str(kind), kind, replace(base, scale=_scaled(base.scale, by))) for kind, by in _SCALES.items()),
        Sitting("font0", Variation.FONT, replace(base, font=fonts[0])),
        Sitting("font1", Variation.FONT, replace(base, font=fonts[1])),
        Sitting("fontsize", Variation.FONT_SIZE, replace(base, points=base.points + dice.choice((2, 3)))),
        Sitting("aa", Variation.ANTIALIASING, replace(base, antialias=not base.antialias)),
        Sitting("theme", Variation.THEME, replace(base, theme=other)),
        Sitting("data", Variation.DATA, base, Edition.OTHER),
        Sitting("fewer", Variation.ABSENT_TWINS, base, Edition.FEWER),
        Sitting(
            "combo0", Variation.COMBO, replace(base, dark=not base.dark, scale=_scaled(base.scale, 1.5)), moved=True
        ),
        Sitting("combo1", Variation.COMBO, replace(base, font=fonts[2]), resized=True, moved=True),
        Sitting("combo2", Variation.COMBO, replace(base, font=fonts[3], theme=other, antialias=False), Edition.OTHER),
    )
    return tuple(sitting for sitting in all_of_them if sitting.look.scale <= _LARGEST)


def _scaled(scale: float, by: float) -> float:
    """The other end of a change by this factor: down where the reference is scaled enough, else up."""
    return round(scale / by, 3) if scale / by >= 1 else scale * by
