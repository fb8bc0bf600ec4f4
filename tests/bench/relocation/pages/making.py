"""One page from its sources to its files: all pictures, then the cases and the questions about Screens."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from app.desktop.virtual_display import VirtualDisplay
from tests.bench.relocation.case import Case, write_lines
from tests.bench.relocation.pages import picture
from tests.bench.relocation.pages.aims import aimed_shots
from tests.bench.relocation.pages.browser import Browser
from tests.bench.relocation.pages.choosing import Question, Target, chosen, point_in, questions, wanted
from tests.bench.relocation.pages.desk import terminal
from tests.bench.relocation.pages.kits import packed
from tests.bench.relocation.pages.looks import Act, Plan, Shot
from tests.bench.relocation.pages.screens import write_screens
from tests.bench.relocation.pages.server import serving
from tests.bench.relocation.pages.specs import Spec
from tests.bench.relocation.pages.studio import Studio
from tests.bench.relocation.pages.taken import Taken
from tests.desktop.programs import Programs

_GONE = (Act.LEAVE, Act.SWAP)
_BEHIND = (60, 80, 900, 620)
_REFERENCES = 3


def make(spec: Spec, folder: Path, looks: Sequence[str], home: Path, more: int = 1) -> tuple[list[Case], list[Taken]]:
    """Everything of one page, written into `folder`; `looks` are the variations wanted, none for all."""
    with ExitStack() as stack:
        port = stack.enter_context(serving(packed(spec)))
        desktop = stack.enter_context(VirtualDisplay())
        programs = Programs(desktop.env, home)
        if random.Random(f"{spec.name}/behind").random() < 1 / 3:
            stack.enter_context(terminal(programs, _BEHIND, spec.name))
        session = _Session(Plan(spec), Studio(spec, programs, port, folder), looks, folder)
        session.run()
    possible = [one for ref, query in session.pairs() for one in session.asked(ref, query)]
    cases = chosen(spec, possible, more)
    write_lines(folder / "cases.jsonl", cases)
    write_screens(spec, session.taken[:_REFERENCES], session.taken[_REFERENCES:], folder)
    return cases, session.taken


class _Session:
    """The pictures of one page, the first three of which are the known ones."""

    def __init__(self, plan: Plan, studio: Studio, looks: Sequence[str], folder: Path) -> None:
        self._plan = plan
        self._studio = studio
        self._looks = looks
        self._folder = folder
        self._chance = random.Random(f"{plan.spec.name}/points")
        self._targets: dict[str, list[Target]] = {}
        self.taken: list[Taken] = []

    def run(self) -> None:
        """The known pictures, all others of that browser, each other way of starting it, and those without it."""
        shots = self._wanted(self._plan.shots())
        usual = self._plan.base.launch
        with self._studio.browser(usual) as browser:
            self._take(browser, self._plan.references())
            self._targets = {taken.shot.name: self._pointed_at(taken) for taken in self.taken[:2]}
            self._take(browser, [shot for shot in shots if shot.launch == usual and shot.act not in _GONE])
            self._take(browser, self._wanted(aimed_shots(self._plan, self._targets["base"])))
        for launch in dict.fromkeys(shot.launch for shot in shots if shot.launch != usual):
            with self._studio.browser(launch) as browser:
                self._take(browser, [shot for shot in shots if shot.launch == launch])
        self.taken += [self._studio.take_without(shot) for shot in shots if shot.act in _GONE]

    def pairs(self) -> list[tuple[Taken, Taken]]:
        """Every picture with the one its cases were pointed at in."""
        known = {taken.shot.name: taken for taken in self.taken[:2]}
        return [(known[taken.shot.ref], taken) for taken in self.taken[_REFERENCES:]]

    def asked(self, ref: Taken, query: Taken) -> list[Question]:
        """What may be asked about such a pair."""
        return list(questions(ref, query, self._targets[ref.shot.name]))

    def _wanted(self, shots: Sequence[Shot]) -> list[Shot]:
        return [shot for shot in shots if not self._looks or shot.variation in self._looks]

    def _take(self, browser: Browser, shots: Sequence[Shot]) -> None:
        for shot in shots:
            self.taken.append(self._studio.take(browser, shot))

    def _pointed_at(self, taken: Taken) -> list[Target]:
        gray = picture.gray(self._folder / taken.picture)
        items = wanted(taken)
        return [Target(item, picture.look_alikes(gray, item.box), point_in(item, self._chance)) for item in items]
