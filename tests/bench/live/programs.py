"""Live cases from programs of the system: taught in their reference look, asked while they run in another one."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.batch.pictures import Pictures
from app.desktop.accessibility import AtSpi, open_accessibility
from app.desktop.windows import X11Windows
from app.model.geometry import Box, Point
from app.model.window import Window
from tests.bench.live.pupil import Asked, Boxes, Lesson, Pupil, as_session
from tests.bench.relocation.case import Case, Variation
from tests.bench.relocation.programs.capture import Session
from tests.bench.relocation.programs.choose import pair, pointable
from tests.bench.relocation.programs.desk import Desk
from tests.bench.relocation.programs.looks import Sitting
from tests.bench.relocation.programs.pictures import Gallery
from tests.bench.relocation.programs.spec import Program, Seen, Shot

_TAUGHT, _ASKED, _TOUCHED = 12, 5, 2
_FEW = frozenset({Variation.HOVER, Variation.PRESSED, Variation.FOCUS, Variation.SAME})


class _Visit(Session):
    """A sitting whose desk others may look at while it lasts."""

    @property
    def desk(self) -> Desk:
        """The desk; only between two shots."""
        return self._desk


class Course:
    """All sittings of one program; `folder` takes the pictures."""

    def __init__(self, program: Program, folder: Path) -> None:
        self._program = program
        self._folder = folder
        self._gallery = Gallery(folder)
        self._pupil = Pupil()
        self._dice = random.Random(f"{program.name} live")
        self._taught: dict[str, list[tuple[Seen, Lesson]]] = {}
        self._references: dict[str, Shot] = {}
        self._number = 0
        self.boxes: list[Boxes] = []
        self.troubles: list[str] = []

    def sit(self, sitting: Sitting) -> Iterator[Asked]:
        """Start the program in one look, teach what is a reference, ask in all others."""
        visit = _Visit(self._program, sitting, self._folder)
        accessibility = open_accessibility()
        try:
            for shot in visit.shots():
                if shot.win is not None and shot.seen:
                    with as_session(visit.desk.env):
                        yield from self._shown(shot, visit.desk, accessibility)
        finally:
            accessibility.close()
        self.troubles += visit.troubles

    def _shown(self, shot: Shot, desk: Desk, accessibility: AtSpi) -> Iterator[Asked]:
        windows = X11Windows()
        try:
            if shot.reference:
                self._references[shot.state] = shot
                yield from self._elsewhere(shot, desk, windows, accessibility)
                self._taught[shot.state] = list(self._lessons(shot, windows, accessibility))
            elif shot.state in self._taught:
                yield from self._asked(shot, self._taught[shot.state], desk, windows, accessibility)
        finally:
            windows.close()

    def _lessons(self, shot: Shot, windows: X11Windows, accessibility: AtSpi) -> Iterator[tuple[Seen, Lesson]]:
        frame = Pictures(self._folder).frame(shot.picture)
        targets = [one for one in pointable(shot, self._gallery) if self._program.rows or not one.row]
        for one in self._chosen(targets, shot):
            point = self._point(one.box)
            window = windows.at(point)
            if window is None:
                continue
            about = (self._program.name, one.role, Box(*one.box))
            self.boxes.append(self._pupil.boxes(about, frame, window, point, accessibility))
            lesson = self._pupil.teach(frame, window, point, accessibility)
            if lesson is not None:
                yield one, lesson

    def _chosen(self, targets: Sequence[Seen], shot: Shot) -> list[Seen]:
        """Half of them with others that look the same."""
        mixed = self._dice.sample(targets, len(targets))
        twins = [one for one in mixed[:40] if self._gallery.look_alikes(shot.picture, one.box) > 0]
        first = twins[: _TAUGHT // 2]
        return first + [one for one in mixed if one not in first][: _TAUGHT - len(first)]

    def _elsewhere(self, shot: Shot, desk: Desk, windows: X11Windows, program: AtSpi) -> Iterator[Asked]:
        """What was taught in the other states is mostly not here."""
        away = shot.model_copy(update={"variation": Variation.ABSENT})
        for state, lessons in self._taught.items():
            if state != shot.state:
                yield from self._asked(away, lessons, desk, windows, program, state)

    def _asked(
        self,
        shot: Shot,
        lessons: Sequence[tuple[Seen, Lesson]],
        desk: Desk,
        windows: X11Windows,
        accessibility: AtSpi,
        state: str = "",
    ) -> Iterator[Asked]:
        reference = self._references[state or shot.state]
        most = _TOUCHED if shot.variation in _FEW else _ASKED
        for one, lesson in self._dice.sample(lessons, len(lessons)):
            found = pair(one, reference, shot, self._gallery)
            window = self._window(one, lesson, shot, desk, windows)
            if found is None or window is None or most == 0:
                continue
            most -= 1
            self._number += 1
            case = Case(
                id=f"{self._program.name}-{self._number:04d}", app=self._program.name,
                kind=self._program.toolkit.kind, variation=found.variation, ref=reference.picture,
                query=shot.picture, point=lesson.point, box=one.box, truth=found.truth, role=one.role, name=one.name,
                context=one.context, title_ref=reference.title, title_query=shot.title, win_ref=reference.win,
                win_query=tuple(window.box),
            )  # fmt: skip
            frame = Pictures(self._folder).frame(shot.picture)
            yield self._pupil.ask(case, lesson, frame, window, accessibility)

    def _window(self, one: Seen, lesson: Lesson, shot: Shot, desk: Desk, windows: X11Windows) -> Window | None:
        """The program's window; for an entry of a menu the menu that it is in, else the one that is open."""
        if lesson.told.window.title:
            return windows.refresh(shot.window)
        there = [seen.window for seen in shot.seen if seen.key == one.key]
        pids = {pane.pid for pane in desk.own()}
        menus = [pane.handle for pane in desk.panes.all() if not pane.managed and pane.pid in pids]
        return windows.refresh((there or menus)[-1]) if there or menus else None

    def _point(self, box: tuple[int, int, int, int]) -> Point:
        x, y, w, h = box
        wide, high = self._dice.uniform(0.2, 0.8), self._dice.uniform(0.2, 0.8)
        return Point(x + min(w - 1, round(w * wide)), y + min(h - 1, round(h * high)))
