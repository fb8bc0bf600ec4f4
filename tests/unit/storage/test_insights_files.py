"""What is saved from Insights is there whole, or the person reads where, why not, and what to do."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from app.model.errors import StoreProblem
from app.storage import insights_files
from app.storage.insights_files import save


def test_a_file_is_saved_whole_in_the_place_of_an_older_one(tmp_path: Path) -> None:
    save(tmp_path / "x.csv", b"old")
    save(tmp_path / "x.csv", b"new")
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["x.csv"]
    assert (tmp_path / "x.csv").read_bytes() == b"new"


@pytest.mark.parametrize(("number", "why"), [(errno.ENOSPC, "DISK_FULL"), (errno.EROFS, "Read-only file system")])
def test_a_full_or_read_only_folder_is_named_with_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    def refused(path: Path, data: bytes) -> None:
        raise OSError(number, why)

    monkeypatch.setattr(insights_files, "replace_file", refused)
    with pytest.raises(StoreProblem) as told:
        save(tmp_path / "x.csv", b"figures")
    assert str(tmp_path / "x.csv") in told.value.what
    assert why in told.value.why
    assert told.value.next_step


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match=r"gone.x\.csv"):
        save(tmp_path / "gone" / "x.csv", b"figures")
