"""From the stop key to the last event that the robot sends, releasing what it held included."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from Xlib import XK, X
from Xlib.display import Display

from app.desktop.hand import ActingHand
from app.model.action import ActionKind
from app.model.geometry import Box
from app.model.suggestion import ActStatus, Order
from tests.bench.figures import Figure
from tests.desktop.acting import Doing, running_hand
from tests.desktop.event_witness import Event, EventWitness
from tests.desktop.target import Target

TIMES = 25
PLACE = Box(700, 300, 600, 400)
SILENCE = 0.15
GOAL = "p95 ≤ 50 ms"
NOTES = (
    "By the server's own clock in whole milliseconds, heard by a witness apart; another client presses the key at a "
    "random moment of the act. 0 means that nothing at all was sent after it. Busy: as many endless loops as there are "
    "processors.",
)
_LONG = "abcdefgh " * 40


def figures() -> list[Figure]:
    """While typing, moving and dragging; and all of it again on a busy machine."""
    with tempfile.TemporaryDirectory() as folder, running_hand(Path(folder)) as hand, Target(PLACE) as target:
        target.focus()
        quiet = _three(hand, target, "")
        with _busy():
            return [*quiet, *_three(hand, target, ", machine busy")]


def _three(hand: ActingHand, target: Target, how: str) -> list[Figure]:
    cases = (("typing", _typing, 0.6), ("moving", _moving, 0.1), ("dragging", _dragging, 0.35))
    return [
        Figure(f"stop key while {name} → last event{how}", "ms", _stopped(hand, partial(order, target), span), GOAL)
        for name, order, span in cases
    ]


@contextmanager
def _busy() -> Iterator[None]:
    """Somebody who wants every processor."""
    count = os.cpu_count() or 1
    hogs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for hog in hogs:
            hog.kill()
            hog.wait()


def _typing(target: Target) -> Order:
    return target.order(ActionKind.TYPE_TEXT, text=_LONG)


def _moving(target: Target) -> Order:
    """A click far from where the pointer is."""
    display = Display()
    display.screen().root.warp_pointer(60, 1000)
    display.sync()
    display.close()
    return target.order(ActionKind.CLICK)


def _dragging(target: Target) -> Order:
    start, end = target.box.origin.moved(20, 20), target.box.origin.moved(550, 350)
    _moving(target)
    return target.order(ActionKind.DRAG, start, to=end)


def _stopped(hand: ActingHand, order: Callable[[], Order], span: float) -> tuple[float, ...]:
    """Milliseconds of each act that the key really ended; an act that was over before the key counts for nothing."""
    found: list[float] = []
    chance = random.Random(11)
    display = Display()
    key = display.keysym_to_keycode(XK.XK_Pause)
    while len(found) < TIMES:
        with EventWitness() as witness:
            doing = Doing(hand, order())
            _first_event(witness)
            threading.Event().wait(chance.random() * span)
            _press(display, key)
            report = doing.report()
            threading.Event().wait(SILENCE)
        if report.status is ActStatus.STOPPED:
            found.append(_after(witness.events, key))
        hand.rearm()
    display.close()
    return tuple(found)


def _first_event(witness: EventWitness) -> None:
    pause = threading.Event()
    while not witness.events:
        pause.wait(0.002)


def _press(display: Display, key: int) -> None:
    for kind in (X.KeyPress, X.KeyRelease):
        display.xtest_fake_input(kind, key)
    display.sync()


def _after(events: list[Event], key: int) -> float:
    """Milliseconds from the press of this key to the last event of anything else after it."""
    [at] = [index for index, event in enumerate(events) if (event.kind, event.detail) == (X.KeyPress, key)]
    others = [event.ms for event in events[at:] if event.kind == X.MotionNotify or event.detail != key]
    return float(max(others, default=events[at].ms) - events[at].ms)
