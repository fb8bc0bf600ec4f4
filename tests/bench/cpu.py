"""Processor time of a process and everything that it started."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event

_PROC = Path("/proc")


def share(pid: int, windows: int, seconds: float) -> tuple[float, ...]:
    """Percent of one core in each of some windows of time."""
    pause, found = Event(), []
    for _ in range(windows):
        used, start = seconds_used(pid), time.monotonic()
        pause.wait(seconds)
        found.append(100 * (seconds_used(pid) - used) / (time.monotonic() - start))
    return tuple(found)


def seconds_used(pid: int) -> float:
    """Seconds on a processor so far, of all living threads of the process and its children."""
    tasks = list((_PROC / str(pid) / "task").iterdir())
    own = sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
    children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return own + sum(seconds_used(child) for child in children)
