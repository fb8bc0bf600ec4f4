from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.model.errors import BadInput, StoreProblem, UserError
from app.model.workflow import Workflow
from app.storage import workflows as room
from app.storage.folder_names import folder_name
from app.storage.workflow_file import MAX_SCREENS
from app.storage.workflow_schema import schema_path, schema_text
from app.storage.workflows import WorkflowFolder
from tests.unit.storage.shelf import IMAGE, IMAGES, PIXELS, invoice

Content = dict[str, Any]


@pytest.fixture
def shelf(tmp_path: Path) -> WorkflowFolder:
    return WorkflowFolder(tmp_path / "workflows")


def changed(shelf: WorkflowFolder, change: Callable[[Content], object]) -> Path:
    """The saved invoice workflow after someone edited its file."""
    folder = shelf.save(invoice(), IMAGES)
    file = folder / "workflow.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    change(content)
    file.write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_a_workflow_comes_back_equal_by_id_name_folder_and_path(shelf: WorkflowFolder) -> None:
    folder = shelf.save(invoice(), IMAGES)
    for reference in ("w-1", "Invoice", "invoice", folder.name, str(folder), str(folder / "workflow.json")):
        assert shelf.load(reference) == invoice(), reference
    picture = shelf.picture("w-1", IMAGE)
    assert picture is not None
    assert np.array_equal(picture, PIXELS)
    assert [each.workflow for each in shelf.all()] == [invoice()]


def test_the_file_names_every_field_that_has_a_value(shelf: WorkflowFolder) -> None:
    folder = shelf.save(invoice(), IMAGES)
    content = json.loads((folder / "workflow.json").read_text(encoding="utf-8"))
    assert content["format"] == 1
    assert content["steps"][0]["from"] == "main"
    assert content["steps"][0]["expect"]["timeout"] == 5.0, "a default that changes later must not change old files"


BROKEN: list[tuple[str, Callable[[Content], object], str]] = [
    ("unknown field", lambda w: w.update(colour="red"), "colour"),
    ("unknown field of a step", lambda w: w["steps"][1].update(loop=3), "steps.1.loop"),
    ("no id", lambda w: w.pop("id"), "id"),
    ("empty name", lambda w: w.update(name=""), "name"),
    ("name is a number", lambda w: w.update(name=7), "name"),
    ("unknown status", lambda w: w.update(status="FINE"), "status"),
    ("unknown action", lambda w: w["steps"][0].update(action="hack"), "steps.0.action"),
    ("no text to type", lambda w: w["steps"][1]["params"].pop("text"), "steps.1.params.text"),
    ("text is a list", lambda w: w["steps"][1]["params"].update(text=["a"]), "steps.1.params.text"),
    ("no target", lambda w: w["steps"][0].pop("target"), "steps.0.target"),
    ("negative wait", lambda w: w["steps"][0]["timing"].update(before=-1), "steps.0.timing.before"),
    ("endless wait", lambda w: w["steps"][0]["timing"].update(before=1e300), "steps.0.timing.before"),
    ("wait is not a number", lambda w: w["steps"][0]["timing"].update(before=float("nan")), "steps.0.timing.before"),
    ("time-out of zero", lambda w: w["steps"][0]["expect"].update(timeout=0), "steps.0.expect.timeout"),
    ("many notches", lambda w: w["steps"][0]["params"].update(clicks_y=10**9), "steps.0.params.clicks_y"),
    ("box of three", lambda w: w["steps"][0]["target"]["place"].update(box=[1, 2, 3]), "steps.0.target.place.box"),
    (
        "box far away",
        lambda w: w["steps"][0]["target"]["place"].update(box=[10**9, 2, 3, 4]),
        "steps.0.target.place.box.0",
    ),
    ("half a pixel", lambda w: w["steps"][0]["target"].update(press=[1.5, 2]), "steps.0.target.press"),
    ("unknown screen", lambda w: w["steps"][0].update(to="nowhere"), "steps.0"),
    ("step twice", lambda w: w["steps"].append(w["steps"][0]), "steps"),
    ("screen twice", lambda w: w["screens"].append(w["screens"][0]), "screens"),
    ("screens are a word", lambda w: w.update(screens="main"), "screens"),
    ("too many screens", lambda w: w.update(screens=[{}] * (MAX_SCREENS + 1)), "screens: there are more"),
    ("too many steps", lambda w: w.update(steps=w["steps"] * 300), "steps"),
    ("endless id", lambda w: w.update(id="x" * 1000), "id"),
    ("missing picture", lambda w: w["steps"][0]["target"].update(view="absent.png"), "absent.png is missing"),
    ("picture elsewhere", lambda w: w["steps"][0]["target"].update(view="../../secret.png"), "steps.0.target.view"),
    ("picture of a device", lambda w: w["steps"][0]["target"].update(view="con.png"), "steps.0.target.view"),
    ("picture of a screen", lambda w: w["screens"][0]["signature"].update(view="gone.png"), "screens.0.signature.view"),
    ("newer format", lambda w: w.update(format=2), "newer Understudy"),
    ("format is a word", lambda w: w.update(format="one"), "format"),
    ("format zero", lambda w: w.update(format=0), "format"),
]


@pytest.mark.parametrize(("change", "named"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_file_names_its_fault(shelf: WorkflowFolder, change: Callable[[Content], object], named: str) -> None:
    folder = changed(shelf, change)
    with pytest.raises(BadInput) as told:
        shelf.load(str(folder))
    assert named in told.value.why
    assert str(folder / "workflow.json") in told.value.what
    [item] = shelf.all()
    assert item.workflow is None
    assert named in item.problem


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{", '{"id": "\\ud800"}', "[" * 5000, "\x00", '{"a": 1} trailing', "5"]
)
def test_what_is_no_workflow_at_all_is_bad_input(shelf: WorkflowFolder, text: str) -> None:
    folder = shelf.save(invoice(), IMAGES)
    (folder / "workflow.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"workflow\.json"):
        shelf.load(str(folder))


def test_bytes_that_are_no_text_are_bad_input(shelf: WorkflowFolder) -> None:
    folder = shelf.save(invoice(), IMAGES)
    (folder / "workflow.json").write_bytes(b"\xff\xfe\x00{")
    with pytest.raises(BadInput):
        shelf.load(str(folder))


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<html>"])
def test_an_image_that_is_no_png_is_named(shelf: WorkflowFolder, content: bytes) -> None:
    folder = shelf.save(invoice(), IMAGES)
    (folder / "images" / IMAGE).write_bytes(content)
    with pytest.raises(BadInput, match=f"steps.0.target.picture.image: images/{IMAGE} is not a PNG"):
        shelf.load(str(folder))
    assert shelf.picture("w-1", IMAGE) is None


def test_a_link_to_a_picture_elsewhere_is_not_followed(shelf: WorkflowFolder, tmp_path: Path) -> None:
    folder = shelf.save(invoice(), IMAGES)
    image = folder / "images" / IMAGE
    image.rename(tmp_path / "secret.png")
    image.symlink_to(tmp_path / "secret.png")
    with pytest.raises(BadInput, match="missing"):
        shelf.load(str(folder))
    assert shelf.picture("w-1", IMAGE) is None


@pytest.mark.parametrize(
    "name", ["../workflow.json", "..", "", "a/b.png", "\x00.png", "/etc/passwd", "x" * 300 + ".png"]
)
def test_F75_a_picture_name_never_leaves_the_folder(shelf: WorkflowFolder, name: str) -> None:
    shelf.save(invoice(), IMAGES)
    assert shelf.picture("w-1", name) is None
    with pytest.raises(BadInput):
        shelf.save(invoice(), {**IMAGES, name: PIXELS})


@pytest.mark.parametrize("reference", ["", "nothing", "../..", "/", "\x00", "w-1/../w-1", "a" * 5000])
def test_an_unknown_workflow_is_bad_input(shelf: WorkflowFolder, reference: str) -> None:
    shelf.save(invoice(), IMAGES)
    with pytest.raises(BadInput, match="there is none"):
        shelf.load(reference)


def test_two_of_one_name_must_be_told_apart(shelf: WorkflowFolder) -> None:
    first = shelf.save(invoice(), IMAGES)
    second = shelf.save(invoice(id="w-2"), IMAGES)
    assert (first.name, second.name) == ("Invoice", "Invoice 2")
    with pytest.raises(BadInput, match="several"):
        shelf.load("Invoice")
    assert shelf.load("w-2").id == "w-2"


def test_a_copied_folder_is_listed_with_its_problem(shelf: WorkflowFolder) -> None:
    folder = shelf.save(invoice(), IMAGES)
    shutil.copytree(folder, shelf.root / "Invoice copy")
    original, copy = shelf.all()
    assert original.workflow == invoice()
    assert "same id" in copy.problem


def test_saving_again_keeps_the_folder_and_adds_pictures(shelf: WorkflowFolder) -> None:
    folder = shelf.save(invoice(), IMAGES)
    more = np.full((4, 4, 3), 7, np.uint8)
    assert shelf.save(invoice(name="Bill"), {"second.png": more}) == folder
    assert shelf.load("w-1").name == "Bill"
    assert sorted(path.name for path in (folder / "images").iterdir()) == sorted(["second.png", *IMAGES])


def test_a_picture_that_is_nowhere_is_refused_before_anything_is_written(shelf: WorkflowFolder) -> None:
    with pytest.raises(BadInput, match=r"screens\.0\.signature\.view"):
        shelf.save(invoice(), {})
    assert not shelf.root.exists()


def test_a_save_that_fails_leaves_the_old_workflow_whole(
    shelf: WorkflowFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.save(invoice(), IMAGES)

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room, "replace_file", full)
    for wanted in (invoice(name="Bill"), invoice(id="w-2")):
        with pytest.raises(StoreProblem, match="DISK_FULL"):
            shelf.save(wanted, IMAGES)
    monkeypatch.undo()
    assert [each.workflow for each in shelf.all()] == [invoice()]
    assert os.listdir(shelf.root) == ["Invoice"]


def test_a_workflow_elsewhere_can_be_used_by_its_path(shelf: WorkflowFolder, tmp_path: Path) -> None:
    folder = WorkflowFolder(tmp_path / "elsewhere").save(invoice(), IMAGES)
    assert shelf.load(str(folder)) == invoice()
    assert shelf.picture("w-1", IMAGE) is not None
    assert shelf.all() == ()


def test_a_removed_workflow_lies_in_the_trash(shelf: WorkflowFolder) -> None:
    shelf.save(invoice(), IMAGES)
    trashed = shelf.remove("w-1")
    assert shelf.all() == ()
    assert trashed.parent == shelf.root.parent / "trash"
    assert (trashed / "workflow.json").exists()
    again = shelf.save(invoice(), IMAGES)
    (again / "workflow.json").write_text("broken", encoding="utf-8")
    assert shelf.remove("Invoice") != trashed, "a broken one can be removed by its folder's name"


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Zoë’s 漢字 → été", "Zoë’s 漢字 → été"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b\\c:d", "a-b-c-d"),
        ("CON", "workflow CON"),
        ("...", "workflow"),
        ("  two   words. ", "two words"),
        ("\x00\n\u202e", "workflow"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_folder_names_are_readable_and_safe(shelf: WorkflowFolder, name: str, folder: str) -> None:
    assert folder_name(name, []) == folder
    made = shelf.save(invoice(name=name), IMAGES)
    assert made.name == folder
    assert made.parent == shelf.root
    assert shelf.load("w-1").name == name


@given(name=st.text(min_size=1), taken=st.lists(st.text(), max_size=3))
def test_folder_names_fit_every_file_system(name: str, taken: list[str]) -> None:
    made = folder_name(name, [*taken, folder_name(name, [])])
    assert made.casefold() not in {other.casefold() for other in taken}
    assert len(made.encode()) <= 120
    assert not set(made) & set('<>:"/\\|?*\x00\n')
    assert made.strip(" .") == made
    assert made


def test_the_shipped_schema_is_current() -> None:
    assert schema_path().read_text(encoding="utf-8") == schema_text(), "run python -m app.storage.workflow_schema"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=8), part, max_size=3),
    max_leaves=6,
)


def _places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in inner for place in _places(part, (*path, key)))]


def _put(value: Any, path: tuple[Any, ...], new: object) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _put(copy[path[0]], path[1:], new)
    return copy


SOUND: Content = json.loads(invoice().model_dump_json(by_alias=True, exclude_none=True))


CHANGES = {"place": st.sampled_from(_places(SOUND)), "new": JSON}


def check_a_change(folder: Path, place: tuple[Any, ...], new: object) -> None:
    """Put anything anywhere into a sound file: it is sound, or bad input."""
    shelf = WorkflowFolder(folder)
    saved = shelf.save(invoice(), IMAGES)
    (saved / "workflow.json").write_text(json.dumps(_put(SOUND, place, new)), encoding="utf-8")
    with suppress(BadInput):
        assert isinstance(shelf.load(str(saved)), Workflow)
    for each in shelf.all():
        assert each.workflow or str(saved) in each.problem


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(**CHANGES)
def test_F81_any_file_is_either_sound_or_bad_input(
    tmp_path_factory: pytest.TempPathFactory, place: tuple[Any, ...], new: object
) -> None:
    check_a_change(tmp_path_factory.mktemp("fuzz"), place, new)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=200))
def test_F81_any_bytes_are_either_sound_or_bad_input(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    shelf = WorkflowFolder(tmp_path_factory.mktemp("fuzz"))
    folder = shelf.save(invoice(), IMAGES)
    (folder / "workflow.json").write_bytes(data)
    with pytest.raises(UserError):
        shelf.load(str(folder))
