"""Records one decided and done step after the other until it is killed; says each one that it was promised."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

import numpy as np

from app.model.decision import DecisionKind
from app.model.geometry import Box
from app.model.ledger_run import ActDone, ActIntended, DecisionMade, RunBegun, StepEnded
from app.model.modes import Permission, RunMode, StepStatus, VerifyResult
from app.model.suggestion import ActStatus
from app.model.target import Picture
from tests.unit.storage.stores import Store, open_store


def record(store: Store, key: str, number: int) -> None:
    """The three commits of an acted step."""
    name = f"{abs(hash(key)):016x}"[:16] + ".png"
    shown = Picture(image=name, box=Box(0, 0, 5, 5))
    pixels = np.full((80, 120, 3), number % 256, np.uint8)
    decision = DecisionMade(key, "s", "r", "w", "step", DecisionKind.ACCEPT, 1.0)
    store.ledger.commit([RunBegun(key, "w", "W", RunMode.COACHING), decision], {name: pixels})
    store.ledger.commit([ActIntended(key, "s", key, "w", "step", Permission.ANSWERED, None, ())])
    done = ActDone(key, key, ActStatus.DONE, "", VerifyResult.SUCCESS)
    ended = StepEnded(
        key, "w", "step", 1, StepStatus.PASSED, DecisionKind.ACCEPT, "Click", "", before=shown, place=Box(1, 1, 9, 9)
    )
    store.ledger.commit([done, ended])


def main(folder: Path, series: str) -> None:
    """Until killed."""
    store = open_store(folder)
    for number in count():
        key = f"{series}-{number}"
        record(store, key, number)
        print(key, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
