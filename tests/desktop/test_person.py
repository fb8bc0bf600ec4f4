"""The person of coach scripts: a client apart from the hand, which does one deed after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.desktop.person import Person
from app.desktop.virtual_display import VirtualDisplay
from app.model.errors import BadInput
from app.model.geometry import Box
from tests.desktop.target import Target, nothing_is_pressed


def test_it_clicks_drags_turns_and_types(desktop: VirtualDisplay, tmp_path: Path) -> None:
    with Person(tmp_path / "person") as person, Target(Box(300, 300, 400, 300)) as target:
        x, y = target.box.center
        person.do([{"click": [x, y]}, {"move": [x + 20, y]}, {"scroll": [0, 1]}])
        person.do([{"drag": [[x, y], [x + 50, y + 40]]}, {"type": "aé"}, {"keys": ["ctrl", "s"]}])
        heard = target.presses()
        presses = [what for what in heard if what.startswith("press")]
        assert presses == ["press 1", "press 5", "press 1"]
        assert target.heard[-1].what.startswith("key")
        assert sum(what.startswith("key") for what in heard) == 4
        assert nothing_is_pressed()


def test_a_wrong_deed_is_named(desktop: VirtualDisplay, tmp_path: Path) -> None:
    with Person(tmp_path / "person") as person:
        with pytest.raises(BadInput, match="clik"):
            person.do([{"clik": [1, 2]}])
        with pytest.raises(BadInput, match="nonsense"):
            person.do([{"keys": ["nonsense"]}])
        person.do([{"move": [700, 700]}])
