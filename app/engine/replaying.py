"""After a run: today's targets are tried on pictures of other runs whose true place a person has shown.

On a thread of its own, with an eye of its own, one picture at a time, and never while a run goes on. What fails there
is logged, told once, and stops nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Protocol

from app.engine.proving import SLACK, Archive, Finder, Pictures, found_at
from app.learning.corrections import effective
from app.learning.replay import replayed
from app.model.errors import UserError
from app.model.frame import Frame
from app.model.knowledge import StepKnowledge
from app.model.modes import Label
from app.model.news import News, Notice, Severity, StateChanged
from app.model.proof import Replay
from app.model.target import Search
from app.model.window import Window
from app.model.workflow import Step

_log = logging.getLogger(__name__)
MOST = 300
"""So many pictures are tried after one run; the next one goes on from there."""


class Trials(Protocol):
    """Where trials come from and go to; safe from any thread."""

    def workflow_of(self, run_id: str) -> str | None:
        """The workflow of a run."""
        ...

    def open_trials(self, workflow_id: str) -> Sequence[Replay]:
        """What is still to be tried."""
        ...

    def keep(self, workflow_id: str, replay: Replay, label: Label) -> None:
        """Count it, once for ever; NONE is kept, too. StoreProblem when that failed."""
        ...


@dataclass(frozen=True, slots=True)
class _Job:
    """One pass over the pictures of a workflow."""

    workflow_id: str
    eye: Finder
    cancel: Event


class Replayer:
    """`hear` belongs to the engine thread and returns at once; `close` joins the thread that tries."""

    def __init__(
        self,
        archive: Archive,
        trials: Trials,
        open_finder: Callable[[Pictures], Finder],
        learning: Callable[[], bool],
    ) -> None:
        self._archive = archive
        self._trials = trials
        self._open_finder = open_finder
        self._learning = learning
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="replay")
        self._cancel = Event()
        self._told = self._closed = False
        self.tell: Callable[[Notice], object] = lambda notice: None

    def hear(self, news: News) -> None:
        """A run that ends begins it, any other state of a run ends it."""
        if not isinstance(news, StateChanged) or self._closed:
            return
        self._cancel.set()
        if news.state.ended:
            self._cancel = Event()
            self._worker.submit(self._work, news.run_id, self._cancel).add_done_callback(self._over)

    def be_quiet(self) -> None:
        """Nobody is told any more, and nothing more is begun."""
        self.tell = lambda notice: None
        self._closed = True
        self._cancel.set()

    def close(self) -> None:
        """Leave off and join the thread; may be called twice."""
        self.be_quiet()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _work(self, run_id: str, cancel: Event) -> None:
        """On the thread of its own."""
        workflow_id = self._trials.workflow_of(run_id) if self._learning() else None
        if workflow_id is None or cancel.is_set():
            return
        found = self._trials.open_trials(workflow_id)
        if not found:
            return
        eye = self._open_finder(lambda name: self._archive.picture(workflow_id, name))
        self._go_through(_Job(workflow_id, eye, cancel), found)

    def _go_through(self, job: _Job, found: Sequence[Replay]) -> None:
        said: list[Label] = []
        for replay in found:
            if len(said) >= MOST or job.cancel.is_set() or not self._learning():
                break
            label = self._tried(job, replay)
            said += [] if label is None else [label]
        wrong = said.count(Label.WRONG)
        if wrong:
            pictures = "1 past picture" if wrong == 1 else f"{wrong} past pictures"
            text = f"On {pictures} a corrected target was found in the wrong place: its step asks."
            next_step = "Look at Learned, Corrections, and point to it again if need be."
            self.tell(Notice(Severity.INFO, text, next_step))

    def _tried(self, job: _Job, replay: Replay) -> Label | None:
        """What it said; None when it was not tried: the picture is gone, the step another one, or a run begins."""
        known = self._archive.knowledge(job.workflow_id).step(replay.step_id)
        workflow = self._archive.load(job.workflow_id)
        step = next((step for step in workflow.steps if step.id == replay.step_id), None)
        search = _search(step, known, replay) if step and known.version == replay.version else None
        pixels = self._archive.picture(job.workflow_id, replay.frame.picture)
        if search is None or pixels is None:
            return None
        window = Window(0, replay.frame.identity, 0, replay.frame.window, active=True)
        point = found_at(job.eye, Frame.of_picture(pixels), window, search)
        inside = point is not None and replay.frame.box.contains(point, SLACK)
        said = replayed(point is not None, inside)
        label = said.label if said else Label.NONE
        if job.cancel.is_set():
            return None
        self._trials.keep(job.workflow_id, replay, label)
        return label

    def _over(self, ended: Future[None]) -> None:
        error = None if ended.cancelled() else ended.exception()
        if error is None:
            return
        _log.error("going through past pictures failed", exc_info=error)
        if not self._told:
            self._told = True
            why = f": {error}" if isinstance(error, UserError) else "."
            text = f"Past pictures could not be gone through{why}"
            self.tell(Notice(Severity.WARNING, text, "Runs are not affected; see the log."))


def _search(step: Step, known: StepKnowledge, replay: Replay) -> Search | None:
    """By its looks alone: no remembered place, and nothing that was taught by the picture's own run."""
    target = effective(step, known).target
    if target is None:
        return None
    return Search((target, *known.looks), (), tuple(each for each in known.refused if each.image not in replay.refused))
