"""A running hand for tests, with a note of every stop it told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.desktop.hand import ActingHand
from app.desktop.own_events import OwnEvents
from app.model.suggestion import ActReport, Order

STOP_KEYS = ("ctrl+shift+f12", "pause")


@contextmanager
def running_hand(folder: Path, own: OwnEvents | None = None, stops: list[str] | None = None) -> Iterator[ActingHand]:
    """A hand that is ready; ended afterwards."""
    told = stops if stops is not None else []
    hand = ActingHand(folder / "pressed", STOP_KEYS, own or OwnEvents(), told.append)
    hand.start()
    try:
        yield hand
    finally:
        hand.close()


class Doing:
    """An order carried out on a thread of its own, so that the test can interfere."""

    def __init__(self, hand: ActingHand, order: Order) -> None:
        self._reports: list[ActReport] = []
        self._thread = threading.Thread(target=lambda: self._reports.append(hand.perform(order)))
        self._thread.start()

    def report(self, seconds: float = 20.0) -> ActReport:
        """How it ended."""
        self._thread.join(seconds)
        assert self._reports, "the hand did not report"
        return self._reports[0]
