"""Is taught on a running program and asked again later: once with what the program tells, once by pictures alone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.desktop.accessibility import AtSpi
from app.model.errors import BadInput
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.target import Search, Target, Verdict
from app.model.window import Window
from app.vision.eye import Eye
from tests.bench.relocation.case import Case
from tests.bench.relocation.scoring import Answer

_OURS = ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS")


@dataclass(frozen=True, slots=True)
class Boxes:
    """One element under the pointer: its role, its own box, and the boxes told with the program's help and without."""

    app: str
    role: str
    truth: Box
    told: Box
    seen: Box
    told_ms: float
    seen_ms: float


@dataclass(frozen=True, slots=True)
class Asked:
    """One live case with the answers: with what the program tells, and by pictures alone."""

    case: Case
    told: Answer
    seen: Answer


@dataclass(frozen=True, slots=True)
class Lesson:
    """A target taught both ways, and where it was pointed at."""

    told: Target
    seen: Target
    point: Point


class Pupil:
    """Two Eyes that are taught the same; pictures live as long as it does."""

    def __init__(self) -> None:
        self._images: dict[str, Pixels] = {}
        self._seen = Eye(self._images.get)

    def teach(self, frame: Frame, window: Window, point: Point, accessibility: AtSpi) -> Lesson | None:
        """Point at an element as a person does; nothing where the program would refuse it."""
        try:
            told = Eye(self._images.get, accessibility).teach(frame, window, point, None)
            seen = self._seen.teach(frame, window, point, None)
        except BadInput:
            return None
        self._images.update({**told.images, **seen.images})
        return Lesson(told.target, seen.target, point)

    def ask(self, case: Case, lesson: Lesson, frame: Frame, window: Window, accessibility: AtSpi) -> Asked:
        """Where is it now, both ways."""
        told = _answer(Eye(self._images.get, accessibility), frame, window, lesson.told)
        return Asked(case, told, _answer(Eye(self._images.get), frame, window, lesson.seen))

    def boxes(self, about: tuple[str, str, Box], frame: Frame, window: Window, at: Point, program: AtSpi) -> Boxes:
        """The box under a pointer, both ways; `about`: the program's name, the element's role and its own box."""
        told, told_ms = _box(Eye(self._images.get, program), frame, window, at)
        seen, seen_ms = _box(Eye(self._images.get), frame, window, at)
        return Boxes(*about, told, seen, told_ms, seen_ms)


@contextmanager
def as_session(env: dict[str, str]) -> Iterator[None]:
    """Our own process finds this display and its bus while the block runs, as the product does on its own."""
    before = {name: os.environ.get(name) for name in _OURS}
    os.environ.update({name: env[name] for name in _OURS})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _answer(eye: Eye, frame: Frame, window: Window, target: Target) -> Answer:
    begun = time.perf_counter()
    finding = eye.locate(frame, window, Search((target,)))
    ms = 1000 * (time.perf_counter() - begun)
    best = finding.best
    place = {"x": best.point.x, "y": best.point.y, "score": best.score, "method": best.method.value} if best else {}
    return {"found": finding.verdict is Verdict.FOUND, "reason": finding.reason, "ms": ms, **place}


def _box(eye: Eye, frame: Frame, window: Window, at: Point) -> tuple[Box, float]:
    begun = time.perf_counter()
    box = eye.element_at(frame, window, at)
    return box, 1000 * (time.perf_counter() - begun)
