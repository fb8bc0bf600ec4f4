"""Settings and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.model.errors import BadInput, StoreProblem
from app.settings import Keys, Settings, folders, load, save


def test_one_variable_moves_every_folder(home: Path) -> None:
    found = folders()
    assert {found.config, found.data, found.log} == {home / "config", home / "data", home / "log"}
    assert found.workflows == home / "data" / "workflows"


def test_settings_come_back_as_they_were_saved(home: Path) -> None:
    file = folders().settings
    assert load(file) == Settings()
    wanted = Settings(coach="Zoë", keys=Keys(accept="f2"))
    save(file, wanted)
    assert load(file) == wanted
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('{"questions": {"coaching": -1}}', "questions.coaching"),
        ('{"apearance": "dark"}', "apearance"),
        ('{"appearance": "pink"}', "appearance"),
        ("{", "the whole file"),
        ('{"capture": {"interval": NaN}}', "capture.interval"),
    ],
)
def test_a_faulty_field_is_named(home: Path, text: str, where: str) -> None:
    file = folders().settings
    file.parent.mkdir(parents=True)
    file.write_text(text)
    with pytest.raises(BadInput) as error:
        load(file)
    assert where in str(error.value)
    assert str(file) in str(error.value)


def test_F71_a_folder_that_cannot_be_made_is_named(home: Path) -> None:
    (home / "config").write_text("in the way")
    with pytest.raises(StoreProblem, match="config"):
        save(folders().settings, Settings())
