"""Tries other ways to find the targets of a workflow on the stored pictures of past runs, where today's way failed.

No part of a run: it is called on a thread of its own, with an eye of its own, and leaves off while a run needs the
machine. What it has found out is kept step by step, so that it goes on where it left off.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Event
from typing import Protocol

from app.engine.proving import Archive, Finder, Pictures, Trial, found_at, right_at
from app.learning.advising import enough
from app.learning.shadow import Compared, Outcome, Stand, Subject, Tried, like, moments, subjects, wider
from app.model.advice import AdviceKind, TrialEnd
from app.model.errors import BadInput
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.knowledge import Knowledge
from app.model.proof import StoredFrame
from app.model.target import Search, Target, TaughtTarget
from app.model.window import Window, WindowIdentity
from app.model.workflow import Workflow
from app.settings import Advice

_log = logging.getLogger(__name__)
Told = Callable[[int, int], object]
"""Hears how many steps of how many were tried."""


class Kept(Protocol):
    """What was found out before."""

    def is_done(self, stand: Stand) -> bool:
        """Whether everything of this was tried."""
        ...

    def note_done(self, stand: Stand) -> None:
        """Everything of this was tried."""
        ...

    def knows(self, workflow_id: str, subject: Subject) -> bool:
        """Whether just this was tried."""
        ...

    def keep(self, workflow_id: str, outcome: Outcome) -> None:
        """In the place of what was known of this step."""
        ...


@dataclass(frozen=True, slots=True)
class Makers:
    """The ways to teach a target from a stored picture: with this box, or by its surroundings."""

    boxed: Callable[[Pixels, WindowIdentity, Box, Point, Box | None], TaughtTarget]
    around: Callable[[Pixels, WindowIdentity, Box, Point], TaughtTarget]


class _GivenUp(Exception):
    """A run began, or nobody waits for it any more."""


@dataclass(frozen=True, slots=True)
class Shadow:
    """Each call makes an eye of its own. `busy` says whether a run needs the machine, `rules` what advice rests on,
    `rows` how much is on record about a workflow: without more of it there is nothing new to try."""

    archive: Archive
    open_finder: Callable[[Pictures], Finder]
    makers: Makers
    kept: Kept
    rows: Callable[[str], int]
    rules: Callable[[], Advice]
    busy: Callable[[], bool]

    def try_all(self, workflow_id: str, told: Told, cancel: Event) -> TrialEnd:
        """Try what was not tried yet; `told` hears how far it is. BadInput when the workflow is broken or gone."""
        workflow, rules = self.archive.load(workflow_id), self.rules()
        # Taken before anything is read: what comes in meanwhile is tried the next time.
        stand = Stand(self.rows(workflow_id), workflow, rules)
        if self.kept.is_done(stand):
            return TrialEnd.NOTHING_NEW
        knowledge = self.archive.knowledge(workflow_id)
        found = subjects(workflow, knowledge, self.archive.frames(workflow_id), rules.min_runs, rules.min_days)
        new = [subject for subject in found if not self.kept.knows(workflow_id, subject)]
        attempt = _Attempt(self, workflow, knowledge, rules, cancel)
        try:
            for done, subject in enumerate(new):
                told(done, len(new))
                self.kept.keep(workflow_id, attempt.outcome(subject))
        except _GivenUp:
            return TrialEnd.LATER
        self.kept.note_done(stand)
        return TrialEnd.NEWS if new else TrialEnd.NOTHING_NEW


class _Attempt:
    """One pass over the steps of a workflow; made and used on one thread."""

    def __init__(self, shadow: Shadow, workflow: Workflow, knowledge: Knowledge, rules: Advice, cancel: Event) -> None:
        self._shadow, self._workflow, self._knowledge = shadow, workflow, knowledge
        self._rules, self._cancel = rules, cancel
        self._taught: Mapping[str, Pixels] = {}
        self._eye = shadow.open_finder(self._picture)

    def outcome(self, subject: Subject) -> Outcome:
        """Whether the target failed often enough as it is, and how else it would have gone."""
        today = self._trial(subject, subject.search)
        own = dict(self._judged(today, subject.own))
        failed = [frame for frame, right in own.items() if not right]
        if not enough(moments(failed), self._rules.min_runs, self._rules.min_days):
            return Outcome(subject)
        before = own | dict(self._judged(today, subject.others))
        return Outcome(subject, tuple(self._compared(subject, before)))

    def _compared(self, subject: Subject, before: Mapping[StoredFrame, bool]) -> Iterator[Compared]:
        for kind, taught in self._candidates(subject.step.target):
            self._taught = taught.images
            search = Search((taught.target,), (), subject.search.refused)
            after = self._judged(self._trial(subject, search), before)
            tried = tuple(Tried(frame, before[frame], right) for frame, right in after)
            yield Compared(kind, taught, tried)

    def _candidates(self, target: Target | None) -> Iterator[tuple[AdviceKind, TaughtTarget]]:
        pixels = self._picture(target.view) if target is not None and target.view is not None else None
        if target is None or pixels is None:
            return
        whole, point = Box(0, 0, pixels.shape[1], pixels.shape[0]), _pressed(target)
        boxed, around = self._shadow.makers.boxed, self._shadow.makers.around
        bigger = _made(lambda: boxed(pixels, target.window, whole, point, wider(target)))
        if bigger is not None and bigger.target.place.box != target.place.box:
            yield AdviceKind.CROP, _like(target, bigger)
        if target.picture is not None:
            placed = _made(lambda: around(pixels, target.window, whole, point))
            yield from () if placed is None else ((AdviceKind.ANCHOR, _like(target, placed)),)

    def _judged(self, trial: Trial, frames: Iterable[StoredFrame]) -> Iterator[tuple[StoredFrame, bool]]:
        for frame in frames:
            if self._cancel.is_set() or self._shadow.busy():
                raise _GivenUp
            pixels = self._shadow.archive.picture(self._workflow.id, frame.picture)
            if pixels is not None:
                window = Window(0, frame.identity, 0, frame.window, active=True)
                point = found_at(self._eye, Frame.of_picture(pixels), window, trial.search)
                yield frame, right_at(trial, frame, point)

    def _trial(self, subject: Subject, search: Search) -> Trial:
        return Trial(self._workflow, self._knowledge, subject.step, search, None, {})

    def _picture(self, name: str) -> Pixels | None:
        made = self._taught.get(name)
        return self._shadow.archive.picture(self._workflow.id, name) if made is None else made


def _pressed(target: Target) -> Point:
    return target.place.box.origin.moved(target.press.x, target.press.y)


def _like(old: Target, taught: TaughtTarget) -> TaughtTarget:
    return TaughtTarget(like(old, taught.target), taught.images)


def _made(teach: Callable[[], TaughtTarget]) -> TaughtTarget | None:
    """A place that cannot be taught this way is not tried this way."""
    try:
        return teach()
    except BadInput:
        return None
