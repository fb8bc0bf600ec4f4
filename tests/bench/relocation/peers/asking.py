"""Which peers there are, and how each is asked: its own Python, one process a setting, one row a case."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.relocation.case import Case, write_lines
from tests.bench.relocation.scoring import Answer

_ROOT = Path(__file__).parents[4]
_PYTHON = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
_NOT_THERE = "its environment is not there; `make bench-relocation` makes it"


@dataclass(frozen=True, slots=True)
class Peer:
    """A package, the program that asks it, and the setting given to that program; the first lock names the version."""

    package: str
    program: str
    setting: str = ""
    words: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Package, version and setting, for the table."""
        asked = (_ROOT / "packaging" / "peers" / f"{self.package}.in").read_text(encoding="utf-8")
        version = re.search(rf"^{re.escape(self.package)}==(\S+)", asked, re.MULTILINE)
        return " ".join([self.package, version[1] if version else "", self.setting]).strip()

    @property
    def folder(self) -> Path:
        """Its environment."""
        return _ROOT / "build" / "peers" / self.package

    def missing(self) -> str | None:
        """Why it cannot be asked; None when it can."""
        reason = self.folder / "not-installed.txt"
        if reason.is_file():
            return reason.read_text(encoding="utf-8").strip()
        return None if (self.folder / _PYTHON).exists() else _NOT_THERE


PEERS = (
    Peer("pyautogui", "pyautogui", "default"),
    Peer("pyautogui", "pyautogui", "confidence 0.9", ("0.9",)),
    Peer("airtest", "airtest", "default cascade"),
    Peer("guibot", "guibot", "template"),
    Peer("rpaframework-recognition", "rpaframework_recognition", "default"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a peer answered; `problem` where it could not be asked at all."""

    peer: Peer
    rows: tuple[Answer, ...]
    problem: str | None = None

    def crashes(self) -> list[Answer]:
        """The cases that ended in an error of the tool."""
        return [row for row in self.rows if row.get("error")]


@dataclass(frozen=True, slots=True)
class _Ended:
    """One process: its rows, its status, its last words."""

    rows: tuple[Answer, ...]
    status: int
    words: str


def ask(peer: Peer, cases: Sequence[Case], folder: Path) -> Asked:
    """Give all cases to a peer; one that its process dies on counts as crashed, and a new one takes the rest."""
    missing = peer.missing()
    if missing:
        return Asked(peer, (), f"was not installed: {missing}")
    started = time.monotonic()
    rows: list[Answer] = []
    while len(rows) < len(cases):
        ended = _run(peer, cases[len(rows) :], folder)
        if ended.status > 0 and not ended.rows:
            return Asked(peer, (), f"does not start: {ended.words}")
        rows.extend(ended.rows)
        if len(rows) < len(cases):
            rows.append({"id": cases[len(rows)].id, "found": False, "error": f"its process ended: {ended.status}"})
    print(f"… {peer.name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return Asked(peer, tuple(rows))


def _run(peer: Peer, cases: Sequence[Case], folder: Path) -> _Ended:
    asked, out, said = folder / "asked.jsonl", folder / "answers.jsonl", folder / "said.txt"
    write_lines(asked, cases)
    out.write_text("", encoding="utf-8")
    program = ["-m", f"tests.bench.relocation.peers.{peer.program}"]
    command = [str(peer.folder / _PYTHON), *program, str(asked), str(out), *peer.words]
    with said.open("wb") as output:
        done = subprocess.run(command, cwd=_ROOT, stdout=output, stderr=subprocess.STDOUT, check=False)
    rows = tuple(json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())
    words = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return _Ended(rows, done.returncode, words[-1] if words else f"status {done.returncode}")
