"""Between the engine and the windows: the only file of the windows that knows the engine."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal, SignalInstance, Slot

from app.engine.api import EngineApi, RunRequest
from app.model.decision import Answer
from app.model.denied import Denial
from app.model.errors import UserError
from app.model.modes import RunMode, RunState
from app.model.news import (
    Acting,
    Asked,
    Frozen,
    Looked,
    ModeChanged,
    News,
    Notice,
    PersonActed,
    QuestionClosed,
    Saved,
    StateChanged,
    StepFinished,
    StepStarted,
)
from app.model.workflow import Workflow
from app.ui.queries import Queries

PICTURE_EVERY_MS = 500


class Mailbox:
    """Holds one look, the newest; safe from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._look: Looked | None = None

    def put(self, look: Looked) -> bool:
        """Put it in place of the old one; True when the box was empty, so that somebody has to be told."""
        with self._lock:
            was_empty, self._look = self._look is None, look
            return was_empty

    def take(self) -> Looked | None:
        """The newest look, once."""
        with self._lock:
            look, self._look = self._look, None
            return look


class EngineBridge(QObject):
    """Engine news as signals on the main thread, and wishes of the person to the engine.

    Lives on the main thread; only the listener is called on the engine thread.
    """

    state_changed = Signal(StateChanged)
    mode_changed = Signal(ModeChanged)
    step_started = Signal(StepStarted)
    looked = Signal(Looked)
    asked = Signal(Asked)
    question_closed = Signal(QuestionClosed)
    acting = Signal(Acting)
    step_finished = Signal(StepFinished)
    frozen = Signal(Frozen)
    person_acted = Signal(PersonActed)
    noticed = Signal(Notice)
    saved = Signal(Saved)
    _arrived = Signal(object)
    _picture_waits = Signal()

    def __init__(self, engine: EngineApi, queries: Queries, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self.queries = queries
        self._mailbox = Mailbox()
        self._closed = Event()
        self.state = RunState.IDLE
        self.mode: RunMode | None = None
        self.last_look: Looked | None = None
        self.workflow: Workflow | None = None
        self._signals = self._signal_table()
        self._since_picture = QElapsedTimer()
        self._picture_timer = QTimer(self)
        self._picture_timer.setSingleShot(True)
        self._picture_timer.timeout.connect(self._show_picture)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._picture_waits.connect(self._plan_picture, Qt.ConnectionType.QueuedConnection)
        engine.subscribe(self._hear)

    def _signal_table(self) -> dict[type, SignalInstance]:
        return {
            StateChanged: self.state_changed,
            ModeChanged: self.mode_changed,
            StepStarted: self.step_started,
            Asked: self.asked,
            QuestionClosed: self.question_closed,
            Acting: self.acting,
            StepFinished: self.step_finished,
            Frozen: self.frozen,
            PersonActed: self.person_acted,
            Notice: self.noticed,
            Saved: self.saved,
        }

    # --- from the engine

    def _hear(self, news: News) -> None:
        if self._closed.is_set():
            return
        if not isinstance(news, Looked):
            self._arrived.emit(news)
        elif self._mailbox.put(news):
            self._picture_waits.emit()

    @Slot(object)
    def _deliver(self, news: News) -> None:
        if isinstance(news, StateChanged):
            self.state = news.state
        elif isinstance(news, ModeChanged):
            self.mode = news.mode
        self._signals[type(news)].emit(news)

    @Slot()
    def _plan_picture(self) -> None:
        passed = self._since_picture.elapsed() if self._since_picture.isValid() else PICTURE_EVERY_MS
        self._picture_timer.start(max(0, PICTURE_EVERY_MS - int(passed)))

    @Slot()
    def _show_picture(self) -> None:
        self._since_picture.start()
        self.take_look()

    def take_look(self) -> Looked | None:
        """The newest look, shown now if it was not yet (a question needs the picture that it is about)."""
        look = self._mailbox.take()
        if look is not None:
            self.last_look = look
            self.looked.emit(look)
        return self.last_look

    # --- wishes of the person

    def start(
        self,
        owner: QObject,
        load: Callable[[], Workflow],
        mode: RunMode | None,
        start_at: str | None,
        failed: Callable[[UserError], object],
    ) -> None:
        """Load the workflow and begin a run, both off the main thread; `failed` hears why not."""

        def begin() -> Workflow:
            workflow = load()
            self._engine.start(RunRequest(workflow, mode, start_at, attended=True))
            return workflow

        self.queries.ask(owner, begin, self._remember, failed)

    def _remember(self, workflow: Workflow) -> None:
        self.workflow = workflow

    def answer(self, question_id: str, answer: Answer) -> bool:
        """Answer the open question; False when it is not open any more."""
        return self._engine.answer(question_id, answer)

    def deny(self, denial: Denial) -> bool:
        """What was shown is not the Screen it was taken for; False when its run is over."""
        return self._engine.deny(denial)

    @Slot()
    def pause(self) -> None:
        """Pause at the next safe place."""
        self._engine.pause()

    @Slot()
    def resume(self) -> None:
        """Go on; the engine looks again first."""
        self._engine.resume()

    @Slot()
    def stop(self) -> None:
        """Stop now."""
        self._engine.stop()

    def set_mode(self, mode: RunMode) -> None:
        """Down at once, up at the next step."""
        self._engine.set_mode(mode)

    def freeze(self, request: str) -> None:
        """Ask for a frame with our own windows out of the way; `frozen` brings it."""
        self._engine.freeze(request)

    @property
    def running(self) -> bool:
        """Whether a run is open."""
        return self.state is not RunState.IDLE and not self.state.ended

    def close(self) -> None:
        """Hear nothing more."""
        self._closed.set()
