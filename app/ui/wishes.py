"""What the person wants besides answering: the card and the panel only say it, the coaching does it."""

from __future__ import annotations

from enum import Enum, auto


class Wish(Enum):
    """The closed set of wishes."""

    POINT = auto()
    OTHER_TEXT = auto()
    OTHER_KEYS = auto()
    STOP = auto()
    GO_ON = auto()
    CORRECT = auto()
    REJECT = auto()
    BACK = auto()
