"""The one question that may stay open when a run is over; a new run closes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from app.engine.events import Bus
from app.model.decision import Answer
from app.model.news import Asked, QuestionClosed
from app.model.suggestion import Question

Reaction = Callable[[Answer], None]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question about what was done, and what an answer leads to (engine thread)."""

    question: Question
    react: Reaction


class Afterwards:
    """`ask` and `close` belong to the engine thread; `take` is safe from any."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._lock = Lock()
        self._doubt: Doubt | None = None

    def ask(self, doubt: Doubt) -> None:
        """Open and tell it."""
        with self._lock:
            self._doubt = doubt
        self._bus.publish(Asked(doubt.question))

    def take(self, question_id: str) -> Doubt | None:
        """The question with this id, which an answer has come for; None when it is not open any more."""
        with self._lock:
            doubt = self._doubt
            if doubt is None or doubt.question.id != question_id:
                return None
            self._doubt = None
            return doubt

    def close(self) -> None:
        """Nobody answers any more."""
        doubt = self.take(self._doubt.question.id) if self._doubt else None
        if doubt is not None:
            self._bus.publish(QuestionClosed(doubt.question.id, "interrupted"))
