"""`python -m tests.bench.relocation [FOLDER ...] [--by app|variation] [--sample N] [--peers] [--markdown FILE]`.

How well the captured cases are answered. A folder holds cases.jsonl (and screens.jsonl), or folders that do; without
one the cases of the repository are asked. `make bench-relocation` also sets up the peers and asks them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.relocation import asked, scoring, tables
from tests.bench.relocation.case import Case, write_lines
from tests.bench.relocation.peers.asking import PEERS, ask

_OWN_CASES = Path(__file__).parents[2] / "data" / "relocation"


def main() -> int:
    """Ask every case, print the figures; 1 when a peer could not be asked."""
    given = _arguments()
    files = asked.case_files(given.folders)
    if not files:
        print(f"There is no cases.jsonl in {', '.join(map(str, given.folders))}; name a FOLDER.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        cases = asked.places(files, given.sample)
        answers = _places(cases, Path(name))
        screens = _screens([file for file in files if _of_screens(file).is_file()], given.sample, Path(name))
        peers = [ask(peer, cases, Path(name)) for peer in PEERS] if given.peers else []
    lines = [tables.NOTE, *tables.places(cases, answers, given.by, peers), *screens, "", *tables.problems(peers)]
    _tell(lines, given.markdown)
    return 1 if any(peer.problem for peer in peers) else 0


def _places(cases: Sequence[Case], folder: Path) -> scoring.Answers:
    questions, out = folder / "cases.jsonl", folder / "results.jsonl"
    write_lines(questions, cases)
    _understudy("locate", "--cases", str(questions), "--out", str(out))
    return _answers(out)


def _screens(files: Sequence[Path], sample: int | None, folder: Path) -> list[str]:
    cases = [asked.screens(_of_screens(file), sample) for file in files]
    answers: dict[str, scoring.Answer] = {}
    questions, out = folder / "screens.jsonl", folder / "results.jsonl"
    for file, some in zip(files, cases, strict=True):
        write_lines(questions, some)
        known = file.with_name("known_screens.json")
        _understudy("recognise", "--cases", str(questions), "--known", str(known), "--out", str(out))
        answers |= _answers(out)
    names = [file.parent.name for file in files]
    return ["", *tables.screens(names, cases, answers)] if files else []


def _of_screens(cases: Path) -> Path:
    return cases.with_name("screens.jsonl")


def _understudy(*words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "app", *words], check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.returncode)


def _answers(out: Path) -> scoring.Answers:
    return scoring.by_id(json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())


def _tell(lines: Sequence[str], file: Path | None) -> None:
    text = "\n".join(lines).strip() + "\n"
    print(text, end="")
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.relocation", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", default=[_OWN_CASES])
    parser.add_argument("--by", choices=("app", "variation"), default="app")
    parser.add_argument("--sample", type=int, metavar="N", help="so many cases of each folder, always the same ones")
    parser.add_argument("--peers", action="store_true", help="ask the peers the same cases")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the page there as well")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
