"""What was partly done is not repeated unasked, what never may be done is not done, and a stop lasts only its time."""

from __future__ import annotations

import pytest

from app.engine.api import RunRequest
from app.model.action import ActionKind
from app.model.decision import Accept, Change, Confirm, Correct, Note, Pointed, Skip
from app.model.geometry import Box, Point
from app.model.input import Button, InputEvent, InputKind
from app.model.ledger_run import ActIntended, DecisionMade, StepEnded
from app.model.modes import Risk, RunMode, RunState, StepStatus
from app.model.news import StepFinished
from app.model.suggestion import ActReport, ActStatus, QuestionKind
from app.model.window import Window, WindowIdentity
from app.settings import Safety
from tests.fakes import BOXES, QUICK, FakeDesktop, click_step, params, sum_workflow, workflow_of

TWICE = QUICK.model_copy(update={"safety": Safety(two_confirmations=True)})
CHAT = Window(9, WindowIdentity(application="chat", title="Chat"), 43, Box(500, 100, 300, 300))


def deleting(desktop: FakeDesktop) -> None:
    """The eight is a button that deletes."""
    desktop.scene.elements["delete"] = desktop.scene.elements.pop("eight")


@pytest.mark.parametrize(("pressed", "questions"), [(0, 0), (1, 1)])
def test_F11_an_act_refused_after_a_part_of_it_is_done_again_only_by_the_person(pressed: int, questions: int) -> None:
    with FakeDesktop() as desktop:
        desktop.coach(Accept(Note(vouch=True)))
        desktop.run(sum_workflow("seven"))
        desktop.hand.reports.append(ActReport(ActStatus.REFUSED, "FOCUS_LOST", 7 * pressed, pressed=pressed))
        asked = desktop.coach(Skip())
        desktop.run(sum_workflow("seven"), RunMode.AUTOMATIC)
        assert len(asked) == questions
        assert all("a part of it was done" in question.again for question in asked)


def test_a_mode_that_acts_again_after_watching_acts() -> None:
    with FakeDesktop() as desktop:
        desktop.engine.start(RunRequest(sum_workflow(), RunMode.COACHING))
        desktop.wait_for(RunState.AWAITING_DECISION)
        desktop.engine.set_mode(RunMode.OBSERVATION)
        desktop.wait_for(RunState.RUNNING)
        desktop.engine.set_mode(RunMode.COACHING)
        desktop.coach(Accept(), Accept())
        desktop.watcher.person_clicks(BOXES["seven"].center)
        assert desktop.ended.wait(5)
        assert desktop.engine.state is RunState.COMPLETED
        assert desktop.clicked() == ["plus"]


def test_a_corrected_place_that_is_locked_asks_a_second_time() -> None:
    with FakeDesktop(TWICE) as desktop:
        deleting(desktop)
        place = Correct(Change(pointed=Pointed(BOXES["eight"].center)))
        asked = desktop.coach(place, Confirm())
        desktop.run(sum_workflow("seven"))
        assert [question.kind for question in asked] == [QuestionKind.SUGGESTION, QuestionKind.SECOND_YES]
        assert desktop.clicked() == ["eight"]


def test_skip_on_the_second_question_leaves_the_step_out() -> None:
    with FakeDesktop(TWICE) as desktop:
        desktop.scene.elements["delete"] = desktop.scene.elements.pop("seven")
        asked = desktop.coach(Accept(), Skip())
        assert desktop.run(workflow_of(click_step(1, "delete", BOXES["seven"]))) is RunState.COMPLETED
        assert len(asked) == 2
        assert [row.kind for row in desktop.ledger.of(DecisionMade)] == ["accept", "skip"]  # type: ignore[attr-defined]
        assert [row.status for row in desktop.ledger.of(StepEnded)] == [StepStatus.SKIPPED]  # type: ignore[attr-defined]
        assert desktop.clicked() == []


@pytest.mark.parametrize("answer", [Accept(), Correct(Change(pointed=Pointed(BOXES["eight"].center)))])
def test_a_blocked_step_is_never_done_by_the_robot(answer: Accept | Correct) -> None:
    with FakeDesktop() as desktop:
        asked = desktop.coach(answer, Skip())
        desktop.run(workflow_of(click_step(1, "seven", BOXES["seven"], risk=Risk.BLOCKED)))
        assert "never does this step" in asked[1].again
        assert desktop.clicked() == []


def test_a_wait_cut_by_a_pause_is_waited_to_its_end() -> None:
    wait = click_step(1, "seven", BOXES["seven"], action=ActionKind.WAIT, target=None, params=params(seconds=1.0))
    with FakeDesktop() as desktop:
        desktop.coach(Accept())
        begun = desktop.clock.now()
        desktop.engine.start(RunRequest(workflow_of(wait)))
        desktop.wait_for(RunState.RUNNING)
        while not desktop.ledger.of(ActIntended):
            desktop.ended.wait(0.01)
        desktop.ended.wait(0.1)
        desktop.engine.pause()
        desktop.wait_for(RunState.PAUSED)
        desktop.engine.resume()
        assert desktop.ended.wait(5)
        assert desktop.clock.now() - begun >= 1.0
        assert [news.status for news in desktop.heard(StepFinished)] == [StepStatus.PASSED]  # type: ignore[attr-defined]


def test_F24_a_drag_never_drops_on_another_program() -> None:
    drag = click_step(1, "seven", BOXES["seven"], action=ActionKind.DRAG, params=params(to=Point(450, 0)))
    with FakeDesktop() as desktop:
        inside = desktop.windows.at
        desktop.windows.at = lambda point: CHAT if CHAT.box.contains(point) else inside(point)  # type: ignore[method-assign]
        asked = desktop.coach(Accept(), Skip())
        desktop.run(workflow_of(drag))
        assert "would drop on Chat" in asked[1].again
        assert desktop.clicked() == []


def test_F88_nothing_is_acted_when_the_person_is_not_heard_any_more() -> None:
    with FakeDesktop() as desktop:
        desktop.watcher.hears = False
        asked = desktop.coach(Accept(), Skip())
        desktop.run(sum_workflow("seven"))
        assert "not heard any more" in asked[1].again
        assert desktop.clicked() == []


def test_watched_typing_goes_on_after_the_click_into_the_field_until_the_keys_rest() -> None:
    typing = click_step(1, "seven", BOXES["seven"], action=ActionKind.TYPE_TEXT, params=params(text="ab"))
    with FakeDesktop() as desktop:
        desktop.engine.start(RunRequest(workflow_of(typing), RunMode.OBSERVATION))
        desktop.wait_for(RunState.RUNNING)
        place = BOXES["seven"].center
        desktop.watcher.person_clicks(place)
        desktop.watcher.events.append(InputEvent(InputKind.RELEASE, desktop.clock.now(), place, Button.LEFT))
        desktop.ended.wait(1.5)
        assert desktop.heard(StepFinished) == [], "a click into the field is not yet the typing"
        desktop.watcher.events.append(InputEvent(InputKind.KEY_DOWN, desktop.clock.now(), place))
        assert desktop.ended.wait(5)
        assert [news.status for news in desktop.heard(StepFinished)] == [StepStatus.OBSERVED]  # type: ignore[attr-defined]
