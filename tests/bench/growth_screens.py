"""Generated windows and desktops of any size: a ledger with menus, a list, tables and a form, each seed another one."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from app.model.frame import Frame
from app.model.geometry import Box, Point
from app.model.target import Picture, Place, Target
from app.model.window import Window
from tests.unit.vision.drawing import IDENTITY, LIGHT, Canvas, shown, window_at

WIDE, HIGH = 1600, 900
"""The usual window, in pixels at 100 %."""
_FIRST = (
    "Alpine",
    "Baker",
    "Citrus",
    "Delta",
    "Evergreen",
    "Foxglove",
    "Granite",
    "Harbour",
    "Indigo",
    "Juniper",
    "Keystone",
    "Lantern",
    "Meadow",
)
_SECOND = (
    "Supply",
    "Freight",
    "Trading",
    "Works",
    "Brothers",
    "Optics",
    "Garden",
    "Motors",
    "Paper",
    "Glass",
    "Foods",
    "Energy",
    "Press",
    "Timber",
)
_MENU = ("File", "Edit", "View", "Booking", "Reports", "Window", "Help")
_TABLE_WIDE, _ROW, _FORM_WIDE = 520, 30, 420
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Style:
    """How a window is drawn: scale, colours, which rows it shows first, and what is left out."""

    scale: float = 1.0
    theme: tuple[int, int, int] = LIGHT
    turned: int = 0
    without: str = ""


def ledger(seed: int, wide: int = WIDE, high: int = HIGH, style: Style = Style()) -> Canvas:
    """A window full of tables with a form at the right; the larger, the more rows and tables."""
    chance = random.Random(seed)
    canvas = Canvas(wide, high, scale=style.scale, theme=style.theme)
    for number, word in enumerate(_MENU):
        canvas.text(word, 14 + 80 * number, 20)
    canvas.text(f"Ledger of {_name(chance)}", 14, 52)
    left = 14
    while left + _TABLE_WIDE < wide - _FORM_WIDE:
        _table(canvas, chance, left, style)
        left += _TABLE_WIDE
    _form(canvas, chance, wide - _FORM_WIDE + 130, style)
    canvas.text(f"{chance.randrange(1000)} entries, {_name(chance)}", 14, high - 12)
    return canvas


def _table(canvas: Canvas, chance: random.Random, left: int, style: Style) -> None:
    rows = [(_name(chance), chance.randrange(10_000, 99_999)) for _ in range((canvas.high - 130) // _ROW)]
    buttons = [f"Open {left} {number}" for number in range(len(rows))]
    lines = list(zip(rows, buttons, strict=True))
    turned = lines[style.turned % len(lines) :] + lines[: style.turned % len(lines)]
    canvas.text(f"Number     {chance.choice(_SECOND)}", left, 84)
    for line, ((name, amount), button) in enumerate(turned):
        top = 96 + _ROW * line
        canvas.text(str(amount), left, top + 17)
        canvas.text(name, left + 80, top + 17)
        canvas.text(f"{amount % 977}.{amount % 89:02d}", left + 330, top + 17)
        if button != style.without:
            canvas.button(button, "Open", Box(left + 420, top, 64, 24))


def _form(canvas: Canvas, chance: random.Random, left: int, style: Style) -> None:
    fields = chance.sample(_SECOND, 3 + chance.randrange(4))
    for number, label in enumerate(fields):
        if f"Field {number}" != style.without:
            canvas.entry(f"Field {number}", f"{label}:", _name(chance), Box(left, 100 + 44 * number, 260, 26))
    top = 120 + 44 * len(fields)
    for name, words, x in (("Save", "Save", 0), ("Cancel", "Cancel", 110)):
        if name != style.without:
            canvas.button(name, words, Box(left + x, top, 90, 30))


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_FIRST)} {chance.choice(_SECOND)} {chance.randrange(100)}"


def target_of(canvas: Canvas, element: str, view: str) -> Target:
    """The taught element, known by the picture of its window alone."""
    box = canvas.places[element]
    high, wide = canvas.pixels.shape[:2]
    place = Place(box=box, window_width=wide, window_height=high)
    press = Point(box.w // 2, box.h // 2)
    return Target(window=IDENTITY, place=place, press=press, picture=Picture(image=view, box=box), view=view)


@dataclass(frozen=True)
class Showing:
    """A window on a desktop."""

    window: Window
    frame: Frame

    def again(self) -> Frame:
        """The same pixels as a frame of their own: nothing that was prepared for the last one is of use."""
        return replace(self.frame, number=next(_numbers))


def showing(canvas: Canvas, desktop: Box, x: int = 40, y: int = 60) -> Showing:
    """The window at this place of the desktop's first display."""
    window = window_at(x, y, canvas)
    return Showing(window, shown((window, canvas), region=desktop))


def cpu_ms(action: Callable[[], object]) -> float:
    """Milliseconds of processor time of this thread that one call takes."""
    begun = time.thread_time()
    action()
    return 1000 * (time.thread_time() - begun)


def cpu_each(actions: Iterable[Callable[[], object]], times: int = 1) -> tuple[float, ...]:
    """Processor time of each call, all of them several times over."""
    kept = list(actions)
    return tuple(cpu_ms(action) for _ in range(times) for action in kept)
