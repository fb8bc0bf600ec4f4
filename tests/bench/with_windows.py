"""The whole program on the screen, run again and again: when the screen changed, when it asked, showed and went on."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject

from app.bootstrap import Application, Shown, opened_application
from app.engine.api import RunRequest
from app.model.decision import Skip
from app.model.errors import AlreadyRunning
from app.model.modes import RunMode
from app.model.news import Asked, News, QuestionClosed, StateChanged
from app.model.workflow import Workflow
from app.settings import Matching, Settings, folders, save
from app.ui.main_thread import MainThread
from tests.bench.form import Form

_SECONDS = 20.0
_SETTLE = 0.6


@dataclass(frozen=True)
class Played:
    """Monotonic seconds: the screen changed, it asked, the card was painted, the answer was given, it went on."""

    changed: float
    asked: float
    painted: float
    answered: float
    continued: float


class Course(NamedTuple):
    """`before` holds at the start of each run, `change` makes the target appear."""

    change: str
    before: str
    times: int


def played(*courses: Course) -> list[list[Played]]:
    """Run the workflow of the form for each course; the windows can be made once in a process."""
    save(folders().settings, Settings(matching=Matching(no_match_looks=50)))
    with Form() as form, opened_application(Shown.CARD) as application:
        recorded = form.recorded()
        application.store.library.add(recorded)
        director = _Director(application, form, recorded.workflow, courses)
        director.play()
        return director.found


class _Painted(QObject):
    """Notes when the card was painted."""

    def __init__(self, note: Callable[[], None]) -> None:
        super().__init__()
        self._note = note

    def eventFilter(self, receiver: QObject, event: QEvent) -> bool:
        """Main thread."""
        if event.type() is QEvent.Type.Paint:
            self._note()
        return False


class _Moments:
    """When what happened first in this run; written by several threads, each its own name."""

    def __init__(self) -> None:
        self._known: dict[str, float] = {}
        self._news = threading.Condition()
        self.question = ""

    def begin(self) -> None:
        """A new run."""
        with self._news:
            self._known.clear()

    def note(self, what: str) -> None:
        """Now, unless it was noted before."""
        with self._news:
            self._known.setdefault(what, time.monotonic())
            self._news.notify_all()

    def wait(self, what: str) -> float:
        """Wait until it has happened."""
        with self._news:
            assert self._news.wait_for(lambda: what in self._known, _SECONDS), f"{what} did not come: {self._known}"
            return self._known[what]

    def hear(self, news: News) -> None:
        """Engine thread."""
        match news:
            case Asked():
                self.question = news.question.id
                self.note("asked")
            case QuestionClosed():
                self.note("continued")
            case StateChanged() if news.state.ended:
                self.note("ended")
            case _:
                return


class _Director:
    """Directs from a thread of its own; the main thread serves the windows."""

    def __init__(self, application: Application, form: Form, workflow: Workflow, courses: tuple[Course, ...]) -> None:
        self._application = application
        self._form = form
        self._workflow = workflow
        self._courses = courses
        self._moments = _Moments()
        self._main_thread = MainThread()
        self._filter = _Painted(lambda: self._moments.note("painted"))
        self._random = random.Random(7)
        self.found: list[list[Played]] = []

    def play(self) -> None:
        """Main thread."""
        application = self._application
        application.windows.show()
        application.windows.parts.desk.card.installEventFilter(self._filter)
        application.engine.subscribe(self._moments.hear)
        director = threading.Thread(target=self._direct, name="director")
        self._main_thread.run(director.start)
        application.qt.exec()
        director.join()
        assert len(self.found) == len(self._courses), "the run of the figures did not go as planned"

    def _direct(self) -> None:
        try:
            for course in self._courses:
                self._once(course)  # the first run makes and loads what later ones have
                self.found.append([self._once(course) for _ in range(course.times)])
                self._form.tell(course.change)
        finally:
            self._main_thread.run(self._application.qt.quit)

    def _once(self, course: Course) -> Played:
        """One run; the change comes at a moment that the engine's own pace knows nothing of."""
        moments = self._moments
        self._form.tell(course.before)
        moments.begin()
        self._start()
        threading.Event().wait(_SETTLE + self._random.random() * 0.5)
        changed = self._form.tell(course.change)
        asked, painted = moments.wait("asked"), moments.wait("painted")
        threading.Event().wait(0.1)
        self._main_thread.run(self._answer)
        answered, continued = moments.wait("answered"), moments.wait("continued")
        moments.wait("ended")
        return Played(changed, asked, painted, answered, continued)

    def _start(self) -> None:
        """The end of a run is told a moment before the engine is free for the next one."""
        request = RunRequest(self._workflow, RunMode.COACHING)
        while True:
            try:
                self._application.engine.start(request)
                return
            except AlreadyRunning:
                threading.Event().wait(0.005)

    def _answer(self) -> None:
        self._moments.note("answered")
        self._application.windows.parts.bridge.answer(self._moments.question, Skip())
