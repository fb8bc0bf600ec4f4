"""Doubts of a week on the drawn desktop."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.model.decision import Answer
from app.model.errors import BadInput
from app.model.frame import Frame
from app.model.lesson import StepName
from app.model.rehearsal import Doubt, DoubtKind, Posed
from app.model.window import Window, WindowIdentity
from tests.gui import fake_desktop as desk

INVOICE = WindowIdentity(application="invoices", title="Invoice 2041 – Edit")


def doubts_of_a_week() -> tuple[Doubt, ...]:
    """Three of them."""
    kinds = (DoubtKind.UNSURE, DoubtKind.UNANSWERED, DoubtKind.FAILED)
    when = datetime(2026, 11, 20, 9, 14, tzinfo=UTC)
    name = StepName("w1", "Enter supplier invoice", "s5", 5, "Click Save")
    return tuple(Doubt(name, kind, f"{kind}.png", desk.WINDOW, INVOICE, when) for kind in kinds)


@dataclass
class FakeRehearsal:
    """Poses the drawn desktop; `fail` refuses the next answer, `gone` the pictures of these doubts."""

    frame: Frame
    found: tuple[Doubt, ...] = ()
    answers: list[tuple[Doubt, Answer, float]] = field(default_factory=list)
    gone: frozenset[DoubtKind] = frozenset()
    fail: bool = False

    def doubts(self, days: int = 7) -> tuple[Doubt, ...]:
        return self.found

    def pose(self, doubt: Doubt) -> Posed:
        if doubt.kind in self.gone:
            raise BadInput("This picture", "it is no longer kept", "Go on with the next one.")
        from tests.gui.fake_questions import save_question

        window = Window(0, doubt.identity, 0, doubt.window, active=True)
        return Posed(doubt, self.frame, window, save_question(), 0)

    def answer(self, posed: Posed, answer: Answer, seconds: float) -> str:
        if self.fail:
            self.fail = False
            raise BadInput("This place", "there is nothing on it", "Point at a text.")
        self.answers.append((posed.doubt, answer, seconds))
        return "Counted: right on this picture."
