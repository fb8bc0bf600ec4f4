"""Acting in real programs of three toolkits: a click, and a text of twenty characters."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.desktop.hand import ActingHand
from app.model.action import ActionKind
from app.model.suggestion import ActStatus, Order
from tests.bench.figures import Figure
from tests.desktop.acting import running_hand
from tests.desktop.fields import Field, gtk_field, qt_field, terminal_field
from tests.desktop.programs import Programs

TIMES = 12
TEXT = "Invoice 2041, Dupont"
NOTES = (
    "From the order to the report of the acting process, the way of the pointer included (0.12 to 0.25 s by design). "
    "Typing begins with a click into the field; replacing presses Ctrl+A first. "
    "It ends when the program says that it has taken all keys.",
)
_FIELDS = (("Qt", qt_field), ("GTK", gtk_field), ("xterm", terminal_field))


def figures() -> list[Figure]:
    """Each kind of act in each toolkit."""
    found: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder, running_hand(Path(folder)) as hand:
        programs = Programs(dict(os.environ), Path(folder) / "home")
        try:
            for name, make in _FIELDS:
                found += _in(name, make(programs, Path(folder)), hand)
                programs.end_all()
        finally:
            programs.end_all()
    return found


def _in(name: str, field: Field, hand: ActingHand) -> list[Figure]:
    def click() -> Order:
        window = field.window
        return Order("c", ActionKind.CLICK, window.box.center, window.handle, window.box)

    found = [
        Figure(f"{name}: click", "ms", _done(hand, click)),
        Figure(f"{name}: click and {len(TEXT)} characters", "ms", _done(hand, lambda: field.order(TEXT))),
    ]
    if name != "xterm":  # the content of a terminal cannot be replaced
        replacing = _done(hand, lambda: field.order(TEXT, replace=True))
        found.append(Figure(f"{name}: the same, replacing", "ms", replacing))
    return found


def _done(hand: ActingHand, order: Callable[[], Order]) -> tuple[float, ...]:
    reports = [hand.perform(order()) for _ in range(TIMES + 1)][1:]
    assert all(report.status is ActStatus.DONE for report in reports), reports
    return tuple(1000 * (report.ended - report.started) for report in reports)
