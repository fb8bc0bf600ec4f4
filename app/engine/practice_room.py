"""Coaching on stored pictures: asks about past doubts as a run would, and learns as if it had watched.

No part of a run, and no hand: nothing on the screen is touched. Called on a worker, one call at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import uuid4

from app.engine.proving import Archive, Finder, Pictures
from app.learning.corrections import effective, search_for
from app.learning.labels import SEEN_LONG_ENOUGH, Click, Event, Happening, judged
from app.learning.progress import trust_line
from app.learning.risk import risk_of
from app.model.decision import Accept, Answer, Correct, Keep, Pointed, Reject, StepPatch
from app.model.errors import BadInput
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.knowledge import StepKnowledge
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, Evidence
from app.model.modes import Label, LabelSource, RunMode
from app.model.rehearsal import Doubt, Posed, practised
from app.model.sentences import step_sentence
from app.model.suggestion import AUTOMATIC_LIMIT, Question, QuestionKind, Suggestion
from app.model.target import Finding, TaughtTarget, Verdict
from app.model.window import Window
from app.model.workflow import Step, Workflow
from app.settings import TrustRules

SLACK = 4
"""Pixels outside the predicted box that still count as inside (LEARNING 3.2)."""
REASON = "practice"


class Teacher(Finder, Protocol):
    """Finds a target in a picture and makes one from a shown place."""

    def teach(self, frame: Frame, window: Window, point: Point, box: Box | None) -> TaughtTarget:
        """A Target from a shown place; BadInput when the place is blank or outside the window."""
        ...


class Doubts(Archive, Protocol):
    """What is kept of past runs, with what is doubtful in it."""

    def doubts(self, since: datetime) -> Sequence[Doubt]:
        """The doubts of all workflows since a moment, newest first."""
        ...


class Book(Protocol):
    """Where answers are kept."""

    def commit(self, entries: Sequence[Entry], pictures: Mapping[str, Pixels] | None = None) -> None:
        """Write all of them in one transaction; StoreProblem when that failed."""
        ...


class PracticeRoom:
    """Poses doubts as questions and keeps the answers."""

    def __init__(
        self,
        archive: Doubts,
        book: Book,
        open_eye: Callable[[Pictures], Teacher],
        now: Callable[[], datetime],
        rules: Callable[[], TrustRules],
    ) -> None:
        self._archive = archive
        self._book = book
        self._open_eye = open_eye
        self._now = now
        self._rules = rules

    def doubts(self, days: int = 7) -> tuple[Doubt, ...]:
        """What is doubtful in the last days, in all workflows, newest first."""
        return tuple(self._archive.doubts(self._now() - timedelta(days=days)))

    def pose(self, doubt: Doubt) -> Posed:
        """The doubt as it would be asked today; BadInput when its picture or step is gone."""
        workflow = self._archive.load(doubt.step.workflow_id)
        pixels = self._archive.picture(workflow.id, doubt.picture)
        if pixels is None:
            raise BadInput("This picture", "it is no longer kept", "Go on with the next one.")
        frame = Frame.of_picture(pixels)
        window = Window(0, doubt.identity, 0, doubt.window, active=True)
        known = self._archive.knowledge(workflow.id).step(doubt.step.step_id)
        step = effective(_step(workflow, doubt.step.step_id), known)
        search = search_for(step, known)
        eye = self._open_eye(lambda name: self._archive.picture(workflow.id, name))
        finding = eye.locate(frame, window, search) if search else Finding(Verdict.ABSENT, (), "it has no place")
        suggestion = _suggestion(step, known.version, finding)
        trust = trust_line(known, self._rules(), self._now().timestamp(), (), step)
        question = _question(doubt, step, suggestion, finding, trust)
        return Posed(doubt, frame, window, question, known.version)

    def answer(self, posed: Posed, answer: Answer, seconds: float) -> str:
        """Keep what the person says about a posed doubt, `seconds` after it was shown; what it taught, in words.

        An answer counts as watched work on that picture, once. BadInput when the place shown cannot be taught.
        """
        match answer:
            case Accept():
                return self._accepted(posed, seconds)
            case Correct(change=change, keep=keep):
                place = change.pointed or _of_candidate(posed, change.candidate)
                return self._pointed(posed, place, keep) if place else "Nothing was changed."
            case Reject():
                return self._not_here(posed)
            case _:
                return "Left for another time."

    def _accepted(self, posed: Posed, seconds: float) -> str:
        if seconds < SEEN_LONG_ENOUGH or posed.question.suggestion is None or posed.question.suggestion.match is None:
            return "Too fast to count: nothing was learned."
        self._book.commit([_label(posed, Click.INSIDE)])
        return "Counted: right on this picture."

    def _not_here(self, posed: Posed) -> str:
        found = posed.question.suggestion is not None and posed.question.suggestion.match is not None
        self._book.commit([_label(posed, Click.OUTSIDE if found else Click.UNSEEN)])
        return "Counted: wrong on this picture." if found else "Noted: it is not on this picture."

    def _pointed(self, posed: Posed, place: Pointed, keep: Keep) -> str:
        match = posed.question.suggestion.match if posed.question.suggestion else None
        if match is not None and match.box.contains(place.point, SLACK):
            self._book.commit([_label(posed, Click.INSIDE)])
            return "Counted: you point where I would have acted."
        doubt = posed.doubt
        archive = self._archive
        eye = self._open_eye(lambda name: archive.picture(doubt.step.workflow_id, name))
        taught = eye.teach(posed.frame, posed.window, place.point, place.box)
        workflow = archive.load(doubt.step.workflow_id)
        knowledge = archive.knowledge(workflow.id)
        known = knowledge.step(doubt.step.step_id)
        old = effective(_step(workflow, doubt.step.step_id), known).target
        after = knowledge.version_after(doubt.step.step_id, known.version)
        version = after if keep is Keep.ALWAYS else known.version
        patches = (StepPatch(target=old), StepPatch(target=taught.target))
        row = CorrectionMade(str(uuid4()), None, workflow.id, doubt.step.step_id, version, keep, *patches)
        kept = () if keep is Keep.ONCE else (row,)
        self._book.commit([_label(posed, Click.OUTSIDE if match else Click.UNSEEN), *kept], taught.images)
        return "Corrected: it stands under Corrections, and waits for a run." if kept else "Counted on this picture."


def _label(posed: Posed, click: Click) -> Evidence:
    """What the answer says about the place, kept so that it counts once for this version of the step."""
    step, version = posed.doubt.step, posed.version
    found = judged(Happening(Event.WATCHED, click=click))
    label = found.label if found else Label.NONE
    key = practised(step.step_id, version, posed.doubt.picture)
    return Evidence(step.workflow_id, step.step_id, version, label, LabelSource.WATCHED, REASON, key)


def _of_candidate(posed: Posed, number: int | None) -> Pointed | None:
    candidates = posed.question.finding.candidates if posed.question.finding else ()
    if number is None or not 1 <= number <= len(candidates):
        return None
    return Pointed(candidates[number - 1].point, candidates[number - 1].box)


def _step(workflow: Workflow, step_id: str) -> Step:
    step = next((step for step in workflow.steps if step.id == step_id), None)
    if step is None:
        raise BadInput(f"Workflow {workflow.name!r}", "the step is not there any more", "Go on with the next one.")
    return step


def _suggestion(step: Step, version: int, finding: Finding) -> Suggestion:
    best = finding.best if finding.verdict is not Verdict.ABSENT else None
    made = (str(uuid4()), "", step.id, step.action, step.params, version, 0, AUTOMATIC_LIMIT)
    return Suggestion(*made, finding=finding, match=best, why=finding.reason)


def _question(doubt: Doubt, step: Step, suggestion: Suggestion, finding: Finding, trust: str) -> Question:
    target = step.target
    return Question(
        id=str(uuid4()),
        kind=QuestionKind.SUGGESTION,
        run_id="",
        workflow=doubt.step.workflow_name,
        step_id=step.id,
        number=doubt.step.number,
        total=0,
        mode=RunMode.COACHING,
        risk=risk_of(step, StepKnowledge()),
        sentence=step_sentence(step),
        why=finding.reason,
        suggestion=suggestion,
        finding=finding,
        trust=trust,
        label=target.label if target else "",
        window=target.window.title if target else "",
    )
