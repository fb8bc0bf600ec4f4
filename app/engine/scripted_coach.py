"""Answers questions from a coach script, through the same desk as the coach card."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from threading import Event, Thread
from typing import Protocol

from app.engine.api import EngineApi
from app.engine.coach_script import CoachScript, Deed, Entry, Named
from app.engine.ports import Accessibility, Windows
from app.model.action import ActionKind, Params
from app.model.decision import (
    Accept,
    Answer,
    ByHand,
    Change,
    Confirm,
    Correct,
    DecisionKind,
    Explain,
    Note,
    Pointed,
    Reject,
    RejectThen,
    Skip,
)
from app.model.errors import BadInput, UserError
from app.model.geometry import Box, Point
from app.model.modes import RunState
from app.model.news import Asked, News, StateChanged
from app.model.suggestion import Question, QuestionKind
from app.model.window import Window
from app.model.workflow import Step, Workflow

_log = logging.getLogger(__name__)
PATIENCE = 5
"""How often in a row the same step is answered before the script counts as no answer to it."""


class Person(Protocol):
    """A separate client of the desktop that stands for the person's own hands."""

    def do(self, deeds: Sequence[Deed]) -> None:
        """Do all of it, points in physical pixels of the virtual plane; returns when it is done."""
        ...


class HaltableEngine(EngineApi, Protocol):
    """The engine, with the word that nobody is there to answer."""

    def halt(self, reason: str) -> None:
        """End the run as failed."""
        ...


class ScriptedCoach:
    """Owns a thread that thinks and answers; `close` joins it. `think` is how long a question is looked at (seconds).

    `shown` is called before each answer with the question, for a report that takes pictures.
    """

    def __init__(
        self,
        engine: HaltableEngine,
        script: CoachScript,
        workflow: Workflow,
        windows: Windows,
        accessibility: Accessibility,
        person: Person,
        think: float = 0.7,
        shown: Callable[[Question], None] = lambda question: None,
    ) -> None:
        self._engine = engine
        self._script = script
        self._workflow = workflow
        self._windows = windows
        self._accessibility = accessibility
        self._person = person
        self._think = think
        self._shown = shown
        self._questions: SimpleQueue[Question | None] = SimpleQueue()
        self._closing = Event()
        self._number, self._times = 0, 0
        self._thread = Thread(target=self._serve, name="scripted coach")
        self._thread.start()

    def __call__(self, news: News) -> None:
        """Engine thread: take note of a question; a pause waits for a person, and there is none."""
        match news:
            case Asked():
                self._questions.put(news.question)
            case StateChanged(state=RunState.PAUSED):
                self._engine.halt(news.reason or "the run was paused")
            case _:
                return

    def close(self) -> None:
        """No more answers."""
        self._closing.set()
        self._questions.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while True:
            question = self._questions.get()
            if question is None or self._closing.wait(self._think):
                return
            try:
                self._shown(question)
                self._reply(question)
            except UserError as error:
                self._engine.halt(str(error))

    def _asked_in_vain(self, question: Question) -> bool:
        """Whether this step was answered several times already and still asks."""
        self._times = self._times + 1 if question.number == self._number else 1
        self._number = question.number
        return self._times > PATIENCE

    def _reply(self, question: Question) -> None:
        if self._asked_in_vain(question):
            why = question.again or question.why
            self._engine.halt(f"step {question.number} was answered {PATIENCE} times and still asks: {why}")
            return
        answer = self._given(question)
        if answer is None:
            self._engine.halt(_no_answer(question))
            return
        self._engine.answer(question.id, answer)

    def _given(self, question: Question) -> Answer | None:
        """The script's answer; None when it has none. Steps are jumped over only where it says so."""
        match question.kind:
            case QuestionKind.DO_IT_NOW:
                return ByHand()
            case QuestionKind.SECOND_YES:
                return Confirm()
            case QuestionKind.CONTINUE_AT:
                return Confirm() if self._script.continues(question.number, question.fits) else None
            case QuestionKind.WHY:
                return Explain(wrong_place=False)
            case QuestionKind.SUGGESTION | QuestionKind.REPAIR | QuestionKind.AUDIT:
                entry = self._script.take(question.number)
                return self._answer(entry, question) if entry is not None else None

    def _answer(self, entry: Entry, question: Question) -> Answer:
        note = Note(entry.comment, entry.rating, entry.vouch)
        match entry.chosen:
            case DecisionKind.ACCEPT:
                return Accept(note)
            case DecisionKind.SKIP:
                return Skip(note)
            case DecisionKind.REJECT:
                return Reject(RejectThen(entry.then), entry.reason, note)
            case DecisionKind.EXECUTE_MANUAL:
                self._person.do(self._placed(entry.do, question))
                return ByHand(note)
            case DecisionKind.CORRECT:
                return Correct(self._change(entry, question), entry.keep, note)

    def _change(self, entry: Entry, question: Question) -> Change:
        step = self._workflow.steps[question.number - 1]
        return Change(
            pointed=self._pointed(entry, question),
            candidate=entry.candidate,
            action=entry.action or (ActionKind.PRESS_KEYS if entry.keys else None),
            params=self._params(entry, question, step),
            wait_before=entry.wait_before,
            wait_after=entry.wait_after,
        )

    @staticmethod
    def _params(entry: Entry, question: Question, step: Step) -> Params | None:
        if entry.text is None and entry.keys is None:
            return None
        shown = question.suggestion.params if question.suggestion else step.params
        given: dict[str, object] = {}
        if entry.text is not None:
            given |= {"text": entry.text, "secret": None}
        if entry.keys is not None:
            given["keys"] = entry.keys
        return shown.model_copy(update=given)

    def _pointed(self, entry: Entry, question: Question) -> Pointed | None:
        origin = Point(0, 0) if entry.of == "screen" else self._window(question).box.origin
        box = Box(*entry.box).moved(origin.x, origin.y) if entry.box else None
        match entry.point:
            case None:
                return Pointed(box.center, box) if box else None
            case Named():
                found = self._named(entry.point, question)
                return Pointed(found.center, found)
            case point:
                return Pointed(point.moved(origin.x, origin.y), box)

    def _named(self, named: Named, question: Question) -> Box:
        found = self._accessibility.find(self._window(question), named.role, named.name)
        if len(found) != 1:
            why = f"{len(found)} elements are called so in the window"
            raise BadInput(f"{named.role or 'Element'} {named.name!r}", why, "Give a point instead.")
        return found[0].box

    def _placed(self, deeds: tuple[Deed, ...], question: Question) -> tuple[Deed, ...]:
        origin = self._window(question).box.origin
        return tuple(
            deed.model_copy(update={"click": deed.click.moved(origin.x, origin.y)}) if deed.click else deed
            for deed in deeds
        )

    def _window(self, question: Question) -> Window:
        step = self._workflow.steps[question.number - 1]
        identity = step.target.window if step.target else self._workflow.screen(step.source).window
        window = self._windows.find(identity) or self._windows.active()
        if window is None:
            raise BadInput(f"Step {question.number}", "its window is not there", "Start the program first.")
        return window


def _no_answer(question: Question) -> str:
    """Why the run halts, with what the card said."""
    if question.kind is QuestionKind.CONTINUE_AT:
        seen = f"step {question.number} cannot be done here, but the Screen of step {question.fits} is there"
        return f"{seen}, and the coach script does not say to go on there (continue_at)"
    said = question.again or question.why
    return f"the coach script has no answer for step {question.number}" + (f" ({said})" if said else "")
