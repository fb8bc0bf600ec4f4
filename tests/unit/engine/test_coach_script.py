"""A coaching session as a list: what it may say, and the errors that name the entry."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.engine.api import RunRequest
from app.engine.coach_script import CoachScript, Deed, read_script
from app.engine.scripted_coach import ScriptedCoach
from app.model.errors import BadInput
from app.model.geometry import Box, Point
from app.model.ledger_run import StepEnded
from app.model.modes import RunMode, RunState, StepStatus
from app.model.target import AccessibleElement
from app.model.window import Window
from tests.fakes import BOXES, WINDOW_BOX, FakeDesktop, sum_workflow


class FakeAccessibility:
    def at(self, window: Window, point: Point) -> AccessibleElement | None:
        return None

    def find(self, window: Window, role: str, name: str) -> tuple[AccessibleElement, ...]:
        return (AccessibleElement(role, name, BOXES[name]),) if name in BOXES else ()


class FakePerson:
    def __init__(self, desktop: FakeDesktop) -> None:
        self.desktop = desktop

    def do(self, deeds: tuple[Deed, ...]) -> None:
        for deed in deeds:
            assert deed.click is not None
            self.desktop.watcher.person_clicks(deed.click)


def write(tmp_path: Path, *entries: object) -> Path:
    file = tmp_path / "coach.json"
    file.write_text(json.dumps(list(entries)))
    return file


def play(desktop: FakeDesktop, script: CoachScript, mode: RunMode | None = None) -> RunState:
    workflow = sum_workflow()
    coach = ScriptedCoach(
        desktop.engine, script, workflow, desktop.windows, FakeAccessibility(), FakePerson(desktop), think=0.01
    )
    desktop.engine.subscribe(coach)
    try:
        desktop.engine.start(RunRequest(workflow, mode))
        assert desktop.ended.wait(10)
        return desktop.engine.state
    finally:
        coach.close()


def relative(name: str) -> list[int]:
    return list(BOXES[name].center.moved(-WINDOW_BOX.x, -WINDOW_BOX.y))


@pytest.mark.parametrize(
    "place",
    [
        {"point": relative("eight")},
        {"point": list(BOXES["eight"].center), "of": "screen"},
        {"point": {"name": "eight", "role": "button"}},
        {"box": [*BOXES["eight"].relative_to(WINDOW_BOX.origin)]},
    ],
)
def test_a_place_can_be_given_in_every_way(tmp_path: Path, place: dict[str, object]) -> None:
    script = write(tmp_path, {"step": 1, "decision": "CORRECT", **place}, {"default": "ACCEPT"})
    with FakeDesktop() as desktop:
        assert play(desktop, read_script(script, sum_workflow())) is RunState.COMPLETED
        assert desktop.clicked() == ["eight", "plus"]


def test_what_the_person_does_by_hand_is_seen(tmp_path: Path) -> None:
    deeds = [{"click": relative("seven")}]
    script = write(tmp_path, {"step": 1, "decision": "EXECUTE_MANUAL", "do": deeds}, {"default": "ACCEPT"})
    with FakeDesktop() as desktop:
        play(desktop, read_script(script, sum_workflow()))
        first = desktop.ledger.of(StepEnded)[0]
        assert (first.status, first.by_hand) == (StepStatus.PASSED, True)


def test_each_question_takes_the_next_entry_of_its_step(tmp_path: Path) -> None:
    script = write(tmp_path, {"step": 1, "vouch": True}, {"step": 1, "decision": "SKIP"}, {"default": "ACCEPT"})
    coach = read_script(script, sum_workflow())
    chosen = [coach.take(1), coach.take(1), coach.take(1)]
    assert [entry.chosen.name for entry in chosen if entry] == ["ACCEPT", "SKIP", "ACCEPT"]


def test_no_entry_and_no_default_halts_the_run(tmp_path: Path) -> None:
    script = write(tmp_path, {"step": 1, "decision": "ACCEPT"})
    with FakeDesktop() as desktop:
        assert play(desktop, read_script(script, sum_workflow())) is RunState.FAILED
        assert "no answer for step 2" in desktop.news[-1].reason


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"step": 9, "decision": "ACCEPT"}, "no step 9"),
        ({"step": 1, "decision": "PERHAPS"}, "decision"),
        ({"step": 1, "decision": "CORRECT"}, "something to change"),
        ({"step": 1, "descision": "ACCEPT"}, "descision"),
        ({"decision": "ACCEPT"}, "step or default"),
        ({"step": 1, "continue_at": 9}, "no step 9"),
        ({"step": 2, "continue_at": 2}, "a later step"),
        ({"step": 1, "continue_at": 2, "decision": "ACCEPT"}, "nothing else"),
        ({"default": "ACCEPT", "continue_at": 2}, "nothing else"),
        ({"step": 1, "decision": "EXECUTE_MANUAL", "do": [{"click": [1, 2], "type": "x"}]}, "exactly one"),
    ],
)
def test_bad_scripts_are_refused_and_name_the_entry(tmp_path: Path, entry: dict[str, object], says: str) -> None:
    script = write(tmp_path, {"default": "ACCEPT"}, entry)
    with pytest.raises(BadInput, match="entry 2") as error:
        read_script(script, sum_workflow())
    assert says in str(error.value)


def test_a_missing_script_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nowhere\.json"):
        read_script(tmp_path / "nowhere.json", sum_workflow())


@pytest.mark.parametrize("entry", [{"default": "ACCEPT"}, {"step": 1, "vouch": True}])
def test_no_step_is_jumped_over_by_an_answer_that_was_meant_for_the_step(
    tmp_path: Path, entry: dict[str, object]
) -> None:
    script = write(tmp_path, entry)
    with FakeDesktop() as desktop:
        second_screen_is_there(desktop)
        assert play(desktop, read_script(script, sum_workflow())) is RunState.FAILED
        reason = desktop.news[-1].reason
        assert "the Screen of step 2 is there" in reason
        assert "continue_at" in reason
        assert desktop.clicked() == []


def test_a_script_that_says_so_goes_on_at_the_later_step(tmp_path: Path) -> None:
    script = write(tmp_path, {"step": 1, "continue_at": 2}, {"default": "ACCEPT"})
    with FakeDesktop() as desktop:
        second_screen_is_there(desktop)
        assert play(desktop, read_script(script, sum_workflow())) is RunState.COMPLETED
        assert [row.status for row in desktop.ledger.of(StepEnded)] == [StepStatus.SKIPPED, StepStatus.PASSED]
        assert desktop.clicked() == ["plus"]


def test_going_on_elsewhere_is_no_answer_to_the_step_itself(tmp_path: Path) -> None:
    script = write(tmp_path, {"step": 1, "continue_at": 2}, {"step": 2, "decision": "ACCEPT"})
    with FakeDesktop() as desktop:
        assert play(desktop, read_script(script, sum_workflow())) is RunState.FAILED
        assert "no answer for step 1" in desktop.news[-1].reason


def second_screen_is_there(desktop: FakeDesktop) -> None:
    """The first step's place is gone, and the Screen of the second is seen."""
    del desktop.scene.elements["seven"]
    desktop.scene.screen = "screen2"


def test_an_unknown_name_halts_and_says_so(tmp_path: Path) -> None:
    script = write(tmp_path, {"step": 1, "decision": "CORRECT", "point": {"name": "nine"}}, {"default": "ACCEPT"})
    with FakeDesktop() as desktop:
        assert play(desktop, read_script(script, sum_workflow())) is RunState.FAILED
        assert "'nine'" in desktop.news[-1].reason


def test_boxes_survive_the_way_through_json() -> None:
    assert Deed.model_validate({"click": [1, 2]}).click == Point(1, 2)
    assert Box(1, 2, 3, 4).moved(1, 1) == Box(2, 3, 3, 4)
