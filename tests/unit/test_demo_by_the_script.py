"""The demonstration goes the same way each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.demo.session import play_by_the_script
from app.settings import HOME_VARIABLE, folders, load


def test_no_step_of_the_demonstration_is_drawn_to_be_asked_about_blindly(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    play_by_the_script()
    assert load(folders().settings).trust.audits == 0
