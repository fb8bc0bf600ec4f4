"""Every port fails once, at its n-th call: the run ends or pauses, nothing hangs, nothing is done without a record."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest

from app.engine.api import RunRequest
from app.model.decision import Accept, Answer, WaitMore
from app.model.errors import EnvironmentProblem, StoreProblem, UserError
from app.model.ledger_learning import Vouched
from app.model.ledger_run import ActDone, ActIntended, RunEnded, StepEnded
from app.model.modes import RunMode, RunState, StepStatus
from app.model.news import Asked, News, Notice
from app.model.suggestion import Question, QuestionKind
from app.model.workflow import Workflow
from tests.fakes import FakeDesktop, sum_workflow

CALLS = 25
SECONDS = 10.0
BROKEN = EnvironmentProblem("Screen", "it went away", "Bring it back.")
FULL = StoreProblem("Ledger", "the disk is full (DISK_FULL)", "Free some space.")

# The port, its calls that may fail, and how they fail as the ports document it.
PORTS: dict[str, tuple[tuple[str, ...], UserError]] = {
    "camera": (("grab", "wait_change"), BROKEN),
    "windows": (("find", "active", "at", "refresh", "activate"), BROKEN),
    "session": (("layout", "locked"), BROKEN),
    "eye": (("recognise", "locate", "still_there", "judge"), BROKEN),
    "hand": (("perform", "rearm"), BROKEN),
    "ledger": (("commit", "knowledge"), FULL),
}


class Fuse:
    """Lets all calls of one port through but the n-th."""

    def __init__(self, desktop: FakeDesktop, port: str, fatal: int) -> None:
        self._left = fatal
        self.blown = Event()
        names, error = PORTS[port]
        real = getattr(desktop, port)
        for name in names:
            setattr(real, name, self._fused(getattr(real, name), error))

    def _fused(self, call: Callable[..., object], error: UserError) -> Callable[..., object]:
        def fused(*arguments: object, **named: object) -> object:
            self._left -= 1
            if self._left == 0:
                self.blown.set()
                raise error
            return call(*arguments, **named)

        return fused


def agree(desktop: FakeDesktop) -> None:
    """A person who accepts whatever there is, and waits for the rest."""

    def answer(question: Question) -> Answer:
        return Accept() if question.kind is QuestionKind.SUGGESTION else WaitMore()

    def listen(news: News) -> None:
        if isinstance(news, Asked):
            desktop.engine.answer(news.question.id, answer(news.question))

    desktop.engine.subscribe(listen)


def run_on(desktop: FakeDesktop, workflow: Workflow, mode: RunMode) -> RunState:
    """Until it has ended or waits for the person to go on; the failure of the test when it does neither."""
    desktop.ended.clear()
    desktop.engine.start(RunRequest(workflow, mode))
    pause = Event()
    for _ in range(int(SECONDS / 0.005)):
        state = desktop.engine.state
        if desktop.ended.is_set() or state is RunState.PAUSED:
            return state
        pause.wait(0.005)
    raise AssertionError(f"it hangs: {desktop.engine.state}")


def check_the_record(desktop: FakeDesktop) -> None:
    intended = [entry.act_id for entry in desktop.ledger.of(ActIntended)]
    assert [order.act_id for order in desktop.hand.orders if order.act_id not in intended] == []
    passed = [entry for entry in desktop.ledger.of(StepEnded) if entry.status is StepStatus.PASSED]
    assert len(passed) <= len(desktop.hand.orders)
    notices = [news.text for news in desktop.heard(Notice)]
    assert not [text for text in notices if "fault in the program" in text], notices


@pytest.mark.parametrize("mode", [RunMode.COACHING, pytest.param(RunMode.AUTOMATIC, marks=pytest.mark.proof)])
@pytest.mark.parametrize("port", PORTS)
def test_each_port_fails_once_at_each_of_its_calls(port: str, mode: RunMode) -> None:
    workflow = sum_workflow("seven", "plus")
    for fatal in range(1, CALLS + 1):
        with FakeDesktop() as desktop:
            desktop.ledger.commit([Vouched("w1", step.id, 0, True) for step in workflow.steps])
            agree(desktop)
            fuse = Fuse(desktop, port, fatal)
            state = run_on(desktop, workflow, mode)
            check_the_record(desktop)
            if not fuse.blown.is_set():
                assert state is RunState.COMPLETED
                return
            left_open(desktop, state, port)
            goes_on_afterwards(desktop, workflow)


def left_open(desktop: FakeDesktop, state: RunState, port: str) -> None:
    """A run that ended says so in the record, and an act is left without outcome only where that could not be kept."""
    intended = [entry.act_id for entry in desktop.ledger.of(ActIntended)]
    done = [entry.act_id for entry in desktop.ledger.of(ActDone)]
    if port != "ledger":
        assert sorted(done) == sorted(intended)
    if state.ended and port != "ledger" and intended:
        assert len(desktop.ledger.of(RunEnded)) == 1


def goes_on_afterwards(desktop: FakeDesktop, workflow: Workflow) -> None:
    """The next run is not hurt by it."""
    desktop.engine.stop()
    if not desktop.engine.state.ended:
        assert desktop.ended.wait(SECONDS)
    assert run_on(desktop, workflow, RunMode.COACHING) is RunState.COMPLETED
