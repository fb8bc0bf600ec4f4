"""The page that a run of all figures makes: the machine, the commands, the tables."""

from __future__ import annotations

import os
import platform
import textwrap
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figures import table
from tests.bench.taking import Taken

TITLES = {
    "answer": "From the answer to the engine going on",
    "suggestion": "From a change on the screen to the suggestion",
    "watching": "Processor time of watching",
    "start": "From start to a usable window",
    "stop": "From the stop key to the last event",
    "capture": "Taking a picture of the screen",
    "commit": "Recording",
    "hand": "Acting",
    "growth": "What finding costs as the work grows",
    "insights": "A million labels",
    "proof": "Proving a correction on past pictures",
}
WIDTH = 118
_HEAD = (
    'Written by `make bench ARGS="--markdown docs/benchmarks.md"`; one table alone: `make bench ARGS="--only NAME"`, '
    "where NAME is one of {names}. The goals are those of the design; nothing is asserted, because seconds depend on "
    "the machine. How well targets and Screens are found: [finding.md](finding.md).",
    "Machine: {machine}. Display: Xvfb, 1920 × 1080, 24 bits, openbox, no compositor. The X server, the window manager "
    "and the programs acted on share the processors, so medians and processor time say more than the slowest samples.",
)


def page(taken: Sequence[Taken]) -> str:
    """Markdown; the plots it shows lie in the folder `plots` beside it."""
    names = ", ".join(f"`{name}`" for name in TITLES)
    parts = ["# Figures\n", *(_wrapped(part.format(names=names, machine=_machine())) for part in _HEAD)]
    for each in taken:
        parts.append(f"## {TITLES[each.name]} (`{each.name}`)\n")
        parts.append(f"Could not be taken: {each.problem}\n" if each.problem else table(each.figures) + "\n")
        parts += [f"![{plot.title}](plots/{plot.name}.svg)\n" for plot in each.plots]
        parts += [_wrapped(note) for note in each.notes]
    return "\n".join(parts)


def _wrapped(words: str) -> str:
    return textwrap.fill(words, WIDTH, break_on_hyphens=False, break_long_words=False) + "\n"


def _machine() -> str:
    """Processor, number of cores, memory, system and Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = os.cpu_count() or 1
    python = f"Python {platform.python_version()}"
    return f"{_processor()}, {cores} cores, {memory:.0f} GiB memory, {platform.system()}, {python}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
