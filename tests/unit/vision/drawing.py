"""Draws small programs for the eye: a form, a list with a button in every row, a calculator's keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.target import Search, Target
from app.model.window import Window, WindowIdentity
from app.vision.eye import Eye

DESKTOP = Box(0, 0, 1280, 800)
IDENTITY = WindowIdentity(application="ledger", title="Invoice – Edit")
LIGHT, DARK = (238, 30, 250), (34, 225, 48)


@dataclass
class Canvas:
    """One window's client area, drawn at a scale in a theme (background, ink, surface of fields and buttons)."""

    wide: int
    high: int
    scale: float = 1.0
    theme: tuple[int, int, int] = LIGHT
    places: dict[str, Box] = field(default_factory=dict)

    def __post_init__(self) -> None:
        size = (round(self.high * self.scale), round(self.wide * self.scale), 3)
        self.pixels: Pixels = np.full(size, self.theme[0], np.uint8)

    def _box(self, box: Box) -> Box:
        return Box(*(round(value * self.scale) for value in box))

    def text(self, words: str, x: int, y: int) -> None:
        """Words with their base line at y."""
        place = (round(x * self.scale), round(y * self.scale))
        ink, font = (self.theme[1],) * 3, cv2.FONT_HERSHEY_SIMPLEX
        cv2.putText(self.pixels, words, place, font, 0.45 * self.scale, ink, 1, cv2.LINE_AA)

    def surface(self, name: str, box: Box) -> None:
        """A framed plain surface."""
        real = self.places[name] = self._box(box)
        line = ((self.theme[0] + self.theme[1]) // 2,) * 3
        cv2.rectangle(self.pixels, real, (self.theme[2],) * 3, -1)
        cv2.rectangle(self.pixels, real, line, 1)

    def button(self, name: str, words: str, box: Box) -> None:
        """A surface with its words in the middle."""
        self.surface(name, box)
        (wide, high), _ = cv2.getTextSize(words, cv2.FONT_HERSHEY_SIMPLEX, 0.45, 1)
        self.text(words, box.x + (box.w - wide) // 2, box.y + (box.h + high) // 2)

    def entry(self, name: str, label: str, value: str, box: Box) -> None:
        """A label at the left of a field that holds a value."""
        self.text(label, box.x - 110, box.y + 17)
        self.surface(name, box)
        self.text(value, box.x + 6, box.y + 17)


def form(values: Sequence[str] = ("Nordwind", "", "Berlin"), **options: object) -> Canvas:
    """An edit form: Customer, Amount, City, and the buttons Save and Cancel."""
    canvas = Canvas(480, 300, **options)  # type: ignore[arg-type]
    canvas.text("Edit one invoice of this year", 20, 28)
    for number, (name, value) in enumerate(zip(("Customer", "Amount", "City"), values, strict=True)):
        canvas.entry(name, f"{name}:", value, Box(140, 50 + 45 * number, 260, 26))
    canvas.button("Save", "Save", Box(140, 220, 90, 30))
    canvas.button("Cancel", "Cancel", Box(250, 220, 90, 30))
    canvas.text("Press Save when all is right", 20, 285)
    return canvas


def table(rows: Sequence[str], **options: object) -> Canvas:
    """A list: a number, a name and the buttons Edit and Delete in each row."""
    canvas = Canvas(560, 60 + 32 * 8, **options)  # type: ignore[arg-type]
    canvas.text("Number    Supplier                    Work", 20, 26)
    for number, name in enumerate(rows):
        top = 44 + 32 * number
        canvas.text(f"{7000 + 13 * len(name) + sum(map(ord, name))}", 20, top + 18)
        canvas.text(name, 110, top + 18)
        canvas.button(f"Edit {name}", "Edit", Box(320, top, 60, 24))
        canvas.button(f"Delete {name}", "Delete", Box(400, top, 80, 24))
    return canvas


def keys(**options: object) -> Canvas:
    """Sixteen keys of a calculator below its display."""
    canvas = Canvas(260, 260, **options)  # type: ignore[arg-type]
    canvas.surface("display", Box(12, 10, 236, 34))
    for number, key in enumerate("789/456*123-0.=+"):
        canvas.button(key, key, Box(12 + 60 * (number % 4), 56 + 48 * (number // 4), 52, 40))
    return canvas


def window_at(x: int, y: int, canvas: Canvas, handle: int = 7, identity: WindowIdentity = IDENTITY) -> Window:
    """A window whose client area shows the canvas at this place."""
    high, wide = canvas.pixels.shape[:2]
    return Window(handle, identity, 42, Box(x, y, wide, high), active=True)


def shown(
    *windows: tuple[Window, Canvas], region: Box = DESKTOP, masked: tuple[Box, ...] = (), number: int = 1
) -> Frame:
    """A desktop with these windows, later ones on top."""
    pixels = np.full((region.h, region.w, 4), 96, np.uint8)
    for window, canvas in windows:
        seen = window.box.common(region)
        if seen is None:
            continue
        there, here = seen.relative_to(region.origin), seen.relative_to(window.box.origin)
        pixels[there.y : there.bottom, there.x : there.right, :3] = canvas.pixels[
            here.y : here.bottom, here.x : here.right
        ]
    for box in masked:
        part = box.relative_to(region.origin)
        pixels[part.y : part.bottom, part.x : part.right] = 0
    pixels.setflags(write=False)
    return Frame(pixels, region, number, float(number), (), masked)


@dataclass
class Taught:
    """An eye that was shown one element of a canvas, with the pictures in memory."""

    eye: Eye
    target: Target
    pictures: dict[str, Pixels]

    def search(self) -> Search:
        """The plain search for it."""
        return Search((self.target,))


def taught(canvas: Canvas, name: str, **eye: object) -> Taught:
    """Teach the element of this name by pointing at its middle."""
    pictures: dict[str, Pixels] = {}
    seeing = Eye(pictures.get, **eye)  # type: ignore[arg-type]
    window = window_at(200, 150, canvas)
    place = canvas.places[name].moved(200, 150).center
    lesson = seeing.teach(shown((window, canvas)), window, place, None)
    pictures.update(lesson.images)
    return Taught(seeing, lesson.target, pictures)


def on_screen(canvas: Canvas, name: str, window: Window) -> Box:
    """Where an element of a canvas is on the desktop."""
    return canvas.places[name].moved(*window.box.origin)


def middle(canvas: Canvas, name: str, window: Window) -> Point:
    """The middle of an element on the desktop."""
    return on_screen(canvas, name, window).center
