"""A program to look at: a form whose last button comes and goes on command. `python -m tests.bench.painter`.

One word a line on its standard input: `show` and `hide` the button, `map` and `unmap` the window, `change` and `still`
for something that changes ten times a second. It answers each with the monotonic second when the server had done it.
"""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray
from Xlib import X, Xatom
from Xlib.display import Display

from app.model.geometry import Box, Point

TITLE = "Form of the figures"
PLACE = Box(300, 200, 900, 600)
BUTTON = Box(640, 500, 130, 44)
BUSY = Box(60, 500, 60, 44)
_TENTH = 0.1
_BAND = 60

Picture = NDArray[np.uint8]


def press_point() -> Point:
    """The middle of the button as seen from the window."""
    return BUTTON.center


class Painter:
    """The window and its two pictures, one with the button and one without."""

    def __init__(self) -> None:
        self._display = Display()
        screen = self._display.screen()
        self._window = screen.root.create_window(*PLACE, 0, screen.root_depth)
        self._window.set_wm_name(TITLE)
        self._window.set_wm_class("figures", "figures")
        self._window.set_wm_normal_hints(flags=1 | 4, x=PLACE.x, y=PLACE.y)
        self._window.change_property(self._display.get_atom("_NET_WM_PID"), Xatom.CARDINAL, 32, [os.getpid()])
        self._context = self._window.create_gc()
        self._pictures = {shown: self._uploaded(_form(shown)) for shown in (False, True)}
        # As the background, so that the server itself paints it whenever the window appears.
        self._window.change_attributes(background_pixmap=self._pictures[True])
        self._changing = False
        self._ticks = 0

    def serve(self) -> None:
        """Obey until the input ends."""
        self._window.map()
        self._display.sync()
        ends = [sys.stdin.fileno(), self._display.fileno()]
        while True:
            ready = select.select(ends, [], [], _TENTH if self._changing else None)[0]
            if sys.stdin.fileno() in ready and not self._obey(sys.stdin.readline().strip()):
                return
            if self._changing and not ready:
                self._tick()
            while self._display.pending_events():
                self._display.next_event()

    def _obey(self, word: str) -> bool:
        match word:
            case "show" | "hide":
                self._window.change_attributes(background_pixmap=self._pictures[word == "show"])
                self._window.clear_area(*BUTTON)
            case "map":
                self._window.map()
            case "unmap":
                self._window.unmap()
            case "change" | "still":
                self._changing = word == "change"
            case _:
                return False
        self._display.sync()
        print(time.monotonic(), flush=True)
        return True

    def _tick(self) -> None:
        self._ticks += 1
        self._context.change(foreground=0x2060A0 + self._ticks % 200)
        self._window.fill_rectangle(self._context, *BUSY)
        self._display.sync()

    def _uploaded(self, picture: Picture) -> object:
        pixmap = self._window.create_pixmap(PLACE.w, PLACE.h, self._display.screen().root_depth)
        for top, band in _bands(picture):  # one request holds 256 KiB
            pixmap.put_image(self._context, 0, top, PLACE.w, len(band), X.ZPixmap, 24, 0, band.tobytes())
        return pixmap


def _bands(picture: Picture) -> Iterator[tuple[int, Picture]]:
    for top in range(0, len(picture), _BAND):
        yield top, picture[top : top + _BAND]


def _form(with_button: bool) -> Picture:
    """BGRX pixels of a form with labels, fields and buttons."""
    picture = np.full((PLACE.h, PLACE.w, 4), (244, 242, 240, 0), np.uint8)
    for number, label in enumerate(("Supplier", "Invoice number", "Amount", "Due date", "Account", "Comment")):
        top = 60 + 65 * number
        _text(picture, label, 60, top + 22)
        cv2.rectangle(picture, (260, top), (820, top + 34), (150, 150, 150), 1)
        _text(picture, f"{label[:3]} {number * 37 + 1204}", 272, top + 23)
    _button(picture, Box(480, BUTTON.y, 130, BUTTON.h), "Cancel")
    if with_button:
        _button(picture, BUTTON, "Save")
    return picture


def _button(picture: Picture, box: Box, label: str) -> None:
    cv2.rectangle(picture, (box.x, box.y), (box.right - 1, box.bottom - 1), (214, 210, 206), -1)
    cv2.rectangle(picture, (box.x, box.y), (box.right - 1, box.bottom - 1), (90, 90, 90), 1)
    _text(picture, label, box.x + 34, box.y + 28)


def _text(picture: Picture, words: str, x: int, y: int) -> None:
    cv2.putText(picture, words, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (40, 40, 40), 1, cv2.LINE_AA)


if __name__ == "__main__":
    Painter().serve()
