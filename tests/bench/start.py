"""From the start of the process to a window that can be used: shown, with the library in it."""

from __future__ import annotations

import json
import subprocess
import sys
import time

from tests.bench.figures import Figure

TIMES = 7
NOTES: list[str] = []
_SECONDS = 60


def figures() -> list[Figure]:
    """Warm starts: files in the system's memory, ledger and practice workflow in place. NOTES say where time goes."""
    one()
    runs = [one() for _ in range(TIMES)]
    middle = sorted(runs, key=lambda stages: stages["usable"])[TIMES // 2]
    NOTES.append("Where the time of the middle one went: " + ", ".join(_shares(middle)) + ".")
    NOTES.append("One start more went before, so that files are in the system's memory and the ledger is there.")
    whole = tuple(1000 * stages["usable"] for stages in runs)
    return [Figure("start → window usable", "ms", whole, "≤ 1500 ms")]


def one() -> dict[str, float]:
    """The stages of one start, in seconds since the process was asked for."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.starting"], check=True, stdout=subprocess.PIPE, text=True, timeout=_SECONDS
    )
    stages: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {stage: second - begun for stage, second in sorted(stages.items(), key=lambda item: item[1])}


def _shares(stages: dict[str, float]) -> list[str]:
    before, told = 0.0, []
    for stage, second in stages.items():
        told.append(f"{stage} {1000 * (second - before):.0f} ms")
        before = second
    return told
