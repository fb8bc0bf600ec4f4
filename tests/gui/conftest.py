"""The windows over fakes: a fake engine and fake services, a clock that the test holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from app.model.modes import RunMode, RunState
from app.model.news import Asked, ModeChanged, StateChanged
from app.model.suggestion import Question
from app.settings import Settings
from app.ui.application import Windows, build_windows
from app.ui.bridge import EngineBridge
from app.ui.main_window import MainWindow
from app.ui.queries import Queries
from app.ui.stage import ScreenStage
from tests.gui.fake_engine import FakeEngine
from tests.gui.fake_questions import save_look, save_question
from tests.gui.fake_services import FakeWorld, fake_world


class HeldClock:
    """Monotonic seconds that only pass when the test lets them."""

    def __init__(self) -> None:
        self.now = monotonic()

    def __call__(self) -> float:
        return self.now

    def forward(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


class Coached:
    """The windows with everything a test needs to play engine and person."""

    def __init__(self, qtbot: QtBot, world: FakeWorld, engine: FakeEngine, clock: HeldClock, windows: Windows) -> None:
        self.bot = qtbot
        self.world = world
        self.engine = engine
        self.clock = clock
        self.windows = windows

    @property
    def card(self) -> QWidget:
        """The coach card."""
        return self.windows.parts.desk.card

    def tell(self, *news: object) -> None:
        """The engine tells this; what follows from it has happened when this returns."""
        for one in news:
            self.engine.tell(one)  # type: ignore[arg-type]
        QCoreApplication.processEvents()

    def ask(self, question: Question | None = None, late: float = 1.0) -> Question:
        """The engine asks; the card is up for `late` seconds."""
        asked = question or save_question()
        self.engine.open_question = asked.id
        self.tell(StateChanged("r1", RunState.RUNNING), ModeChanged(asked.mode))
        self.tell(StateChanged("r1", RunState.AWAITING_DECISION), save_look(self.world), Asked(asked))
        self.clock.forward(late)
        return asked

    def button(self, name: str, inside: QWidget | None = None) -> QAbstractButton:
        """The visible button of this accessible name on the card (or in another widget)."""
        return button_named(inside or self.card, name)

    def click(self, name: str, inside: QWidget | None = None) -> None:
        """The person clicks it; the next page counts as seen long enough."""
        self.button(name, inside).click()
        QCoreApplication.processEvents()
        self.clock.forward(1.0)

    def press(self, key: str) -> bool:
        """The person presses a key, wherever the focus is; whether it was ours."""
        ours = self.world.hot_keys.press(key)
        QCoreApplication.processEvents()
        self.clock.forward(1.0)
        return ours

    def worked(self, done: Callable[[], bool]) -> None:
        """Wait for the worker."""
        self.bot.waitUntil(done, timeout=5000)

    @property
    def main(self) -> MainWindow:
        """The main window."""
        assert self.windows.main is not None
        return self.windows.main

    def has_loaded(self) -> bool:
        """Whether the chosen workflow was read."""
        return self.main.edits.loaded is not None

    @property
    def answers(self) -> list[object]:
        """The answers that reached the engine."""
        return [answer for _, answer in self.engine.answers]


def button_named(inside: QWidget, name: str) -> QAbstractButton:
    """The button with this accessible name that is not hidden; fails by naming those there are."""
    there = [made for made in inside.findChildren(QAbstractButton) if not made.isHidden() and made.accessibleName()]
    found = [made for made in there if made.accessibleName() == name]
    assert found, f"{name!r} is not among {sorted(made.accessibleName() for made in there)}"
    return found[0]


def _build(qtbot: QtBot, world: FakeWorld, main_window: bool, settings: Settings | None = None) -> Iterator[Coached]:
    engine, clock = FakeEngine(), HeldClock()
    bridge, stage = EngineBridge(engine, Queries()), ScreenStage()
    windows = build_windows(bridge, stage, world.services, settings or Settings(), main_window, clock)
    yield Coached(qtbot, world, engine, clock, windows)
    windows.close()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


@pytest.fixture
def world(qapp: object) -> FakeWorld:
    """Believable data; a test may change it before it takes the windows."""
    return fake_world()


@pytest.fixture
def coached(qtbot: QtBot, world: FakeWorld) -> Iterator[Coached]:
    """Card and overlays without the main window."""
    yield from _build(qtbot, world, main_window=False)


@pytest.fixture
def full(qtbot: QtBot, world: FakeWorld) -> Iterator[Coached]:
    """All windows, the main window shown and the library read."""
    for built in _build(qtbot, world, main_window=True):
        built.windows.show()
        if world.library.workflows:
            built.worked(built.has_loaded)
        yield built


@pytest.fixture
def running(full: Coached) -> Coached:
    """All windows while a run in COACHING is open."""
    full.tell(StateChanged("r1", RunState.RUNNING), ModeChanged(RunMode.COACHING))
    return full
