"""A program of its own with a hand, to be killed by tests: `python -m tests.desktop.driver STATE WINDOW BOX ACTION`.

It drags slowly through the window, or types a long text into it, for as long as it lives.
"""

from __future__ import annotations

import sys
from pathlib import Path

from app.desktop.hand import ActingHand
from app.desktop.own_events import OwnEvents
from app.model.action import ActionKind
from app.model.geometry import Box
from app.model.suggestion import Order


def main() -> None:
    """Announce the hand's process number, then act for ever."""
    state, window, *box, action = sys.argv[1:]
    place = Box(*(int(number) for number in box))
    hand = ActingHand(Path(state), ("pause",), OwnEvents(), lambda _reason: None)
    hand.start()
    assert hand._process is not None
    print(hand._process.pid, flush=True)
    start, end = place.origin.moved(20, 20), place.origin.moved(place.w - 20, place.h - 20)
    while True:
        if action == "drag":
            hand.perform(Order("act", ActionKind.DRAG, start, int(window), place, to=end))
        else:
            hand.perform(Order("act", ActionKind.TYPE_TEXT, start, int(window), place, text="Shout é 漢 " * 30))


if __name__ == "__main__":
    main()
