"""What a killed program left in the middle is told once at the next start, and closed in the record."""

from __future__ import annotations

from app.learning.permission import opened_by
from app.model.decision import DecisionKind
from app.model.ledger_learning import Evidence, Vouched
from app.model.ledger_run import ActDone, ActIntended, DecisionMade, RunBegun, RunEnded
from app.model.modes import Label, LabelSource, Permission, RunMode, RunState, VerifyResult
from app.model.suggestion import ActStatus
from app.model.trust import Demotion
from app.storage.aftermath import settled
from app.storage.history import HistoryStore
from app.storage.workflows import WorkflowFolder
from tests.unit.storage.shelf import IMAGES, invoice
from tests.unit.storage.stores import Open, Store, stored


def begun(run: str = "r1", mode: RunMode = RunMode.COACHING) -> RunBegun:
    return RunBegun(run, "w-1", "Invoice", mode)


def intended(act: str = "a1", run: str = "r1") -> ActIntended:
    return ActIntended(act, "s", run, "w-1", "new", Permission.ANSWERED, None, ())


def shelf(store: Store) -> WorkflowFolder:
    folder = WorkflowFolder(store.folder / "workflows")
    folder.save(invoice(), IMAGES)
    return folder


def test_nothing_was_in_the_middle(store: Store) -> None:
    done = [begun(), intended(), ActDone("a1", "r1", ActStatus.DONE, "", VerifyResult.SUCCESS)]
    end = RunEnded("r1", "w-1", RunMode.COACHING, RunState.COMPLETED, "", True, 1.0, 9, 1)
    store.ledger.commit([*done, end])
    before = stored(store)
    assert settled(store.database, store.ledger, shelf(store)) is None
    assert stored(store) == before


def test_F60_an_act_of_which_nothing_is_known_is_told_once_and_acts_alone_no_more(store: Store) -> None:
    store.ledger.commit([begun(), Vouched("w-1", "new", 0, True), intended()])
    told = settled(store.database, store.ledger, shelf(store))
    assert told is not None
    assert told.text.startswith("Nobody knows whether step 1 (")
    assert "'Invoice'" in told.text
    assert "before you run it again" in told.next_step
    assert not store.ledger.knowledge_of("w-1").step("new").vouched
    assert settled(store.database, store.ledger, shelf(store)) is None
    [run] = HistoryStore(store.database, store.captures).runs()
    assert (run.state, run.reason) == (RunState.FAILED, "halted: the program was ended in the middle of it")


def test_F60_an_act_of_which_nothing_is_known_closes_a_step_that_had_earned_its_permission(store: Store) -> None:
    right = [Evidence("w-1", "new", 0, Label.RIGHT, LabelSource.COACHED, "accept")] * 40
    store.ledger.commit([begun(), *right, intended()])
    assert opened_by(store.ledger.knowledge_of("w-1").step("new")) is Permission.EARNED
    assert settled(store.database, store.ledger, shelf(store)) is not None
    known = store.ledger.knowledge_of("w-1").step("new")
    assert (known.right, known.trust.hold, opened_by(known)) == (40, Demotion.TAKEN_BACK, Permission.CLOSED)
    store.ledger.commit([*right[:1], Vouched("w-1", "new", 0, True)])
    assert opened_by(store.ledger.knowledge_of("w-1").step("new")) is Permission.EARNED


def test_F59_a_run_that_was_cut_off_between_two_acts_keeps_its_decisions(store: Store) -> None:
    decision = DecisionMade("d1", "s", "r1", "w-1", "new", DecisionKind.ACCEPT, 1.0)
    store.ledger.commit([begun(mode=RunMode.SUPERVISED), decision])
    told = settled(store.database, store.ledger, shelf(store))
    assert told is not None
    assert "was cut off" in told.text
    assert "No act was under way" in told.text
    assert decision in stored(store)
    end = stored(store)[-1]
    assert isinstance(end, RunEnded)
    assert (end.mode, end.questions) == (RunMode.SUPERVISED, 1)
    assert settled(store.database, store.ledger, shelf(store)) is None


def test_an_act_of_a_workflow_that_is_gone_is_told_all_the_same(store: Store) -> None:
    store.ledger.commit([begun(), intended()])
    told = settled(store.database, store.ledger, WorkflowFolder(store.folder / "workflows"))
    assert told is not None
    assert told.text.startswith("Nobody knows whether a step of 'Invoice'")


def test_what_another_profile_does_in_a_shared_ledger_is_left_alone(store: Store, opened: Open) -> None:
    store.ledger.commit([begun(), intended()])
    (store.folder / "profile.json").unlink()
    mine = opened(store.folder)
    mine.ledger.commit([begun("r2")])
    told = settled(mine.database, mine.ledger, shelf(mine))
    assert told is not None
    assert "Nobody knows" not in told.text
    assert [entry.run_id for entry in stored(mine) if isinstance(entry, RunEnded)] == ["r2"]
