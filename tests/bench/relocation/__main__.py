"""`python -m tests.bench.relocation FOLDER ... [--by app|variation]`: how well the captured cases are answered.

A folder holds cases.jsonl (and screens.jsonl), or folders that do; paths of pictures count from there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from app.model.suggestion import AUTOMATIC_LIMIT
from tests.bench.relocation import scoring
from tests.bench.relocation.case import Case, read_cases, read_screens

_HEAD = "| set | cases | hit % | wrong % | absent right % | median ms | p95 ms |\n|---|---:|---|---|---|---:|---:|"


def main() -> int:
    """Answer every case file by the command line of the program and print the figures."""
    given = _arguments()
    files = [file for folder in given.folders for file in sorted(Path(folder).rglob("cases.jsonl"))]
    pairs = [pair for file in files for pair in _answered(file)]
    _print_places(pairs, given.by)
    _print_screens([file.with_name("screens.jsonl") for file in files])
    return 0


def _answered(file: Path) -> list[tuple[Case, scoring.Answer]]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "results.jsonl"
        _understudy("locate", "--cases", str(file), "--out", str(out))
        answers = _answers(out)
    return [(case, answers[case.id]) for case in read_cases(file)]


def _understudy(*words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "app", *words], check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.returncode)


def _answers(out: Path) -> dict[str, scoring.Answer]:
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: row for row in rows}


def _print_places(pairs: Sequence[tuple[Case, scoring.Answer]], by: str) -> None:
    def show(name: str, some: Iterable[tuple[Case, scoring.Answer]], limit: float = 0.0) -> None:
        chosen = list(some)
        answers = {case.id: answer for case, answer in chosen}
        print(_line(name, len(chosen), scoring.places([case for case, _ in chosen], answers, limit)))

    key: Callable[[Case], str] = (lambda case: case.app) if by == "app" else (lambda case: case.variation.value)
    print(_HEAD)
    for name in sorted({key(case) for case, _ in pairs}):
        show(name, [pair for pair in pairs if key(pair[0]) == name])
    show("all", pairs)
    show(f"all, alone (score ≥ {AUTOMATIC_LIMIT})", pairs, AUTOMATIC_LIMIT)


def _print_screens(files: Sequence[Path]) -> None:
    print(f"\n{_HEAD.replace('set', 'Screens of', 1)}")
    for file in (file for file in files if file.is_file()):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "results.jsonl"
            known = file.with_name("known_screens.json")
            _understudy("recognise", "--cases", str(file), "--known", str(known), "--out", str(out))
            cases, answers = read_screens(file), _answers(out)
        print(_line(file.parent.name, len(cases), scoring.screens(cases, answers)))


def _line(name: str, cases: int, found: scoring.Table) -> str:
    shares = " | ".join(_share(share) for share in (found.hit, found.wrong, found.absent))
    return f"| {name} | {cases} | {shares} | {found.median:.1f} | {found.p95:.1f} |"


def _share(share: scoring.Share) -> str:
    low, high = share.bounds
    return f"{share.percent:.1f} ({low:.1f}–{high:.1f}; {share.some}/{share.all})"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.relocation", description=__doc__)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--by", choices=("app", "variation"), default="app")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
