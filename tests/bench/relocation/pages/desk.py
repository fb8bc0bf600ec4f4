"""The desktop that the pages stand on: the other windows there, and who has the focus."""

from __future__ import annotations

import random
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import killpg

from Xlib.display import Display

from app.desktop import x11
from tests.bench.relocation.case import Rect
from tests.desktop.programs import Programs, focused_window
from tests.desktop.target import wait_until

_CELL = (8, 17)
_TITLES = ("build.log - Terminal", "stock.csv - Terminal", "backup - Terminal", "night shift - Terminal")
_WORDS = ("pallet", "dock 4", "checked", "moved to", "B2-17", "OK", "waiting", "order 5521", "scan", "retry", "done")


@contextmanager
def terminal(programs: Programs, place: Rect, seed: str) -> Iterator[Rect]:
    """A terminal with some lines about there while the block runs; the box with its frame, in physical pixels."""
    chance = random.Random(seed)
    lines = [" ".join(chance.choices(_WORDS, k=chance.randint(2, 7))) for _ in range(60)]
    x, y, width, height = place
    cells = f"{max(width // _CELL[0], 20)}x{max(height // _CELL[1], 6)}+{x}+{y}"
    colours = chance.choice((("white", "black"), ("#1b1d23", "#d8dee9"), ("#fdf6e3", "#586e75")))
    words = ["-bg", colours[0], "-fg", colours[1], "-fa", "DejaVu Sans Mono", "-fs", "10", "-geometry", cells]
    title = f"{chance.choice(_TITLES)} {chance.randint(1, 999)}"
    script = 'printf "%s\\n" "$@"; exec cat'
    command = ["xterm", *words, "-T", title, "-e", "sh", "-c", script, "sh", *lines]
    process = subprocess.Popen(command, env=programs.env, start_new_session=True)
    try:
        handle = programs.wait_for_window(f"^{title}$")
        wait_until(lambda: focused_window(programs.env["DISPLAY"]) == handle, 10)
        yield _frame(programs.env["DISPLAY"], handle)
    finally:
        with suppress(ProcessLookupError):
            killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def active_title(name: str) -> str:
    """The title of the window that has the focus on this display, empty when none has."""
    handle = focused_window(name)
    display = Display(name)
    try:
        return x11.title_of(display, handle) if handle else ""
    finally:
        display.close()


def popups(name: str) -> list[Rect]:
    """The boxes of what stands on the desktop without the window manager's leave: bubbles, tips, menus."""
    display = Display(name)
    try:
        handles = x11.children(display, display.screen().root.id)
        own = [one for one in handles if x11.override_redirect(display, one) and x11.viewable(display, one)]
        boxes = [x11.client_box(display, one) for one in own]
    finally:
        display.close()
    return [(box.x, box.y, box.w, box.h) for box in boxes if box and box.w > 1 and box.h > 1]


def _frame(name: str, handle: int) -> Rect:
    display = Display(name)
    try:
        box = x11.client_box(display, x11.top_level(display, handle))
    finally:
        display.close()
    assert box is not None, "the terminal has gone"
    return (box.x, box.y, box.w, box.h)
