"""One run from begin to end: the chain of steps, and what the run was in the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from app.engine.afterwards import Doubt
from app.engine.context import RunContext
from app.engine.control import Halted
from app.engine.drifting import tell_drift
from app.engine.failing import handed_on
from app.engine.look import window_of
from app.engine.observer import Observer
from app.engine.preparing import prepare
from app.engine.recognising import recognised
from app.engine.stepping import StepResult, walk_step
from app.engine.undone import doubt_of
from app.engine.walk import Walk
from app.engine.why import SOON, UNDONE, explained, undone_label, why_question
from app.learning.progress import reached_state
from app.model.errors import RunCancelled, StoreProblem, UserError
from app.model.ledger_learning import LearningSet
from app.model.ledger_run import RunBegun, RunEnded
from app.model.modes import LearningState, RunState, StepStatus
from app.model.news import ModeChanged, Severity

END_PATIENCE = 3.0
"""Seconds to wait for the end Screen."""
HALTED = "halted"
LATELY = 2
"""So many steps before the present one may still be taken back by the person."""
BY_THE_PERSON = {"STOP_KEY": "stop key", "CORNER": "pointer in a corner"}
"""Stops that come from the person, by the hand's code, and in words."""
BY_THE_HAND = {"DEAF": "stop keys are not heard any more", "LEASE_LOST": "the program did not answer its hand"}
"""Stops that the hand made by itself, in words."""


@dataclass(frozen=True, slots=True)
class RunEnd:
    """The final state and why."""

    state: RunState
    reason: str


class Run:
    """Engine thread only; `execute` never raises anything that a person causes."""

    def __init__(self, ctx: RunContext, start_index: int) -> None:
        self._ctx = ctx
        self._start_index = start_index
        self._index = start_index
        self._results: list[StepResult] = []
        self._walks: tuple[Walk, ...] = ()
        self.doubt: Doubt | None = None
        self._began = ctx.now()

    def execute(self) -> RunEnd:
        """Walk the chain, record the end, tell it."""
        ctx = self._ctx
        ctx.states.move(RunState.RUNNING)
        ctx.bus.publish(ModeChanged(ctx.mode))
        end = self._guarded()
        end = self._record_end(end)
        ctx.world.stage.clear()
        ctx.world.watcher.await_chord(())
        ctx.states.move(end.state, end.reason)
        return end

    def _guarded(self) -> RunEnd:
        try:
            self._ctx.commit(
                [RunBegun(self._ctx.run_id, self._ctx.workflow.id, self._ctx.workflow.name, self._ctx.mode)]
            )
            prepare(self._ctx)
            self._walk_all()
            return self._finished()
        except RunCancelled:
            self._ctx.world.hand.stop()
            return RunEnd(RunState.STOPPED, self._stop_words())
        except Halted as halted:
            return RunEnd(RunState.FAILED, f"{HALTED}: {halted.reason}")
        except UserError as error:
            self._ctx.notice(Severity.ERROR, f"{error.what}: {error.why}", error.next_step)
            return RunEnd(RunState.FAILED, f"{HALTED}: {error}")

    def _stop_words(self) -> str:
        reason = self._ctx.control.stop_reason
        words = f"stopped by you at step {self._index + 1}" if self._by_you else f"stopped at step {self._index + 1}"
        return f"{words} ({(BY_THE_PERSON | BY_THE_HAND).get(reason, reason)})" if reason else words

    @property
    def _by_you(self) -> bool:
        reason = self._ctx.control.stop_reason
        return not reason or reason in BY_THE_PERSON

    def _walk_all(self) -> None:
        index = self._start_index
        observer = Observer(self._ctx.world.watcher.mark())
        while index < len(self._ctx.workflow.steps):
            self._ctx.at_boundary()
            self._index = index
            self._begin_step(index)
            result = walk_step(self._walks[-1], observer)
            self._results += [result] if result.status is not None else []
            index = result.go_on
        self._ctx.attend()

    def _begin_step(self, index: int) -> None:
        lately = self._walks[-LATELY:]
        for walk in lately:
            walk.lately = ()
        walk = Walk(self._ctx, index, lately)
        if lately:
            walk.failing, walk.must_ask = handed_on(lately[-1]), lately[-1].back is not None
        self._walks = (*lately, walk)

    def undone(self) -> Doubt | None:
        """After the run: what the person has just taken back of what was done alone, with the question about it."""
        return doubt_of(self._walks)

    @property
    def open_until(self) -> float:
        """Until when (monotonic seconds) the person may take back what was done last."""
        return max((walk.alone.at + SOON for walk in self._walks if walk.alone), default=0.0)

    def _finished(self) -> RunEnd:
        if not self._results or self._results[-1].status is StepStatus.PASSED or self._end_seen():
            word = "finished and checked" if self._clean() else "finished, not everything was checked"
            return RunEnd(RunState.COMPLETED, word)
        return RunEnd(RunState.COMPLETED, "finished, not checked: the end Screen was not recognised")

    def _end_seen(self) -> bool:
        ends = [screen for screen in self._ctx.workflow.screens if screen.end]
        end_time = self._ctx.now() + END_PATIENCE
        while ends:
            frame = self._ctx.grab()
            window = self._ctx.world.windows.active()
            screen = recognised(self._ctx, frame, window).screen
            if screen is not None and screen.end:
                return True
            if self._ctx.now() >= end_time:
                break
            self._ctx.camera.wait_change(frame, end_time, self._ctx.control.stopping)
        return False

    def _clean(self) -> bool:
        agreed = (StepStatus.PASSED, StepStatus.OBSERVED)
        return bool(self._results) and all(result.status in agreed for result in self._results)

    def _record_end(self, end: RunEnd) -> RunEnd:
        ctx = self._ctx
        self._take_last_words()
        memory, cpu = ctx.world.usage()
        clean = end.state is RunState.COMPLETED and self._clean()
        row = RunEnded(
            ctx.run_id,
            ctx.workflow.id,
            ctx.mode,
            end.state,
            end.reason,
            clean,
            ctx.now() - self._began,
            ctx.frames,
            ctx.questions,
            memory,
            cpu,
        )
        try:
            ctx.commit([row])
            self._doubt(end)
            self._learn_state(clean)
        except StoreProblem as error:
            ctx.notice(Severity.ERROR, f"{error.what}: {error.why}", error.next_step)
            return RunEnd(RunState.FAILED, f"{HALTED}: {error}")
        tell_drift(ctx)
        return end

    def _take_last_words(self) -> None:
        """What the person said of a Screen right before the end counts, too."""
        try:
            self._ctx.serve_denials()
        except StoreProblem as error:
            self._ctx.notice(Severity.ERROR, f"{error.what}: {error.why}", error.next_step)

    def _doubt(self, end: RunEnd) -> None:
        """A stop right after an act alone says that it was wrong, until the person explains it otherwise."""
        done = self._just_done() if end.state is RunState.STOPPED and self._by_you else None
        if done is None or done.alone is None or done.seen is None:
            return
        ctx, step, shown = self._ctx, done.step, done.alone.shown
        label = undone_label(ctx, step, shown)
        if label is not None:
            ctx.relabel(label)
        question = why_question(ctx, step, shown, done.seen, "You stopped right after I did this alone.")
        self.doubt = Doubt(replace(question, deadline=None), partial(explained, ctx, step, shown, UNDONE))

    def _just_done(self) -> Walk | None:
        """The last step that was done alone, when that was not long ago and nothing else was said since."""
        last = next((walk for walk in reversed(self._walks) if walk.alone or walk.heard), None)
        if last is None or last.heard or last.alone is None or not self._ctx.attended:
            return None
        return last if self._ctx.now() - last.alone.at <= SOON else None

    def _learn_state(self, clean: bool) -> None:
        ctx = self._ctx
        known = ctx.knowledge
        reached = reached_state(ctx.workflow, known, ctx.settings.trust, ctx.moment(), ctx.fleet)
        observed = all(result.status is StepStatus.OBSERVED for result in self._results)
        if known.state is LearningState.OBSERVATION and clean and observed and self._agreed():
            reached = LearningState.COACHING
        if reached is not known.state:
            ctx.commit([LearningSet(ctx.workflow.id, reached, "what the runs so far support")])

    def _agreed(self) -> bool:
        return all(self._ctx.knowledge.step(step.id).wrong == 0 for step in self._ctx.workflow.steps)


def start_index(ctx: RunContext, start_at: str | None) -> int:
    """Where to begin: the first step, or the one asked for when its window is there; UserError otherwise."""
    if start_at is None:
        return 0
    try:
        index = ctx.workflow.index_of(start_at)
    except KeyError:
        raise UserError(f"Step {start_at!r}", "the workflow has no such step", "Choose one of its steps.") from None
    step = ctx.workflow.steps[index]
    if ctx.world.windows.find(window_of(ctx, step)) is None:
        raise UserError(f"Step {index + 1}", "its window is not there", "Bring the program to that Screen first.")
    return index
