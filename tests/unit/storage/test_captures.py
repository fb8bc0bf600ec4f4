from __future__ import annotations

import os
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.decision import Keep, StepPatch
from app.model.errors import BadInput, StoreProblem
from app.model.frame import Pixels
from app.model.geometry import Box, Point
from app.model.ledger_learning import CorrectionMade
from app.model.ledger_run import RunBegun
from app.model.modes import RunMode
from app.model.target import Picture, Place, Target
from app.model.window import WindowIdentity
from app.storage import captures as room
from app.storage.captures import Captures, valid_name
from app.storage.png import MAX_PIXELS, decoded, encoded, size_of
from tests.unit.storage.stores import Store, stored

DAY = 86_400
BEGUN = RunBegun("r1", "w1", "Invoices", RunMode.COACHING)


def name(number: int) -> str:
    return f"{number:016x}.png"


def noise(width: int = 20, height: int = 10, channels: int = 3) -> Pixels:
    return np.random.default_rng(width).integers(0, 256, (height, width, channels), np.uint8)


@pytest.fixture
def captures(tmp_path: Path) -> Captures:
    return Captures(tmp_path / "captures")


@pytest.mark.parametrize("channels", [3, 4])
def test_a_picture_comes_back_as_it_was(captures: Captures, channels: int) -> None:
    pixels = noise(33, 17, channels)
    pixels.flags.writeable = False
    captures.write({name(1): pixels[:, 3:]})
    loaded = captures.load(name(1))
    assert loaded is not None
    assert np.array_equal(loaded, pixels[:, 3:, :3])
    assert [path.name for path in captures.folder.iterdir()] == [name(1)]


def test_the_same_content_is_stored_once(captures: Captures) -> None:
    captures.write({name(1): noise()})
    os.utime(captures.folder / name(1), (0, 0))
    first = (captures.folder / name(1)).read_bytes()
    captures.write({name(1): noise(5)})
    assert (captures.folder / name(1)).read_bytes() == first
    assert (captures.folder / name(1)).stat().st_mtime > 0, "what is used again is not old"


@pytest.mark.parametrize(
    "odd",
    ["", "x.png", "../0123456789abcdef.png", "0123456789abcdef.PNG", "0123456789abcdef.png\n", "/etc/passwd", "\x00"],
)
def test_F79_a_name_that_is_no_content_never_becomes_a_path(captures: Captures, odd: str) -> None:
    assert captures.load(odd) is None
    with pytest.raises(BadInput):
        captures.write({odd: noise()})
    assert not captures.folder.exists()


@given(st.text())
def test_valid_names_are_plain(odd: str) -> None:
    assert not valid_name(odd) or set(odd) <= set("0123456789abcdef.png")


def test_what_is_no_sound_picture_is_none(captures: Captures) -> None:
    captures.write({name(1): noise(200, 100)})
    path = captures.folder / name(1)
    whole = path.read_bytes()
    for damaged in (
        b"",
        b"GIF89a" + whole,
        whole[:20],
        whole[: len(whole) // 2],
        whole[:60] + bytes(200) + whole[260:],
    ):
        path.write_bytes(damaged)
        assert captures.load(name(1)) is None, damaged[:10]
    assert captures.load(name(2)) is None


def png_of(width: int, height: int) -> bytes:
    """A small file that claims to be a huge picture."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"IDAT" + zlib.compress(bytes(1000))
    chunks = b"".join(
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (head, body, b"IEND")
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize(("width", "height"), [(65_535, 65_535), (8193, 1), (4001, 4000), (0, 5)])
def test_F77_a_huge_picture_is_refused_by_its_header(captures: Captures, width: int, height: int) -> None:
    captures.folder.mkdir()
    (captures.folder / name(1)).write_bytes(png_of(width, height))
    assert captures.load(name(1)) is None


def test_a_picture_too_large_or_empty_is_left_out_and_the_rest_is_recorded(store: Store) -> None:
    large = np.zeros((MAX_PIXELS // 8000 + 1, 8000, 3), np.uint8)
    store.ledger.commit([BEGUN], {name(1): large, name(2): large[0:0], name(3): noise()})
    assert stored(store) == [BEGUN]
    assert [path.name for path in store.captures.folder.iterdir()] == [name(3)]


def test_pictures_are_there_before_the_rows_that_name_them(store: Store) -> None:
    store.ledger.commit([BEGUN], {name(1): noise()})
    assert store.captures.load(name(1)) is not None
    (store.folder / "blocked").write_bytes(b"a file, not a folder")
    store.captures.folder = store.folder / "blocked"
    with pytest.raises(StoreProblem, match="Pictures"):
        store.ledger.commit([BEGUN], {name(2): noise()})
    assert stored(store) == [BEGUN]


def aged(captures: Captures, ages: dict[int, float]) -> None:
    """Pictures by number, so many days old."""
    captures.write({name(number): noise() for number in ages})
    for number, days in ages.items():
        when = time.time() - days * DAY
        os.utime(captures.folder / name(number), (when, when))


def numbers(captures: Captures) -> list[int]:
    return sorted(int(path.name[:16], 16) for path in captures.folder.iterdir())


def test_old_pictures_go_but_not_the_needed_ones(captures: Captures) -> None:
    aged(captures, {1: 1, 2: 13, 3: 15, 4: 400})
    (captures.folder / "left.tmp").write_bytes(b"of a killed program")
    assert captures.tidy(14, 100, {name(4)}) == 1
    assert numbers(captures) == [1, 2, 4]


def test_the_oldest_go_when_there_are_too_many(captures: Captures) -> None:
    aged(captures, {1: 1, 2: 2, 3: 3, 4: 4})
    size = (captures.folder / name(1)).stat().st_size
    assert captures.tidy(14, 2.5 * size / 1e6, {name(4)}) == 1
    assert numbers(captures) == [1, 2, 4]


def test_pictures_of_corrections_are_kept_for_ever(store: Store) -> None:
    def target(number: int) -> Target:
        place = Place(box=Box(0, 0, 5, 5), window_width=50, window_height=50)
        shown = Picture(image=name(number), box=Box(0, 0, 5, 5))
        window = WindowIdentity(application="calc")
        return Target(window=window, place=place, press=Point(1, 1), picture=shown, ring=shown, view=name(number + 100))

    old, new = StepPatch(target=target(1)), StepPatch(target=target(2))
    refused = Picture(image=name(3), box=Box(0, 0, 5, 5))
    rows = [CorrectionMade("c1", None, "w1", "a", 1, Keep.ALWAYS, old, new, refused), BEGUN]
    store.ledger.commit(rows, {name(number): noise() for number in (1, 101, 2, 102, 3, 4)})
    aged(store.captures, {number: 99 for number in (1, 101, 2, 102, 3, 4)})
    assert store.ledger.tidy(14, 500) == 1
    assert numbers(store.captures) == [1, 2, 3, 101, 102]


def test_F62_a_full_disk_costs_old_pictures_before_it_stops_the_record(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    aged(store.captures, {1: 1, 2: 2, 3: 3, 4: 4})
    monkeypatch.setattr(room, "replace_file", _full_while(lambda: len(numbers(store.captures)) > 2))
    store.ledger.commit([BEGUN], {name(5): noise()})
    assert stored(store) == [BEGUN]
    assert numbers(store.captures) == [1, 2, 5]


def test_F62_a_disk_that_stays_full_refuses_the_commit(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "replace_file", _full_while(lambda: True))
    with pytest.raises(StoreProblem, match="DISK_FULL"):
        store.ledger.commit([BEGUN], {name(5): noise()})
    assert stored(store) == []


def _full_while(full: Callable[[], bool]) -> Callable[[Path, bytes], None]:
    def write(path: Path, data: bytes) -> None:
        if full():
            raise OSError(28, "No space left on device")
        path.write_bytes(data)

    return write


def test_png_by_its_first_bytes() -> None:
    data = encoded(noise(21, 9))
    assert size_of(data) == (21, 9)
    assert decoded(data) is not None
    assert size_of(b"\x89PNG\r\n\x1a\n") is None
