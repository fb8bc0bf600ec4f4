from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from app.model.errors import AlreadyRunning, BadInput, StoreProblem
from app.settings import Appearance, Settings
from app.storage.instance import Instance
from app.storage.profile import open_profile
from app.storage.settled import SettingsFile

HOLD = """
import sys
from pathlib import Path
from app.storage.instance import Instance

Instance(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_F66_a_second_program_is_told_the_first_ones_process(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        try:
            assert other.stdout.readline() == "held\n"
            with pytest.raises(AlreadyRunning, match=f"process {other.pid}"):
                Instance(tmp_path).acquire()
        finally:
            other.kill()
    mine = Instance(tmp_path)
    mine.acquire()
    mine.release()


def test_F66_only_one_of_two_in_the_same_process(tmp_path: Path) -> None:
    first, second = Instance(tmp_path / "data"), Instance(tmp_path / "data")
    first.acquire()
    with pytest.raises(AlreadyRunning, match=str(os.getpid())):
        second.acquire()
    first.release()
    first.release()
    second.acquire()
    second.release()


def test_a_lock_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(StoreProblem, match="Lock"):
        Instance(tmp_path / "data").acquire()


def test_a_profile_is_made_once(tmp_path: Path) -> None:
    first = open_profile(tmp_path / "data", "Ada")
    assert UUID(first.origin).version == 4
    assert first.coach == "Ada"
    assert open_profile(tmp_path / "data").origin == first.origin
    assert open_profile(tmp_path / "data").coach
    assert open_profile(tmp_path / "other").origin != first.origin


def test_a_damaged_profile_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "profile.json").write_text("{}", encoding="utf-8")
    with pytest.raises(StoreProblem, match=r"profile\.json"):
        open_profile(tmp_path)
    assert (tmp_path / "profile.json").read_text(encoding="utf-8") == "{}"


def test_settings_are_kept_and_checked(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "config" / "settings.json")
    assert file.load() == Settings()
    file.save(Settings(appearance=Appearance.DARK))
    assert file.load().appearance is Appearance.DARK
    (tmp_path / "config" / "settings.json").write_text('{"capture": {"interval": 99}}', encoding="utf-8")
    with pytest.raises(BadInput, match=r"capture\.interval"):
        file.load()
