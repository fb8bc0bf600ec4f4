"""A ledger of the version before: it takes note of locators that disagreed from now on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.model.ledger_run import StepEnded
from app.model.modes import StepStatus
from tests.unit.storage.stores import Open, close_store, stored
from tests.unit.storage.test_feedback_upgrade import taken_down


def test_steps_of_before_had_no_disagreement_and_new_ones_keep_theirs(opened: Open, tmp_path: Path) -> None:
    store = opened(tmp_path)
    before = StepEnded("r", "w", "s", 1, StepStatus.PASSED, None, "Click Save", "")
    store.ledger.commit([replace(before, apart=("picture", "text"))])
    close_store(store)
    taken_down(store.file, "0012")
    again = opened(tmp_path)
    after = replace(before, run_id="r2", apart=("picture", "accessibility"))
    again.ledger.commit([after])
    assert stored(again) == [before, after]
