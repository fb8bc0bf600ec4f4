"""The command line as a person's shell starts it: a process of its own, its exit state and what it printed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

SECONDS = 60
ROOT = Path(__file__).parents[1]
_DESKTOP = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "XAUTHORITY", "QT_QPA_PLATFORM")


class Ended(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str

    def told(self, status: int, *words: str) -> None:
        """It ended so, and stderr has one sentence with all these words and no traceback."""
        assert self.status == status, self
        for word in words:
            assert word in self.err, f"{word!r} is not in {self.err!r}"
        assert "Traceback" not in self.err
        assert len(self.err.strip().splitlines()) == 1, self.err

    def object(self) -> dict[str, Any]:
        """The one JSON object on stdout, and nothing else."""
        assert self.out.count("\n") == 1, self.out
        found: dict[str, Any] = json.loads(self.out)
        return found


class Shell:
    """Types commands with a home folder of its own; `env` are the variables of the desktop, if there is one."""

    def __init__(self, home: Path, env: Mapping[str, str] | None = None) -> None:
        self.home = home
        clean = {name: value for name, value in os.environ.items() if name not in _DESKTOP}
        self.env = clean | dict(env or {}) | {"PYTHONFAULTHANDLER": "1"}

    def __call__(self, *words: str) -> Ended:
        """One command, to its end."""
        return self.at_once(words)[0]

    def at_once(self, *commands: tuple[str, ...], apart: bool = False) -> list[Ended]:
        """Several commands side by side, in this order; `apart` gives each a copy of the home to itself."""
        running = [self._popen(words, self._copy(n) if apart else self.home) for n, words in enumerate(commands)]
        return [ended(process) for process in running]

    @contextmanager
    def started(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        """A command that is going on; it is killed when the block ends before it."""
        with self._popen(words, self.home) as process:
            try:
                yield process
            finally:
                if process.poll() is None:
                    process.kill()

    def log(self) -> list[dict[str, Any]]:
        """The lines of the log file."""
        lines = (self.home / "log" / "understudy.log").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def _copy(self, number: int) -> Path:
        return Path(shutil.copytree(self.home, self.home.with_name(f"{self.home.name}-{number}")))

    def _popen(self, words: tuple[str, ...], home: Path) -> subprocess.Popen[str]:
        command, env = [sys.executable, "-m", "app", *words], self.env | {"UNDERSTUDY_HOME": str(home)}
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=env, cwd=ROOT, stdout=pipe, stderr=pipe, text=True)


def ended(process: subprocess.Popen[str]) -> Ended:
    """Wait for its end; one that hangs is killed, and that is an error."""
    try:
        out, err = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        raise AssertionError(f"not ended after {SECONDS} s\n{out}\n{err}") from None
    return Ended(process.returncode, out, err)
