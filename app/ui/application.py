"""Builds the windows for bootstrap: all of them, or only what stands on the screen during a run."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.model.news import Notice, StateChanged
from app.model.target import Picture
from app.settings import Settings
from app.ui.bridge import EngineBridge
from app.ui.card_desk import CardDesk, ShowLearned
from app.ui.coaching import Coaching
from app.ui.conductor import Conductor
from app.ui.countdown import Countdown
from app.ui.crash import CrashReport
from app.ui.ghost_overlay import GhostOverlay
from app.ui.grabs import Grabs
from app.ui.icons import application_icon
from app.ui.main_window import MainWindow
from app.ui.parts import Parts
from app.ui.pictures import Pictures
from app.ui.pointing import Pointing
from app.ui.pre_flight import PreFlight
from app.ui.recording_session import RecordingSession
from app.ui.run_control import RunControl
from app.ui.screen_word import ScreenWord
from app.ui.services import Services
from app.ui.stage import ScreenStage
from app.ui.step_pictures import StepPictures
from app.ui.theme import Theme
from app.ui.tray import Tray


def make_application(arguments: list[str]) -> QApplication:
    """The Qt application; its end is decided by `Windows.finished`, not by the last window."""
    application = QApplication(arguments)
    application.setApplicationName("understudy")
    application.setApplicationDisplayName("Understudy")
    application.setDesktopFileName("understudy")
    application.setQuitOnLastWindowClosed(False)
    application.setWindowIcon(application_icon())
    return application


class Windows(QObject):
    """All windows. `finished` when the person closed the main window, or, without one, when the run has ended."""

    finished = Signal()

    def __init__(self, parts: Parts, settings: Settings, crash: CrashReport, with_main_window: bool) -> None:
        super().__init__()
        self.parts = parts
        self._crash = crash
        self._tray: Tray | None = None
        self.conductor: Conductor | None = None
        self.main: MainWindow | None = None
        self.pre_flight: PreFlight | None = None
        self._recording = self._make_recording(settings)
        if with_main_window:
            self._build_main(settings)
        else:
            parts.coaching.stop_wanted.connect(parts.bridge.stop)
            parts.bridge.state_changed.connect(self._on_state)
            self._recording.active_changed.connect(self._on_recording)

    def _build_main(self, settings: Settings) -> None:
        parts, services = self.parts, self.parts.services
        window = MainWindow(parts, settings)
        sheet = self.pre_flight = PreFlight(window, parts.queries, services.preflight, services.hot_keys)
        run = RunControl(parts.bridge, services.library, parts.countdown, sheet, settings.keys, window)
        tray = Tray(parts.theme, window)
        self.conductor = Conductor(window, parts, run, self._recording, tray, settings)
        window.closed.connect(self.finished)
        self.main, self._tray = window, tray

    def _make_recording(self, settings: Settings) -> RecordingSession:
        parts, services = self.parts, self.parts.services
        return RecordingSession(
            services.recording, services.library, parts.queries, parts.grabs, parts.theme, settings.keys, self
        )

    def record(self, name: str) -> None:
        """Record without the main window; `finished` when it was saved or discarded."""
        self._recording.begin(name)

    def tell(self, notice: Notice) -> None:
        """One message that comes from no run; shown in the main window."""
        self.parts.bridge.noticed.emit(notice)

    def show(self) -> None:
        """Bring up the main window and read the library; without one there is nothing to show yet."""
        self._crash.install()
        if self.main is not None and self.conductor is not None:
            self.main.show()
            self.conductor.refresh()
            self.conductor.listen()

    def close(self) -> None:
        """Take everything off the screen, give keys back, join the worker. Main thread; before the engine is closed."""
        parts = self.parts
        parts.stage.close()
        parts.bridge.close()
        parts.screens.leave()
        parts.countdown.cancel()
        parts.pointing.cancel()
        self._recording.close()
        parts.desk.close()
        parts.grabs.close()
        parts.queries.close()
        self._crash.remove()
        self._drop_windows()

    def _drop_windows(self) -> None:
        self.parts.ghosts.close()
        self.parts.desk.card.deleteLater()
        self.parts.pointing.drop()
        if self._tray is not None:
            self._tray.close()
        if self.main is not None:
            self.main.hide()
            self.main.deleteLater()

    @Slot(StateChanged)
    def _on_state(self, news: StateChanged) -> None:
        if news.state.ended:
            self.finished.emit()

    @Slot(bool)
    def _on_recording(self, active: bool) -> None:
        if not active:
            self.finished.emit()


def build_windows(
    bridge: EngineBridge,
    stage: ScreenStage,
    services: Services,
    settings: Settings,
    main_window: bool = True,
    clock: Callable[[], float] = monotonic,
) -> Windows:
    """The windows, not shown yet. `main_window` False leaves card and overlays only (`understudy run`).

    `stage` is the one the engine was made with, `clock` gives its monotonic seconds. Main thread, after
    `make_application`.
    """
    application = QApplication.instance()
    theme = Theme(settings.appearance)
    if isinstance(application, QApplication):
        theme.install(application)
    parts = _parts(bridge, stage, services, settings, theme, clock)
    return Windows(parts, settings, CrashReport(services.folders.get("Log")), main_window)


def _parts(
    bridge: EngineBridge,
    stage: ScreenStage,
    services: Services,
    settings: Settings,
    theme: Theme,
    clock: Callable[[], float],
) -> Parts:
    queries = bridge.queries
    grabs = Grabs(services.hot_keys)
    pictures = StepPictures(Pictures(queries), services.library, services.history)
    ghosts = GhostOverlay(_click_through(bridge, services))
    screens = ScreenWord(bridge, bridge)
    desk = CardDesk(theme, grabs, settings.keys, _learned(bridge, pictures), screens, clock=clock)
    pointing = Pointing(bridge, queries, services.sight, services.proofs)
    coaching = Coaching(bridge, stage, desk, ghosts, pointing, clock=clock)
    screens.refused.connect(coaching.refused)
    return Parts(
        services=services,
        stage=stage,
        theme=theme,
        queries=queries,
        grabs=grabs,
        bridge=bridge,
        pictures=pictures,
        ghosts=ghosts,
        desk=desk,
        pointing=pointing,
        coaching=coaching,
        countdown=Countdown(grabs),
        screens=screens,
    )


def _click_through(bridge: EngineBridge, services: Services) -> Callable[[int], object]:
    """On the worker: the window's own input shape is empty already, this is for the frame around it."""
    through = services.own_windows.click_through

    def ask(window: int) -> None:
        bridge.queries.ask(bridge, lambda: through(window), lambda _: None, lambda _: None)

    return ask


def _learned(bridge: EngineBridge, pictures: StepPictures) -> ShowLearned:
    """The picture a question refers to: from the workflow that runs, else from the captures."""

    def show(owner: QObject, picture: Picture, shown: Callable[[QImage], object]) -> None:
        if bridge.workflow is not None:
            pictures.show_picture(owner, bridge.workflow.id, picture, lambda image, _: shown(image))
        else:
            pictures.show_capture(owner, picture, lambda image, _: shown(image))

    return show
