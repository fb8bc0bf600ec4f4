"""Runs that are cut short: what is known of an act is recorded, and a script never waits for ever."""

from __future__ import annotations

from app.engine.api import RunRequest
from app.engine.coach_script import script_of
from app.engine.scripted_coach import PATIENCE, ScriptedCoach
from app.model.decision import Accept
from app.model.ledger_run import ActDone, ActIntended, DecisionMade
from app.model.modes import RunState
from app.model.news import News, StateChanged
from app.model.suggestion import ActReport, ActStatus
from app.model.workflow import Expect, Workflow
from tests.fakes import BOXES, FakeDesktop, click_step, sum_workflow, workflow_of
from tests.unit.engine.test_coach_script import FakeAccessibility, FakePerson


def test_a_stop_while_an_act_is_checked_leaves_no_act_open() -> None:
    slow = click_step(1, "seven", BOXES["seven"], expect=Expect(changed=BOXES["seven"], timeout=5.0))
    with FakeDesktop() as desktop:
        desktop.scene.dead = frozenset({"seven"})
        desktop.coach(Accept())
        acted = desktop.hand.perform

        def perform(order: object) -> ActReport:
            report = acted(order)  # type: ignore[arg-type]
            desktop.camera.on_grab = lambda number: desktop.engine.stop("button")
            return report

        desktop.hand.perform = perform  # type: ignore[method-assign,assignment]
        assert desktop.run(workflow_of(slow)) is RunState.STOPPED
        [done] = desktop.ledger.of(ActDone)
        assert (done.status, done.verify) == (ActStatus.DONE, None)
        assert "before it was checked" in done.reason


def test_a_stop_right_after_the_intent_is_recorded_as_not_done() -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Accept())

        def stop_at_intent(entries: object) -> None:
            if any(isinstance(entry, ActIntended) for entry in entries):  # type: ignore[attr-defined]
                desktop.engine.stop("button")

        desktop.ledger.failing = stop_at_intent
        assert desktop.run(sum_workflow("seven")) is RunState.STOPPED
        [done] = desktop.ledger.of(ActDone)
        assert (done.status, done.reason) == (ActStatus.STOPPED, "the run ended before it")
        assert desktop.hand.orders == []


def scripted(desktop: FakeDesktop, workflow: Workflow, *answers: dict[str, object]) -> str:
    """Run with this script to the end; why it ended."""
    coach = ScriptedCoach(
        desktop.engine,
        script_of(answers),
        workflow,
        desktop.windows,
        FakeAccessibility(),
        FakePerson(desktop),
        think=0.01,
    )
    desktop.engine.subscribe(coach)
    ends: list[str] = []

    def hear(news: News) -> None:
        if isinstance(news, StateChanged) and news.state.ended:
            ends.append(news.reason)

    desktop.engine.subscribe(hear)
    try:
        desktop.engine.start(RunRequest(workflow))
        assert desktop.ended.wait(10), f"it waits for ever: {desktop.engine.state}"
    finally:
        coach.close()
    return ends[0]


def test_a_pause_halts_a_run_whose_coach_is_a_script() -> None:
    with FakeDesktop() as desktop:
        desktop.hand.reports = [ActReport(ActStatus.TAKEN_OVER, "YOU_TOOK_OVER")]
        assert scripted(desktop, sum_workflow(), {"default": "ACCEPT"}) == "halted: You have control"
        assert desktop.engine.state is RunState.FAILED


def test_a_script_that_answers_in_vain_halts_and_says_what_is_missing() -> None:
    with FakeDesktop() as desktop:
        desktop.scene.elements = {}
        reason = scripted(desktop, sum_workflow(), {"default": "ACCEPT"})
        assert reason.startswith(f"halted: step 1 was answered {PATIENCE} times and still asks")
        assert desktop.hand.orders == []
        assert desktop.ledger.of(DecisionMade) == []


def test_many_steps_are_not_many_answers_to_one() -> None:
    steps = [click_step(k, "seven", BOXES["seven"]) for k in range(1, PATIENCE + 3)]
    with FakeDesktop() as desktop:
        assert scripted(desktop, workflow_of(*steps), {"default": "ACCEPT"}) == "finished and checked"
