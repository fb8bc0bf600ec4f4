"""A pack from outside is hostile until it has passed: nothing is written, nothing blows up, the fault is named."""

from __future__ import annotations

import ast
import json
import stat
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.model.errors import BadInput
from app.model.pack import Pack, Take
from app.storage.pack_file import FILE, content_hash, read_pack
from tests.unit.storage.hostile_packs import BOMBS, NAME, NAMES, SAID, changed, packed, png, reworded, special
from tests.unit.storage.pack_shelf import Desk
from tests.unit.storage.stores import Open

APP = Path(__file__).parents[3] / "app"
Said = dict[str, Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "theirs.understudy-pack"


@pytest.fixture
def sound(opened: Open, tmp_path: Path, path: Path) -> Path:
    """A pack that passes."""
    desk = Desk(opened(tmp_path / "author"))
    desk.correct()
    desk.export(path)
    return path


def hashed(text: bytes) -> bytes:
    """As somebody hostile writes it: with the right hash."""
    said = json.loads(text)
    return json.dumps({**said, "content": content_hash(Pack.model_validate(said))}).encode()


def refused(path: Path, said: str = "BAD_PACK") -> BadInput:
    with pytest.raises(BadInput) as told:
        read_pack(path)
    assert said in str(told.value)
    assert len(str(told.value)) < 1000
    return told.value


def everything(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


@pytest.mark.parametrize("name", NAMES)
def test_F75_a_name_that_does_not_belong_is_refused_and_nothing_is_written(
    tmp_path: Path, path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    path.write_bytes(packed([(FILE, b"{}"), (name, png(1, 1))]))
    before = everything(tmp_path)
    told = refused(path)
    assert "\n" not in str(told)
    assert everything(tmp_path) == before


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(name=st.text(min_size=1, max_size=40).filter(lambda name: name not in (FILE, NAME) and "\x00" not in name))
def test_F75_any_other_name_is_refused(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.mktemp("names")
    path = folder / "x.understudy-pack"
    try:
        path.write_bytes(packed([(FILE, b"{}"), (name, b"x")]))
    except UnicodeEncodeError:
        return
    refused(path)
    assert everything(folder) == {path}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK, stat.S_IFDIR])
def test_F75_links_and_devices_are_refused(path: Path, kind: int) -> None:
    path.write_bytes(special(kind))
    assert "no plain file" in str(refused(path))


@pytest.mark.parametrize("kind", BOMBS)
def test_F76_bombs_and_lies_are_refused(path: Path, kind: str) -> None:
    path.write_bytes(BOMBS[kind]())
    assert SAID.get(kind, "BAD_PACK") in str(refused(path))


def test_F76_they_take_little_memory_and_time(tmp_path: Path) -> None:
    for number, make in enumerate(BOMBS.values()):
        (tmp_path / f"{number}.understudy-pack").write_bytes(make())
    program = (
        "import sys, time; from pathlib import Path\n"
        "from app.storage.pack_file import read_pack\n"
        "from app.model.errors import BadInput\n"
        "start = time.monotonic()\n"
        "for path in Path(sys.argv[1]).glob('*.understudy-pack'):\n"
        "    try: read_pack(path)\n"
        "    except BadInput: pass\n"
        "peak = Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]\n"  # of this program alone
        "print(int(peak) // 1024, round(time.monotonic() - start, 1))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True, cwd=APP.parent
    )
    memory, seconds = (float(word) for word in ended.stdout.split())
    assert memory < 300
    assert seconds < 20


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (png(65_535, 65_535), "too large"),
        (png(8_193, 1), "too large"),
        (png(8_000, 8_000), "too large"),
        (png(0, 0), "not a PNG"),
        (png(12, 9), "damaged"),
        (png(12, 9, bytes(9 * 37))[:-30], "damaged"),
        (png(12, 9, bytes(9 * 37), animated=True), "not called by its content"),
        (b"GIF89a" + bytes(100), "not a PNG"),
        (b"<svg/>", "not a PNG"),
        (packed([("x", b"x")]), "not a PNG"),
    ],
)
def test_F77_an_odd_picture_is_refused_before_or_while_it_is_unpacked(sound: Path, file: bytes, said: str) -> None:
    def replace(members: dict[str, bytes]) -> None:
        name = next(each for each in members if each != FILE)
        members[name] = file
        told = json.loads(members[FILE])
        told["images"][name.removeprefix("images/")] = sha256(file).hexdigest()
        members[FILE] = hashed(json.dumps(told).encode())

    changed(sound, replace)
    assert said in str(refused(sound))


def test_F78_nothing_in_the_program_unpickles_or_evaluates() -> None:
    forbidden = {"pickle", "cPickle", "marshal", "shelve", "dill", "joblib", "yaml"}
    for file in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not forbidden & {name.split(".")[0] for name in names}, file
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec"), file
            if isinstance(node, ast.keyword) and node.arg == "allow_pickle":
                assert isinstance(node.value, ast.Constant), file
                assert node.value.value is False, file


@pytest.mark.parametrize("words", ["a\nb", "a\x1b[2J", "a\u202eb", "a\u200bb", "\x07"])
def test_F79_names_with_signs_that_cannot_be_shown_are_refused(sound: Path, words: str) -> None:
    reworded(sound, lambda said: said.update(author=words), hashed)
    refused(sound, "author")


@pytest.mark.parametrize("words", ["'; DROP TABLE journal; --", "<img src=x>", "%s%n{0}", "%(x)s"])
def test_F79_words_that_mean_something_elsewhere_are_only_words(
    sound: Path, opened: Open, tmp_path: Path, words: str
) -> None:
    reworded(sound, lambda said: said.update(author=words, name=words), hashed)
    mine = Desk(opened(tmp_path / "mine"))
    mine.adopt(sound)
    (pack,) = mine.packs.installed("w-1")
    assert (pack.name, pack.author) == (words, words)


CHANGES: list[tuple[str, Callable[[Said], object]]] = [
    ("vouched", lambda said: said["items"][0].update(vouched=True)),
    ("trust", lambda said: said.update(trust=500)),
    ("items.0.keep", lambda said: said["items"][0].update(keep="once")),
    ("items.0.action", lambda said: said["items"][0].update(action="run")),
    ("items.0.target.role", lambda said: said["items"][0]["target"].update(role="password text")),
    ("items.0.target.place", lambda said: said["items"][0]["target"]["place"].update(window_width=0)),
    ("place on any screen", lambda said: said["items"][0]["target"]["place"].update(window_width=10**9)),
    ("items.0.target.place", lambda said: said["items"][0]["target"]["place"].update(box=[1, 2, float("nan"), 4])),
    ("outside", lambda said: said["items"][0]["target"]["picture"].update(box=[0, 0, 500, 500])),
    ("is missing", lambda said: said["items"][0]["target"]["picture"].update(image="../../etc/passwd")),
    ("before: it has pictures", lambda said: said["items"][0]["before"].update(view="x.png")),
    ("used twice", lambda said: said.update(items=said["items"] * 2)),
    ("items", lambda said: said.update(items=[])),
    ("items", lambda said: said.update(items=said["items"] * 501)),
    ("longer than", lambda said: said["items"][0]["target"].update(text="x" * 2001)),
    ("name", lambda said: said.update(name="x" * 201)),
    ("made", lambda said: said.update(made="2026-01-01T00:00:00")),
    ("format", lambda said: said.update(format=0)),
    ("images", lambda said: said["images"].update({"b" * 32 + ".png": "0" * 64})),
]


@pytest.mark.parametrize(("said", "change"), CHANGES)
def test_F80_a_field_that_claims_or_means_too_much_is_named(
    sound: Path, said: str, change: Callable[[Said], object]
) -> None:
    def again(text: bytes) -> bytes:
        try:
            return hashed(text)
        except ValueError:
            return text

    reworded(sound, change, again)
    refused(sound, said)


def test_a_changed_word_or_picture_is_noticed_by_the_hash(sound: Path) -> None:
    whole = sound.read_bytes()
    reworded(sound, lambda said: said.update(author="Mallory"))
    refused(sound, "content")
    sound.write_bytes(whole)

    def other(members: dict[str, bytes]) -> None:
        name = next(each for each in members if each != FILE)
        members[name] = png(12, 9, bytes(9 * 37))

    changed(sound, other)
    refused(sound, "changed or damaged")


def test_a_hostile_pack_never_gets_a_picture_under_the_name_of_one_of_mine(
    sound: Path, opened: Open, tmp_path: Path
) -> None:
    """Names of pictures in packs are longer than those made here, and must be those of their content."""
    mine = Desk(opened(tmp_path / "mine"))
    before = {file.name for file in mine.store.captures.folder.glob("*")}
    mine.adopt(sound, Take.ADOPT)
    added = {file.name for file in mine.store.captures.folder.glob("*")} - before
    assert added
    assert all(len(name) == 36 for name in added)
