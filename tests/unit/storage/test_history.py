from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from app.model.action import ActionKind, Params
from app.model.coaching import CoachingStats
from app.model.decision import DecisionKind
from app.model.geometry import Box, Point
from app.model.ledger import Entry
from app.model.ledger_run import (
    ActDone,
    ActIntended,
    DecisionMade,
    RunBegun,
    RunEnded,
    StepEnded,
    SuggestionMade,
    Unanswered,
)
from app.model.modes import Permission, Risk, RunMode, RunState, StepStatus, VerifyResult
from app.model.suggestion import ActStatus, GateCheck, Suggestion
from app.model.target import Picture
from app.storage.history import HistoryStore, evaluations
from app.storage.recovery import UNKNOWN, open_acts, open_runs, settle
from app.storage.stats import coaching_stats
from tests.unit.storage.stores import Store, stored

NAME = "00000000000000aa.png"
SHOWN = Picture(image=NAME, box=Box(1, 2, 3, 4))


def begun(run: str = "r1", workflow: str = "w1", name: str = "Invoice") -> RunBegun:
    return RunBegun(run, workflow, name, RunMode.COACHING)


def ended(run: str = "r1", workflow: str = "w1") -> RunEnded:
    return RunEnded(run, workflow, RunMode.COACHING, RunState.COMPLETED, "done", True, 12.5, 90, 3)


def step(run: str, number: int, status: StepStatus = StepStatus.PASSED) -> StepEnded:
    return StepEnded(run, "w1", f"s{number}", number, status, DecisionKind.ACCEPT, f"Click {number}", "because")


def suggested(suggestion: str, replaces: str | None = None, workflow: str = "w1") -> SuggestionMade:
    shown = Suggestion(suggestion, "r1", "s1", ActionKind.CLICK, Params(), 0, 1, 0.2, replaces=replaces)
    return SuggestionMade(shown, workflow, RunMode.COACHING, Risk.OPEN)


def decided(suggestion: str, kind: DecisionKind, workflow: str = "w1") -> DecisionMade:
    return DecisionMade(f"d-{suggestion}", suggestion, "r1", workflow, "s1", kind, 2.0)


def silent(suggestion: str, cancelled: bool = False) -> Unanswered:
    return Unanswered(suggestion, "r1", "w1", "s1", cancelled)


def stats(store: Store) -> tuple[CoachingStats, ...]:
    with store.database.reading() as session:
        return coaching_stats(session)


@pytest.fixture
def history(store: Store) -> HistoryStore:
    return HistoryStore(store.database, store.captures)


def test_without_runs_there_is_no_history(history: HistoryStore) -> None:
    assert history.runs() == ()
    assert history.steps("r1") == ()
    assert history.picture(NAME) is None


def test_a_run_is_summed_up(history: HistoryStore, store: Store) -> None:
    rows: list[Entry] = [begun(), step("r1", 1), step("r1", 2, StepStatus.UNVERIFIED), ended()]
    store.ledger.commit(rows)
    [run] = history.runs()
    assert (run.run_id, run.workflow_id, run.workflow_name, run.mode) == ("r1", "w1", "Invoice", RunMode.COACHING)
    assert (run.state, run.reason, run.steps, run.questions, run.unverified) == (RunState.COMPLETED, "done", 2, 3, 1)
    assert run.started == store.clock.wall
    assert run.started.tzinfo is not None


def test_runs_come_newest_first_by_workflow_and_limited(history: HistoryStore, store: Store) -> None:
    for number in range(5):
        store.clock.wall += timedelta(minutes=1)
        store.ledger.commit([begun(f"r{number}", f"w{number % 2}")])
    assert [run.run_id for run in history.runs()] == ["r4", "r3", "r2", "r1", "r0"]
    assert [run.run_id for run in history.runs("w1")] == ["r3", "r1"]
    assert [run.run_id for run in history.runs(limit=2)] == ["r4", "r3"]


def test_a_run_that_never_ended_has_no_state(history: HistoryStore, store: Store) -> None:
    store.ledger.commit([begun(), suggested("a"), decided("a", DecisionKind.ACCEPT), silent("b")])
    [run] = history.runs()
    assert run.state is None
    assert "never ended" in run.reason
    assert run.questions == 2


def test_steps_are_told_in_order_with_their_pictures(history: HistoryStore, store: Store) -> None:
    pixels = np.full((5, 6, 3), 9, np.uint8)
    first = replace(step("r1", 1), before=SHOWN, after=SHOWN, score=0.93, method="picture", by_hand=True)
    store.ledger.commit([begun(), first, step("r2", 7)], {NAME: pixels})
    store.clock.wall -= timedelta(days=1)
    store.ledger.commit([step("r1", 2, StepStatus.SKIPPED)])
    one, two = history.steps("r1")
    assert (one.number, one.step_id, one.sentence, one.status) == (1, "s1", "Click 1", StepStatus.PASSED)
    assert (one.decision, one.by_hand, one.score, one.method) == (DecisionKind.ACCEPT, True, 0.93, "picture")
    assert (one.reason, one.before, one.after) == ("because", SHOWN, SHOWN)
    assert (two.number, two.before) == (2, None)
    picture = history.picture(NAME)
    assert picture is not None
    assert np.array_equal(picture, pixels)


def test_statistics_count_what_was_asked_and_what_was_said(store: Store) -> None:
    said = {"a": DecisionKind.ACCEPT, "b": DecisionKind.ACCEPT, "c": DecisionKind.CORRECT, "d": DecisionKind.REJECT}
    said |= {"e": DecisionKind.EXECUTE_MANUAL, "f": DecisionKind.SKIP}
    rows: list[Entry] = [begun(), begun("r2", name="Invoices")]
    rows += [suggested(each) for each in (*said, "silent", "cancelled", "made alone")]
    rows += [decided(each, kind) for each, kind in said.items()]
    rows += [suggested("c2", replaces="c"), silent("silent"), silent("cancelled", cancelled=True)]
    store.ledger.commit(rows)
    [only] = stats(store)
    assert only == CoachingStats("w1", "Invoices", 2, 8, 2, 1, 1, 1, 1, 1)
    assert only.answered == 6
    assert only.acceptance_rate == pytest.approx(2 / 6)
    assert only.correction_rate == pytest.approx(1 / 6)


def test_a_second_yes_that_nobody_gave_is_not_another_suggestion(store: Store) -> None:
    store.ledger.commit([begun(), suggested("a"), decided("a", DecisionKind.ACCEPT), suggested("a"), silent("a")])
    [only] = stats(store)
    assert (only.suggested, only.accepted, only.unanswered) == (1, 1, 0)


def test_statistics_are_kept_apart_by_workflow(store: Store) -> None:
    store.ledger.commit([begun("r2", "w2", "bill"), decided("x", DecisionKind.SKIP, "w2")])
    store.ledger.commit([begun("r1", "w1", "Attic")])
    assert [(each.workflow_name, each.skipped) for each in stats(store)] == [("Attic", 0), ("bill", 1)]
    assert stats(store)[0].acceptance_rate is None


def test_F60_an_act_without_outcome_is_told_once_and_teaches_nothing(store: Store) -> None:
    gates = (GateCheck("G1", True, "12 ms"),)
    acts = [
        ActIntended(act, "a", "r1", "w1", "s1", Permission.ANSWERED, Point(3, 4), gates) for act in ("lost", "done")
    ]
    store.ledger.commit([begun(), *acts, ActDone("done", "r1", ActStatus.DONE, "", VerifyResult.SUCCESS)])
    before = store.ledger.knowledge_of("w1")
    [lost] = open_acts(store.database)
    assert (lost.act_id, lost.workflow_name, lost.step_id, lost.coach) == ("lost", "Invoice", "s1", "Ada")
    settle(store.ledger, (lost,))
    assert open_acts(store.database) == ()
    assert stored(store)[-1] == ActDone("lost", "r1", ActStatus.STOPPED, UNKNOWN, None)
    assert store.ledger.knowledge_of("w1") == before


def test_F59_runs_that_never_ended_are_found(store: Store) -> None:
    store.ledger.commit([begun(), begun("r2", "w2", "Bill"), ended()])
    [left] = open_runs(store.database)
    assert (left.run_id, left.workflow_id, left.workflow_name) == ("r2", "w2", "Bill")
    assert left.when == store.clock.wall


def test_the_history_says_how_well_a_run_went_and_which_is_worth_exporting(store: Store) -> None:
    store.ledger.commit([begun("r1"), step("r1", 1), step("r1", 2), ended("r1")])
    bad = [step("r2", number, StepStatus.FAILED) for number in (1, 2)]
    store.ledger.commit([begun("r2"), step("r2", 3), *bad, ended("r2")])
    store.ledger.commit([begun("r3")])
    runs = {run.run_id: run for run in HistoryStore(store.database, store.captures).runs()}
    assert runs["r1"].score == pytest.approx(0.9)
    assert not runs["r1"].weak
    assert runs["r2"].weak
    assert runs["r3"].score is None
    assert not runs["r3"].weak
    assert evaluations(tuple(runs.values()))["for_export"] == ["r2"]
