"""A data set for training: readable line by line, with places inside pictures, and nothing personal unless shared."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest

from app.home import SystemClock
from app.model.action import Params
from app.model.errors import BadInput, RunCancelled, StoreProblem
from app.model.feedback import About, Opinion, Verdict
from app.model.geometry import Box
from app.model.ledger_learning import TakenBack
from app.model.ledger_run import SurroundingsSeen
from app.model.modes import Label
from app.model.recording import Recorded
from app.model.surroundings import Surroundings
from app.model.target import PASSWORD
from app.model.training import GroundingLine, Manifest, SequenceLine, Shared, Wish
from app.model.workflow import Workflow
from app.settings import Settings, folders
from app.storage import training_export
from app.storage.png import decoded
from app.storage.store import Store, opened
from app.storage.training_export import masks_of
from app.storage.training_readme import SCHEMA, schema_text
from tests.shell import ROOT
from tests.unit.storage.played_runs import CLIENT, Played, picture_name, played
from tests.unit.storage.shelf import IMAGES, invoice

PLACE, OTHER = Box(30, 20, 40, 16), Box(60, 44, 30, 12)
WISH = Wish(("Invoice",))


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with opened(folders(), Settings(), SystemClock()) as made:
        made.library.add(Recorded(invoice(), IMAGES))
        yield made


def lines(folder: Path, name: str = "grounding.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def a_bit_of_everything(store: Store) -> None:
    run = Played("r1")
    run.accepted("new", PLACE)
    run.corrected("new", PLACE, OTHER)
    run.accepted("number", OTHER, Params(text="Zoë 漢"), label=Label.NONE)
    run.skipped("number", OTHER)
    run.ended().commit(store.ledger)
    store.feedback.give(About("r1", "new"), Opinion(Verdict.GOOD, comment="Dear Ada"))
    store.feedback.give(About("r1"), Opinion(stars=4, comment="Dear Bob"))


def shapes(value: object) -> object:
    """Which fields there are, whatever stands in them."""
    if isinstance(value, dict):
        return {key: shapes(part) for key, part in value.items()}
    return None


def types(values: list[Any]) -> set[type]:
    return {type(value) for value in values} - {type(None)}


def test_it_loads_line_by_line_with_pictures_by_relative_path_and_boxes_inside(store: Store, tmp_path: Path) -> None:
    a_bit_of_everything(store)
    manifest = store.training.write(WISH, tmp_path / "out")
    found = lines(tmp_path / "out")
    assert len(found) == manifest.examples == 5
    for line in found:
        picture = decoded((tmp_path / "out" / line["image"]).read_bytes())
        assert picture is not None
        assert (line["image_width"], line["image_height"]) == (picture.shape[1], picture.shape[0])
        box, (x, y) = Box(*line["box"]), line["point"]
        assert Box(0, 0, line["image_width"], line["image_height"]).encloses(box)
        assert box.x <= x < box.right
        assert box.y <= y < box.bottom
        assert line["instruction"]


@pytest.mark.parametrize("name", ["grounding.jsonl", "sequences.jsonl"])
def test_every_line_has_the_same_fields_with_the_same_types(store: Store, tmp_path: Path, name: str) -> None:
    a_bit_of_everything(store)
    played(store.ledger, ["r2", "r3"])
    store.training.write(Wish(("Invoice",), Shared(True, True, True, True)), tmp_path / "out")
    found = lines(tmp_path / "out", name)
    assert len({json.dumps(shapes({**line, "steps": None})) for line in found}) == 1
    for field in found[0]:
        assert len(types([line[field] for line in found])) <= 1, field
    steps = [step for line in found for step in line.get("steps", [])]
    assert len({json.dumps(shapes(step)) for step in steps}) <= 1


def test_lines_and_manifest_are_of_the_published_format(store: Store, tmp_path: Path) -> None:
    a_bit_of_everything(store)
    store.training.write(WISH, tmp_path / "out")
    for line in lines(tmp_path / "out"):
        GroundingLine.model_validate(line)
    for line in lines(tmp_path / "out", "sequences.jsonl"):
        SequenceLine.model_validate(line)
    manifest = Manifest.model_validate_json((tmp_path / "out" / "dataset.json").read_text(encoding="utf-8"))
    assert manifest.pictures == len(list((tmp_path / "out" / "images").iterdir()))
    assert "5 examples" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_the_committed_schema_is_the_one_of_the_types() -> None:
    assert (ROOT / SCHEMA).read_text(encoding="utf-8") == schema_text()
    assert "format 1" in (ROOT / "docs" / "training-export.md").read_text(encoding="utf-8")


def test_every_field_is_described_in_the_document() -> None:
    told = (ROOT / "docs" / "training-export.md").read_text(encoding="utf-8")
    for kind in (GroundingLine, SequenceLine, Manifest):
        for name in kind.model_fields:
            assert f"`{name}`" in told, f"{kind.__name__}.{name}"


def test_right_wrong_and_unknown_are_told_apart_and_none_is_never_a_success(store: Store, tmp_path: Path) -> None:
    a_bit_of_everything(store)
    store.training.write(WISH, tmp_path / "out")
    found = {
        (line["id"]): (line["label"], line["positive"], line["shown_by_person"]) for line in lines(tmp_path / "out")
    }
    assert found == {
        "r1-1": ("right", True, False),
        "r1-2": ("wrong", False, False),
        "r1-3": ("right", True, True),
        "r1-4": ("none", None, False),
        "r1-5": ("none", None, False),
    }


def test_a_place_whose_correction_was_taken_back_is_no_success(store: Store, tmp_path: Path) -> None:
    run = Played("r1")
    run.corrected("new", PLACE, OTHER)
    run.ended().commit(store.ledger)
    with store.database.reading() as session:
        from sqlalchemy import select

        from app.storage.schema import CorrectionRow

        row_id = session.scalars(select(CorrectionRow.id)).one()
    store.ledger.commit([TakenBack("w-1", row_id, "g", "the correction")])
    store.training.write(WISH, tmp_path / "out")
    assert [(line["id"], line["positive"]) for line in lines(tmp_path / "out")] == [("r1-1", False), ("r1-2", None)]


def test_personal_words_are_off_by_default_and_each_can_be_shared_alone(store: Store, tmp_path: Path) -> None:
    a_bit_of_everything(store)
    words = {
        "texts": "Zoë 漢",
        "titles": "Invoice of Zoë",
        "comments": "Dear Ada",
        "coach": store.ledger._profile.coach,
    }

    def written(name: str, shared: Shared) -> str:
        store.training.write(Wish(("Invoice",), shared), tmp_path / name)
        files = [file for file in (tmp_path / name).iterdir() if file.suffix in (".jsonl", ".json", ".md")]
        return "".join(file.read_text(encoding="utf-8") for file in files)

    nothing = written("nothing", Shared())
    assert not [word for word in (*words.values(), "Zoë", "Dear Bob", "Invoice – Edit") if f'"{word}' in nothing]
    for name in words:
        text = written(name, Shared(**{name: True}))
        assert [other for other, word in words.items() if word in text.replace('"w-1"', "")] == [name]


def test_secrets_are_impossible_in_words_and_pictures(store: Store, tmp_path: Path) -> None:
    workflow = invoice()
    number = workflow.steps[1]
    assert number.target is not None
    hidden = number.model_copy(update={"target": number.target.model_copy(update={"role": PASSWORD})})
    store.library.save(Workflow.model_validate(workflow.model_copy(update={"steps": (workflow.steps[0], hidden)})))
    run = Played("r1")
    run.accepted("number", OTHER, Params(secret="bank", text="hunter2"))
    run.accepted("new", PLACE)
    run.ended().commit(store.ledger)
    store.training.write(Wish(("Invoice",), Shared(True, True, True, True)), tmp_path / "out")
    assert "hunter2" not in "".join(file.read_text() for file in (tmp_path / "out").glob("*.json*"))
    [line] = lines(tmp_path / "out")
    assert line["id"] == "r1-2"
    picture = decoded((tmp_path / "out" / line["image"]).read_bytes())
    assert picture is not None
    assert not picture[OTHER.y : OTHER.bottom, OTHER.x : OTHER.right].any(), "the field of the secret is painted over"
    assert picture[PLACE.y : PLACE.bottom, PLACE.x : PLACE.right].any()


def test_what_followed_a_secret_in_a_field_that_hides_nothing_is_left_out(store: Store, tmp_path: Path) -> None:
    run = Played("r1")
    run.accepted("new", PLACE)
    run.accepted("number", OTHER, Params(secret="bank"))
    run.accepted("new", PLACE)
    run.ended().commit(store.ledger)
    manifest = store.training.write(WISH, tmp_path / "out")
    assert [line["id"] for line in lines(tmp_path / "out")] == ["r1-1"]
    assert manifest.left_out == {"a secret may be seen in the picture": 2}
    assert len(list((tmp_path / "out" / "images").iterdir())) == 1


def test_what_the_person_paints_over_is_black_and_a_place_under_it_is_left_out(store: Store, tmp_path: Path) -> None:
    played(store.ledger, ["r1"])
    over, beside = Box(35, 22, 5, 5), Box(100, 60, 50, 50)
    masks = {picture_name("r1", 1): (over,), picture_name("r1", 2): (beside,)}
    manifest = store.training.write(Wish(("Invoice",), masks=masks), tmp_path / "out")
    [line] = lines(tmp_path / "out")
    picture = decoded((tmp_path / "out" / line["image"]).read_bytes())
    assert picture is not None
    assert not picture[60:, 100:].any()
    assert (manifest.painted_over, manifest.left_out) == (1, {"its place is painted over": 1})


def test_the_preview_says_what_will_be_written_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    a_bit_of_everything(store)
    before = sorted(tmp_path.rglob("*"))
    seen = store.training.preview(WISH)
    assert sorted(tmp_path.rglob("*")) == before
    manifest = store.training.write(WISH, tmp_path / "out")
    assert (seen.examples, seen.positive, seen.negative, seen.runs) == (
        manifest.examples,
        manifest.positive,
        manifest.negative,
        manifest.runs,
    )
    assert len(seen.pictures) == 5


def test_the_look_of_a_screen_goes_along_where_it_is_known(store: Store, tmp_path: Path) -> None:
    seen = Surroundings("5c", "dark", "fr", "1f")
    store.ledger.commit([SurroundingsSeen("r1", "w-1", "main", seen, ("new",))])
    played(store.ledger, ["r1"])
    store.training.write(WISH, tmp_path / "out")
    look = lines(tmp_path / "out")[0]["look"]
    assert look == {"theme": "dark", "language": "fr", "program_version": "1f", "screens": "5c", "scale": 1.0}


def test_the_opinion_stands_in_the_example_and_in_the_sequence(store: Store, tmp_path: Path) -> None:
    a_bit_of_everything(store)
    store.training.write(Wish(("Invoice",), Shared(comments=True)), tmp_path / "out")
    first = lines(tmp_path / "out")[0]
    assert (first["verdict"], first["stars"], first["comment"]) == ("good", 5, "Dear Ada")
    [run] = lines(tmp_path / "out", "sequences.jsonl")
    assert (run["verdict"], run["stars"], run["comment"]) == ("good", 4, "Dear Bob")
    assert [step["decision"] for step in run["steps"]] == ["accept", "correct", None, "accept", "skip"]
    assert {step["grounding"] for step in run["steps"]} == {line["id"] for line in lines(tmp_path / "out")}


def test_a_picture_that_is_no_longer_kept_is_said_and_the_sequence_stays_whole(store: Store, tmp_path: Path) -> None:
    played(store.ledger, ["r1"])
    (store.captures.folder / picture_name("r1", 1)).unlink()
    manifest = store.training.write(WISH, tmp_path / "out")
    assert manifest.left_out == {"its picture is no longer kept": 1}
    assert len(lines(tmp_path / "out", "sequences.jsonl")[0]["steps"]) == 2


def test_a_place_that_lies_outside_its_picture_is_left_out_and_one_at_its_edge_is_cut(
    store: Store, tmp_path: Path
) -> None:
    run = Played("r1")
    run.accepted("new", Box(100, 60, 30, 30))
    run.accepted("new", Box(115, 60, 30, 10))
    run.ended().commit(store.ledger)
    manifest = store.training.write(WISH, tmp_path / "out")
    assert [line["box"] for line in lines(tmp_path / "out")] == [[100, 60, 20, 20]]
    assert manifest.left_out == {"its place lies outside the picture": 1}


def test_a_folder_with_something_in_it_is_refused_and_an_empty_one_is_used(store: Store, tmp_path: Path) -> None:
    played(store.ledger, ["r1"])
    target = tmp_path / "out"
    target.mkdir()
    (target / "mine.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(BadInput, match="there is something already"):
        store.training.write(WISH, target)
    assert [file.name for file in target.iterdir()] == ["mine.txt"]
    (target / "mine.txt").unlink()
    store.training.write(WISH, target)
    assert (target / "dataset.json").exists()


def test_an_unknown_workflow_and_none_at_all_are_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="'Taxes'"):
        store.training.preview(Wish(("Taxes",)))
    with pytest.raises(BadInput, match="no workflow is chosen"):
        store.training.preview(Wish(()))


def test_a_full_disk_leaves_nothing_behind_and_says_so(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played(store.ledger, ["r1"])

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(training_export, "write_pictures", full)
    with pytest.raises(StoreProblem, match="DISK_FULL"):
        store.training.write(WISH, tmp_path / "sub" / "out")
    assert list((tmp_path / "sub").iterdir()) == []
    monkeypatch.undo()
    store.training.write(WISH, tmp_path / "sub" / "out")


def test_a_cancelled_export_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    played(store.ledger, ["r1", "r2", "r3"])
    cancel, told = Event(), list[tuple[int, int]]()

    def hear(done: int, of: int) -> None:
        told.append((done, of))
        cancel.set()

    with pytest.raises(RunCancelled):
        store.training.write(WISH, tmp_path / "sub" / "out", hear, cancel)
    assert told == [(1, 3)]
    assert list((tmp_path / "sub").iterdir()) == []


def test_the_person_paints_only_on_the_copy(store: Store, tmp_path: Path) -> None:
    played(store.ledger, ["r1"])
    name = picture_name("r1", 1)
    before = store.captures.load(name)
    store.training.write(Wish(("Invoice",), masks={name: (CLIENT,)}), tmp_path / "out")
    after = store.captures.load(name)
    assert before is not None
    assert after is not None
    assert np.array_equal(before, after)


@pytest.mark.parametrize(
    "content",
    ["[", "[]", '{"a.png": 3}', '{"a.png": [[1, 2, 3]]}', '{"a.png": [[1, 2, 0, 4]]}', '{"a": [[1, 2, 3, "x"]]}'],
)
def test_a_bad_list_of_boxes_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "masks.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=r"masks\.json"):
        masks_of(file)


def test_boxes_to_paint_over_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "masks.json"
    file.write_text('{"a.png": [[1, 2, 3, 4]]}', encoding="utf-8")
    assert dict(masks_of(file)) == {"a.png": (Box(1, 2, 3, 4),)}
