"""`python -m tests.bench.relocation.pages OUT [--only PAGE ... | --sealed] [--looks NAME ...] [--overlays FOLDER]`."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from app.model.errors import EnvironmentProblem
from tests.bench.relocation.case import Case, Variation
from tests.bench.relocation.pages.making import make
from tests.bench.relocation.pages.overlay import draw_overlays
from tests.bench.relocation.pages.specs import SEALED, SPECS, Spec

_FAILURES = (RuntimeError, AssertionError, OSError, subprocess.SubprocessError, EnvironmentProblem)


def main(words: Sequence[str]) -> int:
    """Make the pages asked for; a page that fails is named at the end and the others go on (exit 1 then)."""
    asked = _arguments(words)
    specs = [spec for spec in SPECS if _asked_for(spec.name, asked)]
    failed = [spec.name for spec in specs if not _made(spec, asked)]
    if failed:
        print("not made: " + ", ".join(failed))
    return 1 if failed else 0


def _asked_for(name: str, asked: argparse.Namespace) -> bool:
    return name in asked.only if asked.only else (name in SEALED) == asked.sealed


def _made(spec: Spec, asked: argparse.Namespace) -> bool:
    begun = time.monotonic()
    folder, half_done = asked.out / spec.name, asked.out / f".{spec.name}"
    shutil.rmtree(half_done, ignore_errors=True)
    try:
        with tempfile.TemporaryDirectory(prefix="relocation-pages-", ignore_cleanup_errors=True) as home:
            cases, taken = make(spec, half_done, asked.looks, Path(home), asked.more)
        shutil.rmtree(folder, ignore_errors=True)
        half_done.rename(folder)  # whoever reads the cases sees a page whole or not at all
        if asked.overlays:
            draw_overlays(folder, taken, cases, asked.overlays / spec.name)
    except _FAILURES as error:
        print(f"{spec.name}: {type(error).__name__}: {error}", flush=True)
        return False
    print(f"{spec.name}: {len(taken)} pictures, {_told(cases)}, {time.monotonic() - begun:.0f} s", flush=True)
    return True


def _told(cases: Sequence[Case]) -> str:
    lacking = sorted({kind.value for kind in _EXPECTED} - {case.variation.value for case in cases})
    twins = sum(case.look_alikes > 0 for case in cases)
    return f"{len(cases)} cases ({twins} with twins), without: {' '.join(lacking) or 'none'}"


_EXPECTED = tuple(kind for kind in Variation if kind not in (Variation.ERASED, Variation.TWIN_PASTED))


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.relocation.pages", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--only", nargs="+", default=[], choices=[spec.name for spec in SPECS], metavar="PAGE")
    which.add_argument("--sealed", action="store_true", help="the pages kept for judging; without it all the others")
    parser.add_argument("--looks", nargs="+", default=[], choices=[kind.value for kind in Variation], metavar="NAME")
    parser.add_argument("--more", type=int, default=1, metavar="N", help="N times as many cases, for fitting")
    parser.add_argument("--overlays", type=Path, metavar="FOLDER", help="also draw the boxes, for checking by eye")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
