"""The engine thread: one run at a time, and frames for pointing while there is none."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread

from app.engine.afterwards import Afterwards, Doubt
from app.engine.api import RunRequest
from app.engine.context import RunContext
from app.engine.control import Control
from app.engine.desk import Desk
from app.engine.events import Bus
from app.engine.loop import Run, start_index
from app.engine.ports import Camera, Listener
from app.engine.state import StateTable
from app.engine.world import World
from app.model.decision import Answer
from app.model.denied import Denial
from app.model.errors import AlreadyRunning, BadInput, EnvironmentProblem, UserError
from app.model.modes import LearningState, RunMode, RunState
from app.model.news import Frozen, ModeChanged, Notice, QuestionClosed, Severity, StateChanged
from app.settings import Settings

_log = logging.getLogger(__name__)
JOIN_SECONDS = 10.0
CLOSED = "the program was closed"
GLANCE = 0.25
"""Longest time until an undo after a run is noticed (seconds)."""


@dataclass(frozen=True, slots=True)
class _FreezeJob:
    request: str


@dataclass(frozen=True, slots=True)
class _ExplainJob:
    doubt: Doubt
    answer: Answer


@dataclass(frozen=True, slots=True)
class _WatchJob:
    run: Run


@dataclass(frozen=True, slots=True)
class _Close:
    pass


_Job = RunRequest | _FreezeJob | _ExplainJob | _WatchJob | _Close


class Engine:
    """Owns the engine thread. All public methods are safe from any thread and return at once (but `close`)."""

    def __init__(self, world: World, settings: Settings) -> None:
        self._world = world
        self._settings = settings
        self._bus = Bus()
        self._control = Control(world.clock)
        self._desk = Desk(self._control.notify)
        self._states = StateTable(self._tell_state)
        self._afterwards = Afterwards(self._bus)
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self._starting = Lock()
        self._busy = False
        self._mode = RunMode.OBSERVATION
        self._run_id = ""
        self._over: Run | None = None
        self._camera: Camera | None = None
        self._thread = Thread(target=self._serve, name="engine")
        self._bus.subscribe(self._follow_mode)
        self._thread.start()

    @property
    def state(self) -> RunState:
        """Where the run is."""
        return self._states.state

    @property
    def mode(self) -> RunMode:
        """The mode in force."""
        return self._mode

    def subscribe(self, listener: Listener) -> None:
        """Hear all news from now on; called on the engine thread."""
        self._bus.subscribe(listener)

    def use(self, settings: Settings) -> None:
        """Settings for the next run."""
        self._settings = settings

    def start(self, request: RunRequest) -> None:
        """Begin a run; AlreadyRunning when one is going on, EnvironmentProblem when acting is impossible."""
        _check_steps(request)
        self._check_hand(request.mode)
        with self._starting:
            if self._busy:
                raise AlreadyRunning("A run", "one is going on already", "Stop it first, or wait for its end.")
            self._busy = True
            self._control.reset()
        self._jobs.put(request)

    def answer(self, question_id: str, answer: Answer) -> bool:
        """Answer the open question; False when it is not open any more, nothing happens then."""
        doubt = self._afterwards.take(question_id)
        if doubt is None:
            return self._desk.answer(question_id, answer)
        self._jobs.put(_ExplainJob(doubt, answer))
        return True

    def deny(self, denial: Denial) -> bool:
        """What was shown is not the Screen it was taken for; False when its run is over, nothing happens then."""
        if not self._states.active or denial.look.run_id != self._run_id:
            return False
        self._control.want_denial(denial)
        return True

    def freeze(self, request: str) -> None:
        """Ask for a frame with our own windows out of the way; it comes as `Frozen` with the same request."""
        if self._busy:
            self._control.want_frame(request)
        else:
            self._jobs.put(_FreezeJob(request))

    def set_mode(self, mode: RunMode) -> None:
        """Down at once, up at the next step boundary; up is refused when acting is impossible."""
        lowers = mode.rank < self._mode.rank
        if not lowers:
            self._check_hand(mode)
        self._control.want_mode(mode, lowers)
        if lowers and mode is RunMode.OBSERVATION:
            self._world.hand.stop()
        if not lowers:
            self._bus.publish(ModeChanged(self._mode, mode))

    def pause(self) -> None:
        """Pause at the next safe place; an act in progress is stopped."""
        self._control.pause("Paused by you")
        self._world.hand.stop()

    def take_over(self) -> None:
        """The person took mouse or keyboard: the robot yields."""
        self._control.take_over()
        self._world.hand.stop()

    def resume(self) -> None:
        """Go on after a pause or after the person had control; looks again first."""
        self._control.resume()

    def stop(self, reason: str = "") -> None:
        """Stop now: nothing more is sent, an open question is cancelled."""
        self._world.hand.stop()
        self._control.stop(reason)

    def halt(self, reason: str) -> None:
        """Nobody can answer: end the run as failed with this reason."""
        self._control.halt(reason)

    def close(self) -> bool:
        """Stop and join the engine thread; False when it did not end in time."""
        self.stop(CLOSED)
        self._jobs.put(_Close())
        self._thread.join(JOIN_SECONDS)
        return not self._thread.is_alive()

    def _check_hand(self, mode: RunMode | None) -> None:
        if mode is RunMode.OBSERVATION:
            return
        why_not = self._world.hand.ready()
        if why_not:
            raise EnvironmentProblem("Acting", why_not, "Watch only (Observe), or cure this in Settings, Hot keys.")

    def _tell_state(self, state: RunState, reason: str) -> None:
        taken_over = state is RunState.PAUSED and self._control.taken_over
        self._bus.publish(StateChanged(self._run_id, state, reason, taken_over))

    def _follow_mode(self, news: object) -> None:
        if isinstance(news, ModeChanged):
            self._mode = news.mode

    def _serve(self) -> None:
        while True:
            job = self._next()
            if isinstance(job, _Close):
                return
            try:
                self._do(job)
            except Exception:  # noqa: BLE001 - the engine's thread top: a fault is told, logged, and ends this run only
                self._report_fault()
            finally:
                self._busy = self._busy and not isinstance(job, RunRequest)

    def _next(self) -> _Job:
        """What is to be done next; for some seconds after a run that is to see whether the person takes it back."""
        if self._over is None:
            return self._jobs.get()
        try:
            return self._jobs.get(timeout=GLANCE)
        except Empty:
            return _WatchJob(self._over)

    def _do(self, job: RunRequest | _FreezeJob | _ExplainJob | _WatchJob) -> None:
        match job:
            case _WatchJob():
                self._see_undo(job.run)
            case _ExplainJob():
                self._explain(job)
            case _FreezeJob():
                self._freeze_idle(job.request)
            case RunRequest():
                self._run(job)

    def _report_fault(self) -> None:
        _log.exception("a fault on the engine thread")
        self._world.hand.stop()
        text = "A fault in the program ended this. Nothing more was done."
        self._bus.publish(Notice(Severity.ERROR, text, "See the log file; you can start again."))
        if self._states.active:
            self._states.move(RunState.FAILED, "halted: a fault in the program")

    def _run(self, request: RunRequest) -> None:
        self._afterwards.close()
        self._over = None
        try:
            ctx = self._context(request)
            index = start_index(ctx, request.start_at)
        except UserError as error:
            self._states.move(RunState.RUNNING)
            self._bus.publish(Notice(Severity.ERROR, f"{error.what}: {error.why}", error.next_step))
            self._states.move(RunState.FAILED, f"halted: {error}")
            return
        self._run_id = ctx.run_id
        self._mode = ctx.mode
        run = Run(ctx, index)
        run.execute()
        if run.doubt is not None:
            self._afterwards.ask(run.doubt)
        elif run.open_until:
            self._over = run

    def _see_undo(self, run: Run) -> None:
        self._over = run if self._world.clock.now() < run.open_until else None
        doubt = run.undone()
        if doubt is not None:
            self._over = None
            self._afterwards.ask(doubt)

    def _explain(self, job: _ExplainJob) -> None:
        try:
            job.doubt.react(job.answer)
        except UserError as error:
            self._bus.publish(Notice(Severity.ERROR, f"{error.what}: {error.why}", error.next_step))
        self._bus.publish(QuestionClosed(job.doubt.question.id, "answered"))

    def _context(self, request: RunRequest) -> RunContext:
        learned = self._world.ledger.knowledge(request.workflow).state
        mode = request.mode or LearningState(learned).start_mode
        if mode.acts:
            self._check_hand(mode)
            self._world.hand.rearm()
        return RunContext(
            self._world,
            self._open_camera(),
            self._control,
            self._desk,
            self._bus,
            self._states,
            self._settings,
            request.workflow,
            mode,
            request.halt_on_question,
            request.attended and not request.halt_on_question,
        )

    def _open_camera(self) -> Camera:
        if self._camera is None:
            self._camera = self._world.open_camera()
        return self._camera

    def _freeze_idle(self, request: str) -> None:
        try:
            self._world.stage.clear()
            frame = self._open_camera().grab()
            window = self._world.windows.active()
            self._bus.publish(Frozen(request, frame, window.box if window else None))
        except UserError as error:
            self._bus.publish(Notice(Severity.ERROR, f"{error.what}: {error.why}", error.next_step))


def _check_steps(request: RunRequest) -> None:
    if not request.workflow.steps:
        raise BadInput(f"Workflow {request.workflow.name!r}", "it has no steps", "Record it again.")
