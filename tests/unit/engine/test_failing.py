"""A step failed: what got the run on is remembered, recommended with its evidence, and done after a yes only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.engine import recovering
from app.model.action import ActionKind
from app.model.advice import Anomaly, RecoveryAct
from app.model.decision import Accept, Answer, ByHand, Recover, Skip, WaitMore
from app.model.geometry import Box
from app.model.ledger_learning import RecoveryTried
from app.model.ledger_run import ActIntended
from app.model.modes import Permission, RunMode, RunState
from app.model.suggestion import ActReport, ActStatus, Question, QuestionKind
from app.model.window import Window, WindowIdentity
from app.model.workflow import Expect
from tests.fakes import BOXES, FakeDesktop, click_step, sum_workflow, workflow_of

WORKFLOW = sum_workflow()
SCREEN = WORKFLOW.steps[0].source
POPUP = Window(9, WindowIdentity(application="calculator", title="Tip of the day"), 42, Box(0, 0, 90, 90))
Told = list[tuple[str, RecoveryAct, bool, bool]]


def evidence(act: RecoveryAct, anomaly: Anomaly = Anomaly.STEP_FAILED, screen: str = SCREEN) -> list[RecoveryTried]:
    return [RecoveryTried("r", WORKFLOW.id, "s1", screen, anomaly, act, "", True, 2.0)] * 8


def told(desktop: FakeDesktop, anomaly: Anomaly = Anomaly.STEP_FAILED) -> Told:
    rows = [row for row in desktop.ledger.of(RecoveryTried) if isinstance(row, RecoveryTried) and row.run_id != "r"]
    return [(row.step_id, row.act, row.worked, row.recommended) for row in rows if row.anomaly is anomaly]


def dead(desktop: FakeDesktop, *names: str) -> None:
    """Nothing is seen to happen after a press on these."""
    desktop.scene.dead = frozenset(names)


def doing(desktop: FakeDesktop, deed: Callable[[], object], answer: Answer) -> Callable[[Question], Answer]:
    def do(_: Question) -> Answer:
        desktop.clock.offset += 0.1
        deed()
        desktop.clock.offset += 3.0
        return answer

    return do


def test_waiting_after_a_step_that_failed_is_remembered_with_how_the_next_one_went() -> None:
    for next_dead, worked in (((), True), (("plus",), False)):
        with FakeDesktop() as desktop:
            dead(desktop, "seven", *next_dead)
            desktop.coach(Accept(), doing(desktop, lambda: None, Accept()))
            assert desktop.run(WORKFLOW) is RunState.COMPLETED
            assert told(desktop) == [("s1", RecoveryAct.WAIT, worked, False)]
            [row] = desktop.ledger.of(RecoveryTried)
            assert row.screen_id == SCREEN  # type: ignore[attr-defined]
            assert 3.0 <= row.seconds < 6.0  # type: ignore[attr-defined]


def test_an_undo_of_the_person_and_doing_it_again_are_remembered() -> None:
    deeds: list[tuple[RecoveryAct, Callable[[FakeDesktop], None]]] = [
        (RecoveryAct.UNDO, lambda desktop: desktop.watcher.person_presses("ctrl", "z")),
        (RecoveryAct.STEP_BACK, lambda desktop: desktop.watcher.person_clicks(BOXES["seven"].center)),
    ]
    for act, deed in deeds:
        with FakeDesktop() as desktop:
            dead(desktop, "seven")
            desktop.coach(Accept(), doing(desktop, lambda d=desktop, do=deed: do(d), Accept()))  # type: ignore[misc]
            desktop.run(WORKFLOW)
            assert told(desktop) == [("s1", act, True, False)]


def test_a_window_that_was_closed_is_remembered_by_its_title(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeDesktop() as desktop:
        dead(desktop, "seven")
        open_: list[bool] = []
        mine = desktop.windows.active
        monkeypatch.setattr(desktop.windows, "active", lambda: POPUP if open_ else mine())
        monkeypatch.setattr(desktop.windows, "all", lambda: (POPUP,) if open_ else ())
        desktop.hand.before_act = lambda: open_.append(True)
        desktop.coach(Accept(), doing(desktop, open_.clear, Accept()))
        desktop.run(WORKFLOW)
        [row] = desktop.ledger.of(RecoveryTried)
        assert (row.act, row.what, row.worked) == (RecoveryAct.CLOSE_POPUP, "Tip of the day", True)  # type: ignore[attr-defined]


def test_what_was_left_out_or_never_checked_says_nothing() -> None:
    unchecked = click_step(2, "plus", BOXES["plus"], expect=Expect())
    for workflow, answer in ((WORKFLOW, Skip()), (workflow_of(WORKFLOW.steps[0], unchecked), Accept())):
        with FakeDesktop() as desktop:
            dead(desktop, "seven")
            desktop.coach(Accept(), answer)
            desktop.run(workflow)
            assert told(desktop) == []


def test_a_step_of_which_nothing_is_expected_did_not_fail() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Accept(), Accept())
        desktop.run(workflow_of(click_step(1, "seven", BOXES["seven"], expect=Expect()), WORKFLOW.steps[1]))
        assert told(desktop) == []


def test_nothing_is_offered_without_evidence_of_that_screen() -> None:
    with FakeDesktop() as desktop:
        dead(desktop, "seven")
        desktop.ledger.commit([*evidence(RecoveryAct.WAIT, screen="elsewhere"), *evidence(RecoveryAct.UNDO)[:4]])
        asked = desktop.coach(Accept(), Accept())
        desktop.run(WORKFLOW)
        assert [question.ways for question in asked] == [(), ()]


def test_the_next_question_offers_what_helped_before() -> None:
    with FakeDesktop() as desktop:
        dead(desktop, "seven")
        desktop.ledger.commit([*evidence(RecoveryAct.STEP_BACK), *evidence(RecoveryAct.UNDO)])
        asked = desktop.coach(Accept(), Accept())
        desktop.run(WORKFLOW)
        assert [way.act for way in asked[1].ways] == [RecoveryAct.STEP_BACK, RecoveryAct.UNDO]
        assert (asked[1].kind, asked[0].ways) == (QuestionKind.SUGGESTION, ())


def test_a_step_back_asks_about_that_step_and_counts_when_it_passes() -> None:
    with FakeDesktop() as desktop:
        dead(desktop, "seven")
        desktop.ledger.commit(evidence(RecoveryAct.STEP_BACK))

        def go_back(_: Question) -> Answer:
            dead(desktop)
            return Recover(RecoveryAct.STEP_BACK)

        asked = desktop.coach(Accept(), go_back, Accept(), Accept())
        assert desktop.run(WORKFLOW) is RunState.COMPLETED
        assert [(question.step_id, len(question.ways)) for question in asked] == [
            ("s1", 0),
            ("s2", 1),
            ("s1", 0),
            ("s2", 0),
        ]
        assert desktop.clicked() == ["seven", "seven", "plus"]
        assert told(desktop) == [("s1", RecoveryAct.STEP_BACK, True, True)]


def test_a_step_back_that_fails_again_counts_against_it() -> None:
    with FakeDesktop() as desktop:
        dead(desktop, "seven")
        desktop.ledger.commit(evidence(RecoveryAct.STEP_BACK))
        desktop.coach(Accept(), Recover(RecoveryAct.STEP_BACK), Accept(), Skip())
        desktop.run(WORKFLOW)
        assert told(desktop) == [("s1", RecoveryAct.STEP_BACK, False, True)]


def test_F36_a_step_back_never_repeats_a_locked_act_by_itself() -> None:
    locked = workflow_of(click_step(1, "delete", BOXES["seven"]), WORKFLOW.steps[1])
    with FakeDesktop() as desktop:
        desktop.scene.elements["delete"] = BOXES["seven"]
        dead(desktop, "delete", "seven")
        desktop.ledger.commit(evidence(RecoveryAct.STEP_BACK))
        asked = desktop.coach(Accept(), Recover(RecoveryAct.STEP_BACK), Skip(), Skip())
        desktop.run(locked, RunMode.AUTOMATIC)
        assert [(question.step_id, question.risk.value) for question in asked][2] == ("s1", "locked")
        assert len(desktop.hand.orders) == 1
        assert told(desktop) == [("s1", RecoveryAct.STEP_BACK, False, True)]


def test_an_undo_is_pressed_after_a_yes_past_the_gates_and_the_step_is_asked_about_again() -> None:
    with FakeDesktop() as desktop:
        dead(desktop, "seven")
        desktop.ledger.commit(evidence(RecoveryAct.UNDO))

        def take_back(_: Question) -> Answer:
            dead(desktop)
            return Recover(RecoveryAct.UNDO)

        asked = desktop.coach(Accept(), take_back, Accept(), Accept())
        desktop.run(WORKFLOW)
        assert [(order.action, order.keys) for order in desktop.hand.orders][1] == (
            ActionKind.PRESS_KEYS,
            ("ctrl", "z"),
        )
        intent = desktop.ledger.of(ActIntended)[1]
        assert intent.permission is Permission.ANSWERED  # type: ignore[attr-defined]
        assert all(gate.passed for gate in intent.gates)  # type: ignore[attr-defined]
        assert [question.step_id for question in asked] == ["s1", "s2", "s1", "s2"]
        assert told(desktop) == [("s1", RecoveryAct.UNDO, True, True)]


def test_a_gate_that_refuses_the_undo_leaves_everything_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeDesktop() as desktop:
        dead(desktop, "seven")
        desktop.ledger.commit(evidence(RecoveryAct.UNDO))
        mine = desktop.windows.active

        def take_back(_: Question) -> Answer:
            monkeypatch.setattr(desktop.windows, "active", lambda: POPUP)
            return Recover(RecoveryAct.UNDO)

        def again(question: Question) -> Answer:
            assert "It was not done" in question.again
            monkeypatch.setattr(desktop.windows, "active", mine)
            return Accept()

        desktop.coach(Accept(), take_back, again)
        desktop.run(WORKFLOW)
        assert [order.action for order in desktop.hand.orders] == [ActionKind.CLICK, ActionKind.CLICK]
        assert (RecoveryAct.UNDO, True) not in [(act, ran) for _, act, _, ran in told(desktop)]


def test_an_act_that_the_hand_refused_is_a_trouble_of_its_own_step() -> None:
    with FakeDesktop() as desktop:
        desktop.hand.reports = [ActReport(ActStatus.REFUSED, "the window moved")]
        desktop.ledger.commit([*evidence(RecoveryAct.WAIT), *evidence(RecoveryAct.UNDO)])
        asked = desktop.coach(Accept(), Accept(), Accept())
        desktop.run(WORKFLOW)
        assert [(question.step_id, [way.act for way in question.ways]) for question in asked] == [
            ("s1", []),
            ("s1", [RecoveryAct.WAIT]),
            ("s2", []),
        ]
        assert told(desktop) == [("s1", RecoveryAct.WAIT, True, False)]


def test_an_act_that_was_refused_half_way_can_be_taken_back_before_it_is_asked_about_again() -> None:
    with FakeDesktop() as desktop:
        desktop.hand.reports = [ActReport(ActStatus.REFUSED, "the window moved", pressed=1)]
        desktop.ledger.commit(evidence(RecoveryAct.UNDO))
        asked = desktop.coach(Accept(), Recover(RecoveryAct.UNDO), Accept(), Accept())
        assert desktop.run(WORKFLOW) is RunState.COMPLETED
        assert [question.step_id for question in asked] == ["s1", "s1", "s1", "s2"]
        assert [order.keys for order in desktop.hand.orders] == [("ctrl", "z"), (), ()]
        assert told(desktop) == [("s1", RecoveryAct.UNDO, True, True)]


def test_where_nothing_is_to_act_on_the_step_before_can_be_done_once_more() -> None:
    with FakeDesktop() as desktop:
        there = desktop.scene.elements.pop("plus")
        known = evidence(RecoveryAct.STEP_BACK, Anomaly.NO_MATCH, WORKFLOW.steps[1].source)
        desktop.ledger.commit([replace(row, step_id="s2") for row in known])

        def go_back(question: Question) -> Answer:
            assert question.kind is QuestionKind.REPAIR
            desktop.scene.elements["plus"] = there
            return Recover(RecoveryAct.STEP_BACK)

        asked = desktop.coach(Accept(), go_back, Accept(), Accept())
        assert desktop.run(WORKFLOW) is RunState.COMPLETED
        assert [question.step_id for question in asked] == ["s1", "s2", "s1", "s2"]
        assert told(desktop, Anomaly.NO_MATCH) == [("s2", RecoveryAct.STEP_BACK, True, True)]


def test_what_the_person_does_by_hand_then_cannot_be_named() -> None:
    with FakeDesktop() as desktop:
        dead(desktop, "seven")
        desktop.coach(Accept(), doing(desktop, lambda: desktop.watcher.person_clicks(BOXES["plus"].center), ByHand()))
        desktop.run(WORKFLOW)
        assert told(desktop) == []


def test_a_second_way_is_tried_when_the_first_did_not_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovering, "LONGEST", 0.01)
    with FakeDesktop() as desktop:
        dead(desktop, "seven")
        desktop.ledger.commit([*evidence(RecoveryAct.WAIT), *evidence(RecoveryAct.STEP_BACK)])

        def go_back(question: Question) -> Answer:
            assert len(question.ways) == 2
            dead(desktop)
            return Recover(RecoveryAct.STEP_BACK)

        desktop.coach(Accept(), Recover(RecoveryAct.WAIT), WaitMore(), go_back, Accept(), Accept())
        desktop.run(WORKFLOW)
        assert told(desktop) == [("s1", RecoveryAct.WAIT, False, True), ("s1", RecoveryAct.STEP_BACK, True, True)]
