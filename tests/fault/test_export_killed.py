"""An export that is killed between any two of its steps: each row leaves exactly once, in whole files."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from app.home import SystemClock
from app.settings import Learning, Settings, folders, save
from app.storage.png import decoded
from app.storage.store import opened
from tests.fault.test_storage_killed import talking
from tests.unit.storage.played_runs import played

pytestmark = [pytest.mark.proof, pytest.mark.timeout(600)]

ROWS = 4


def exported(program: subprocess.Popen[str], out: Path, fatal: int) -> bool:
    """Whether the export reached its end before its step number `fatal`."""
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(f"{out} {fatal}\n")
    program.stdin.flush()
    status = program.stdout.readline().strip()
    assert status in ("0", "-9"), status
    return status == "0"


def sequences(folders_of_batches: list[Path]) -> list[int]:
    """The numbers in all whole batches; every file is what its name says, and its pictures are there."""
    found = []
    for folder in folders_of_batches:
        for file in folder.glob("batch_*"):
            data = file.read_bytes()
            assert file.name.endswith(f"_{sha256(data).hexdigest()[:8]}.jsonl"), "half a file has the name of a whole"
            for line in data.decode().splitlines():
                told = json.loads(line)
                assert decoded((folder / told["image"]).read_bytes()) is not None
                found.append(told["seq"])
    return sorted(found)


def test_F72_killed_between_every_two_steps_each_row_leaves_exactly_once(home: Path, tmp_path: Path) -> None:
    save(folders().settings, Settings(learning=Learning(batch_size=3)))
    with opened(folders(), Settings(), SystemClock()) as store:
        played(store.ledger, ["r1", "r2"])
    shutil.copytree(home, tmp_path / "before")
    with talking([sys.executable, "-m", "tests.fault.exporter"]) as program:
        for fatal in range(1, 300):
            shutil.rmtree(home)
            shutil.copytree(tmp_path / "before", home)
            first, second = tmp_path / f"{fatal}-first", tmp_path / f"{fatal}-second"
            ended = exported(program, first, fatal)
            with opened(folders(), Settings(), SystemClock()) as store:
                store.outbox.export(second)
                assert store.outbox.state() == (ROWS, 0, "")
            assert sequences([first, second]) == list(range(1, ROWS + 1)), f"killed at step {fatal}"
            if ended:
                assert not second.exists()
                assert fatal > 20
                return
    pytest.fail("the export never came to its end")
