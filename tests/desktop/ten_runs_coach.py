"""A person in front of a run: knows the true place of each step, says yes to it, and points at it otherwise."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Event, Thread

from app.engine.scripted_coach import HaltableEngine
from app.model.decision import Accept, Answer, Change, Confirm, Correct, Explain, Keep, Pointed, WaitMore
from app.model.geometry import Box, Point
from app.model.modes import RunState
from app.model.news import Acting, Asked, News, Notice, StateChanged, StepFinished, StepStarted
from app.model.suggestion import Question, QuestionKind
from tests.desktop.ten_runs_truth import Truth

_THINKS = 0.7
"""Seconds a question is looked at; a quicker yes would say nothing."""
_PATIENCE = 5


@dataclass(frozen=True, slots=True)
class Put:
    """One question and what was answered; `wrong`: its place was not the right one. What the card said: how sure it
    was and by what, why it asked once more, and the step's record.
    """

    step: int
    kind: str
    answer: str
    wrong: bool
    why: str
    again: str
    trust: str


@dataclass(frozen=True, slots=True)
class Act:
    """An act announced at this moment (milliseconds of the machine's clock): its step, where it is meant to go, and
    where the right place was then."""

    step: int
    ms: int
    point: Point | None
    place: Box | None


@dataclass(slots=True)
class Seen:
    """What a run did, in order."""

    questions: list[Put] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    steps: list[StepFinished] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    state: str = ""
    reason: str = ""


class Spectator:
    """Engine thread: notes where each act goes, and asks the program at that moment where it should go."""

    def __init__(self, truth: Truth) -> None:
        self.seen = Seen()
        self._truth = truth
        self._number = 0

    def __call__(self, news: News) -> None:
        """Take note."""
        seen = self.seen
        match news:
            case StepStarted():
                self._number = news.number
            case Acting():
                at = int(1000 * time.monotonic())
                seen.acts.append(Act(self._number, at, news.suggestion.point, self._truth.place(self._number)))
            case StepFinished():
                seen.steps.append(news)
            case Notice():
                seen.notices.append(news.text)
            case StateChanged():
                seen.state, seen.reason = news.state, news.reason or seen.reason
            case _:
                return


class Coach:
    """Owns a thread that looks, thinks and answers; `close` joins it."""

    def __init__(self, engine: HaltableEngine, truth: Truth, seen: Seen) -> None:
        self._engine = engine
        self._truth = truth
        self._seen = seen
        self._open: SimpleQueue[Question | None] = SimpleQueue()
        self._closing = Event()
        self._thread = Thread(target=self._serve, name="coach of the ten runs")
        self._thread.start()

    def __call__(self, news: News) -> None:
        """Engine thread: a question, or a pause that nobody has planned."""
        match news:
            case Asked():
                self._open.put(news.question)
            case StateChanged(state=RunState.PAUSED):
                self._engine.halt(news.reason or "the run was paused")
            case _:
                return

    def close(self) -> None:
        """No more answers."""
        self._closing.set()
        self._open.put(None)
        self._thread.join()

    def _serve(self) -> None:
        while True:
            question = self._open.get()
            if question is None or self._closing.wait(_THINKS):
                return
            self._reply(question)

    def _reply(self, question: Question) -> None:
        same = [put for put in self._seen.questions if put.step == question.number]
        if len(same) >= _PATIENCE:
            self._engine.halt(f"step {question.number} still asks: {question.again or question.why}")
            return
        answer, wrong = self._answer(question)
        words = type(answer).__name__.casefold()
        said = (question.why, question.again, question.trust)
        self._seen.questions.append(Put(question.number, question.kind, words, wrong, *said))
        self._engine.answer(question.id, answer)

    def _answer(self, question: Question) -> tuple[Answer, bool]:
        """The answer, and whether what was suggested was wrong."""
        place, aim = self._truth.place(question.number), self._truth.aim(question.number)
        match question.kind:
            case QuestionKind.SUGGESTION | QuestionKind.REPAIR if place is not None and aim is not None:
                return self._judged(question, place, aim)
            case QuestionKind.AUDIT if aim is not None:
                return Correct(Change(pointed=Pointed(aim)), Keep.ONCE), False
            case QuestionKind.SECOND_YES:
                return Confirm(), False
            case QuestionKind.WHY:
                wrong = self._was_wrong()
                return Explain(wrong_place=wrong), wrong
            case _:
                return WaitMore(), question.suggestion is not None and question.suggestion.match is not None

    @staticmethod
    def _judged(question: Question, place: Box, aim: Point) -> tuple[Answer, bool]:
        point = question.suggestion.point if question.suggestion else None
        if point is not None and place.contains(point):
            return Accept(), False
        return Correct(Change(pointed=Pointed(aim)), Keep.ALWAYS), point is not None

    def _was_wrong(self) -> bool:
        act = self._seen.acts[-1]
        return act.point is not None and (act.place is None or not act.place.contains(act.point))
