"""Other programs' windows, that stand behind or before the one looked at."""

from __future__ import annotations

import random
import shlex

_LINES = (
    "compile module %d.c  OK  Edit  Save  Cancel",
    "order %d  OPEN  [ ] paid  [x] sent",
    "%d bytes from host: Find Next Close",
)


def stranger(besides: str, dice: random.Random) -> tuple[str, ...]:
    """The command of one that is not the program itself."""
    choices = [_terminal(dice), ("galculator",), ("scite",)]
    return dice.choice([one for one in choices if one[0] != besides])


def _terminal(dice: random.Random) -> tuple[str, ...]:
    dark = dice.random() < 0.5
    numbers = " ".join(str(dice.randrange(100)) for _ in range(60))
    script = (
        f"for n in {numbers}; do printf {shlex.quote(dice.choice(_LINES) + chr(92) + 'n')} $n; done; exec sleep 600"
    )
    colours = ("-bg", "gray10", "-fg", "gray85") if dark else ("-bg", "white", "-fg", "black")
    return (
        "xterm",
        *colours,
        "-fa",
        "DejaVu Sans Mono",
        "-fs",
        str(dice.choice((9, 10, 12))),
        "-T",
        "log",
        "-e",
        "sh",
        "-c",
        script,
    )
