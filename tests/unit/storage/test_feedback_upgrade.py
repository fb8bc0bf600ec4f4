"""A ledger of the version before: what it decided waits for the export, too."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from app.model.decision import DecisionKind
from app.model.ledger import Entry
from app.model.ledger_learning import Commented, FeedbackGiven
from app.model.ledger_run import DecisionMade, RunBegun
from app.model.modes import RunMode
from app.storage.outbox_rows import counts
from app.storage.upgrade import MIGRATIONS
from tests.unit.storage.stores import Open, close_store, stored


def taken_down(file: Path, revision: str) -> None:
    """Bring the tables back to an older version."""
    engine = create_engine(f"sqlite:///{file}")
    with closing(engine.connect()) as connection, connection.begin():
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("path_separator", "os")
        command.downgrade(config, revision)
    engine.dispose()


def test_decisions_of_the_version_before_wait_in_their_order(opened: Open, tmp_path: Path) -> None:
    store = opened(tmp_path)
    begun = RunBegun("r", "w", "W", RunMode.COACHING)
    decisions = [DecisionMade(f"d{n}", f"s{n}", "r", "w", "step", DecisionKind.ACCEPT, 1.0) for n in range(3)]
    rows: list[Entry] = [
        begun,
        *decisions,
        Commented("w", "r", "step", "so so", 3),
        Commented("w", "r", "step", "no stars"),
    ]
    store.ledger.commit(rows)
    close_store(store)
    taken_down(store.file, "0006")
    again = opened(tmp_path)
    assert stored(again) == rows
    with again.database.reading() as session:
        assert counts(session, again.profile.origin) == (0, 4)
        waiting = session.execute(text("SELECT seq, n FROM outbox JOIN journal ON id = row_id ORDER BY seq")).all()
    assert [(seq, n) for seq, n in waiting] == [(1, 2), (2, 3), (3, 4), (4, 5)]
    again.ledger.commit([FeedbackGiven("f", "w", "r", stars=5)])
    with again.database.reading() as session:
        assert counts(session, again.profile.origin) == (0, 5)
