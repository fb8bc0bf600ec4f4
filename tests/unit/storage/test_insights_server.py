"""The same sums come from a PostgreSQL server that a team shares."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from app.model.decision import DecisionKind
from app.model.insights import Score, Wanted
from app.model.ledger import Entry
from app.model.ledger_learning import TakenBack
from app.model.ledger_run import RunBegun
from app.model.modes import Label, LabelSource, RunMode, StepStatus
from app.storage.insights import InsightsStore
from app.storage.opinions import standings
from app.storage.recovery import open_acts, open_runs
from app.storage.workflows import WorkflowFolder
from tests.unit.storage.postgres import server
from tests.unit.storage.stores import Open, Store, close_store
from tests.unit.storage.test_insights import NOON, alone, decided, ended, ids, label, shown, step


def _filled(store: Store) -> InsightsStore:
    """Two days with everything that is counted, and one label that was taken back."""
    store.clock.wall = NOON.replace(hour=23, minute=30)
    rows: list[Entry] = [RunBegun("r9", "w1", "Invoice", RunMode.OBSERVATION), shown("a"), label("a", Label.RIGHT)]
    store.ledger.commit([*rows, decided(DecisionKind.ACCEPT), *alone("x"), step("r1", StepStatus.PASSED)])
    store.clock.wall += timedelta(hours=1)
    watched = label(None, Label.RIGHT, LabelSource.WATCHED, "watched")
    store.ledger.commit([step("r9", StepStatus.OBSERVED, by_hand=True), watched, ended("r1", 3)])
    store.ledger.commit([TakenBack("w1", ids(store, "evidence")[0], "g", "a label")])
    return InsightsStore(store.database, store.ledger, WorkflowFolder(store.folder / "workflows"))


def test_a_server_gives_the_same_insights_as_the_embedded_ledger(opened: Open, tmp_path: Path) -> None:
    with server() as url:
        shared, own = opened(tmp_path / "shared", url), opened(tmp_path / "own")
        there, here = _filled(shared), _filled(own)
        for wanted in (Wanted(), Wanted("w1"), Wanted(None, NOON.date(), NOON.date())):
            told, expected = there.read(wanted), here.read(wanted)
            assert [each.begin for each in told.decisions] == [NOON.date()]
            assert (told.locators, told.watched) == (expected.locators, expected.watched)
            assert (told.decisions, told.runs, told.steps) == (expected.decisions, expected.runs, expected.steps)
            assert (told.first, told.last, told.risks) == (expected.first, expected.last, expected.risks)
        assert there.read().watched == Score(1, 0)
        assert shared.ledger.rebuild(check=True) == ()
        assert open_acts(shared.database) == open_acts(own.database) == ()
        assert [run.run_id for run in open_runs(shared.database)] == ["r9"]
        with shared.database.reading() as session:
            assert standings(session)["w1"].good == 1
        close_store(shared)
