"""`python -m tests.bench [--only NAME ...] [--markdown FILE]`: take the figures and show them beside their goals."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from app.desktop.virtual_display import VirtualDisplay
from tests.bench.page import page
from tests.bench.plots import draw
from tests.bench.taking import NAMES, Taken, take

_GONE = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XAUTHORITY")


def main() -> int:
    """All figures, or those asked for; 1 when one of them could not be taken."""
    given = _arguments()
    taken: list[Taken] = []
    with VirtualDisplay() as display:
        env = {name: value for name, value in os.environ.items() if name not in _GONE} | display.env
        for name in given.only or NAMES:
            print(f"… {name}", file=sys.stderr, flush=True)
            taken.append(take(name, env))
    text = page(taken)
    print(text)
    if given.markdown is not None:
        given.markdown.parent.mkdir(parents=True, exist_ok=True)
        given.markdown.write_text(text, encoding="utf-8")
        for plot in (plot for each in taken for plot in each.plots):
            draw(plot, given.markdown.parent / "plots")
    return 1 if any(each.problem for each in taken) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=NAMES, metavar="NAME", help=f"one of: {', '.join(NAMES)}")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the page there as well")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
