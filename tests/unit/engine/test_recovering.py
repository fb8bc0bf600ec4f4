"""What got a run out of a trouble is remembered, recommended with its evidence, and run after a yes only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.engine import recovering
from app.model.action import ActionKind
from app.model.advice import Anomaly, RecoveryAct, WayOut
from app.model.decision import Accept, Answer, Recover, Skip, WaitMore
from app.model.geometry import Box, Point
from app.model.input import InputEvent, InputKind
from app.model.ledger_learning import RecoveryTried
from app.model.ledger_run import ActDone, ActIntended
from app.model.modes import Permission, RunState
from app.model.news import Notice
from app.model.suggestion import Question, QuestionKind
from app.model.window import Window, WindowIdentity
from tests.fakes import BOXES, FakeDesktop, sum_workflow

WORKFLOW = sum_workflow()
SCREEN = WORKFLOW.steps[0].source
POPUP = Window(9, WindowIdentity(application="calculator", title="Tip of the day"), 42, Box(0, 0, 90, 90))


def evidence(act: RecoveryAct, worked: int, failed: int = 0, what: str = "") -> list[RecoveryTried]:
    def row(good: bool) -> RecoveryTried:
        return RecoveryTried("r", WORKFLOW.id, "s", SCREEN, Anomaly.NO_MATCH, act, what, good, 2.0)

    return [row(True)] * worked + [row(False)] * failed


def appearing(desktop: FakeDesktop, answer: Answer, then: Callable[[], object] = lambda: None) -> Callable[..., Answer]:
    """The element is there by the time of this answer."""

    def given(question: Question) -> Answer:
        assert question.kind is QuestionKind.REPAIR
        then()
        desktop.scene.elements = dict(BOXES)
        return answer

    return given


def hide(desktop: FakeDesktop) -> None:
    desktop.scene.elements = {name: box for name, box in BOXES.items() if name != "seven"}


def told(desktop: FakeDesktop) -> list[tuple[RecoveryAct, str, bool, bool]]:
    rows = desktop.ledger.of(RecoveryTried)
    return [(row.act, row.what, row.worked, row.recommended) for row in rows if row.run_id != "r"]  # type: ignore[attr-defined]


def test_waiting_that_helped_is_remembered_and_waiting_that_did_not_as_well() -> None:
    with FakeDesktop() as desktop:
        hide(desktop)
        desktop.coach(WaitMore(), appearing(desktop, WaitMore()), Accept(), Accept())
        assert desktop.run(WORKFLOW) is RunState.COMPLETED
        assert told(desktop) == [(RecoveryAct.WAIT, "", False, False), (RecoveryAct.WAIT, "", True, False)]


def test_what_the_person_scrolled_is_not_taken_for_waiting() -> None:
    with FakeDesktop() as desktop:
        hide(desktop)

        def scroll() -> None:
            desktop.clock.offset += 0.1
            desktop.watcher.events.append(InputEvent(InputKind.SCROLL, desktop.clock.now(), Point(5, 5), dy=-2))

        desktop.coach(appearing(desktop, WaitMore(), scroll), Accept(), Accept())
        desktop.run(WORKFLOW)
        assert told(desktop) == [(RecoveryAct.SCROLL, "up", True, False)]


def test_a_window_in_front_that_the_person_closed_is_remembered_by_its_title(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeDesktop() as desktop:
        hide(desktop)
        open_ = [True]
        mine = desktop.windows.active
        monkeypatch.setattr(desktop.windows, "active", lambda: POPUP if open_ else mine())
        monkeypatch.setattr(desktop.windows, "all", lambda: (POPUP,) if open_ else ())
        desktop.coach(appearing(desktop, WaitMore(), open_.clear), Accept(), Accept())
        desktop.run(WORKFLOW)
        rows = desktop.ledger.of(RecoveryTried)
        assert [(row.anomaly, row.act, row.what) for row in rows] == [  # type: ignore[attr-defined]
            (Anomaly.UNEXPECTED_WINDOW, RecoveryAct.CLOSE_POPUP, "Tip of the day")
        ]


def test_nothing_is_recommended_without_enough_evidence() -> None:
    with FakeDesktop() as desktop:
        hide(desktop)
        desktop.ledger.commit([*evidence(RecoveryAct.WAIT, 4), *evidence(RecoveryAct.SCROLL, 4, 4, "down")])
        asked = desktop.coach(Skip(), Accept())
        desktop.run(WORKFLOW)
        assert asked[0].ways == ()


def test_what_is_surest_comes_first_with_its_evidence() -> None:
    with FakeDesktop() as desktop:
        hide(desktop)
        desktop.ledger.commit([*evidence(RecoveryAct.WAIT, 9, 1), *evidence(RecoveryAct.SCROLL, 20, 0, "down")])
        asked = desktop.coach(Skip(), Accept())
        desktop.run(WORKFLOW)
        assert [(way.act, way.right, way.tried) for way in asked[0].ways] == [
            (RecoveryAct.SCROLL, 20, 20),
            (RecoveryAct.WAIT, 9, 10),
        ]
        assert asked[0].ways[0].seconds == 2.0
        assert asked[0].ways[1].bound > 0.6


def test_a_recommended_scroll_goes_past_the_gates_by_the_hand_after_a_yes_only() -> None:
    with FakeDesktop() as desktop:
        hide(desktop)
        desktop.ledger.commit(evidence(RecoveryAct.SCROLL, 8, 0, "down"))
        desktop.coach(appearing(desktop, Recover(RecoveryAct.SCROLL, "down")), Accept(), Accept())
        assert desktop.run(WORKFLOW) is RunState.COMPLETED
        assert [order.action for order in desktop.hand.orders][:1] == [ActionKind.SCROLL]
        assert desktop.hand.orders[0].clicks_y == recovering.CLICKS
        intent = desktop.ledger.of(ActIntended)[0]
        assert intent.permission is Permission.ANSWERED  # type: ignore[attr-defined]
        assert all(gate.passed for gate in intent.gates)  # type: ignore[attr-defined]
        assert len(desktop.ledger.of(ActDone)) == 3
        assert told(desktop) == [(RecoveryAct.SCROLL, "down", True, True)]


def test_a_gate_that_refuses_stops_the_recommended_act_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeDesktop() as desktop:
        hide(desktop)
        desktop.ledger.commit(evidence(RecoveryAct.SCROLL, 8, 0, "down"))
        desktop.windows.covered = True

        def uncover(_: Question) -> Answer:
            desktop.windows.covered = False
            desktop.scene.elements = dict(BOXES)
            return WaitMore()

        asked = desktop.coach(Recover(RecoveryAct.SCROLL, "down"), uncover, Accept(), Accept())
        desktop.run(WORKFLOW)
        assert ActionKind.SCROLL not in [order.action for order in desktop.hand.orders]
        assert "not done" in asked[1].again
        assert (RecoveryAct.SCROLL, "down", False, True) not in told(desktop)


@pytest.mark.logs_warnings
def test_advice_that_fails_is_told_once_and_the_run_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> tuple[WayOut, ...]:
        raise ValueError("broken")

    monkeypatch.setattr(recovering, "ways_out", broken)
    with FakeDesktop() as desktop:
        hide(desktop)
        desktop.coach(WaitMore(), appearing(desktop, WaitMore()), Accept(), Accept())
        assert desktop.run(WORKFLOW) is RunState.COMPLETED
        assert len([news for news in desktop.heard(Notice) if "Advice" in news.text]) == 1  # type: ignore[attr-defined]


def test_evidence_of_another_screen_is_none_here() -> None:
    with FakeDesktop() as desktop:
        hide(desktop)
        desktop.ledger.commit([replace(row, screen_id="elsewhere") for row in evidence(RecoveryAct.WAIT, 20)])
        asked = desktop.coach(Skip(), Accept())
        desktop.run(WORKFLOW)
        assert asked[0].ways == ()
