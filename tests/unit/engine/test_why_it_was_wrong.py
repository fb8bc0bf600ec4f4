"""Was it the wrong place? What is asked after an act, who is asked, and what each answer makes of it."""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Event

import pytest

from app.engine.api import RunRequest
from app.model.decision import Accept, Answer, Confirm, DecisionKind, Explain, Note, Skip, WaitMore
from app.model.ledger_learning import Evidence
from app.model.ledger_run import StepEnded
from app.model.modes import Label, LabelSource, RunMode, RunState, StepStatus
from app.model.news import Asked, QuestionClosed, StepFinished
from app.model.suggestion import Question, QuestionKind
from app.model.trust import Demotion
from app.model.workflow import Expect
from app.settings import Questions, TrustRules
from tests.fakes import BOXES, QUICK, FakeDesktop, after_looking, click_step, sum_workflow, workflow_of

NO_AUDITS = QUICK.model_copy(update={"trust": TrustRules(audit_one_in=0)})
ONE, TWO = sum_workflow("seven"), sum_workflow("seven", "plus")
ACCEPTED = StepEnded("r", ONE.id, "s1", 1, StepStatus.PASSED, DecisionKind.ACCEPT, "", "")
RIGHT = Evidence(ONE.id, "s1", 0, Label.RIGHT, LabelSource.COACHED, "accept")
COUNT = 40


def learned() -> FakeDesktop:
    """A desktop on which the first step acts alone by its record."""
    desktop = FakeDesktop(NO_AUDITS)
    desktop.ledger.commit([*[RIGHT] * COUNT, *[ACCEPTED] * 3])
    return desktop


def labels(desktop: FakeDesktop) -> list[tuple[Label, LabelSource, str]]:
    return [(row.label, row.source, row.reason) for row in desktop.ledger.of(Evidence) if row.suggestion_id]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Explain(wrong_place=True), [(Label.WRONG, LabelSource.COACHED, "accept")]),
        (Explain(wrong_place=False), []),
        (WaitMore(), []),
    ],
)
def test_an_accepted_act_that_was_not_seen_to_work_is_wrong_only_when_the_person_says_so(
    answer: Answer, expected: list[object]
) -> None:
    with FakeDesktop() as desktop:
        desktop.scene.dead = frozenset(("seven",))
        asked = desktop.coach(after_looking(desktop, Accept()), answer)
        assert desktop.run(ONE, attended=True) is RunState.COMPLETED
        assert [question.kind for question in asked] == [QuestionKind.SUGGESTION, QuestionKind.WHY]
        assert asked[1].why == "It was not seen to work: nothing changed."
        assert asked[1].avoid == BOXES["seven"]
        assert labels(desktop) == expected


def test_silence_about_the_reason_says_nothing_and_does_not_pause() -> None:
    quick = QUICK.model_copy(update={"questions": Questions(coaching=0.3)})
    with FakeDesktop(quick) as desktop:
        desktop.scene.dead = frozenset(("seven",))
        desktop.coach(after_looking(desktop, Accept()))
        assert desktop.run(ONE, attended=True) is RunState.COMPLETED
        assert labels(desktop) == []


def test_it_is_asked_once_and_only_where_the_answer_counts() -> None:
    nothing_expected = workflow_of(click_step(1, "seven", BOXES["seven"], expect=Expect()))
    for workflow, dead, attended in ((ONE, False, True), (ONE, True, False), (nothing_expected, True, True)):
        with FakeDesktop() as desktop:
            desktop.scene.dead = frozenset(("seven",) if dead else ())
            asked = desktop.coach(after_looking(desktop, Accept()))
            desktop.run(workflow, attended=attended)
            assert [question.kind for question in asked] == [QuestionKind.SUGGESTION]
    with FakeDesktop() as desktop:
        desktop.scene.dead = frozenset(("seven",))
        asked = desktop.coach(Accept())
        desktop.run(ONE, attended=True)
        assert len(asked) == 1, "a yes without a look says nothing, so nothing is asked"


@pytest.mark.parametrize(
    ("answer", "wrong", "hold"),
    [
        (Explain(wrong_place=True), 1, Demotion.WRONG_ALONE),
        (WaitMore(), 1, Demotion.WRONG_ALONE),
        (Explain(wrong_place=False), 0, None),
    ],
)
def test_an_act_alone_that_failed_is_wrong_unless_the_person_explains_it(
    answer: Answer, wrong: int, hold: Demotion | None
) -> None:
    with learned() as desktop:
        desktop.scene.dead = frozenset(("seven",))
        asked = desktop.coach(answer)
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        assert [question.kind for question in asked] == [QuestionKind.WHY]
        known = desktop.ledger.knowledge(ONE).step("s1")
        assert (known.right, known.wrong, known.trust.hold) == (COUNT, wrong, hold)


def test_its_label_is_on_record_before_the_person_answers() -> None:
    with learned() as desktop:
        desktop.scene.dead = frozenset(("seven",))
        seen: list[tuple[Label, LabelSource, str]] = []

        def look(question: Question) -> Answer:
            seen.extend(labels(desktop))
            return Explain(wrong_place=False)

        desktop.coach(look)
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        assert seen == [(Label.WRONG, LabelSource.AUTO, "automatic")]
        assert labels(desktop) == [*seen, (Label.NONE, LabelSource.AUTO, "automatic")]


@pytest.mark.parametrize(
    ("answer", "expected"), [(Explain(wrong_place=True), Label.WRONG), (Explain(wrong_place=False), Label.RIGHT)]
)
def test_a_bad_rating_asks_and_a_right_that_was_wrong_no_longer_counts(answer: Answer, expected: Label) -> None:
    with FakeDesktop() as desktop:
        asked = desktop.coach(after_looking(desktop, Accept(Note(rating=1))), answer)
        desktop.run(ONE, attended=True)
        assert asked[1].why == "You called it bad."
        known = desktop.ledger.knowledge(ONE).step("s1")
        assert (known.right, known.wrong) == ((1, 0) if expected is Label.RIGHT else (0, 1))


def test_a_good_rating_asks_nothing() -> None:
    with FakeDesktop() as desktop:
        asked = desktop.coach(after_looking(desktop, Accept(Note(rating=4))))
        desktop.run(ONE, attended=True)
        assert len(asked) == 1


# --- stopped right after an act alone


def stopped_after(desktop: FakeDesktop, seconds: float = 0.0, reason: str = "") -> list[Question]:
    """The first step acts alone, the second asks, and some seconds later the person stops."""

    def stop(question: Question) -> None:
        if question.kind is QuestionKind.SUGGESTION:
            desktop.clock.offset += seconds
            desktop.engine.stop(reason)

    asked = desktop.coach(stop)
    assert desktop.run(TWO, RunMode.AUTOMATIC, attended=True) is RunState.STOPPED
    return asked


def wait_for_two(asked: list[Question]) -> None:
    """Until the question after the run is there."""
    end = time.monotonic() + 5
    while len(asked) < 2:
        assert time.monotonic() < end, "nothing was asked after the run"
        Event().wait(0.005)


def settled(desktop: FakeDesktop, question: Question, answer: Answer) -> None:
    """The person answers when the run is over."""
    assert desktop.engine.answer(question.id, answer)
    assert not desktop.engine.answer(question.id, answer), "once"
    assert desktop.engine.close()
    assert QuestionClosed(question.id, "answered") in desktop.news


def test_a_stop_right_after_an_act_alone_is_wrong_until_it_is_explained() -> None:
    with learned() as desktop:
        stopped_after(desktop)
        assert desktop.engine.close()
        question = desktop.heard(Asked)[-1].question
        assert (question.kind, question.step_id, question.deadline) == (QuestionKind.WHY, "s1", None)
        known = desktop.ledger.knowledge(ONE).step("s1")
        assert (known.wrong, known.trust.alone, known.trust.hold) == (1, 0, Demotion.WRONG_ALONE)


@pytest.mark.parametrize(("answer", "wrong"), [(Explain(True), 1), (WaitMore(), 1), (Explain(False), 0)])
def test_the_answer_after_the_run_counts(answer: Answer, wrong: int) -> None:
    with learned() as desktop:
        asked = stopped_after(desktop)
        wait_for_two(asked)
        settled(desktop, asked[-1], answer)
        known = desktop.ledger.knowledge(ONE).step("s1")
        assert (known.right, known.wrong) == (COUNT, wrong)


@pytest.mark.parametrize(("seconds", "reason"), [(10.5, ""), (0.0, "DEAF")])
def test_a_late_stop_and_a_stop_of_the_machine_say_nothing(seconds: float, reason: str) -> None:
    with learned() as desktop:
        asked = stopped_after(desktop, seconds, reason)
        assert desktop.engine.close()
        assert [question.kind for question in asked] == [QuestionKind.SUGGESTION]
        assert desktop.ledger.knowledge(ONE).step("s1").wrong == 0


def test_F25_closing_the_program_says_nothing() -> None:
    with learned() as desktop:
        desktop.engine.start(RunRequest(TWO, RunMode.AUTOMATIC, attended=True))
        desktop.wait_for(RunState.AWAITING_DECISION)
        assert desktop.engine.close()
        assert desktop.ledger.knowledge(ONE).step("s1").wrong == 0


def test_who_answered_the_next_step_was_content_with_this_one() -> None:
    with learned() as desktop:
        asked = desktop.coach(WaitMore(), lambda _: desktop.engine.stop())
        assert desktop.run(TWO, RunMode.AUTOMATIC, attended=True) is RunState.STOPPED
        assert desktop.engine.close()
        assert QuestionKind.WHY not in [question.kind for question in asked]


def test_a_new_run_closes_the_question_and_its_answer_comes_too_late() -> None:
    with learned() as desktop:
        asked = stopped_after(desktop)
        wait_for_two(asked)
        question = asked[-1]
        desktop.coach(Skip(), Skip())
        desktop.run(TWO, RunMode.AUTOMATIC, attended=True)
        assert QuestionClosed(question.id, "interrupted") in desktop.news
        assert not desktop.engine.answer(question.id, Explain(False))
        assert desktop.ledger.knowledge(ONE).step("s1").wrong == 1


def test_the_end_of_a_step_is_told_before_its_reason_is_asked() -> None:
    with learned() as desktop:
        desktop.scene.dead = frozenset(("seven",))
        desktop.coach(Confirm())
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        kinds = [type(news) for news in desktop.news if isinstance(news, StepFinished | Asked)]
        assert kinds == [StepFinished, Asked]


def test_the_question_says_how_often_the_locators_of_the_step_disagreed() -> None:
    with FakeDesktop() as desktop:
        row = StepEnded("r", ONE.id, "s1", 1, StepStatus.PASSED, None, "", "", 0.9, "picture")
        desktop.ledger.commit([row, replace(row, apart=("picture", "text"))])
        desktop.scene.dead = frozenset(("seven",))
        asked = desktop.coach(after_looking(desktop, Accept()), Explain(wrong_place=False))
        desktop.run(ONE, attended=True)
        # The act that is asked about is the third one.
        assert asked[1].why.endswith("nothing changed. Picture and text disagreed in 1 of the last 3.")
