"""A look that was new when the person said yes joins what a step is found by; nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.model.action import ActionKind, Params
from app.model.decision import Accept, Answer, Change, Correct, Keep
from app.model.ledger_learning import CorrectionMade, Vouched
from app.model.ledger_run import SurroundingsSeen
from app.model.modes import RunMode
from app.model.suggestion import Question
from app.model.surroundings import Surroundings
from app.model.workflow import Workflow
from tests.fakes import BOXES, FakeDesktop, click_step, workflow_of

ONE = workflow_of(click_step(1, "seven", BOXES["seven"]))
UNSURE, SURE = 0.9, 0.99


def yes(desktop: FakeDesktop, seconds: float = 1.0) -> Callable[[Question], Answer]:
    def look_first(question: Question) -> Answer:
        desktop.clock.offset += seconds
        return Accept()

    return look_first


def accepted(
    desktop: FakeDesktop, score: float, seconds: float = 1.0, workflow: Workflow = ONE
) -> list[CorrectionMade]:
    desktop.scene.scores["seven"] = score
    desktop.coach(yes(desktop, seconds))
    desktop.run(workflow, RunMode.COACHING)
    return desktop.ledger.of(CorrectionMade)


def test_what_was_found_unsurely_and_accepted_is_one_more_look_and_no_correction() -> None:
    with FakeDesktop() as desktop:
        [row] = accepted(desktop, UNSURE)
        assert isinstance(row, CorrectionMade)
        assert (row.keep, row.version, row.refused) == (Keep.SEEN, 0, None)
        known = desktop.ledger.knowledge(ONE).step("s1")
        assert [look.name for look in known.looks] == ["seven"]
        assert (known.version, known.corrections, known.right) == (0, 0, 1)
        assert "seven.png" in desktop.ledger.pictures


def test_what_is_known_well_teaches_no_look() -> None:
    with FakeDesktop() as desktop:
        assert accepted(desktop, SURE) == []


def test_a_yes_that_was_too_fast_teaches_no_look() -> None:
    with FakeDesktop() as desktop:
        assert accepted(desktop, UNSURE, seconds=0.0) == []


def test_an_act_that_was_not_seen_to_work_teaches_no_look() -> None:
    with FakeDesktop() as desktop:
        desktop.scene.dead = frozenset(("seven",))
        assert accepted(desktop, UNSURE) == []


def test_a_window_that_was_not_whole_to_be_seen_teaches_no_look() -> None:
    with FakeDesktop() as desktop:
        grab = desktop.camera.grab
        desktop.camera.grab = lambda: replace(grab(), masked=(BOXES["seven"],))  # type: ignore[method-assign]
        assert accepted(desktop, UNSURE) == []


def test_a_window_in_which_a_secret_is_typed_teaches_no_look() -> None:
    typing = {"action": ActionKind.TYPE_TEXT, "params": Params(secret="ledger/password"), "enabled": False}
    secret = click_step(2, "eight", BOXES["eight"]).model_copy(update=typing)
    with FakeDesktop() as desktop:
        assert accepted(desktop, UNSURE, workflow=workflow_of(*ONE.steps, secret)) == []


def test_a_step_that_asks_because_its_surroundings_changed_learns_its_look_however_sure_it_is() -> None:
    with FakeDesktop() as desktop:
        light, dark = Surroundings("one monitor", theme="light"), Surroundings("one monitor", theme="dark")
        seen = [SurroundingsSeen("r", ONE.id, "screen1", each, ("s1",)) for each in (light, dark)]
        desktop.ledger.commit([Vouched(ONE.id, "s1", 0, True), *seen])
        [row] = accepted(desktop, SURE)
        assert isinstance(row, CorrectionMade)
        assert row.keep is Keep.SEEN
        assert len(accepted(desktop, SURE)) == 1, "the yes has ended the doubt"


def test_a_corrected_step_learns_from_the_correction_alone() -> None:
    with FakeDesktop() as desktop:
        desktop.scene.scores["seven"] = UNSURE
        desktop.coach(Correct(Change(wait_before=0.1)))
        desktop.run(ONE, RunMode.COACHING)
        assert [row.keep for row in desktop.ledger.entries if isinstance(row, CorrectionMade)] == [Keep.ALWAYS]
