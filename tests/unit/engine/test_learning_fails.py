"""What a row teaches cannot be counted: it is logged, said once, the run goes on, and every step asks from then on."""

from __future__ import annotations

import pytest

from app.engine import taking_in
from app.model.decision import Accept
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import Evidence, Vouched
from app.model.modes import RunMode, RunState
from app.model.news import Notice
from tests.fakes import FakeDesktop, after_looking, sum_workflow

WORKFLOW = sum_workflow()


def broken(knowledge: Knowledge, entry: Entry, at: float) -> Knowledge:
    """Fails for labels, as a rule with a fault in it would."""
    if isinstance(entry, Evidence):
        raise ZeroDivisionError("a fault of ours")
    return REAL(knowledge, entry, at)


REAL = taking_in.fold


@pytest.mark.logs_warnings
def test_a_failure_of_a_fold_is_said_once_and_the_run_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_in, "fold", broken)
    with FakeDesktop() as desktop:
        desktop.coach(*[after_looking(desktop, Accept())] * len(WORKFLOW.steps))
        assert desktop.run(WORKFLOW, RunMode.COACHING) is RunState.COMPLETED
        told = [news for news in desktop.heard(Notice) if isinstance(news, Notice)]
        assert [news.text for news in told].count(taking_in.NOT_COUNTED) == 1
        assert len(desktop.ledger.of(Evidence)) == len(WORKFLOW.steps)


@pytest.mark.logs_warnings
def test_after_a_failure_of_a_fold_no_step_acts_alone_in_this_run(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeDesktop() as desktop:
        desktop.ledger.commit([Vouched(WORKFLOW.id, step.id, 0, granted=True) for step in WORKFLOW.steps])
        monkeypatch.setattr(taking_in, "fold", broken)
        asked = desktop.coach(*[after_looking(desktop, Accept())] * len(WORKFLOW.steps))
        desktop.run(WORKFLOW, RunMode.AUTOMATIC)
        assert len(asked) == len(WORKFLOW.steps) - 1
