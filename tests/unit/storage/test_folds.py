from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from app.learning.fleet_fold import fleet_folded
from app.learning.fold import fold
from app.learning.relabel import without_old_labels
from app.model.geometry import Box
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.ledger_learning import CorrectionMade, Evidence, LearningSet, LookLearned, RiskSet, Vouched
from app.model.ledger_run import DriftLeft, DriftTold, RunBegun, RunEnded, ScreenSeen, StepEnded, SurroundingsSeen
from app.model.modes import LearningState, Risk
from app.model.target import Picture
from app.settings import TrustRules
from app.storage import folds
from app.storage.ledger import Ledger
from app.storage.profile import Profile
from app.storage.schema import FoldKnowledgeRow
from tests.unit.storage.stores import Open, Store
from tests.unit.storage.values import any_of

WORKFLOWS = ("w1", "w2")
RULES = TrustRules()
_IDS = st.sampled_from(WORKFLOWS)
_STEPS = st.sampled_from(("a", "b"))
_VERSIONS = st.integers(0, 2)
_OF_STEPS = (CorrectionMade, Evidence, Vouched, StepEnded)
_OF_SCREENS = (ScreenSeen, LookLearned, SurroundingsSeen)
_OF_DRIFT = (DriftTold, DriftLeft)


def _lesson(kind: type[Entry]) -> st.SearchStrategy[Entry]:
    """Few workflows, steps and versions, so that lessons meet."""
    changes: dict[str, st.SearchStrategy[object]] = {"workflow_id": _IDS}
    if kind in _OF_STEPS or kind is RiskSet:
        changes["step_id"] = _STEPS
    if kind in _OF_STEPS:
        changes["version"] = _VERSIONS
    if kind is SurroundingsSeen:
        changes["steps"] = st.just(("a", "b"))
    if kind in _OF_SCREENS:
        changes["screen_id"] = _STEPS
    return st.builds(replace, any_of(kind), **changes)


_KINDS = (*_OF_STEPS, *_OF_SCREENS, *_OF_DRIFT, RiskSet, LearningSet, RunBegun, RunEnded)
LESSONS = st.one_of([_lesson(kind) for kind in _KINDS])
Commits = list[tuple[int, list[Entry]]]
"""How many days the wall clock moved, also backwards, and what was committed then."""
_DAYS = st.integers(-40, 90)
FEW = st.lists(st.tuples(_DAYS, st.lists(LESSONS, max_size=4)), max_size=3)
MANY = st.lists(st.tuples(_DAYS, st.lists(LESSONS, min_size=8, max_size=12)), min_size=8, max_size=8)


def in_memory(workflow_id: str, rows: Sequence[tuple[float, Entry]]) -> Knowledge:
    """Row by row, as a run does it."""
    known = Knowledge(workflow_id)
    for at, entry in without_old_labels([row for row in rows if getattr(row[1], "workflow_id", 0) == workflow_id]):
        known = fold(known, entry, at)
    return known


def learned(store: Store, workflow_id: str = "w1") -> Knowledge:
    return store.ledger.knowledge_of(workflow_id)


def snapshots(store: Store) -> int:
    with store.database.reading() as session:
        return session.scalar(select(func.count()).select_from(FoldKnowledgeRow)) or 0


def marks(store: Store, count: int) -> None:
    store.ledger.commit([RiskSet("w1", f"step {number % 3}", Risk.LOCKED) for number in range(count)])


@settings(suppress_health_check=list(HealthCheck), max_examples=12)
@given(commits=FEW, after=st.integers(1, 4))
def test_F61_what_the_store_knows_is_the_fold_in_memory_and_a_rebuild_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, opened: Open, commits: Commits, after: int
) -> None:
    goes_like_the_fold_in_memory(opened(tmp_path_factory.mktemp("ledger") / "data"), commits, after)


@settings(suppress_health_check=list(HealthCheck), max_examples=2, phases=[Phase.generate])
@given(commits=MANY)
def test_F61_with_a_long_history_too(tmp_path_factory: pytest.TempPathFactory, opened: Open, commits: Commits) -> None:
    goes_like_the_fold_in_memory(opened(tmp_path_factory.mktemp("ledger") / "data"), commits, 7)


def goes_like_the_fold_in_memory(store: Store, commits: Commits, after: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.storage.ledger.SNAPSHOT_AFTER", after)
        rows: list[tuple[float, Entry]] = []
        for days, commit in commits:
            store.clock.wall += timedelta(days=days)
            store.ledger.commit(commit)
            latest = max([store.clock.wall.timestamp(), *(at for at, _ in rows[-1:])])
            rows += [(latest, entry) for entry in commit]
            for workflow in WORKFLOWS:
                assert learned(store, workflow) == in_memory(workflow, rows)
        assert store.ledger.rebuild(check=True) == ()
        store.ledger.rebuild()
        for workflow in WORKFLOWS:
            assert learned(store, workflow) == in_memory(workflow, rows)
        assert store.ledger.fleet(RULES) == fleet_folded(without_old_labels(rows), RULES)


def test_a_long_history_is_read_from_a_snapshot(store: Store) -> None:
    marks(store, folds.SNAPSHOT_AFTER - 1)
    learned(store)
    store.ledger.rebuild(check=True)  # waits for what the writer had to do
    assert snapshots(store) == 0
    marks(store, 1)
    before = learned(store)
    store.ledger.rebuild(check=True)
    assert snapshots(store) == 1
    assert learned(store) == before


def test_rebuild_says_which_snapshot_is_wrong_and_puts_it_right(store: Store) -> None:
    marks(store, 3)
    store.ledger.rebuild()
    with store.database.writing() as session:
        session.execute(text("UPDATE fold_knowledge SET knowledge = replace(knowledge, '\"locked\"', '\"open\"')"))
    [difference] = store.ledger.rebuild(check=True)
    assert difference.workflow_id == "w1"
    assert difference.parts == ("step 0", "step 1", "step 2")
    assert len(store.ledger.rebuild()) == 1
    assert store.ledger.rebuild(check=True) == ()
    assert learned(store).step("step 0").risk is Risk.LOCKED


def test_rebuild_names_the_screen_whose_snapshot_is_wrong(store: Store) -> None:
    look = Picture(image="a", box=Box(0, 0, 0, 0))
    store.ledger.commit([LookLearned("w1", "form", look), ScreenSeen("r1", "w1", "s1", "form", 0.97)])
    store.ledger.rebuild()
    assert [one.image for one in learned(store).screen("form").looks] == ["a"]
    with store.database.writing() as session:
        session.execute(text("UPDATE fold_knowledge SET knowledge = replace(knowledge, '\"a\"', '\"b\"')"))
    [difference] = store.ledger.rebuild(check=True)
    assert difference.parts == ("the Screen form",)


def test_a_snapshot_by_other_rules_of_learning_is_not_used(store: Store) -> None:
    marks(store, 3)
    store.ledger.rebuild()
    with store.database.writing() as session:
        session.execute(text("UPDATE fold_knowledge SET rules = 'older', knowledge = '{\"workflow_id\": \"w1\"}'"))
    assert learned(store).step("step 0").risk is Risk.LOCKED


def test_caches_may_be_dropped_at_any_time(store: Store) -> None:
    marks(store, 3)
    store.ledger.rebuild()
    before = learned(store)
    with store.database.writing() as session:
        session.execute(text("DELETE FROM fold_knowledge"))
    assert learned(store) == before


def test_rows_of_another_profile_that_come_in_late_take_their_place_in_time(store: Store, tmp_path: Path) -> None:
    early = store.clock.wall - timedelta(days=1)
    marks(store, 1)
    store.ledger.commit([LearningSet("w1", LearningState.AUTO_CONFIRMED, "today")])
    store.ledger.rebuild()
    store.clock.wall = early
    other = Ledger(store.database, store.captures, Profile("another", "Bob"), store.clock)
    other.commit([LearningSet("w1", LearningState.COACHING, "yesterday"), RiskSet("w1", "new", Risk.OPEN)])
    other.close()
    assert learned(store).state is LearningState.AUTO_CONFIRMED
    assert learned(store).step("new").risk is Risk.OPEN


@pytest.mark.logs_warnings(reason="a snapshot that cannot be written is worth a line in the log and no more")
def test_a_snapshot_that_cannot_be_written_costs_nothing(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    refuse = "CREATE TRIGGER refuse BEFORE INSERT ON fold_knowledge BEGIN SELECT RAISE(ABORT, 'not now'); END"
    with store.database.writing() as session:
        session.execute(text(refuse))
    marks(store, folds.SNAPSHOT_AFTER)
    assert learned(store).step("step 0").risk is Risk.LOCKED
    store.ledger.close()
    assert "not now" in caplog.text
