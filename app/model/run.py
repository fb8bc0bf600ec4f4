"""How a run ends, as other programs see it."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """What the exit state says (DESIGN section 7)."""

    FINISHED = 0
    NOT_ALL_CHECKED = 1
    BAD_INPUT = 2
    HALTED = 3
    STOPPED = 4
    ENVIRONMENT = 5
