"""After typing, the field is read back: what stands there confirms, casts doubt or contradicts; secrets never."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from app.engine.api import RunRequest
from app.model.action import ActionKind, Params
from app.model.arrival import FieldValue
from app.model.decision import Accept
from app.model.ledger_learning import Evidence
from app.model.ledger_run import ActDone, StepEnded
from app.model.modes import Label, RunState, StepStatus, VerifyResult
from app.model.news import Notice
from app.model.target import PASSWORD
from app.model.workflow import Expect, Step
from tests.fakes import BOXES, IDENTITY, FakeDesktop, click_step, params, target_named, workflow_of

TYPED = "1 204,50"
SEEN = "it changed as expected"


def typing(**more: object) -> Step:
    """A step that types an amount into a field."""
    fields = {"action": ActionKind.TYPE_TEXT, "params": params(text=TYPED, replace=True), **more}
    return click_step(1, "seven", BOXES["seven"], **fields)


def ended(desktop: FakeDesktop, step: Step, *values: FieldValue) -> StepEnded:
    """How the step ended when the field is read like this; the last reading is repeated."""
    left = list(values)
    desktop.eye.field = lambda reading: reading.set_result(left.pop(0) if len(left) > 1 else left[0])
    desktop.coach(Accept())
    desktop.engine.start(RunRequest(workflow_of(step), None))
    patience = desktop.clock.now() + 10
    while not desktop.ended.wait(0.01) and desktop.engine.state is not RunState.PAUSED:
        assert desktop.clock.now() < patience
    [row] = desktop.ledger.of(StepEnded)
    assert isinstance(row, StepEnded)
    return row


def told(text: str) -> FieldValue:
    return FieldValue(text, told=True)


@pytest.mark.parametrize("value", [told(TYPED), FieldValue(TYPED)])
def test_a_text_that_arrived_is_said_and_passes(value: FieldValue) -> None:
    with FakeDesktop() as desktop:
        row = ended(desktop, typing(), value)
        assert row.status is StepStatus.PASSED
        assert row.reason == f"{SEEN}; the field shows what was typed"


def test_a_value_otherwise_written_or_partly_out_of_sight_passes() -> None:
    with FakeDesktop() as desktop:
        row = ended(desktop, typing(), told("1,204.50"))
        assert (row.status, row.reason) == (
            StepStatus.PASSED,
            f"{SEEN}; the field shows what was typed, written otherwise",
        )
    with FakeDesktop() as desktop:
        row = ended(desktop, typing(), FieldValue("1 204", whole=False))
        assert (row.status, row.reason) == (StepStatus.PASSED, f"{SEEN}; the field shows a part of what was typed")


def test_another_value_in_the_picture_is_a_doubt_that_earns_nothing() -> None:
    with FakeDesktop() as desktop:
        row = ended(desktop, typing(), FieldValue("120 450"))
        assert row.status is StepStatus.UNVERIFIED
        assert row.reason == "typed “1 204,50”, the field shows “120 450”"
        [act] = desktop.ledger.of(ActDone)
        assert isinstance(act, ActDone)
        assert act.verify is VerifyResult.DEGRADED
        assert not [one for one in desktop.ledger.of(Evidence) if one.label is Label.RIGHT]  # type: ignore[attr-defined]
        assert any("the field shows “120 450”" in one.text for one in desktop.heard(Notice))  # type: ignore[attr-defined]


def test_another_value_told_by_the_program_is_a_failure_and_pauses() -> None:
    with FakeDesktop() as desktop:
        row = ended(desktop, typing(), told("12045"))
        assert row.status is StepStatus.FAILED
        assert row.reason == "typed “1 204,50”, the field shows “12045”"
        desktop.wait_for(RunState.PAUSED)
        desktop.engine.stop()
        assert desktop.ended.wait(5)


def test_a_field_that_is_empty_is_said_to_be_empty() -> None:
    with FakeDesktop() as desktop:
        assert ended(desktop, typing(), told("")).reason == "typed “1 204,50”, the field is empty"


def test_a_field_that_lags_behind_is_read_until_the_text_is_there() -> None:
    with FakeDesktop() as desktop:
        assert ended(desktop, typing(), told("1 2"), told("1 204"), told(TYPED)).status is StepStatus.PASSED
        assert len(desktop.eye.value_asked) == 3


def test_what_cannot_be_read_changes_nothing_but_is_said() -> None:
    with FakeDesktop() as desktop:
        row = ended(desktop, typing(), FieldValue())
        assert row.status is StepStatus.PASSED
        assert row.reason == f"{SEEN}; what stands in the field could not be read"


def test_a_text_of_the_keyring_is_never_read_back() -> None:
    with FakeDesktop() as desktop:
        row = ended(desktop, typing(params=Params(secret="bank")), told("other"))
        assert desktop.eye.value_asked == []
        assert (row.status, row.reason) == (StepStatus.PASSED, SEEN)


def test_a_field_known_to_hide_its_text_is_never_read_back() -> None:
    hidden = target_named("seven", BOXES["seven"]).model_copy(update={"role": PASSWORD})
    with FakeDesktop() as desktop:
        row = ended(desktop, typing(target=hidden), told("other"))
        assert desktop.eye.value_asked == []
        assert (row.status, row.reason) == (StepStatus.PASSED, SEEN)


def test_a_field_that_turns_out_to_hide_its_text_leaves_no_reading() -> None:
    with FakeDesktop() as desktop:
        row = ended(desktop, typing(), FieldValue(secret=True))
        assert (row.status, row.reason) == (StepStatus.PASSED, SEEN)


def test_a_click_and_a_text_that_return_has_sent_are_not_read_back() -> None:
    for step in (click_step(1, "seven", BOXES["seven"]), typing(params=params(text="Hello\n"))):
        with FakeDesktop() as desktop:
            assert ended(desktop, step, told("other")).status is StepStatus.PASSED
            assert desktop.eye.value_asked == []


def test_a_field_that_typing_should_replace_by_another_window_is_not_read_back() -> None:
    step = typing(expect=Expect(window=IDENTITY, timeout=0.2))
    with FakeDesktop() as desktop:
        assert ended(desktop, step, told("other")).status is StepStatus.PASSED
        assert desktop.eye.value_asked == []


def test_a_field_under_another_window_is_not_read_back() -> None:
    with FakeDesktop() as desktop:
        perform = desktop.hand.perform

        def covered(order: object) -> object:
            report = perform(order)  # type: ignore[arg-type]
            desktop.windows.covered = True
            return report

        desktop.hand.perform = covered  # type: ignore[method-assign,assignment]
        assert ended(desktop, typing(), told("other")).status is StepStatus.PASSED
        assert desktop.eye.value_asked == []


def test_a_step_that_expects_nothing_stays_unchecked_unless_the_field_contradicts() -> None:
    with FakeDesktop() as desktop:
        row = ended(desktop, typing(expect=Expect()), told(TYPED))
        assert (row.status, "nothing was checked" in row.reason) == (StepStatus.UNVERIFIED, True)
    with FakeDesktop() as desktop:
        assert ended(desktop, typing(expect=Expect()), told("12")).status is StepStatus.FAILED


def test_a_stop_does_not_wait_for_a_reading_that_takes_long() -> None:
    readings: list[Future[FieldValue]] = []
    with FakeDesktop() as desktop:
        desktop.eye.field = readings.append
        desktop.coach(Accept())
        desktop.engine.start(RunRequest(workflow_of(typing()), None))
        while not readings:
            assert not desktop.ended.wait(0.01)
        asked = desktop.clock.now()
        desktop.engine.stop("STOP_KEY")
        assert desktop.ended.wait(5)
        assert desktop.clock.now() - asked < 1
        assert desktop.engine.state is RunState.STOPPED
        [act] = desktop.ledger.of(ActDone)
        assert isinstance(act, ActDone)
        assert act.verify is None
