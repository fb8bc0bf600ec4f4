"""F31: a yes faster than a look gives no label, and several in a row are told once in a run, quietly."""

from __future__ import annotations

from app.engine.pace import HINT
from app.learning.labels import FAST_IN_A_ROW
from app.model.decision import Accept, Skip
from app.model.ledger_learning import Evidence
from app.model.modes import RunMode
from app.model.suggestion import Question
from app.model.workflow import Workflow
from tests.fakes import BOXES, FakeDesktop, click_step, workflow_of


def long_workflow(count: int) -> Workflow:
    return workflow_of(*(click_step(number, "seven", BOXES["seven"]) for number in range(1, count + 1)))


def hints(asked: list[Question]) -> list[int]:
    """The numbers of the questions that carried the hint."""
    return [number for number, question in enumerate(asked, 1) if question.hint == HINT]


def test_several_fast_yeses_in_a_row_are_told_once() -> None:
    with FakeDesktop() as desktop:
        asked = desktop.coach(*[Accept()] * 12)
        desktop.run(long_workflow(12), RunMode.COACHING)
        assert hints(asked) == [FAST_IN_A_ROW + 1]
        assert all(question.hint in ("", HINT) for question in asked)
        assert desktop.ledger.of(Evidence) == []
        assert len(desktop.clicked()) == 12, "what was accepted is done all the same"


def test_an_answer_that_was_thought_about_begins_the_count_anew() -> None:
    with FakeDesktop() as desktop:

        def slowly(question: Question) -> Accept:
            desktop.clock.offset += 1.0
            return Accept()

        asked = desktop.coach(*[Accept()] * 4, slowly, *[Accept()] * 4, Skip(), *[Accept()] * 4)
        desktop.run(long_workflow(14), RunMode.COACHING)
        assert hints(asked) == []


def test_each_run_is_told_anew() -> None:
    with FakeDesktop() as desktop:
        for _ in range(2):
            asked = desktop.coach(*[Accept()] * 7)
            desktop.run(long_workflow(7), RunMode.COACHING)
            assert hints(asked[:7]) == [FAST_IN_A_ROW + 1]
