"""A workflow from a file: checked as hostile, whole or not there at all, and trusted with nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.model.errors import BadInput
from app.model.ledger_learning import LearningSet, Vouched
from app.model.modes import LearningState
from app.storage.png import encoded
from app.storage.workflow_file import workflow_text
from app.storage.workflow_import import import_workflow
from app.storage.workflows import WorkflowFolder
from tests.unit.storage.hostile_packs import BOMBS, NAMES, packed, png
from tests.unit.storage.shelf import IMAGES, PIXELS, RING, invoice
from tests.unit.storage.stores import Store

FILE = "workflow.json"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "theirs.understudy"


@pytest.fixture
def folder(store: Store) -> WorkflowFolder:
    return WorkflowFolder(store.folder / "workflows")


def members(**changes: bytes) -> list[tuple[str, bytes]]:
    images = {f"images/{name}": encoded(pixels) for name, pixels in IMAGES.items()}
    return list({FILE: workflow_text(invoice()).encode(), **images, **changes}.items())


def refused(path: Path, folder: WorkflowFolder, store: Store, said: str) -> None:
    with pytest.raises(BadInput) as told:
        import_workflow(path, folder, store.ledger)
    assert said in str(told.value)
    assert str(path) in str(told.value)
    assert list(folder.root.glob("*")) == list(folder.root.glob(".*")) == []


def test_a_workflow_comes_in_whole_and_is_watched_first(path: Path, folder: WorkflowFolder, store: Store) -> None:
    path.write_bytes(packed(members()))
    made = import_workflow(path, folder, store.ledger)
    assert (made, folder.load("w-1")) == (invoice(), invoice())
    picture = folder.picture("w-1", RING)
    assert picture is not None
    assert (picture == PIXELS.repeat(2, axis=1)).all()
    assert store.ledger.knowledge_of("w-1").state is LearningState.OBSERVATION


def test_one_that_is_there_already_is_refused(path: Path, folder: WorkflowFolder, store: Store) -> None:
    path.write_bytes(packed(members()))
    import_workflow(path, folder, store.ledger)
    with pytest.raises(BadInput, match="already, as 'Invoice'"):
        import_workflow(path, folder, store.ledger)


def test_F80_what_was_earned_by_a_workflow_of_the_same_id_speaks_for_no_foreign_one(
    path: Path, folder: WorkflowFolder, store: Store
) -> None:
    store.ledger.commit([Vouched("w-1", "new", 0, True), LearningSet("w-1", LearningState.AUTO_CONFIRMED, "")])
    path.write_bytes(packed(members()))
    made = import_workflow(path, folder, store.ledger)
    assert made.id != "w-1"
    assert store.ledger.knowledge_of(folder.load(made.id).id).steps == {}


@pytest.mark.parametrize("name", NAMES)
def test_F75_a_name_that_does_not_belong_is_refused(
    path: Path, folder: WorkflowFolder, store: Store, name: str
) -> None:
    path.write_bytes(packed([*members(), (name, png(1, 1))]))
    refused(path, folder, store, "BAD_PACK")


@pytest.mark.parametrize("kind", ["bomb", "many entries", "lying sizes", "twice", "encrypted"])
def test_F76_bombs_are_refused(path: Path, folder: WorkflowFolder, store: Store, kind: str) -> None:
    path.write_bytes(BOMBS[kind]())
    refused(path, folder, store, "BAD_PACK")


def test_F77_a_picture_that_is_damaged_too_large_or_of_no_step_is_named(
    path: Path, folder: WorkflowFolder, store: Store
) -> None:
    for changes, said in (
        ({f"images/{RING}": png(12, 9)}, "damaged"),
        ({f"images/{RING}": png(65_535, 65_535)}, "too large"),
        ({f"images/{RING}": b"GIF89a" + bytes(99)}, "not a PNG"),
        ({"images/more.png": png(1, 1, bytes(4))}, "belongs to no step"),
    ):
        path.write_bytes(packed(members(**changes)))
        refused(path, folder, store, said)


def test_F81_a_field_that_is_unknown_is_named_with_the_file(path: Path, folder: WorkflowFolder, store: Store) -> None:
    said = json.loads(workflow_text(invoice()))
    said["steps"][0]["run"] = "rm"
    path.write_bytes(packed(members(**{FILE: json.dumps(said).encode()})))
    refused(path, folder, store, "steps.0.run")
