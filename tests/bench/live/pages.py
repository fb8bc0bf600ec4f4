"""Live cases from pages in a browser: the page's own measures say where everything is, the browser tells its tree."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from app.batch.pictures import Pictures
from app.desktop.accessibility import open_accessibility
from app.desktop.virtual_display import VirtualDisplay
from app.desktop.windows import X11Windows
from app.model.geometry import Box, Point
from app.model.window import Window
from tests.bench.live.pupil import Asked, Boxes, Lesson, Pupil, as_session
from tests.bench.relocation.case import Case, Variation
from tests.bench.relocation.pages import picture
from tests.bench.relocation.pages.browser import Browser
from tests.bench.relocation.pages.choosing import Question, Target, point_in, questions, wanted
from tests.bench.relocation.pages.kits import packed
from tests.bench.relocation.pages.looks import Act, Plan, Shot
from tests.bench.relocation.pages.server import serving
from tests.bench.relocation.pages.specs import Spec
from tests.bench.relocation.pages.studio import Studio
from tests.bench.relocation.pages.taken import Taken
from tests.desktop.programs import Programs

_TELLING = '#!/bin/sh\nexec {browser} --force-renderer-accessibility "$@"\n'
_TAUGHT, _ASKED = 24, 5
_REFERENCES = ("base", "dialog")


class Sitting:
    """One page from its reference look through all others; `home` takes pictures and profiles."""

    def __init__(self, spec: Spec, variations: Sequence[Variation], home: Path) -> None:
        self._plan = Plan(spec)
        self._variations = variations
        self._folder = home / spec.name
        self._pupil = Pupil()
        self._dice = random.Random(f"{spec.name} live")
        self._taught: dict[str, tuple[Taken, list[tuple[Target, Lesson]]]] = {}
        self._number = 0
        self.boxes: list[Boxes] = []

    def asked(self) -> Iterator[Asked]:
        """Teach on the page and on its dialog; ask in all other looks."""
        spec = self._plan.spec
        with ExitStack() as ending:
            port = ending.enter_context(serving(packed(spec)))
            display = ending.enter_context(VirtualDisplay())
            programs = Programs(display.env | self._telling(display.env["PATH"]), self._folder / "home")
            ending.callback(programs.end_all)
            ending.enter_context(as_session(display.env))
            self._program = open_accessibility()
            ending.callback(self._program.close)
            self._studio = Studio(spec, programs, port, self._folder)
            yield from self._all()

    def _telling(self, path: str) -> dict[str, str]:
        """A browser that tells its pages, found before the usual one."""
        folder = self._folder / "bin"
        folder.mkdir(parents=True)
        browser = folder / "chromium"
        browser.write_text(_TELLING.format(browser=shutil.which("chromium")), encoding="utf-8")
        browser.chmod(0o755)
        return {"PATH": f"{folder}:{path}"}

    def _all(self) -> Iterator[Asked]:
        shots = [shot for shot in self._plan.shots() if shot.variation in self._variations and shot.act is Act.NONE]
        references = [shot for shot in self._plan.references() if shot.name in _REFERENCES]
        for launch in dict.fromkeys(shot.launch for shot in (*references, *shots)):
            with self._studio.browser(launch) as browser:
                for shot in (one for one in (*references, *shots) if one.launch == launch):
                    yield from self._shown(browser, shot)

    def _shown(self, browser: Browser, shot: Shot) -> Iterator[Asked]:
        taken = self._studio.take(browser, shot)
        windows = X11Windows()
        try:
            window = windows.refresh(browser.handle)
            assert window is not None, "the browser shows no window"
            if shot.name in _REFERENCES:
                self._taught[shot.name] = (taken, list(self._lessons(taken, window)))
            else:
                yield from self._asked(taken, window)
        finally:
            windows.close()

    def _lessons(self, taken: Taken, window: Window) -> Iterator[tuple[Target, Lesson]]:
        frame = Pictures(self._folder).frame(taken.picture)
        for target in self._chosen(taken):
            point = Point(*target.point)
            about = (self._plan.spec.name, target.item.role, Box(*target.item.box))
            self.boxes.append(self._pupil.boxes(about, frame, window, point, self._program))
            lesson = self._pupil.teach(frame, window, point, self._program)
            if lesson is not None:
                yield target, lesson

    def _chosen(self, taken: Taken) -> list[Target]:
        """Half of them with others that look the same."""
        gray = picture.gray(self._folder / taken.picture)
        items = self._dice.sample(some := wanted(taken), len(some))[: 2 * _TAUGHT]
        targets = [Target(one, picture.look_alikes(gray, one.box), point_in(one, self._dice)) for one in items]
        twins = [one for one in targets if one.look_alikes > 0][: _TAUGHT // 2]
        return twins + [one for one in targets if one not in twins][: _TAUGHT - len(twins)]

    def _asked(self, taken: Taken, window: Window) -> Iterator[Asked]:
        reference, lessons = self._taught[taken.shot.ref]
        by_mark = {target.item.mark: lesson for target, lesson in lessons}
        possible = list(questions(reference, taken, [target for target, _ in lessons]))
        frame = Pictures(self._folder).frame(taken.picture)
        for one in self._dice.sample(possible, min(_ASKED, len(possible))):
            lesson = by_mark[one.target.item.mark]
            yield self._pupil.ask(self._case(one), lesson, frame, window, self._program)

    def _case(self, one: Question) -> Case:
        self._number += 1
        item, spec = one.target.item, self._plan.spec
        return Case(
            id=f"{spec.name}-{self._number:03}", app=spec.name, kind="web", variation=one.variation,
            ref=one.ref.picture, query=one.query.picture, point=one.target.point, box=item.box, truth=one.truth,
            role=item.role, name=item.name, context=item.context, look_alikes=one.target.look_alikes,
            title_ref=one.ref.title, title_query=one.query.title, win_ref=one.ref.window, win_query=one.query.window,
        )  # fmt: skip
