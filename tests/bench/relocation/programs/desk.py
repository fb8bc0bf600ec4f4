"""A virtual display with one program on it: what a person does there, and captures with all that is known then."""

from __future__ import annotations

import select
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2
import mss
import numpy as np
from jeepney.wrappers import DBusErrorResponse
from numpy.typing import NDArray

from app.desktop.virtual_display import VirtualDisplay
from app.model.geometry import Box
from tests.bench.relocation.case import Variation
from tests.bench.relocation.programs.dress import dress, factors
from tests.bench.relocation.programs.hand import Hand
from tests.bench.relocation.programs.looks import Look
from tests.bench.relocation.programs.panes import Pane, Panes
from tests.bench.relocation.programs.reading import Reader, unique
from tests.bench.relocation.programs.running import Running, homely
from tests.bench.relocation.programs.spec import Act, Deed, Program, Seen, Shot, Toolkit
from tests.bench.relocation.programs.terminal import options, seen_in_grid
from tests.bench.relocation.programs.tree import Forest, Node
from tests.desktop.target import wait_until

_Pixels = NDArray[np.uint8]

APPEARS, SETTLES, _QUIET, _PAUSE = 20.0, 4.0, 0.25, 0.05
_PARK = (1917, 1077)


class Trouble(Exception):
    """The program did not do what its description says."""


class Desk:
    """A context in which a program runs in a look; ends all it started."""

    def __init__(self, program: Program, look: Look, home: Path) -> None:
        self.program = program
        self.home = home
        self._look = look
        self._ending = ExitStack()
        self._strangers: frozenset[int] = frozenset()
        self._their_windows: frozenset[int] = frozenset()

    def __enter__(self) -> Self:
        with ExitStack() as ending:
            self.display = ending.enter_context(VirtualDisplay())
            self.env = homely(self.display.env, self.home) | dress(self.program.toolkit, self._look, self.home)
            self.panes = Panes(self.display.name)
            ending.callback(self.panes.close)
            self._forest = ending.enter_context(Forest(self.env["DBUS_SESSION_BUS_ADDRESS"]))
            self._camera = ending.enter_context(mss.MSS(display=self.display.name))
            self.person = Hand(self.env)
            self._reader = Reader(self.program.toolkit, factors(self.program.toolkit, self._look).pixels)
            self._ending = ending.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ending.close()

    def start(self) -> Running:
        """Start the program and wait for its window; Trouble after 20 seconds without one."""
        command = [word.format(home=self.home) for word in self.program.command]
        if self.program.toolkit is Toolkit.GRID:
            command += options(self._look)
        running = Running(command, self.env | self.program.env, self.home)
        self._ending.callback(running.end)
        self._wait(lambda: bool(self.own()), f"{command[0]} showed no window")
        self.settle()
        return running

    def start_stranger(self, command: tuple[str, ...], box: Box) -> tuple[Running, int]:
        """Start another program whose window stands there, over all others; its process and window."""
        before = {pane.handle for pane in self.panes.all()}
        running = Running(command, homely(self.display.env, self.home / "stranger"), self.home / "stranger")
        self._ending.callback(running.end)

        def fresh() -> list[int]:
            return [pane.handle for pane in self.panes.all() if pane.managed and pane.handle not in before]

        self._wait(lambda: bool(fresh()), f"{command[0]} showed no window")
        handle = fresh()[0]
        self._strangers |= {running.pid}
        self._their_windows |= {handle}
        self.panes.place(handle, box.x, box.y, (box.w, box.h))
        self.panes.lift(handle)
        self.settle()
        return running, handle

    def wait_closed(self, handle: int) -> None:
        """Wait until this window is gone."""
        self._wait(lambda: all(pane.handle != handle for pane in self.panes.all()), "a window stays")
        self.settle()

    def own(self) -> list[Pane]:
        """The program's framed windows, bottom-most first."""
        return [pane for pane in self.panes.all() if pane.managed and pane.handle not in self._their_windows]

    def do(self, deeds: tuple[Deed, ...]) -> None:
        """Do these things one after the other; Trouble where one cannot be done."""
        for deed in deeds:
            self._do(deed)
            self.settle(SETTLES / 2)

    def settle(self, seconds: float = SETTLES) -> None:
        """Wait until the screen has stood still for a moment, or the time is over."""
        stillness = _Stillness(self._small)
        try:
            wait_until(stillness.reached, seconds)
        except AssertionError:
            return  # something blinks

    def park(self) -> None:
        """Take the pointer out of everything's way."""
        self.person.move(*_PARK)

    def nodes(self) -> list[Node]:
        """The program's tree now."""
        try:
            return self._forest.nodes(self._strangers)
        except (TimeoutError, DBusErrorResponse) as error:
            raise Trouble(f"the tree did not answer: {error}") from error

    def focus(self, key: str) -> None:
        """Give an element the keys."""
        for node, one in self._both():
            if one.key == key:
                self._forest.focus(node.address)
                return

    def seen(self) -> tuple[Seen, ...]:
        """All elements worth pointing at."""
        if self.program.toolkit is Toolkit.GRID:
            own = self.own()
            return seen_in_grid(self.display.name, self.home, self.panes.all(), own[-1].handle) if own else ()
        return unique([one for _, one in self._both()])

    def shoot(self, folder: Path, name: str, state: str, variation: Variation) -> Shot:
        """Take the picture into `folder`/img and tell everything known of it."""
        self.settle()
        seen = self.seen()
        pixels = np.asarray(self._camera.grab(self._camera.monitors[0]))[:, :, :3]
        file = folder / "img" / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(file), pixels, [cv2.IMWRITE_PNG_COMPRESSION, 4])
        top = self.own()[-1:]
        title = self.panes.title(self.panes.active()) if self.panes.active() else ""
        return Shot(
            name=name, state=state, variation=variation, reference=False, title=title, seen=seen,
            window=top[0].handle if top else 0, win=tuple(top[0].client) if top else None,
        )  # fmt: skip

    def _both(self) -> list[tuple[Node, Seen]]:
        """Nodes beside the elements made of them."""
        panes = self.panes.all()
        own = frozenset(pane.handle for pane in panes if pane.handle not in self._their_windows)
        return self._reader.pairs(self.nodes(), panes, own)

    def _do(self, deed: Deed) -> None:
        if deed.act is Act.KEY:
            self.person.key(deed.text)
        elif deed.act is Act.TYPE:
            self.person.type(deed.text)
        elif deed.act is Act.WINDOW:
            self._wait(lambda: self._titled(deed.text), f"no window {deed.text!r}")
        elif deed.act is Act.GONE:
            self._wait(lambda: not self._titled(deed.text), f"{deed.text!r} stays open")
        else:
            self._point(deed)

    def _point(self, deed: Deed) -> None:
        found = [
            one for one in self.seen() if _family(one.role) == _family(deed.role) and _plain(one.name) == deed.text
        ]
        if not found:
            there = sorted({f"{one.role} {one.name!r}" for one in self.seen()})
            raise Trouble(f"no {deed.role} {deed.text!r}; there are {', '.join(there)[:1500]}")
        x, y, w, h = found[0].box
        click = {Act.PRESS: self.person.click, Act.RIGHT: self.person.right_click, Act.DOUBLE: self.person.double_click}
        click[deed.act](x + w // 2, y + h // 2)

    def _titled(self, words: str) -> bool:
        return any(words.casefold() in pane.title.casefold() for pane in self.own())

    def _wait(self, done: Callable[[], bool], why: str) -> None:
        try:
            wait_until(done, APPEARS)
        except AssertionError:
            titles = [pane.title for pane in self.own()]
            raise Trouble(f"{why} within {APPEARS:.0f} s; windows: {titles}") from None

    def _small(self) -> _Pixels:
        shot = self._camera.grab(self._camera.monitors[0])
        return np.frombuffer(shot.raw, np.uint8).reshape(shot.height, shot.width, 4)[::3, ::3, :3].copy()


def _family(role: str) -> str:
    """Toolkits name the entries of a menu bar and of menus differently."""
    return "menu item" if "menu" in role else role


def _plain(name: str) -> str:
    """A label without the marks of keys and of questions that follow."""
    return name.replace("&", "").rstrip(".…").strip()


class _Stillness:
    """Knows since when the screen has not changed."""

    def __init__(self, look: Callable[[], _Pixels]) -> None:
        self._look = look
        self._last = look()
        self._since = time.monotonic()

    def reached(self) -> bool:
        """Look again, a little later; whether nothing has moved for long enough."""
        select.select([], [], [], _PAUSE)
        now = self._look()
        if not np.array_equal(now, self._last):
            self._last, self._since = now, time.monotonic()
        return time.monotonic() - self._since >= _QUIET
