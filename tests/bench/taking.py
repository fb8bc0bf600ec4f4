"""Takes one figure module in a process of its own: `python -m tests.bench.taking NAME` prints its figures as JSON."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.settings import HOME_VARIABLE
from tests.bench.figures import Figure
from tests.bench.growth_points import Line, Plot

_OF_A_RUN = ("answer", "suggestion", "watching", "start", "stop", "capture", "commit", "hand")
NAMES = (*_OF_A_RUN, "growth", "insights", "proof")
ROOT = Path(__file__).parents[2]
_SECONDS = 1200


@dataclass(frozen=True)
class Taken:
    """The figures of one module; `notes` say where time went, `problem` why there are no figures.

    `plots` are figures drawn over what grows.
    """

    name: str
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""
    plots: tuple[Plot, ...] = ()


def take(name: str, env: Mapping[str, str]) -> Taken:
    """Run the module on the display of these variables, with an empty home."""
    command = [sys.executable, "-m", "tests.bench.taking", name]
    with tempfile.TemporaryDirectory(prefix="understudy-bench-") as home:
        own = {**env, HOME_VARIABLE: home}
        done = subprocess.run(command, env=own, cwd=ROOT, check=False, capture_output=True, text=True, timeout=_SECONDS)
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or [f"exit {done.returncode}"]
        print(done.stderr, file=sys.stderr)
        return Taken(name, problem=last[0])
    told = json.loads(done.stdout.splitlines()[-1])
    figures = tuple(Figure(f["name"], f["unit"], tuple(f["samples"]), f["goal"]) for f in told["figures"])
    return Taken(name, figures, tuple(told["notes"]), plots=tuple(_plot(plot) for plot in told["plots"]))


def _plot(told: dict[str, Any]) -> Plot:
    lines = (Line(line["name"], tuple((x, y) for x, y in line["points"])) for line in told["lines"])
    return Plot(**{**told, "lines": tuple(lines)})


def main() -> int:
    """The other side of `take`."""
    module = importlib.import_module(f"tests.bench.{sys.argv[1]}")
    news = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no figure
    figures = [asdict(figure) for figure in module.figures()]
    notes = list(getattr(module, "NOTES", ()))
    plots = [asdict(plot) for plot in getattr(module, "PLOTS", ())]
    told = json.dumps({"figures": figures, "notes": notes, "plots": plots})
    os.write(news, f"{told}\n".encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
