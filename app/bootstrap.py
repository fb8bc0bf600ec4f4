"""The only file that knows every part: builds, wires, and shuts down in order."""

from __future__ import annotations

import logging
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from app.desktop.machine import Machine, open_machine
from app.desktop.surroundings import surroundings
from app.engine.engine import Engine
from app.engine.practice_room import PracticeRoom
from app.engine.proving import Prover
from app.engine.replaying import Replayer
from app.engine.shadowing import Makers, Shadow
from app.engine.world import World
from app.home import Home, SystemClock, opened_home
from app.model.frame import Pixels
from app.model.geometry import Box, Point
from app.model.modes import RunState
from app.model.seen import Seen
from app.model.window import Window
from app.model.workflow import Expect, Workflow
from app.preflight import preflight_reader
from app.recording.expectation import expectation
from app.recording.moments import Moment
from app.recording.recorder import Recorder
from app.settings import Folders, Settings
from app.storage.store import Store
from app.ui.application import Windows, build_windows, make_application
from app.ui.bridge import EngineBridge
from app.ui.queries import Queries
from app.ui.services import Services
from app.ui.signals import Signals, heeded_signals
from app.ui.stage import ScreenStage
from app.vision.eye import Eye
from app.vision.sight import Sight, taught_around, taught_on
from app.vision.text import TextReader
from app.vision.value import FieldReader

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


_log = logging.getLogger(__name__)


class Shown(Enum):
    """Which windows there are: the main window, or only what stands on the screen during a run."""

    MAIN = auto()
    CARD = auto()


@dataclass(frozen=True, slots=True)
class Application:
    """The whole program, built. Used on the main thread; `engine` from any."""

    settings: Settings
    store: Store
    machine: Machine
    engine: Engine
    recorder: Recorder
    windows: Windows
    qt: QApplication
    signals: Signals

    def until_closed(self) -> None:
        """Serve the windows until the person closes them, or without a main window until the run has ended."""
        self.windows.finished.connect(self.qt.quit)
        self.signals.serve(self.engine.stop)


@contextmanager
def opened_application(shown: Shown) -> Iterator[Application]:
    """Everything, closed in order at the end: windows, engine, devices, store. UserError names what is missing."""
    with opened_home() as home, opened_windows(shown, home) as application:
        yield application


@contextmanager
def opened_windows(shown: Shown, home: Home) -> Iterator[Application]:
    """What acts and what is seen, on a store that is open; EnvironmentProblem names what the machine lacks."""
    settings, store = home.settings, home.store
    with ExitStack() as stack:
        stop = _Later()
        machine = open_machine(settings, home.folders.data / "state", stop)
        stack.callback(machine.close)
        qt = make_application([sys.argv[0]])
        stack.callback(qt.processEvents)
        signals = stack.enter_context(heeded_signals(qt))
        stage = ScreenStage()
        replayer = Replayer(store.library, store.replays, _plain_eye(), lambda: store.settings.load().learning.enabled)
        stack.callback(replayer.close)
        engine = Engine(_world(store, machine, stage, stack), settings)
        stack.callback(engine.close)
        engine.subscribe(replayer.hear)
        stop.target = lambda reason: _stopped(engine, reason)
        machine.start()
        recorder = _recorder(machine)
        windows = _windows(store, machine, engine, recorder, stage, settings, shown, stack)
        store.feedback.teacher = taught_on(TextReader())
        store.outbox.tell = replayer.tell = windows.tell
        stack.callback(store.outbox.be_quiet)
        stack.callback(replayer.be_quiet)
        if home.cut_off:
            windows.tell(home.cut_off)
        store.database.sound()
        yield Application(settings, store, machine, engine, recorder, windows, qt, signals)


def _stopped(engine: Engine, reason: str) -> None:
    _log.info("stopped by %s", reason)
    engine.stop(reason)


class _Later:
    """A stop that is wired before the engine exists."""

    def __init__(self) -> None:
        self.target: Callable[[str], None] = lambda reason: None

    def __call__(self, reason: str) -> None:
        self.target(reason)


def _world(store: Store, machine: Machine, stage: ScreenStage, stack: ExitStack) -> World:
    reader = TextReader()
    fields = FieldReader(reader)
    stack.callback(fields.close)

    def eye_for(workflow: Workflow) -> Eye:
        def picture(name: str) -> Pixels | None:
            return store.library.picture(workflow.id, name)

        return Eye(picture, machine.accessibility, reader, machine.windows, fields)

    return World(
        clock=SystemClock(),
        open_camera=machine.open_camera,
        windows=machine.windows,
        session=machine.session,
        open_eye=eye_for,
        hand=machine.hand,
        watcher=machine.listener,
        stage=stage,
        ledger=store.ledger,
        secrets=machine.secrets,
        usage=usage,
        effect=_effect,
        surroundings=surroundings,
    )


def _effect(before: Seen, after: Seen, window: Window, element: Box | None, typed: bool) -> Expect:
    """A recording's way to see what an act did."""
    return expectation(Eye(lambda name: None), Moment(*before), Moment(*after), window, element, 0.0, typed)


def _recorder(machine: Machine) -> Recorder:
    reader = TextReader()

    def eye_with(pictures: Callable[[str], Pixels | None]) -> Eye:
        reader.warm()  # the recorder takes a picture before each press; nothing may hold it up then
        return Eye(pictures, machine.accessibility, reader, machine.windows)

    return Recorder(
        machine.open_camera,
        eye_with,
        machine.windows,
        machine.listener,
        machine.secrets,
        lambda window: window.own,
        lambda: machine.settings.now.keys.while_recording,
        machine.accessibility.touch,
    )


def _windows(
    store: Store,
    machine: Machine,
    engine: Engine,
    recorder: Recorder,
    stage: ScreenStage,
    settings: Settings,
    shown: Shown,
    stack: ExitStack,
) -> Windows:
    services = Services(
        library=store.library,
        lessons=store.lessons,
        packs=store.packs,
        history=store.history,
        insights=store.insights,
        feedback=store.feedback,
        training=store.training,
        sight=Sight(_window_at(machine), TextReader()),
        proofs=Prover(store.library, _plain_eye()),
        trials=_shadow(store, engine),
        rehearsal=_practice_room(store),
        recording=recorder,
        hot_keys=machine.hot_keys,
        own_windows=machine.own_windows,
        settings=store.settings,
        folders=_shown_folders(store.folders),
        start_practice=_practise,
        preflight=preflight_reader(store, machine),
    )
    bridge = EngineBridge(engine, Queries())
    windows = build_windows(bridge, stage, services, settings, shown is Shown.MAIN)
    if windows.conductor is not None:
        windows.conductor.settings_changed.connect(machine.use)
        windows.conductor.settings_changed.connect(engine.use)
    stack.callback(windows.close)
    return windows


def _plain_eye() -> Callable[[Callable[[str], Pixels | None]], Eye]:
    """Makes eyes for stored pictures, of which no program tells anything."""
    reader = TextReader()
    return lambda pictures: Eye(pictures, None, reader)


def _practice_room(store: Store) -> PracticeRoom:
    rules, now = (lambda: store.settings.load().trust), SystemClock().utc
    return PracticeRoom(store.library, store.ledger, _plain_eye(), now, rules)


def _shadow(store: Store, engine: Engine) -> Shadow:
    """It leaves the machine to a run, whatever that waits for."""
    reader = TextReader()

    def busy() -> bool:
        return not (engine.state is RunState.IDLE or engine.state.ended)

    def eye(pictures: Callable[[str], Pixels | None]) -> Eye:
        return Eye(pictures, None, reader)

    makers = Makers(taught_on(reader), taught_around(reader))
    advisor = store.lessons.advisor
    return Shadow(store.library, eye, makers, store.tried, advisor.rows, advisor.rules, busy)


def _window_at(machine: Machine) -> Callable[[Point], Window | None]:
    """The program's window under a point, our own overlays left out."""

    def at(point: Point) -> Window | None:
        windows = machine.windows.all()
        return next((window for window in windows if not window.own and window.box.contains(point)), None)

    return at


def _shown_folders(found: Folders) -> dict[str, Path]:
    return {"Workflows": found.workflows, "Pictures": found.captures, "Settings": found.config, "Log": found.log}


def _practise() -> None:
    start_practice()


def start_practice(*options: str) -> subprocess.Popen[bytes]:
    """The practice program, a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "app.practice", *options], start_new_session=True)


def usage() -> tuple[float, float]:
    """Peak memory in MiB and CPU seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_maxrss / 1024, used.ru_utime + used.ru_stime


def show_window(practice: bool = False) -> int:
    """The main window until it is closed, with the practice program beside it if wished."""
    with opened_application(Shown.MAIN) as application:
        application.windows.show()
        if practice:
            start_practice()
        application.until_closed()
    return 0
