"""An act that a step may do alone is sometimes asked about blind: what is asked, what it says, what is done then."""

from __future__ import annotations

import pytest

from app.engine.api import RunRequest
from app.model.decision import Accept, ByHand, Change, Correct, DecisionKind, Pointed, Skip, WaitMore
from app.model.frame import Frame
from app.model.geometry import Box, Point
from app.model.ledger_learning import CorrectionMade, Evidence
from app.model.ledger_run import ActIntended, DecisionMade, StepEnded, SuggestionMade
from app.model.modes import Label, LabelSource, Permission, Risk, RunMode, RunState, StepStatus
from app.model.news import Asked, Looked
from app.model.suggestion import Question, QuestionKind
from app.settings import Questions, Settings, TrustRules
from tests.fakes import BOXES, QUICK, FakeDesktop, after_looking, click_step, params, sum_workflow, workflow_of

ALWAYS = QUICK.model_copy(update={"trust": TrustRules(audit_one_in=1)})
ONE = sum_workflow("seven")
SEVEN, EIGHT = BOXES["seven"], BOXES["eight"]


def pointing(point: Point) -> Correct:
    return Correct(Change(pointed=Pointed(point)))


def learned(settings: Settings = ALWAYS) -> FakeDesktop:
    """A desktop on which the step may act alone by its record."""
    desktop = FakeDesktop(settings)
    accepted = StepEnded("r", ONE.id, "s1", 1, StepStatus.PASSED, DecisionKind.ACCEPT, "", "")
    right = Evidence(ONE.id, "s1", 0, Label.RIGHT, LabelSource.COACHED, "accept")
    desktop.ledger.commit([*[right] * 40, *[accepted] * 3])
    return desktop


def audits(desktop: FakeDesktop) -> list[Label]:
    return [row.label for row in desktop.ledger.of(Evidence) if row.source is LabelSource.BLIND]


def test_the_question_tells_the_step_and_nothing_of_the_place() -> None:
    with learned() as desktop:
        asked = desktop.coach(pointing(SEVEN.center))
        assert desktop.run(ONE, RunMode.AUTOMATIC, attended=True) is RunState.COMPLETED
        [question] = asked
        assert question.kind is QuestionKind.AUDIT
        assert question.sentence.startswith("Click seven")
        assert question.suggestion is not None
        told = (question.suggestion.match, question.suggestion.finding, question.finding, question.avoid, question.why)
        assert told == (None, None, None, None, "")


@pytest.mark.parametrize("slack", [0, 4])
def test_pointing_where_it_would_have_acted_is_right_and_the_act_is_done(slack: int) -> None:
    with learned() as desktop:
        desktop.coach(after_looking(desktop, pointing(Point(SEVEN.x - slack, SEVEN.y))))
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        assert desktop.clicked() == ["seven"]
        assert audits(desktop) == [Label.RIGHT]
        assert [act.permission for act in desktop.ledger.of(ActIntended)] == [Permission.ANSWERED]
        known = desktop.ledger.knowledge(ONE)
        assert (known.audits, known.agreed, known.step("s1").right) == (1, 1, 41), "one decision, one label"


def test_pointing_elsewhere_is_wrong_closes_the_step_and_asks_with_both_places() -> None:
    with learned() as desktop:
        asked = desktop.coach(
            pointing(EIGHT.center),
            after_looking(desktop, Accept()),
        )
        assert desktop.run(ONE, RunMode.AUTOMATIC, attended=True) is RunState.COMPLETED
        assert [question.kind for question in asked] == [QuestionKind.AUDIT, QuestionKind.SUGGESTION]
        assert "You pointed elsewhere" in asked[1].again
        assert desktop.clicked() == ["seven"]
        new = [row for row in desktop.ledger.of(Evidence)[40:]]
        assert [(row.label, row.source, row.reason) for row in new] == [(Label.WRONG, LabelSource.BLIND, "audit")]
        desktop.coach(Skip())
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        assert desktop.clicked() == ["seven"], "it no longer acts alone"


def test_the_correction_after_a_blind_question_is_the_persons_and_not_counted_twice() -> None:
    with learned() as desktop:
        desktop.coach(pointing(EIGHT.center), pointing(EIGHT.center))
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        assert desktop.clicked() == ["eight"]
        assert len(desktop.ledger.of(CorrectionMade)) == 1
        assert [row.label for row in desktop.ledger.of(Evidence)[40:]] == [Label.WRONG]


def test_who_wants_to_see_ours_first_is_asked_as_usual() -> None:
    with learned() as desktop:
        asked = desktop.coach(WaitMore(), after_looking(desktop, Accept()))
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        assert [question.kind for question in asked] == [QuestionKind.AUDIT, QuestionKind.SUGGESTION]
        assert audits(desktop) == []
        assert desktop.ledger.of(Evidence)[-1].source is LabelSource.COACHED


def test_who_does_it_by_hand_says_so_on_the_card_that_follows() -> None:
    with learned() as desktop:
        asked = desktop.coach(ByHand(), Skip())
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        assert asked[1].kind is QuestionKind.SUGGESTION
        assert audits(desktop) == []


def test_F25_F28_skip_silence_and_stop_give_no_label() -> None:
    with learned() as desktop:
        desktop.coach(Skip())
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        [ended] = desktop.ledger.of(StepEnded)[3:]
        assert (ended.status, desktop.clicked()) == (StepStatus.SKIPPED, [])
        desktop.engine.start(RunRequest(ONE, RunMode.AUTOMATIC, attended=True))
        desktop.wait_for(RunState.AWAITING_DECISION)
        desktop.engine.stop()
        assert desktop.ended.wait(5)
        assert len(desktop.ledger.of(Evidence)) == 40
    quick = ALWAYS.model_copy(update={"questions": Questions(automatic=0.05)})
    with learned(quick) as desktop:
        desktop.engine.start(RunRequest(ONE, RunMode.AUTOMATIC, attended=True))
        desktop.wait_for(RunState.PAUSED)
        assert len(desktop.ledger.of(Evidence)) == 40
        asked = desktop.coach(pointing(SEVEN.center))
        desktop.engine.resume()
        assert desktop.ended.wait(5)
        assert [question.kind for question in asked] == [QuestionKind.AUDIT], "the same act stays drawn"


def test_a_screen_that_changed_while_the_person_pointed_does_not_count() -> None:
    with learned() as desktop:

        def point_later(question: Question) -> Correct | None:
            if question.kind is not QuestionKind.AUDIT:
                return None
            desktop.scene.elements["seven"] = Box(300, 300, 40, 30)
            frame = desktop.camera.grab()
            desktop.scene.elements["seven"] = SEVEN
            frozen.append(frame)
            return Correct(Change(pointed=Pointed(Point(310, 310), frame=frame.number)))

        frozen: list[Frame] = []
        asked = desktop.coach(point_later, Skip())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("app.engine.context.RunContext.frozen", lambda ctx, number: frozen[-1] if number else None)
            desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        assert "changed while you pointed" in asked[1].again
        assert audits(desktop) == []


def test_nobody_is_asked_blind_where_nobody_sits_or_where_it_would_ask_anyway() -> None:
    with learned() as desktop:
        asked = desktop.coach()
        desktop.run(ONE, RunMode.AUTOMATIC)
        assert (asked, desktop.clicked()) == ([], ["seven"])
    with learned() as desktop:
        desktop.coach()
        assert desktop.run(ONE, RunMode.AUTOMATIC, attended=True, halt_on_question=True) is RunState.COMPLETED
    locked = workflow_of(click_step(1, "seven", SEVEN, risk=Risk.LOCKED))
    with learned() as desktop:
        asked = desktop.coach(Skip())
        desktop.run(locked, RunMode.AUTOMATIC, attended=True)
        assert [question.kind for question in asked] == [QuestionKind.SUGGESTION]


def test_a_secret_and_an_act_without_a_place_are_never_asked_blind() -> None:
    secret = click_step(1, "seven", SEVEN, action="type_text", params=params(secret="door"), risk=Risk.OPEN)
    keys = click_step(1, "seven", SEVEN, action="press_keys", params=params(keys=("tab",)), target=None)
    for step in (secret, keys):
        with learned() as desktop:
            asked = desktop.coach(Skip())
            desktop.run(workflow_of(step), RunMode.AUTOMATIC, attended=True)
            assert [question.kind for question in asked if question.kind is QuestionKind.AUDIT] == []


def test_a_person_may_want_no_blind_questions() -> None:
    never = QUICK.model_copy(update={"trust": TrustRules(audit_one_in=0)})
    with learned(never) as desktop:
        assert desktop.coach() == []
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        assert desktop.clicked() == ["seven"]


def test_what_was_asked_and_answered_is_on_record() -> None:
    with learned() as desktop:
        desktop.coach(pointing(EIGHT.center), Skip())
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        decided = [row.kind for row in desktop.ledger.of(DecisionMade)]
        assert decided == [DecisionKind.CORRECT, DecisionKind.SKIP]
        shown = {row.suggestion.id for row in desktop.ledger.of(SuggestionMade)}
        assert desktop.ledger.of(Evidence)[-1].suggestion_id in shown


def test_the_news_of_a_blind_question_goes_to_everybody_without_the_place() -> None:
    with learned() as desktop:
        desktop.coach(Skip())
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        for news in desktop.heard(Asked):
            assert news.question.suggestion.match is None


@pytest.mark.parametrize(("most", "kinds"), [(0, ["audit", "suggestion"]), (1, ["suggestion"])])
def test_a_blind_question_makes_room_for_one_that_must_be_asked(most: int, kinds: list[str]) -> None:
    two = sum_workflow("seven", "plus")
    budget = ALWAYS.questions.model_copy(update={"most_per_run": most})
    with learned(ALWAYS.model_copy(update={"questions": budget})) as desktop:
        first = [pointing(SEVEN.center)] if most == 0 else []
        asked = desktop.coach(*first, after_looking(desktop, Accept()))
        desktop.run(two, RunMode.AUTOMATIC, attended=True)
        assert [question.kind for question in asked] == kinds
        assert desktop.clicked() == ["seven", "plus"]


def test_a_budget_never_lets_a_step_act_that_must_ask() -> None:
    budget = ALWAYS.questions.model_copy(update={"most_per_run": 1})
    three = sum_workflow("plus", "eight", "seven")
    with FakeDesktop(ALWAYS.model_copy(update={"questions": budget})) as desktop:
        asked = desktop.coach(*[after_looking(desktop, Accept())] * 3)
        desktop.run(three, RunMode.AUTOMATIC, attended=True)
        assert len(asked) == 3


def test_no_look_before_a_blind_question_shows_its_place_and_the_looks_after_it_do() -> None:
    with learned() as desktop:
        before: list[Looked] = []

        def want_to_see(question: Question) -> WaitMore:
            before.extend(desktop.heard(Looked))
            return WaitMore()

        asked = desktop.coach(want_to_see, after_looking(desktop, Accept()))
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        assert [question.kind for question in asked] == [QuestionKind.AUDIT, QuestionKind.SUGGESTION]
        assert before
        assert [look.finding for look in before] == [None] * len(before)
        assert all(look.finding for look in desktop.heard(Looked)[len(before) :])


def test_a_step_that_acts_alone_unasked_shows_its_place_while_it_looks() -> None:
    never = QUICK.model_copy(update={"trust": TrustRules(audit_one_in=0)})
    with learned(never) as desktop:
        desktop.run(ONE, RunMode.AUTOMATIC, attended=True)
        assert all(look.finding for look in desktop.heard(Looked))
