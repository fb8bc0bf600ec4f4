"""Tries a target on the stored pictures of past runs: found wherever it must be, and nowhere else.

No part of a run: it is called on a thread of its own, with an eye of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Event, local
from typing import Protocol

from app.learning.alike import same_target
from app.learning.corrections import effective, search_for
from app.model.errors import BadInput
from app.model.frame import Frame, Pixels
from app.model.geometry import Point
from app.model.knowledge import Knowledge
from app.model.proof import Proof, StoredFrame
from app.model.target import Finding, Search, Target, TaughtTarget, Verdict
from app.model.window import Window
from app.model.workflow import Step, Workflow

Pictures = Callable[[str], Pixels | None]
"""Loads a stored picture (BGR) by its name; None when it is not kept any more."""
AT_ONCE = 2
"""So many pictures are tried at a time."""
SLACK = 4
"""Pixels outside a true place that still count as inside (LEARNING 3.2)."""


class Finder(Protocol):
    """Finds a target in a picture."""

    def locate(self, frame: Frame, window: Window, search: Search) -> Finding:
        """Where the target is in this window."""
        ...


class Archive(Protocol):
    """What is kept of past runs; safe from any thread."""

    def load(self, workflow_id: str) -> Workflow:
        """One workflow; BadInput when it is broken or not there."""
        ...

    def knowledge(self, workflow_id: str) -> Knowledge:
        """What was learned about it."""
        ...

    def picture(self, workflow_id: str, name: str) -> Pixels | None:
        """A stored picture (BGR)."""
        ...

    def frames(self, workflow_id: str) -> Sequence[StoredFrame]:
        """Its stored pictures with the places that count in them, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Trial:
    """A search that is to be proved for a step, and the search that it would replace."""

    workflow: Workflow
    knowledge: Knowledge
    step: Step
    search: Search
    before: Search | None
    images: Mapping[str, Pixels]


class Prover:
    """Each call makes an eye of its own, so that calls from several threads do not meet."""

    def __init__(self, archive: Archive, open_finder: Callable[[Pictures], Finder]) -> None:
        self._archive = archive
        self._open_finder = open_finder

    def prove(
        self,
        workflow_id: str,
        step_id: str,
        taught: TaughtTarget,
        beside: bool,
        told: Callable[[Proof], object],
        cancel: Event,
    ) -> Proof:
        """Try a target that the person has shown, in the place of the step's old one or `beside` it.

        Its own step's pictures come first; `told` hears the proof so far after each. BadInput when the step is gone.
        """
        return self.tried(self._trial(workflow_id, step_id, taught, beside), told, cancel)

    def _trial(self, workflow_id: str, step_id: str, taught: TaughtTarget, beside: bool) -> Trial:
        workflow, knowledge = self._archive.load(workflow_id), self._archive.knowledge(workflow_id)
        known = knowledge.step(step_id)
        step = effective(_step(workflow, step_id), known)
        before = search_for(step, known)
        looks = (*before.looks, taught.target) if before and beside else (taught.target,)
        search = Search(looks, (), known.refused)
        return Trial(workflow, knowledge, step, search, before, taught.images)

    def tried(self, trial: Trial, told: Callable[[Proof], object], cancel: Event) -> Proof:
        """Try a search on picture after picture, some at a time."""
        frames = _ordered(self._archive.frames(trial.workflow.id), trial)
        proof, eyes = Proof(left=len(frames)), _Eyes(lambda: self._open_finder(self._pictures(trial)))
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="proof-picture") as pool:
            tries = [pool.submit(self._one, eyes, trial, frame, cancel) for frame in frames]
            try:
                for done in tries:
                    found = done.result()
                    if cancel.is_set():
                        return proof
                    proof = _sum(proof, found)
                    told(proof)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
        return proof

    def _pictures(self, trial: Trial) -> Pictures:
        return lambda name: _either(trial.images.get(name), lambda: self._archive.picture(trial.workflow.id, name))

    def _one(self, eyes: _Eyes, trial: Trial, stored: StoredFrame, cancel: Event) -> Proof:
        """What one picture adds to the proof."""
        if cancel.is_set():
            return Proof()
        if not _fits(trial.search.looks, stored):
            return Proof(others=1)
        pixels = self._archive.picture(trial.workflow.id, stored.picture)
        if pixels is None:
            return Proof()
        seen = (stored.picture,)
        frame, window = Frame.of_picture(pixels), Window(0, stored.identity, 0, stored.window, active=True)
        point = found_at(eyes.mine, frame, window, trial.search)
        if not _own(trial, stored):
            return replace(_must_not(stored, point, _true_too(trial, stored)), pictures=seen)
        before = found_at(eyes.mine, frame, window, trial.before) if trial.before else None
        return replace(_must_hit(stored, point, before), pictures=seen)


class _Eyes:
    """A finder for each thread: none may be used by two at a time."""

    def __init__(self, open_finder: Callable[[], Finder]) -> None:
        self._open_finder = open_finder
        self._local = local()

    @property
    def mine(self) -> Finder:
        """This thread's."""
        if not hasattr(self._local, "finder"):
            self._local.finder = self._open_finder()
        finder: Finder = self._local.finder
        return finder


def right_at(trial: Trial, stored: StoredFrame, point: Point | None) -> bool:
    """Whether finding it at this point (None: nowhere) is right on this picture."""
    if _own(trial, stored):
        return _inside(stored, point)
    return _true_too(trial, stored) or not _inside(stored, point)


def _step(workflow: Workflow, step_id: str) -> Step:
    step = next((step for step in workflow.steps if step.id == step_id), None)
    if step is None:
        why, cure = f"there is no step {step_id!r}", "Open the workflow again: it was changed."
        raise BadInput(f"Workflow {workflow.name!r}", why, cure)
    return step


def found_at(eye: Finder, frame: Frame, window: Window, search: Search) -> Point | None:
    """Where the search is sure that its target is; None when it would ask."""
    finding = eye.locate(frame, window, search)
    return finding.best.point if finding.best and finding.verdict is Verdict.FOUND else None


def _either(first: Pixels | None, second: Callable[[], Pixels | None]) -> Pixels | None:
    return second() if first is None else first


def _ordered(frames: Iterable[StoredFrame], trial: Trial) -> tuple[StoredFrame, ...]:
    """Each picture with each place once; the step's own first, then those of windows that could be mistaken for it."""
    once = {(frame.picture, frame.box, frame.right): frame for frame in reversed(tuple(frames))}
    newest = tuple(reversed(once.values()))
    return tuple(sorted(newest, key=lambda each: (not _own(trial, each), not _fits(trial.search.looks, each))))


def _own(trial: Trial, stored: StoredFrame) -> bool:
    return stored.right and stored.step_id == trial.step.id


def _fits(looks: Sequence[Target], stored: StoredFrame) -> bool:
    """In another window it is never looked for, so it cannot be found there."""
    return any(look.window.fits(stored.identity) for look in looks)


def _true_too(trial: Trial, stored: StoredFrame) -> bool:
    """Whether the place belongs to another step with the same target, where a hit is right."""
    other = next((step for step in trial.workflow.steps if step.id == stored.step_id), None)
    target = effective(other, trial.knowledge.step(other.id)).target if other else None
    mine = trial.step.target
    return stored.right and mine is not None and target is not None and same_target(mine, target)


def _inside(stored: StoredFrame, point: Point | None) -> bool:
    return point is not None and stored.box.contains(point, SLACK if stored.right else 0)


def _must_hit(stored: StoredFrame, point: Point | None, before: Point | None) -> Proof:
    """On a picture of its own step it must be found at the true place; elsewhere is as bad as a false find."""
    return Proof(
        frames=1,
        hits=_inside(stored, point),
        false=point is not None and not _inside(stored, point),
        before_hits=_inside(stored, before),
        before_false=before is not None and not _inside(stored, before),
    )


def _must_not(stored: StoredFrame, point: Point | None, true_too: bool) -> Proof:
    return Proof(others=1, false=not true_too and _inside(stored, point))


def _sum(proof: Proof, one: Proof) -> Proof:
    return Proof(
        hits=proof.hits + one.hits,
        frames=proof.frames + one.frames,
        false=proof.false + one.false,
        others=proof.others + one.others,
        before_hits=proof.before_hits + one.before_hits,
        before_false=proof.before_false + one.before_false,
        left=proof.left - 1,
        pictures=(*(proof.pictures or ()), *(one.pictures or ())),
    )
