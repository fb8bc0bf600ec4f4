"""All programs that are captured, and which of them are kept for judging."""

from __future__ import annotations

from tests.bench.relocation.programs.calculators import CALCULATORS
from tests.bench.relocation.programs.editors import EDITORS
from tests.bench.relocation.programs.files import FILE_PROGRAMS
from tests.bench.relocation.programs.terminal import XTERM
from tests.bench.relocation.programs.viewers import VIEWERS

PROGRAMS = (*CALCULATORS, *FILE_PROGRAMS, *EDITORS, *VIEWERS, XTERM)
SEALED = frozenset(
    {"abiword", "bluefish", "focuswriter", "grsync", "konsole", "lxtask", "scite", "transmission-gtk", "xterm"}
)
"""The programs kept for judging: nothing is ever fitted on them."""
