"""Records and runs workflows with the real program as a person's shell would: `understudy record`, `understudy run`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from app.model.workflow import Step, Workflow
from tests.desktop.person import Person
from tests.desktop.target import wait_until

SECONDS, NOTED_SECONDS = 60, 20
ROOT = Path(__file__).parents[2]
ACCEPT: dict[str, Any] = {"default": "ACCEPT"}
RECORD_KEY = "ctrl+shift+F9"

Coach = Sequence[dict[str, Any]]


def nothing() -> None:
    """The person only watches."""


class Understudy:
    """The program under test, as a process of its own on the tests' desktop, with a home of its own."""

    def __init__(self, env: dict[str, str], home: Path) -> None:
        # A process that hangs is aborted, and tells then where each of its threads stands.
        self.env = env | {"UNDERSTUDY_HOME": str(home), "PYTHONUNBUFFERED": "1", "PYTHONFAULTHANDLER": "1"}
        self.env.pop("QT_QPA_PLATFORM", None)
        self.home = home
        home.mkdir()

    def record(self, name: str, person: Person, act: Callable[[Noted], None]) -> Workflow:
        """Record what `act` does on the desktop until the person presses the recorder's hot key; what was stored."""
        file = self.home / "record.txt"
        with file.open("w", encoding="utf-8") as output, self._started("record", name, output=output) as process:
            noted = Noted(file, process)
            noted.wait_for("Recording")
            act(noted)
            person.key(RECORD_KEY)
            self._ended(process)
        assert process.returncode == 0, f"exit {process.returncode}\n{file.read_text()}\n{self.log()}"
        return self.workflow(name)

    def run(
        self,
        name: str,
        coach: Coach | None,
        *more: str,
        meanwhile: Callable[[], None] = nothing,
        expect: int | None = None,
    ) -> dict[str, Any]:
        """One run, with a scripted coach if one is given; its result as JSON.

        `meanwhile` runs beside it; `expect` is the exit state.
        """
        number = len(list(self.home.glob("report-*"))) + 1
        words = ["run", name, "--json", "--report", str(self.home / f"report-{number}"), *more]
        if coach is not None:
            script = self.home / f"coach-{number}.json"
            script.write_text(json.dumps(list(coach)), encoding="utf-8")
            words += ["--coach", str(script)]
        with self._started(*words) as process, ThreadPoolExecutor(1, "meanwhile") as beside:
            doing = beside.submit(meanwhile)
            out, err = self._ended(process)
            doing.result(SECONDS)
        assert out.strip(), f"nothing printed, exit {process.returncode}\n{err}\n{self.log()}"
        result: dict[str, Any] = json.loads(out)
        assert process.returncode == result["exit"], err
        told = f"{doubtful(result)}\n{json.dumps(result, indent=1)}\n{err}\n{self.log()}"
        assert expect is None or process.returncode == expect, told
        return result

    def stats(self, name: str) -> dict[str, Any]:
        """What `understudy stats --json` says about a workflow."""
        with self._started("stats", "--json") as process:
            out, err = self._ended(process)
        assert process.returncode == 0, err
        rows: list[dict[str, Any]] = json.loads(out)["workflows"]
        return next(row for row in rows if row["workflow_name"] == name)

    def shown(self, name: str) -> dict[str, Any]:
        """What `understudy show --json` says about a workflow."""
        with self._started("show", name, "--json") as process:
            out, err = self._ended(process)
        assert process.returncode == 0, err
        found: dict[str, Any] = json.loads(out)
        return found

    def workflow(self, name: str) -> Workflow:
        """The stored workflow."""
        files = (self.home / "data" / "workflows").glob("*/workflow.json")
        stored = [Workflow.model_validate_json(file.read_bytes()) for file in files]
        return next(workflow for workflow in stored if workflow.name == name)

    def log(self) -> str:
        """The end of the log file."""
        file = self.home / "log" / "understudy.log"
        return "\n".join(file.read_text(encoding="utf-8").splitlines()[-40:]) if file.exists() else ""

    @contextmanager
    def _started(self, *words: str, output: IO[str] | int = subprocess.PIPE) -> Iterator[subprocess.Popen[str]]:
        command = [sys.executable, "-m", "app", *words]
        errors = subprocess.PIPE if output == subprocess.PIPE else subprocess.STDOUT
        with subprocess.Popen(command, env=self.env, cwd=ROOT, stdout=output, stderr=errors, text=True) as process:
            try:
                yield process
            finally:
                if process.poll() is None:
                    process.kill()

    def _ended(self, process: subprocess.Popen[str]) -> tuple[str, str]:
        """Everything printed until its end; a process that does not end tells where it stands."""
        try:
            return process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGABRT)
            out, err = process.communicate(timeout=SECONDS)
            raise AssertionError(f"not ended after {SECONDS} s\n{out}\n{err}\n{self.log()}") from None


class Noted:
    """What a recording has said so far: the person goes on when a step was noted, as one who watches the bar."""

    def __init__(self, file: Path, process: subprocess.Popen[str]) -> None:
        self._file = file
        self._process = process

    def wait_for(self, words: str, times: int = 1) -> None:
        """Wait until it has said these words so many times."""
        with suppress(AssertionError):
            wait_until(lambda: self._said().count(words) >= times or self._process.poll() is not None, NOTED_SECONDS)
        said = self._said()
        assert said.count(words) >= times, f"exit {self._process.poll()}, {words!r} was not said:\n{said}"

    def _said(self) -> str:
        return self._file.read_text(encoding="utf-8")


def statuses(result: dict[str, Any]) -> list[str]:
    """How the steps went, in order."""
    return [step["status"] for step in result["steps"]]


def doubtful(result: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps that did not pass, for the first line of a message."""
    return [step for step in result["steps"] if step["status"] != "passed"]


def decisions(result: dict[str, Any]) -> list[str | None]:
    """What was decided about each step; None for one that was done without asking."""
    return [step["decision"] for step in result["steps"]]


def actions(workflow: Workflow) -> list[str]:
    """What the steps do, in order: the action, what it sends, and what it acts on."""
    return [_short(step) for step in workflow.steps]


def _short(step: Step) -> str:
    params, label = step.params, step.target.label if step.target else ""
    sent = "+".join(params.keys) or params.text or ""
    return " ".join(filter(None, (step.action.value, sent or label, "instead" if params.replace else "")))


def environment(env: dict[str, str]) -> dict[str, str]:
    """This process's variables with those of the desktop."""
    return dict(os.environ) | env
