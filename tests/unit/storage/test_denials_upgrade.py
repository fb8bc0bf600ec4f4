"""A ledger of the version before: it takes note of what a Screen is not, and of changes that were accepted."""

from __future__ import annotations

from pathlib import Path

from app.model.geometry import Box
from app.model.ledger_learning import LookLearned
from app.model.ledger_run import ScreenDenied, SurroundingsAccepted
from app.model.target import Picture
from app.model.window import WindowIdentity
from tests.unit.storage.stores import Open, close_store, stored
from tests.unit.storage.test_feedback_upgrade import taken_down


def test_what_was_there_is_kept_and_what_a_screen_is_not_joins_it(opened: Open, tmp_path: Path) -> None:
    store = opened(tmp_path)
    seen = Picture(image="a.png", box=Box(0, 0, 0, 0))
    before = LookLearned("w", "n", seen, False, "r", "s", 0.8)
    store.ledger.commit([before])
    close_store(store)
    taken_down(store.file, "0011")
    again = opened(tmp_path)
    window = WindowIdentity(application="shop", title="Orders")
    denied = ScreenDenied("d", "r", "w", "s", "n", window, 0.8, seen, "m")
    accepted = SurroundingsAccepted("r", "w", "s", 2)
    again.ledger.commit([denied, accepted])
    assert stored(again) == [before, denied, accepted]
