"""Takes the pictures of one page: sets the look, does what the shot says, measures, and keeps picture and boxes."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from tests.bench.relocation.case import Rect
from tests.bench.relocation.pages import picture
from tests.bench.relocation.pages.browser import Browser
from tests.bench.relocation.pages.desk import active_title, popups, terminal
from tests.bench.relocation.pages.looks import Act, Launch, Shot
from tests.bench.relocation.pages.specs import Spec
from tests.bench.relocation.pages.taken import Item, Taken, behind, checked_corners, items_on_desktop
from tests.desktop.programs import Programs

_AWAY = (1918, 1078)
_POINTED = (Act.HOVER, Act.PRESS)


class Studio:
    """The pictures go to `folder`; `port` is that of the server with the packed page."""

    def __init__(self, spec: Spec, programs: Programs, port: int, folder: Path) -> None:
        self._spec = spec
        self._programs = programs
        self._port = port
        self._folder = folder
        self._started = 0
        self._corners: Rect = (0, 0, 0, 0)

    @contextmanager
    def browser(self, launch: Launch) -> Iterator[Browser]:
        """A browser of its own, started so."""
        self._started += 1
        home = self._programs.home / f"{self._spec.name}-{self._started}"
        with Browser(self._programs, launch, self._spec.host, self._port, home) as browser:
            yield browser

    def take(self, browser: Browser, shot: Shot) -> Taken:
        """One picture with the browser."""
        items = self._prepared(browser, shot)
        covered = terminal(self._programs, self._cover(shot), shot.name) if shot.act is Act.COVER else nullcontext()
        with covered as cover, self._acting(browser, shot, items):
            items = self._items(browser, shot, items)
            pixels = picture.still(self._display)
            items = behind(items, popups(self._display), shot.target)
            taken = Taken(shot, active_title(self._display), browser.box, items, cover)
            picture.save(self._folder / taken.picture, pixels)
        return taken

    def take_without(self, shot: Shot) -> Taken:
        """One picture after the browser has gone, with another program in its place or without."""
        swapped = shot.act is Act.SWAP
        with terminal(self._programs, shot.window, shot.name) if swapped else nullcontext():
            taken = Taken(shot, active_title(self._display), None, {})
            picture.save(self._folder / taken.picture, picture.still(self._display))
        return taken

    @property
    def _display(self) -> str:
        return self._programs.env["DISPLAY"]

    def _prepared(self, browser: Browser, shot: Shot) -> dict[str, Item]:
        self._xdotool("mousemove", *map(str, _AWAY))
        browser.place(shot.window)
        browser.activate()
        browser.show(self._path(shot), shot.look)
        if shot.scroll:
            browser.scroll(shot.scroll)
        return self._measured(browser)

    def _path(self, shot: Shot) -> str:
        spec = self._spec
        return {"other": spec.other, "third": spec.third, "out": "signed-out"}.get(shot.look.get("view", ""), spec.main)

    def _measured(self, browser: Browser) -> dict[str, Item]:
        size = browser.mark(True)
        corners = picture.marks(picture.still(self._display))
        browser.mark(False)
        measured = browser.measured()
        self._corners = checked_corners(corners, size, measured["ratio"])
        return items_on_desktop(measured, self._corners)

    def _items(self, browser: Browser, shot: Shot, before: dict[str, Item]) -> dict[str, Item]:
        """Measured once more after the act, which may have moved something; the corners stay."""
        if shot.act in (Act.NONE, Act.COVER):
            return before
        browser.settle()
        return items_on_desktop(browser.measured(), self._corners)

    @contextmanager
    def _acting(self, browser: Browser, shot: Shot, items: dict[str, Item]) -> Iterator[None]:
        if shot.act is Act.FOCUS:
            browser.focus(shot.target)
        if shot.act in _POINTED:
            x, y, width, height = items[shot.target].box
            self._xdotool("mousemove", str(x + width // 2), str(y + height // 2))
        if shot.act is Act.PRESS:
            self._xdotool("mousedown", "1")
        try:
            yield
        finally:
            if shot.act is Act.PRESS:  # let go elsewhere, so that nothing is clicked
                self._xdotool("mousemove", *map(str, _AWAY), "mouseup", "1")

    def _cover(self, shot: Shot) -> Rect:
        """A part of the browser's window, seeded: sometimes a corner, sometimes a strip, sometimes most of it."""
        chance = random.Random(f"{self._spec.name}/{shot.name}")
        x, y, width, height = shot.window
        wide, high = int(width * chance.uniform(0.3, 0.6)), int(height * chance.uniform(0.25, 0.6))
        left = x + chance.choice((0, width - wide, (width - wide) // 2))
        return (max(left, 4), y + chance.choice((height // 8, height - high, (height - high) // 2)), wide, high)

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._programs.env, check=True, timeout=20)
