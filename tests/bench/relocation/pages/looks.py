"""The plan of one page: every picture that is taken of it, and which kind of change it stands for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from tests.bench.relocation.case import Rect, Variation
from tests.bench.relocation.pages.specs import Spec

FONTS = ("DejaVu Sans", "Liberation Sans", "Lato", "Cantarell", "DejaVu Serif", "Liberation Serif", "Noto Serif")
_SCALES = {1.25: Variation.SCALE_125, 1.5: Variation.SCALE_150, 2.0: Variation.SCALE_200}


class Act(StrEnum):
    """What the person, or another program, does just before the picture."""

    NONE = "none"
    HOVER = "hover"
    PRESS = "press"
    FOCUS = "focus"
    COVER = "cover"
    LEAVE = "leave"
    SWAP = "swap"


@dataclass(frozen=True)
class Launch:
    """How the browser is started: `scale` of 1.0 is 100 %, `whole` scales its own bars too, `smooth` letters."""

    scale: float = 1.0
    whole: bool = False
    smooth: bool = True


@dataclass(frozen=True)
class Shot:
    """One picture: `look` goes to the page, `window` is the client box in physical pixels.

    `ref` names the picture its cases compare with; `shows` the known picture of the same Screen, None for none.
    """

    name: str
    variation: Variation
    launch: Launch
    window: Rect
    look: dict[str, Any] = field(default_factory=dict)
    ref: str = "base"
    shows: str | None = "base"
    act: Act = Act.NONE
    target: str = ""
    scroll: float = 0.0


class Plan:
    """Makes the shots of a page; all chance in it is seeded by the page's name."""

    def __init__(self, spec: Spec) -> None:
        self._chance = random.Random(f"{spec.name}/looks")
        self.spec = spec
        whole = self._chance.random() < 0.5
        look: dict[str, Any] = {"lang": spec.lang, "brand": spec.brand, "seed": spec.name, "dark": spec.dark}
        self.base = Shot("base", Variation.SAME, Launch(spec.scale, whole), spec.window, look)

    def references(self) -> list[Shot]:
        """The pictures that a workflow knows: the page, its dialog, and the neighbour."""
        dialog = self._shot("dialog", Variation.SAME, ref="dialog", shows="dialog", look={"view": "dialog"})
        other = self._shot("other", Variation.ABSENT, shows="other", look={"view": "other"})
        return [self.base, dialog, other]

    def shots(self) -> list[Shot]:
        """Everything else that needs no target to be chosen first."""
        made = [*self._placed(), *self._listed(), *self._dressed(), *self._scaled(), *self._combined()]
        return [*made, *self._dialogs(), *self._absent()]

    def aimed(self, variation: Variation, targets: list[str]) -> list[Shot]:
        """A picture for each target with the pointer, the button, the keys or nothing on it."""
        if variation is Variation.DISABLED:
            looks = [{"disabled": targets[number::2]} for number in range(2)]
            made = [self._shot(f"disabled{n}", variation, look=look) for n, look in enumerate(looks)]
            return [replace(shot, target=",".join(shot.look["disabled"])) for shot in made if shot.look["disabled"]]
        act = {Variation.HOVER: Act.HOVER, Variation.PRESSED: Act.PRESS, Variation.FOCUS: Act.FOCUS}[variation]
        return [self._shot(f"{variation}{n}", variation, act=act, target=t) for n, t in enumerate(targets)]

    def _shot(self, name: str, variation: Variation, look: dict[str, Any] | None = None, **more: Any) -> Shot:
        return replace(self.base, name=name, variation=variation, look=self.base.look | (look or {}), **more)

    def _placed(self) -> Iterator[Shot]:
        yield self._shot("same", Variation.SAME)
        yield self._shot("moved0", Variation.MOVED, window=self._moved())
        yield self._shot("moved1", Variation.MOVED, window=self._moved())
        for number in range(3):
            yield self._shot(f"occluded{number}", Variation.OCCLUDED, act=Act.COVER, window=self._moved(number))
        for name, wide, high in (("wider", 1.28, 1.0), ("narrow", 0.72, 1.0), ("short", 1.0, 0.72)):
            yield self._shot(name, Variation.REFLOW, window=self._sized(wide, high))
        for number, share in enumerate((0.3, 0.65)):
            size = self._sized(1.0, 0.66 + 0.1 * number)
            yield self._shot(f"scroll{number}", Variation.SCROLLED, scroll=share, window=size)

    def _listed(self) -> Iterator[Shot]:
        for number in (1, 2):
            place = self._moved(number)
            yield self._shot(f"data{number}", Variation.DATA, {"data": number}, window=place)
            yield self._shot(f"reordered{number}", Variation.REORDERED, {"order": number}, window=place)
            yield self._shot(f"removed{number}", Variation.ABSENT_TWINS, {"removed": number}, window=place)
        look = {"removed": 3, "font": self._font()}
        yield self._shot("font_removed", Variation.ABSENT_TWINS, look, window=self._moved())

    def _dressed(self) -> Iterator[Shot]:
        yield self._shot("dark0", Variation.DARK, {"dark": not self.spec.dark})
        yield self._shot("dark1", Variation.DARK, {"dark": not self.spec.dark}, window=self._moved())
        first, second = self._chance.sample(FONTS, 2)
        yield self._shot("font0", Variation.FONT, {"font": first})
        yield self._shot("font1", Variation.FONT, {"font": second}, window=self._moved())
        for size in (14, 18, 20):
            yield self._shot(f"fontsize{size}", Variation.FONT_SIZE, {"textSize": size})
        yield self._shot("theme0", Variation.THEME, {"theme": "alt"})
        yield self._shot("theme1", Variation.THEME, {"theme": "alt"}, window=self._moved())
        rough = replace(self.base.launch, smooth=False)
        yield self._shot("aa0", Variation.ANTIALIASING, launch=rough)

    def _scaled(self) -> Iterator[Shot]:
        for scale in (1.0, 1.25, 1.5, 2.0):
            if scale != self.spec.scale:
                yield self._at_scale(f"scale{round(scale * 100)}", self._named(scale), scale)

    def _at_scale(self, name: str, variation: Variation, scale: float, look: dict[str, Any] | None = None) -> Shot:
        launch = replace(self.base.launch, scale=scale, whole=self._chance.random() < 0.5)
        grow = self._chance.choice((1.0, scale / self.spec.scale))
        return self._shot(name, variation, look, launch=launch, window=self._sized(grow, grow))

    def _named(self, scale: float) -> Variation:
        """The name of the factor between reference and picture, either way round."""
        factor = max(scale, self.spec.scale) / min(scale, self.spec.scale)
        return _SCALES[min(_SCALES, key=lambda known: abs(known - factor))]

    def _combined(self) -> Iterator[Shot]:
        dark, combo = {"dark": not self.spec.dark}, Variation.COMBO
        yield self._shot("combo_dark_data", combo, dark | {"data": 1}, window=self._moved())
        yield self._shot("combo_font_reflow", combo, {"font": self._font()}, window=self._sized(1.2, 0.9))
        yield self._shot("combo_theme_dark", combo, dark | {"theme": "alt"}, window=self._moved())
        scale = self._chance.choice([one for one in (1.25, 1.5) if one != self.spec.scale])
        yield self._at_scale("combo_dark_scale", combo, scale, dark)
        yield self._at_scale("combo_order_scale", combo, scale, {"order": 3})
        yield self._at_scale("removed_scale", Variation.ABSENT_TWINS, scale, {"removed": 4})

    def _dialogs(self) -> Iterator[Shot]:
        known: dict[str, Any] = {"ref": "dialog", "shows": "dialog"}
        look = {"view": "dialog"}
        yield self._shot("dialog_moved", Variation.MOVED, look, window=self._moved(), **known)
        yield self._shot("dialog_narrow", Variation.REFLOW, look, window=self._sized(0.8, 0.9), **known)
        yield self._shot("dialog_dark", Variation.DARK, look | {"dark": not self.spec.dark}, **known)
        yield self._shot("dialog_theme", Variation.THEME, look | {"theme": "alt"}, **known)
        yield self._shot("dialog_font", Variation.FONT, look | {"font": self._font()}, **known)
        yield self._shot("dialog_closed", Variation.ABSENT, ref="dialog", window=self._moved())

    def _absent(self) -> Iterator[Shot]:
        yield self._shot("other_moved", Variation.ABSENT, {"view": "other"}, shows="other", window=self._moved())
        yield self._shot("third", Variation.ABSENT, {"view": "third"}, shows=None)
        yield self._shot("same_title", Variation.ABSENT, {"view": "third", "title": "main", "data": 1}, shows=None)
        yield self._shot("out", Variation.ABSENT, {"view": "out"}, shows=None, window=self._moved())
        yield self._shot("left", Variation.ABSENT, shows=None, act=Act.LEAVE)
        yield self._shot("swapped", Variation.ABSENT, shows=None, act=Act.SWAP)

    def _font(self) -> str:
        return self._chance.choice(FONTS)

    def _moved(self, number: int = 1) -> Rect:
        """Somewhere else on the desktop, in the same size; number 0 stays."""
        _, _, width, height = self.spec.window
        if number == 0:
            return self.spec.window
        return (self._chance.randint(0, 1920 - width), self._chance.randint(0, 1080 - height), width, height)

    def _sized(self, wide: float, high: float) -> Rect:
        """Another size, no larger than the desktop and no smaller than the browser allows."""
        x, y, width, height = self.spec.window
        width = min(max(int(width * wide), 620), 1900)
        height = min(max(int(height * high), 420), 1060)
        return (min(x, 1920 - width), min(y, 1080 - height), width, height)
