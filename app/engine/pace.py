"""How fast the person says yes: what was not looked at says nothing, and several such in a row are told once (F31)."""

from __future__ import annotations

from app.learning.labels import FAST_IN_A_ROW, SEEN_LONG_ENOUGH
from app.model.decision import Accept, Answer

HINT = f"You accept very fast: a yes within {SEEN_LONG_ENOUGH:g} s is done, but I learn nothing from it."


class Pace:
    """Of one run; engine thread only."""

    def __init__(self) -> None:
        self._fast = 0
        self._told = False

    def take(self, answer: Answer, seconds: float) -> None:
        """Count an answer that came so many seconds after its question."""
        fast = isinstance(answer, Accept) and seconds < SEEN_LONG_ENOUGH
        self._fast = self._fast + 1 if fast else 0

    def hint(self) -> str:
        """The words for the next question; empty but once."""
        if self._told or self._fast < FAST_IN_A_ROW:
            return ""
        self._told = True
        return HINT
