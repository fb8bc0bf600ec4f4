"""All decisions in all modes, on a desktop in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from app.engine.api import RunRequest
from app.learning.corrections import effective
from app.model.decision import (
    Accept,
    ByHand,
    Change,
    Correct,
    DecisionKind,
    Keep,
    Note,
    Pointed,
    Reject,
    RejectReason,
    RejectThen,
    Skip,
    WaitMore,
)
from app.model.errors import AlreadyRunning
from app.model.frame import Frame
from app.model.geometry import Box, Point
from app.model.input import InputEvent, InputKind
from app.model.ledger_learning import CorrectionMade, Evidence, Vouched
from app.model.ledger_run import ActDone, ActIntended, DecisionMade, StepEnded, SuggestionMade, Unanswered
from app.model.modes import Label, LabelSource, RunMode, RunState, StepStatus
from app.model.news import Asked, Frozen, Looked, ModeChanged, Notice, StateChanged, StepFinished, StepStarted
from app.model.suggestion import QuestionKind
from app.model.window import Window, WindowIdentity
from app.model.workflow import Expect, Screen
from app.settings import Questions
from tests.fakes import BOXES, QUICK, FakeDesktop, click_step, params, sum_workflow, workflow_of

ACTING = (RunMode.COACHING, RunMode.SUPERVISED, RunMode.AUTOMATIC)
EIGHT = Correct(Change(pointed=Pointed(BOXES["eight"].center)))


def statuses(desktop: FakeDesktop) -> list[StepStatus]:
    return [entry.status for entry in desktop.ledger.of(StepEnded)]


@pytest.mark.parametrize("mode", ACTING)
def test_accept_does_exactly_what_was_shown(mode: RunMode) -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Accept(), Accept())
        assert desktop.run(sum_workflow(), mode) is RunState.COMPLETED
        assert desktop.clicked() == ["seven", "plus"]
        assert statuses(desktop) == [StepStatus.PASSED, StepStatus.PASSED]


@pytest.mark.parametrize("mode", ACTING)
def test_correct_clicks_the_pointed_place_and_not_the_old_one(mode: RunMode) -> None:
    with FakeDesktop() as desktop:
        desktop.coach(EIGHT, Accept())
        assert desktop.run(sum_workflow(), mode) is RunState.COMPLETED
        assert desktop.clicked() == ["eight", "plus"]


def test_C27_one_correction_by_pointing_stays_in_the_next_run() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(EIGHT, Accept())
        desktop.run(sum_workflow())
        desktop.coach(Accept(), Accept())
        desktop.run(sum_workflow())
        assert desktop.clicked() == ["eight", "plus", "eight", "plus"]


def test_a_correction_for_this_time_only_is_gone_in_the_next_run() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(replace(EIGHT, keep=Keep.ONCE), Accept())
        desktop.run(sum_workflow())
        desktop.coach(Accept(), Accept())
        desktop.run(sum_workflow())
        assert desktop.clicked() == ["eight", "plus", "seven", "plus"]


def test_from_now_on_makes_a_new_version_and_keeps_the_old_target_in_the_ledger() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(EIGHT, Accept())
        desktop.run(sum_workflow())
        (made,) = desktop.ledger.of(CorrectionMade)
        assert (made.version, made.old.target.name, made.new.target.name) == (1, "seven", "eight")
        assert desktop.ledger.knowledge(sum_workflow()).step("s1").version == 1


def test_F32_the_executed_act_is_the_corrected_suggestion() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(EIGHT, Accept())
        desktop.run(sum_workflow())
        corrected = [row.suggestion for row in desktop.ledger.of(SuggestionMade) if row.suggestion.replaces]
        intent = desktop.ledger.of(ActIntended)[0]
        assert intent.suggestion_id == corrected[0].id
        assert intent.point == corrected[0].point == desktop.hand.orders[0].point


def test_correcting_the_text_types_the_new_text_now_and_next_time() -> None:
    step = click_step(1, "seven", BOXES["seven"], action="type_text", params=params(text="7"))
    with FakeDesktop() as desktop:
        desktop.coach(Correct(Change(params=params(text="1284.50"))))
        desktop.run(workflow_of(step))
        desktop.coach(Accept())
        desktop.run(workflow_of(step))
        assert [order.text for order in desktop.hand.orders] == ["1284.50", "1284.50"]
        assert desktop.ledger.of(Evidence) == []


def test_correcting_the_wait_waits_before_the_act() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Correct(Change(wait_before=0.15)), Accept())
        desktop.run(sum_workflow())
        known = desktop.ledger.knowledge(sum_workflow()).step("s1")
        assert known.patch.wait_before == 0.15
        assert known.version == 0


def test_a_correction_that_changes_nothing_is_asked_again_and_says_why() -> None:
    with FakeDesktop() as desktop:
        asked = desktop.coach(Correct(Change()), Accept(), Accept())
        desktop.run(sum_workflow())
        assert "changes nothing" in asked[1].again


def test_pointing_at_nothing_is_asked_again_and_nothing_is_clicked() -> None:
    with FakeDesktop() as desktop:
        asked = desktop.coach(Correct(Change(pointed=Pointed(Point(450, 350)))), Skip(), Skip())
        desktop.run(sum_workflow())
        assert "nothing to see" in asked[1].again
        assert desktop.hand.orders == []


def test_choosing_the_second_candidate_clicks_it() -> None:
    with FakeDesktop() as desktop:
        desktop.scene.twins["seven"] = BOXES["eight"]
        desktop.coach(Correct(Change(candidate=2)), Accept())
        desktop.run(sum_workflow())
        assert desktop.clicked() == ["eight", "plus"]


def test_skip_does_nothing_says_nothing_about_the_target_and_goes_on() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Skip(), Accept())
        assert desktop.run(sum_workflow()) is RunState.COMPLETED
        assert desktop.clicked() == ["plus"]
        assert statuses(desktop) == [StepStatus.SKIPPED, StepStatus.PASSED]
        assert [e.step_id for e in desktop.ledger.of(Evidence)] == []


@pytest.mark.parametrize(
    ("reason", "labels"),
    [(RejectReason.WRONG_PLACE, [Label.WRONG]), (RejectReason.NOT_NOW, []), (None, [Label.WRONG])],
)
def test_reject_labels_the_target_by_its_reason(reason: RejectReason | None, labels: list[Label]) -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Reject(RejectThen.SKIP, reason), Skip())
        desktop.run(sum_workflow())
        assert [e.label for e in desktop.ledger.of(Evidence)] == labels
        assert desktop.hand.orders == []


def test_C47_reject_and_stop_here_ends_the_run() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Reject(RejectThen.STOP, RejectReason.NOT_NOW), Accept())
        assert desktop.run(sum_workflow()) is RunState.STOPPED
        assert desktop.hand.orders == []


def test_by_hand_inside_the_box_agrees_and_passes_when_the_change_is_seen() -> None:
    with FakeDesktop() as desktop:

        def do_it(question: object) -> ByHand:
            desktop.watcher.person_clicks(BOXES["seven"].center)
            return ByHand()

        desktop.coach(do_it, Accept())
        desktop.run(sum_workflow())
        ended = desktop.ledger.of(StepEnded)[0]
        assert (ended.status, ended.by_hand, ended.decision) == (
            StepStatus.PASSED,
            True,
            DecisionKind.EXECUTE_MANUAL,
        )
        first = desktop.ledger.of(Evidence)[0]
        assert (first.label, first.source) == (Label.RIGHT, LabelSource.WATCHED)


def test_by_hand_elsewhere_says_that_the_suggestion_was_wrong() -> None:
    with FakeDesktop() as desktop:

        def do_it(question: object) -> ByHand:
            desktop.watcher.person_clicks(BOXES["eight"].center)
            return ByHand()

        desktop.coach(do_it, Accept())
        desktop.run(sum_workflow())
        assert desktop.ledger.of(Evidence)[0].label is Label.WRONG


def test_by_hand_before_anything_was_done_waits_for_the_person() -> None:
    with FakeDesktop() as desktop:

        def do_it_now(question: object) -> None:
            desktop.watcher.person_clicks(BOXES["seven"].center)

        asked = desktop.coach(ByHand(), do_it_now, Accept())
        desktop.run(sum_workflow())
        assert [q.kind for q in asked][:2] == [QuestionKind.SUGGESTION, QuestionKind.DO_IT_NOW]
        assert asked[1].deadline is None
        assert statuses(desktop)[0] is StepStatus.PASSED


def test_F25_silence_is_not_success_and_not_a_label() -> None:
    settings = QUICK.model_copy(update={"questions": Questions(coaching=0.05)})
    with FakeDesktop(settings) as desktop:
        desktop.engine.start(RunRequest(sum_workflow()))
        desktop.wait_for(RunState.PAUSED)
        assert desktop.ledger.of(Evidence) == []
        assert desktop.ledger.of(DecisionMade) == []
        (row,) = desktop.ledger.of(Unanswered)
        assert not row.cancelled
        desktop.coach(Accept(), Accept())
        desktop.engine.resume()
        assert desktop.ended.wait(5)
        assert desktop.clicked() == ["seven", "plus"]


def test_F28_stop_while_a_question_is_open_is_cancelled_and_never_a_rejection() -> None:
    with FakeDesktop() as desktop:
        desktop.engine.start(RunRequest(sum_workflow()))
        desktop.wait_for(RunState.AWAITING_DECISION)
        desktop.engine.stop()
        assert desktop.ended.wait(5)
        assert desktop.engine.state is RunState.STOPPED
        assert desktop.ledger.of(DecisionMade) == []
        assert desktop.ledger.of(Evidence) == []
        assert desktop.ledger.of(Unanswered)[0].cancelled


def test_F29_an_answer_from_inside_the_announcement_counts_and_a_second_one_is_refused() -> None:
    with FakeDesktop() as desktop:
        second: list[bool] = []

        def twice(question: object) -> None:
            first = desktop.engine.answer(question.id, Skip())  # type: ignore[attr-defined]
            second.extend((first, desktop.engine.answer(question.id, Accept())))  # type: ignore[attr-defined]

        desktop.coach(twice, Skip())
        desktop.run(sum_workflow())
        assert second == [True, False]
        assert desktop.hand.orders == []


def test_F29_an_answer_to_an_old_question_is_refused() -> None:
    with FakeDesktop() as desktop:
        asked = desktop.coach(Skip(), Skip())
        desktop.run(sum_workflow())
        assert not desktop.engine.answer(asked[0].id, Accept())


def test_F4_the_target_moved_while_the_card_was_up_so_it_asks_again_and_does_not_act() -> None:
    with FakeDesktop() as desktop:

        def move_and_accept(question: object) -> Accept:
            desktop.scene.elements["seven"] = Box(300, 300, 40, 30)
            return Accept()

        asked = desktop.coach(move_and_accept, Skip(), Skip())
        desktop.run(sum_workflow())
        assert "moved" in asked[1].again
        assert desktop.hand.orders == []


def test_the_target_is_gone_while_the_card_was_up_so_nothing_is_clicked() -> None:
    with FakeDesktop() as desktop:

        def vanish_and_accept(question: object) -> Accept:
            del desktop.scene.elements["seven"]
            return Accept()

        asked = desktop.coach(vanish_and_accept, Skip(), Skip())
        desktop.run(sum_workflow())
        assert asked[1].kind is QuestionKind.REPAIR
        assert desktop.hand.orders == []


def test_C52_something_covers_the_place_so_it_asks_again_and_does_not_click() -> None:
    with FakeDesktop() as desktop:

        def cover_and_accept(question: object) -> Accept:
            desktop.windows.covered = True
            return Accept()

        def uncover(question: object) -> Accept:
            desktop.windows.covered = False
            return Accept()

        asked = desktop.coach(cover_and_accept, uncover, Accept())
        desktop.run(sum_workflow())
        assert "covers" in asked[1].again
        assert desktop.clicked() == ["seven", "plus"]


def test_an_absent_target_becomes_the_repair_card_after_enough_looks() -> None:
    with FakeDesktop() as desktop:
        del desktop.scene.elements["seven"]

        def show_up(question: object) -> WaitMore:
            desktop.scene.elements["seven"] = BOXES["seven"]
            return WaitMore()

        asked = desktop.coach(show_up, Accept(), Accept())
        assert desktop.run(sum_workflow()) is RunState.COMPLETED
        assert [q.kind for q in asked] == [QuestionKind.REPAIR, QuestionKind.SUGGESTION, QuestionKind.SUGGESTION]
        assert "not on this screen" in asked[0].why


def test_pointing_on_the_repair_card_teaches_the_new_place() -> None:
    with FakeDesktop() as desktop:
        del desktop.scene.elements["seven"]
        desktop.coach(EIGHT, Accept())
        desktop.run(sum_workflow())
        assert desktop.clicked() == ["eight", "plus"]


def test_C53_a_click_without_visible_effect_is_not_success() -> None:
    with FakeDesktop() as desktop:
        desktop.scene.dead = frozenset(("seven",))
        desktop.coach(Accept(), Accept())
        desktop.run(sum_workflow())
        assert statuses(desktop) == [StepStatus.UNVERIFIED, StepStatus.PASSED]
        assert [e.label for e in desktop.ledger.of(Evidence)] == []


def test_a_correction_that_does_something_else_is_expected_to_do_that_from_now_on() -> None:
    with FakeDesktop() as desktop:
        desktop.scene.dead = frozenset(("eight",))
        desktop.effect = Expect(window=WindowIdentity(application="calculator", title="Eight"))
        desktop.coach(EIGHT, Accept())
        desktop.run(sum_workflow())
        assert statuses(desktop) == [StepStatus.UNVERIFIED, StepStatus.PASSED], "success is not what nobody expected"
        (correction,) = desktop.ledger.of(CorrectionMade)
        assert correction.new.expect == desktop.effect
        assert correction.old.expect == sum_workflow().steps[0].expect
        learned = desktop.ledger.knowledge(sum_workflow()).step(sum_workflow().steps[0].id)
        assert effective(sum_workflow().steps[0], learned).expect == desktop.effect


@pytest.mark.parametrize("dead", [frozenset(), frozenset(("eight",))])
def test_what_is_expected_stays_when_it_was_seen_or_nothing_was(dead: frozenset[str]) -> None:
    with FakeDesktop() as desktop:
        desktop.scene.dead = dead
        desktop.effect = Expect() if dead else Expect(closed=True)
        desktop.coach(EIGHT, Accept())
        desktop.run(sum_workflow())
        assert desktop.ledger.of(CorrectionMade)[0].new.expect is None


def test_F31_an_accept_in_less_than_600_ms_says_nothing_about_the_target() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Accept(), Accept())
        desktop.run(sum_workflow())
        assert desktop.ledger.of(Evidence) == []


def test_an_accept_that_was_looked_at_and_verified_is_right() -> None:
    with FakeDesktop() as desktop:

        def look_first(question: object) -> Accept:
            desktop.clock.offset += 1.0
            return Accept()

        desktop.coach(look_first, Skip())
        desktop.run(sum_workflow())
        assert [e.label for e in desktop.ledger.of(Evidence)] == [Label.RIGHT]


def test_a_killed_store_stops_before_acting() -> None:
    from app.model.errors import StoreProblem

    with FakeDesktop() as desktop:

        def refuse(entries: object) -> None:
            if any(isinstance(e, ActIntended) for e in entries):  # type: ignore[attr-defined]
                raise StoreProblem("The ledger", "the disk is full", "Free some space.")

        desktop.ledger.failing = refuse
        desktop.coach(Accept(), Accept())
        assert desktop.run(sum_workflow()) is RunState.FAILED
        assert desktop.hand.orders == []


def test_three_commits_per_acted_step() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Accept())
        desktop.run(sum_workflow("seven"))
        kinds = [[type(entry) for entry in commit] for commit in desktop.ledger.commits]
        acted = [row for row in kinds if any(k in row for k in (DecisionMade, ActIntended, ActDone))]
        assert len(acted) == 3
        assert DecisionMade in acted[0]
        assert acted[1] == [ActIntended]
        assert {ActDone, StepEnded} <= set(acted[2])


def test_what_is_told_was_recorded_before() -> None:
    with FakeDesktop() as desktop:
        recorded: list[int] = []
        desktop.engine.subscribe(
            lambda news: recorded.append(len(desktop.ledger.of(StepEnded))) if isinstance(news, StepFinished) else None
        )
        desktop.coach(Accept(), Accept())
        desktop.run(sum_workflow())
        assert recorded == [1, 2]


def test_automatic_acts_alone_only_on_vouched_steps() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Accept(Note(vouch=True)), Accept())
        desktop.run(sum_workflow())
        assert [v.step_id for v in desktop.ledger.of(Vouched)] == ["s1"]
        asked = desktop.coach(Accept())
        assert desktop.run(sum_workflow(), RunMode.AUTOMATIC) is RunState.COMPLETED
        assert [q.step_id for q in asked] == ["s2"]
        assert desktop.clicked() == ["seven", "plus", "seven", "plus"]


@pytest.mark.parametrize("keep", [Keep.ALWAYS, Keep.ONCE])
def test_a_step_that_loses_the_persons_word_by_a_correction_says_so(keep: Keep) -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Accept(Note(vouch=True)), Accept())
        desktop.run(sum_workflow(), RunMode.COACHING)
        assert desktop.heard(Notice) == []
        desktop.coach(replace(EIGHT, keep=keep), Accept())
        desktop.run(sum_workflow(), RunMode.COACHING)
        assert not desktop.ledger.knowledge(sum_workflow()).step("s1").vouched
        assert [news.text for news in desktop.heard(Notice)] == [
            "Step 1 asks again: you let it act alone before it was corrected."
        ]


def test_automatic_asks_when_there_are_twins_even_if_vouched() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Accept(Note(vouch=True)))
        desktop.run(sum_workflow("seven"))
        desktop.scene.twins["seven"] = BOXES["eight"]
        asked = desktop.coach(Skip())
        desktop.run(sum_workflow("seven"), RunMode.AUTOMATIC)
        assert len(asked) == 1
        assert desktop.clicked() == ["seven"]


def test_automatic_gives_a_screen_that_builds_up_time_before_it_asks() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Accept(Note(vouch=True)))
        desktop.run(sum_workflow("seven"))
        desktop.scene.scores["seven"] = 0.57
        desktop.camera.on_grab = lambda number: desktop.scene.scores.clear() if number > begun + 2 else None
        begun = desktop.camera.number
        asked = desktop.coach()
        assert desktop.run(sum_workflow("seven"), RunMode.AUTOMATIC) is RunState.COMPLETED
        assert asked == []
        assert desktop.clicked() == ["seven", "seven"]


def test_F36_a_locked_step_asks_in_automatic_whatever_was_vouched() -> None:
    step = click_step(1, "delete", BOXES["seven"])
    with FakeDesktop() as desktop:
        desktop.scene.elements["delete"] = desktop.scene.elements.pop("seven")
        desktop.coach(Accept(Note(vouch=True)))
        desktop.run(workflow_of(step))
        asked = desktop.coach(Skip())
        desktop.run(workflow_of(step), RunMode.AUTOMATIC)
        assert [q.risk.value for q in asked] == ["locked"]


def test_a_failed_check_in_automatic_goes_down_to_coaching_and_revokes_the_vouch() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Accept(Note(vouch=True)), Accept(Note(vouch=True)))
        desktop.run(sum_workflow())
        desktop.scene.dead = frozenset(("seven",))
        asked = desktop.coach(Accept())
        desktop.run(sum_workflow(), RunMode.AUTOMATIC)
        assert [n.mode for n in desktop.heard(ModeChanged)][-1] is RunMode.COACHING
        assert [q.step_id for q in asked] == ["s2"]
        assert not desktop.ledger.knowledge(sum_workflow()).step("s1").vouched


def test_observation_never_acts_and_records_agreement() -> None:
    with FakeDesktop() as desktop:
        desktop.engine.start(RunRequest(sum_workflow(), RunMode.OBSERVATION))
        for name in ("seven", "plus"):
            _await_look(desktop, len(desktop.ledger.of(StepEnded)) + 1)
            desktop.watcher.person_clicks(BOXES[name].center)
            count = len(desktop.ledger.of(StepEnded))
            while len(desktop.ledger.of(StepEnded)) == count and not desktop.ended.is_set():
                desktop.ended.wait(0.01)
        assert desktop.ended.wait(5)
        assert statuses(desktop) == [StepStatus.OBSERVED, StepStatus.OBSERVED]
        assert [e.label for e in desktop.ledger.of(Evidence)] == [Label.RIGHT, Label.RIGHT]
        assert desktop.hand.orders == []


def test_observation_looks_again_only_when_the_screen_has_changed() -> None:
    with FakeDesktop() as desktop:
        desktop.engine.start(RunRequest(sum_workflow(), RunMode.OBSERVATION))
        _await_look(desktop, 1)
        stray = InputEvent(
            InputKind.KEY_DOWN, desktop.clock.now(), Point(0, 0)
        )  # a click is awaited; this must not keep it busy
        desktop.watcher.events.append(stray)
        desktop.ended.wait(6 * QUICK.capture.interval)
        assert len(desktop.heard(Looked)) == 1
        desktop.scene.elements["eight"] = Box(300, 300, 40, 30)
        while len(desktop.heard(Looked)) < 2:
            desktop.ended.wait(0.01)


def _await_look(desktop: FakeDesktop, step: int) -> None:
    """Until the step with this number, counted from 1, was looked at."""
    while True:
        news = list(desktop.news)
        begun = [n for n, one in enumerate(news) if isinstance(one, StepStarted)]
        if len(begun) == step and any(isinstance(one, Looked) for one in news[begun[-1] :]):
            return
        desktop.ended.wait(0.01)


def test_F34_a_second_run_is_refused_while_one_goes_on() -> None:
    with FakeDesktop() as desktop:
        desktop.engine.start(RunRequest(sum_workflow()))
        desktop.wait_for(RunState.AWAITING_DECISION)
        with pytest.raises(AlreadyRunning):
            desktop.engine.start(RunRequest(sum_workflow()))


def test_going_down_takes_effect_at_once_and_going_up_at_the_next_step() -> None:
    with FakeDesktop() as desktop:

        def up(question: object) -> Accept:
            desktop.engine.set_mode(RunMode.SUPERVISED)
            return Accept()

        asked = desktop.coach(up, Accept())
        desktop.run(sum_workflow(), RunMode.COACHING)
        assert [q.mode for q in asked] == [RunMode.COACHING, RunMode.SUPERVISED]
        desktop.ended.clear()
        desktop.engine.start(RunRequest(sum_workflow(), RunMode.COACHING))
        desktop.wait_for(RunState.AWAITING_DECISION)
        desktop.engine.set_mode(RunMode.OBSERVATION)
        desktop.wait_for(RunState.RUNNING)
        assert desktop.engine.mode is RunMode.OBSERVATION


def test_pause_closes_the_question_and_resume_looks_again() -> None:
    with FakeDesktop() as desktop:
        desktop.engine.start(RunRequest(sum_workflow()))
        desktop.wait_for(RunState.AWAITING_DECISION)
        desktop.engine.pause()
        desktop.wait_for(RunState.PAUSED)
        assert not desktop.heard(StateChanged)[-1].taken_over
        asked = desktop.coach(Accept(), Accept())
        desktop.engine.resume()
        assert desktop.ended.wait(5)
        assert len(asked) == 2
        assert desktop.clicked() == ["seven", "plus"]


def test_F12_taking_over_pauses_and_the_step_is_asked_again() -> None:
    from app.model.suggestion import ActReport, ActStatus

    with FakeDesktop() as desktop:
        desktop.hand.reports.append(ActReport(ActStatus.TAKEN_OVER, "YOU_TOOK_OVER"))
        desktop.coach(Accept())
        desktop.engine.start(RunRequest(sum_workflow()))
        desktop.wait_for(RunState.PAUSED)
        assert desktop.heard(StateChanged)[-1].taken_over
        assert desktop.ledger.of(StepEnded) == []
        desktop.coach(Accept(), Accept())
        desktop.engine.resume()
        assert desktop.ended.wait(5)
        assert not any(news.taken_over for news in desktop.heard(StateChanged) if news.state is not RunState.PAUSED)
        assert desktop.clicked() == ["seven", "plus"]


def test_frames_for_pointing_are_taken_while_the_question_stays_open() -> None:
    with FakeDesktop() as desktop:
        desktop.engine.start(RunRequest(sum_workflow()))
        desktop.wait_for(RunState.AWAITING_DECISION)
        desktop.engine.freeze("r1")
        while not desktop.heard(Frozen):
            desktop.ended.wait(0.01)
        (frozen,) = desktop.heard(Frozen)
        question = desktop.heard(Asked)[-1].question
        desktop.coach(Accept())
        point = Pointed(BOXES["eight"].center, frame=frozen.frame.number)
        assert desktop.engine.answer(question.id, Correct(Change(pointed=point)))
        assert desktop.ended.wait(5)
        assert desktop.clicked() == ["eight", "plus"]


def test_another_screen_of_the_workflow_is_offered_as_the_place_to_go_on() -> None:
    from app.model.decision import Confirm

    with FakeDesktop() as desktop:
        del desktop.scene.elements["seven"]
        desktop.scene.screen = "screen2"
        asked = desktop.coach(Confirm(), Accept())
        assert desktop.run(sum_workflow()) is RunState.COMPLETED
        assert (asked[0].kind, asked[0].fits) == (QuestionKind.CONTINUE_AT, 2)
        assert desktop.clicked() == ["plus"]


def test_no_step_is_jumped_over_where_its_own_screen_is_as_likely() -> None:
    with FakeDesktop() as desktop:
        del desktop.scene.elements["seven"]
        desktop.scene.screen = "screen2"
        recognise = desktop.eye.recognise

        def in_doubt(frame: Frame, window: Window | None, screens: Sequence[Screen]) -> tuple[Screen | None, float]:
            alone = [screen.id for screen in screens] == ["screen1"]
            return (screens[0], 0.9) if alone else recognise(frame, window, screens)

        desktop.eye.recognise = in_doubt  # type: ignore[method-assign]
        asked = desktop.coach(Skip(), Accept())
        desktop.run(sum_workflow())
        assert [question.kind for question in asked] == [QuestionKind.REPAIR, QuestionKind.SUGGESTION]


def test_without_a_person_a_question_halts_the_run() -> None:
    with FakeDesktop() as desktop:
        assert desktop.run(sum_workflow(), RunMode.AUTOMATIC, halt_on_question=True) is RunState.FAILED
        assert "halted" in desktop.news[-1].reason


def test_a_fault_on_the_engine_thread_ends_the_run_and_the_next_one_works(caplog: pytest.LogCaptureFixture) -> None:
    with FakeDesktop() as desktop:
        grab = desktop.camera.grab

        def broken() -> Frame:
            raise ZeroDivisionError

        desktop.camera.grab = broken  # type: ignore[method-assign]
        assert desktop.run(sum_workflow()) is RunState.FAILED
        caplog.clear()
        desktop.camera.grab = grab  # type: ignore[method-assign]
        desktop.coach(Accept(), Accept())
        assert desktop.run(sum_workflow()) is RunState.COMPLETED


test_a_fault_on_the_engine_thread_ends_the_run_and_the_next_one_works = pytest.mark.logs_warnings(
    test_a_fault_on_the_engine_thread_ends_the_run_and_the_next_one_works
)


def test_frames_are_read_only_values() -> None:
    frame = Frame(np.zeros((10, 10, 4), np.uint8), Box(100, 50, 10, 10), 1, 0.0)
    assert frame.crop(Box(105, 45, 20, 10)).shape == (5, 5, 4)
