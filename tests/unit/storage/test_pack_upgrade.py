"""A ledger of the version before: it takes note of packs that are given away from now on."""

from __future__ import annotations

from pathlib import Path

from app.model.ledger_learning import PackExported, PackImported
from tests.unit.storage.stores import Open, close_store, stored
from tests.unit.storage.test_feedback_upgrade import taken_down


def test_packs_that_were_taken_in_are_kept_and_those_given_away_join_them(opened: Open, tmp_path: Path) -> None:
    store = opened(tmp_path)
    taken_in = PackImported("w", "p", "Theirs", "Bob", ("c1",))
    store.ledger.commit([taken_in])
    close_store(store)
    taken_down(store.file, "0009")
    again = opened(tmp_path)
    given = PackExported("w", "q", "Mine", ("c1", "c2"))
    again.ledger.commit([given])
    assert stored(again) == [taken_in, given]
