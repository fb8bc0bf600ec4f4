"""`python -m tests.bench.ten_runs [--picture FILE]`: the ten runs in a real program, with learning on and off.

Prints the figures as a table, and draws the two learning curves.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.ten_runs_picture import Curve, Mark, draw
from tests.desktop.ten_runs import COACHED, RENAMED, SCALED, THEMED, Ran, side_by_side
from tests.desktop.ten_runs_parcel import RECEIVED

_HEAD = "| Run | | Questions, learning on | off | Corrections, on | off | Alone, on | off | Wrong clicks, on | off |"
_MARKS = (
    Mark(1, "coached"),
    Mark(THEMED, "another theme"),
    Mark(SCALED, "another scale"),
    Mark(RENAMED, "a button moved and renamed"),
)


def main() -> None:
    """Take the figures, tell them, draw them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ten_runs", description=__doc__)
    parser.add_argument("--picture", type=Path, metavar="FILE", help="draw the learning curves there (PNG)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="understudy-ten-runs-") as folder:
        learning, resting = side_by_side(Path(folder))
    print(table(learning, resting))
    if any(ran.received != RECEIVED for ran in (*learning, *resting)):
        raise SystemExit("The program did not receive what it should.")
    if given.picture is not None:
        draw(curves(learning, resting), _MARKS, given.picture)


def curves(learning: Sequence[Ran], resting: Sequence[Ran]) -> tuple[Curve, ...]:
    """What is drawn: questions in each run, and in which of them something had to be corrected."""
    return (_curve("learning off", resting), _curve("learning on", learning))


def table(learning: Sequence[Ran], resting: Sequence[Ran]) -> str:
    """The figures of each run, and their sums, as Markdown."""
    lines = [_HEAD, "|---:|---|" + "---:|" * 8]
    lines += [_line(str(on.number), _what(on.number), (on,), (off,)) for on, off in zip(learning, resting, strict=True)]
    return "\n".join([*lines, _line("all", "", learning, resting)])


def _line(number: str, what: str, learning: Sequence[Ran], resting: Sequence[Ran]) -> str:
    figures = [str(figure) for pair in zip(_figures(learning), _figures(resting), strict=True) for figure in pair]
    return "| " + " | ".join([number, what, *figures]) + " |"


def _figures(runs: Sequence[Ran]) -> tuple[int, int, int, int]:
    questions, corrections = sum(ran.questions for ran in runs), sum(len(ran.corrected) for ran in runs)
    return questions, corrections, sum(len(ran.alone) for ran in runs), sum(len(ran.wrong_presses) for ran in runs)


def _what(run: int) -> str:
    return "coached" if run <= COACHED else next((mark.words for mark in _MARKS if mark.run == run), "")


def _curve(name: str, runs: Sequence[Ran]) -> Curve:
    return Curve(name, tuple(ran.questions for ran in runs), tuple(len(ran.corrected) for ran in runs))


if __name__ == "__main__":
    main()
