"""A ledger of the version before: it takes note of advice and of ways out of a trouble from now on."""

from __future__ import annotations

from pathlib import Path

from app.model.advice import AdviceAnswer, AdviceKind, Anomaly, RecoveryAct
from app.model.ledger_learning import AdviceGiven, PackExported, RecoveryTried
from tests.unit.storage.stores import Open, close_store, stored
from tests.unit.storage.test_feedback_upgrade import taken_down


def test_what_was_there_is_kept_and_advice_and_ways_out_join_it(opened: Open, tmp_path: Path) -> None:
    store = opened(tmp_path)
    before = PackExported("w", "p", "Mine", ("c1",))
    store.ledger.commit([before])
    close_store(store)
    taken_down(store.file, "0010")
    again = opened(tmp_path)
    tried = RecoveryTried("r", "w", "s", "n", Anomaly.NO_MATCH, RecoveryAct.WAIT, "", True, 2.5)
    given = AdviceGiven("w", AdviceKind.WAIT, "s", "before", "2.5", "why", ("r",), AdviceAnswer.APPLIED, ("c2",))
    again.ledger.commit([tried, given])
    assert stored(again) == [before, tried, given]
