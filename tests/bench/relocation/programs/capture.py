"""All captures of a program: started afresh for every look, and changed by hand in its reference look."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.model.geometry import Box
from tests.bench.relocation.case import Variation
from tests.bench.relocation.programs.desk import Desk, Trouble
from tests.bench.relocation.programs.looks import BASE, Sitting
from tests.bench.relocation.programs.running import Running
from tests.bench.relocation.programs.spec import Cover, Edition, Program, Seen, Shot, State
from tests.bench.relocation.programs.strangers import stranger

_WIDTH, _HEIGHT, _MARGIN, _TASK = 1920, 1080, 40, 60
_PRESSABLE = frozenset({"push button", "button", "toggle button", "check box", "radio button"})
_HOVERS, _PRESSES = 2, 2
_SIZE = (900, 620)


class Session:
    """One start of a program in one look; `shots` gives its captures one after the other."""

    def __init__(self, program: Program, sitting: Sitting, folder: Path) -> None:
        self._program = program
        self._sitting = sitting
        self._folder = folder
        self._dice = random.Random(f"{program.name} {sitting.name}")
        self.troubles: list[str] = []

    def shots(self) -> Iterator[Shot]:
        """Start, go through the states, capture each; what cannot be done is noted in `troubles`."""
        with _home(self._program.name) as home:
            if self._program.content:
                self._program.content(home, self._sitting.edition)
            with Desk(self._program, self._sitting.look, home) as self._desk:
                try:
                    yield from self._all()
                except (Trouble, OSError) as error:
                    self.troubles.append(f"{self._program.name} {self._sitting.name}: {error}")

    def _all(self) -> Iterator[Shot]:
        if self._dice.random() < 1 / 3:
            self._desk.start_stranger(stranger(self._program.name, self._dice), self._anywhere(760, 520))
        running = self._desk.start()
        self._desk.do(self._program.before)
        self._home_place()
        for state in self._program.states:
            yield from self._state(state)
        if self._sitting.name == BASE:
            yield from self._gone(running)

    def _state(self, state: State) -> Iterator[Shot]:
        other = self._sitting.edition is Edition.OTHER and state.other is not None
        try:
            self._desk.do((state.other or ()) if other else state.start)
            if state.name != "main" and not state.menu and self._sitting.moved:
                self._shift(120)
            self._desk.park()
            base = self._sitting.name == BASE
            first = self._shoot(state, self._sitting.variation, "")
            yield first.model_copy(update={"reference": base})
            if base:
                yield from self._changes(state, first)
            self._desk.do(state.end)
        except Trouble as error:
            self.troubles.append(f"{self._program.name} {self._sitting.name} {state.name}: {error}")
            self._desk.person.key("Escape")

    def _shoot(self, state: State, variation: Variation, mark: str, about: str = "") -> Shot:
        name = "__".join(part for part in (state.name, self._sitting.name, mark) if part)
        shot = self._desk.shoot(self._folder, name, state.name, variation)
        return shot.model_copy(update={"about": about})

    def _changes(self, state: State, first: Shot) -> Iterator[Shot]:
        """Everything that is changed by hand beside the reference."""
        yield from self._pointed(state, first)
        if state.menu:
            return
        yield self._again(state)
        yield from self._focused(state, first)
        yield from self._moved(state)
        yield from self._hidden(state)
        yield from self._pressed(state)
        yield from self._sorted_and_scrolled(state)

    def _again(self, state: State) -> Shot:
        return self._shoot(state, Variation.SAME, "same")

    def _moved(self, state: State) -> Iterator[Shot]:
        self._shift(260)
        yield self._shoot(state, Variation.MOVED, "moved")
        pane = self._desk.own()[-1]
        if state.resizing:
            width = max(360, round(pane.client.w * self._dice.choice((0.8, 1.2, 1.3))))
            height = max(280, round(pane.client.h * self._dice.choice((0.85, 1.15, 1.25))))
            place = self._inside(pane.client.x, pane.client.y, width, height)
            self._desk.panes.place(pane.handle, place.x, place.y, (place.w, place.h))
            yield self._shoot(state, Variation.REFLOW, "reflow")
            self._desk.panes.place(pane.handle, pane.client.x, pane.client.y, (pane.client.w, pane.client.h))

    def _hidden(self, state: State) -> Iterator[Shot]:
        """Another window over a part of this one."""
        client = self._desk.own()[-1].client
        left = client.x + (client.w // 2 if self._dice.random() < 0.5 else -client.w // 3)
        top = client.y + (client.h // 2 if self._dice.random() < 0.5 else -client.h // 4)
        box = Box(max(left, 4), max(top, 30), max(client.w * 2 // 3, 240), max(client.h * 2 // 3, 200))
        running, handle = self._desk.start_stranger(stranger(self._program.name, self._dice), box)
        yield self._shoot(state, Variation.OCCLUDED, "occluded")
        running.end()
        self._desk.wait_closed(handle)

    def _pointed(self, state: State, first: Shot) -> Iterator[Shot]:
        for number, one in enumerate(self._some(first.seen, first.window, _HOVERS, state.menu)):
            x, y, w, h = one.box
            self._desk.person.move(x + w // 2, y + h // 2)
            yield self._shoot(state, Variation.HOVER, f"hover{number}", one.key)
        self._desk.park()

    def _focused(self, state: State, first: Shot) -> Iterator[Shot]:
        able = [one for one in first.seen if one.focusable and not one.row and one.enabled]
        for number, one in enumerate(self._some(able, first.window, 1)):
            self._desk.focus(one.key)
            yield self._shoot(state, Variation.FOCUS, f"focus{number}", one.key)

    def _pressed(self, state: State) -> Iterator[Shot]:
        if not state.pressing:
            return
        window = self._desk.own()[-1].handle
        able = [one for one in self._desk.seen() if one.role in _PRESSABLE and one.enabled]
        for number, one in enumerate(self._some(able, window, _PRESSES)):
            x, y, w, h = one.box
            self._desk.person.hold(x + w // 2, y + h // 2)
            yield self._shoot(state, Variation.PRESSED, f"pressed{number}", one.key)
            self._desk.park()
            self._desk.person.let_go()
            self._desk.settle()

    def _sorted_and_scrolled(self, state: State) -> Iterator[Shot]:
        if state.sort:
            self._desk.do(state.sort)
            self._desk.park()
            yield self._shoot(state, Variation.REORDERED, "reordered")
        if state.scroll:
            client = self._desk.own()[-1].client
            x, y = client.x + round(client.w * state.scroll[0]), client.y + round(client.h * state.scroll[1])
            self._desk.person.wheel(x, y, -self._dice.choice((1, 2, 3)))
            self._desk.park()
            yield self._shoot(state, Variation.SCROLLED, "scrolled")
            self._desk.person.wheel(x, y, 6)

    def _gone(self, running: Running) -> Iterator[Shot]:
        """The program closed, and another one where it stood."""
        box = self._desk.own()[0].client
        handles = [pane.handle for pane in self._desk.own()]
        running.end()
        for handle in handles:
            self._desk.wait_closed(handle)
        self._desk.start_stranger(stranger(self._program.name, self._dice), box)
        shot = self._shoot(self._program.states[0], Variation.ABSENT, "gone")
        yield from (shot.model_copy(update={"state": state.name}) for state in self._program.states)

    def _home_place(self) -> None:
        """The window's own place and size, drawn by the program's name; another one where the sitting says so."""
        pane = self._desk.own()[-1]
        dice = random.Random(f"{self._program.name} place")
        width, height = self._program.size or (pane.client.w, pane.client.h)
        if self._sitting.resized:
            width, height = round(width * 1.2), round(height * 1.15)
        x, y = dice.randrange(30, 1000), dice.randrange(40, 420)
        if self._sitting.moved:
            x, y = self._dice.randrange(30, 1000), self._dice.randrange(40, 420)
        box = self._inside(x, y, round(width * self._growth()), round(height * self._growth()))
        self._desk.panes.place(pane.handle, box.x, box.y, (box.w, box.h) if self._program.size else None)
        self._desk.settle()

    def _growth(self) -> float:
        return min(self._sitting.look.scale, 1.6) if self._program.size else 1.0

    def _shift(self, by: int) -> None:
        """Every window of the program to another place."""
        dx, dy = self._dice.choice((-by, by)), self._dice.choice((-by // 2, by // 2))
        for pane in self._desk.own():
            box = self._inside(pane.outer.x + dx, pane.outer.y + dy, pane.client.w, pane.client.h)
            self._desk.panes.place(pane.handle, box.x, box.y)

    def _inside(self, x: int, y: int, w: int, h: int) -> Box:
        w, h = min(w, _WIDTH - 2 * _MARGIN), min(h, _HEIGHT - _MARGIN - _TASK)
        return Box(min(max(x, 8), _WIDTH - w - 12), min(max(y, 8), _HEIGHT - h - _MARGIN), w, h)

    def _anywhere(self, w: int, h: int) -> Box:
        return Box(self._dice.randrange(20, _WIDTH - w), self._dice.randrange(40, _HEIGHT - h), w, h)

    def _some(self, seen: list[Seen] | tuple[Seen, ...], window: int, most: int, menu: bool = False) -> list[Seen]:
        inside = [one for one in seen if (one.window == window) != menu]
        fit = [one for one in inside if one.cover is Cover.CLEAR and one.whole and one.box[2] < 400]
        return self._dice.sample(fit, min(most, len(fit)))


@contextmanager
def _home(name: str) -> Iterator[Path]:
    """The home folder of a sitting: always the same path, since programs show it."""
    home = Path(tempfile.gettempdir()) / f"home-{name}"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)
