"""Whatever is changed in a pack, it is refused by name or means what it meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.model.errors import BadInput
from app.storage.pack_file import content_hash, read_pack
from tests.unit.storage.hostile_packs import reworded
from tests.unit.storage.pack_shelf import Desk
from tests.unit.storage.stores import close_store, open_store


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_any_change_of_any_byte_is_refused_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = _whole()
    place = data.draw(st.integers(0, len(whole) - 1))
    path = tmp_path_factory.mktemp("bytes") / "x.understudy-pack"
    path.write_bytes(whole[:place] + data.draw(st.binary(max_size=4)) + whole[place + data.draw(st.integers(0, 4)) :])
    try:
        pack, _ = read_pack(path)
    except BadInput:
        return
    assert pack == read_pack(_kept())[0]


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_anything_anywhere_in_the_words_is_refused_or_sound(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("words") / "x.understudy-pack"
    path.write_bytes(_whole())
    new = data.draw(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just([]) | st.just({}))
    reworded(path, lambda said: _put(said, data, new))
    try:
        pack, _ = read_pack(path)
    except BadInput:
        return
    assert pack.content == content_hash(pack)


def _put(value: Any, data: st.DataObject, new: object) -> None:
    while True:
        keys = sorted(value) if isinstance(value, dict) else list(range(len(value)))
        key = data.draw(st.sampled_from(keys)) if keys else None
        if key is None:
            return
        if not isinstance(value[key], dict | list) or not value[key] or data.draw(st.booleans()):
            value[key] = new
            return
        value = value[key]


_MADE: list[Path] = []


@pytest.fixture(scope="module", autouse=True)
def _made(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("made")
    store = open_store(folder / "author")
    try:
        desk = Desk(store)
        desk.correct()
        desk.export(folder / "whole.understudy-pack")
    finally:
        close_store(store)
    _MADE[:] = [folder / "whole.understudy-pack"]


def _kept() -> Path:
    return _MADE[0]


def _whole() -> bytes:
    return _kept().read_bytes()
