"""Where questions wait for their one answer; the card and the coach script use the same desk."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from app.model.decision import Answer
from app.model.suggestion import Question


class Desk:
    """One open question at a time; it is open before it is told, so that no answer can come too early (F29)."""

    def __init__(self, notify: Callable[[], None]) -> None:
        self._notify = notify
        self._lock = Lock()
        self._question: Question | None = None
        self._answer: Answer | None = None

    @property
    def question(self) -> Question | None:
        """The open question."""
        return self._question

    def open(self, question: Question) -> None:
        """Engine thread: from now on answers to this question count."""
        with self._lock:
            self._question, self._answer = question, None

    def answer(self, question_id: str, answer: Answer) -> bool:
        """Any thread: hand in an answer; False, and nothing happens, when it is late, foreign or the second."""
        with self._lock:
            if self._question is None or self._question.id != question_id or self._answer is not None:
                return False
            self._answer = answer
        self._notify()
        return True

    @property
    def answered(self) -> bool:
        """Whether an answer lies there."""
        return self._answer is not None

    def close(self) -> Answer | None:
        """Engine thread: no more answers; the one that came, if any."""
        with self._lock:
            answer, self._question, self._answer = self._answer, None, None
            return answer
