"""Captures programs, writes their cases: python -m tests.bench.relocation.programs OUT [--only ...] [--sealed] ..."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from app.model.errors import EnvironmentProblem
from tests.bench.relocation.case import write_lines
from tests.bench.relocation.programs.build import Builder
from tests.bench.relocation.programs.capture import Session
from tests.bench.relocation.programs.catalogue import PROGRAMS, SEALED
from tests.bench.relocation.programs.looks import Sitting, sittings
from tests.bench.relocation.programs.screens import write_screens
from tests.bench.relocation.programs.spec import Program, Shot

_PACKAGES = Path(__file__).parents[4] / "packaging" / "debian-relocation.txt"


def main(words: Sequence[str]) -> int:
    """Capture what is asked for; 1 when a program did not do its part, 2 when one is not installed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.relocation.programs", description=__doc__)
    parser.add_argument("out", type=Path)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--only", nargs="+", default=[], metavar="NAME")
    which.add_argument("--sealed", action="store_true", help="those kept for judging; without it all the others")
    parser.add_argument("--looks", nargs="*", default=None, metavar="NAME", help="none: cases from the captures there")
    parser.add_argument("--more", type=int, default=1, metavar="N", help="N times as many cases, for fitting")
    asked = parser.parse_args(words)
    chosen = [program for program in PROGRAMS if _asked_for(program.name, asked)]
    if _missing(chosen):
        print(f"Not installed: {', '.join(_missing(chosen))}\nType: {_install_line()}", file=sys.stderr)
        return 2
    troubles = [trouble for program in chosen for trouble in _one(program, asked)]
    write_screens(asked.out)
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    return 1 if troubles else 0


def _asked_for(name: str, asked: argparse.Namespace) -> bool:
    return name in asked.only if asked.only else (name in SEALED) == asked.sealed


def _one(program: Program, asked: argparse.Namespace) -> list[str]:
    """Capture one program in these looks, all when None, and write its cases; what went wrong."""
    folder, looks = asked.out / program.name, asked.looks
    kept, troubles = _kept(folder), []
    for sitting in sittings(program.name):
        if looks is None or sitting.name in looks:
            shots, trouble = _sit(program, sitting, folder)
            troubles += trouble
            kept[sitting.name] = shots
            _keep(folder, kept)
    everything = [Shot.model_validate(shot) for some in kept.values() for shot in some]
    cases = Builder(program, everything, folder, asked.more).cases()
    write_lines(folder / "cases.jsonl", cases)
    print(f"{program.name}: {len(everything)} captures, {len(cases)} cases", flush=True)
    return troubles


def _sit(program: Program, sitting: Sitting, folder: Path) -> tuple[list[object], list[str]]:
    session = Session(program, sitting, folder)
    try:
        shots: list[object] = [shot.model_dump(mode="json") for shot in session.shots()]
    except EnvironmentProblem as problem:
        return [], [f"{program.name} {sitting.name}: {problem}"]
    return shots, session.troubles


def _kept(folder: Path) -> dict[str, list[object]]:
    """The captures of earlier runs, by sitting."""
    file = folder / "shots.json"
    found: dict[str, list[object]] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found


def _keep(folder: Path, shots: dict[str, list[object]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / "shots.json.new"
    fresh.write_text(json.dumps(shots), encoding="utf-8")
    os.replace(fresh, folder / "shots.json")


def _missing(programs: Sequence[Program]) -> list[str]:
    return [program.name for program in programs if shutil.which(program.name) is None]


def _install_line() -> str:
    lines = _PACKAGES.read_text(encoding="utf-8").splitlines()
    packages = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return "sudo apt-get install --no-install-recommends " + " ".join(packages)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
