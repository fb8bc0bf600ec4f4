"""From a change on the screen to the suggestion, without reading and accessibility: the target has neither."""

from __future__ import annotations

from tests.bench.figures import Figure
from tests.bench.with_windows import Course, played

TIMES = 40
GOAL = "p95 ≤ 120 ms"
NOTES = (
    "From the moment the server had drawn it to the question told by the engine, and to the card's first painting; for "
    "a window from the request to map it, the window manager's work included. The engine was looking for the target "
    "already; the change comes at random moments. The slowest of forty vary much from run to run on a shared machine.",
)
_CASES = ("a button appears", "a window appears")
_COURSES = (Course("show", "hide", TIMES), Course("map", "unmap", TIMES))


def figures() -> list[Figure]:
    """A button that appears in a window, and a window that appears."""
    found = []
    for name, runs in zip(_CASES, played(*_COURSES), strict=True):
        asked = tuple(1000 * (run.asked - run.changed) for run in runs)
        shown = tuple(1000 * (run.painted - run.changed) for run in runs)
        found.append(Figure(f"{name} → question", "ms", asked, GOAL))
        found.append(Figure(f"{name} → card on the screen", "ms", shown, GOAL))
    return found
