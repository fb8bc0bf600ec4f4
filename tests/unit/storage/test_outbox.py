"""Decisions and opinions leave the ledger exactly once, in whole files, and nothing is lost when that fails."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any

import pytest

from app.home import SystemClock
from app.model.errors import AlreadyRunning, StoreProblem
from app.model.feedback import About, Opinion, Verdict
from app.model.geometry import Box
from app.model.ledger_learning import Evidence
from app.model.modes import Label, LabelSource
from app.model.news import Notice
from app.model.training import BatchLine, Shared
from app.settings import Learning, Settings, folders
from app.storage import atomic, outbox
from app.storage.batch_lines import composed
from app.storage.export_pictures import write_pictures
from app.storage.instance import Instance
from app.storage.outbox_rows import waiting
from app.storage.png import decoded
from app.storage.store import Store, opened
from tests.unit.storage.played_runs import Played, played
from tests.unit.storage.test_database import as_nobody


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with opened(folders(), Settings(), SystemClock()) as made:
        yield made


def lines(folder: Path) -> list[dict[str, Any]]:
    """All lines of all batches, in the order of their numbers."""
    files = sorted(folder.glob("batch_*.jsonl"), key=lambda file: int(file.name.split("_")[1]))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def use(store: Store, **learning: Any) -> None:
    store.settings.save(Settings(learning=Learning(**learning)))


def test_what_waits_is_exported_once_in_batches_with_abutting_numbers(store: Store, tmp_path: Path) -> None:
    use(store, batch_size=3)
    played(store.ledger, ["r1", "r2"])
    batches = store.outbox.export(tmp_path / "out")
    assert [(batch.first, batch.last) for batch in batches] == [(1, 3), (4, 4)]
    for batch in batches:
        digest = sha256(batch.file.read_bytes()).hexdigest()[:8]
        assert batch.file.name == f"batch_{batch.first}_{batch.last}_{digest}.jsonl"
    assert [line["seq"] for line in lines(tmp_path / "out")] == [1, 2, 3, 4]
    assert store.outbox.state() == (4, 0, "")
    assert store.outbox.export(tmp_path / "out") == ()


def test_each_line_is_of_the_format_and_its_picture_lies_there_with_the_place_inside(
    store: Store, tmp_path: Path
) -> None:
    played(store.ledger, ["r1"])
    store.outbox.export(tmp_path)
    for line in lines(tmp_path):
        told = BatchLine.model_validate(line)
        assert told.positive is True
        picture = decoded((tmp_path / str(told.image)).read_bytes())
        assert picture is not None
        assert told.box is not None
        assert Box(0, 0, picture.shape[1], picture.shape[0]).encloses(Box(*told.box))


def test_a_decision_of_a_run_that_is_still_open_waits_for_its_outcome(store: Store, tmp_path: Path) -> None:
    open_run = Played("r1")
    open_run.accepted("new", Box(30, 20, 40, 16))
    open_run.commit(store.ledger)
    assert store.outbox.export(tmp_path) == ()
    assert store.outbox.state() == (0, 1, "")
    store.ledger.commit(Played("r1").ended().rows[1:])
    assert len(store.outbox.export(tmp_path)) == 1


def test_a_label_of_none_is_never_exported_as_a_success(store: Store, tmp_path: Path) -> None:
    run = Played("r1")
    run.accepted("new", Box(30, 20, 40, 16), label=Label.NONE)
    run.skipped("number", Box(60, 40, 30, 12))
    run.ended().commit(store.ledger)
    store.outbox.export(tmp_path)
    assert [(line["label"], line["positive"], line["outcome"]) for line in lines(tmp_path)] == [
        ("none", None, "passed"),
        ("none", None, "skipped"),
    ]


def test_a_correction_carries_the_wrong_place_and_what_was_better(store: Store, tmp_path: Path) -> None:
    run = Played("r1")
    run.corrected("new", Box(30, 20, 40, 16), Box(60, 40, 30, 12))
    run.ended().commit(store.ledger)
    store.outbox.export(tmp_path)
    [line] = lines(tmp_path)
    assert (line["decision"], line["label"], line["positive"]) == ("correct", "wrong", False)
    assert (line["box"], line["outcome"]) == ([30, 20, 40, 16], "passed")


def test_a_label_taken_back_after_the_export_is_a_line_of_its_own(store: Store, tmp_path: Path) -> None:
    run = Played("r1")
    about = run.accepted("new", Box(30, 20, 40, 16))
    run.ended().commit(store.ledger)
    store.outbox.export(tmp_path)
    store.ledger.commit([Evidence("w-1", "new", 0, Label.NONE, LabelSource.COACHED, "rated_bad", about)])
    store.outbox.export(tmp_path)
    first, second = lines(tmp_path)
    assert (first["kind"], first["positive"]) == ("decision", True)
    assert (second["kind"], second["label"], second["positive"], second["run"]) == ("label", "none", None, "r1")


def test_an_opinion_is_exported_with_what_it_is_about_and_its_comment_only_when_shared(
    store: Store, tmp_path: Path
) -> None:
    played(store.ledger, ["r1"])
    store.outbox.export(tmp_path / "a")
    said = Opinion(Verdict.BAD, comment="Zoë’s field 漢")
    store.feedback.give(About("r1", "new"), said)
    store.feedback.give(About("r1"), said)
    store.outbox.export(tmp_path / "b")
    step, run = lines(tmp_path / "b")
    assert (step["kind"], step["verdict"], step["stars"], step["step"]) == ("feedback", "bad", 1, "new")
    assert (step["comment"], run["comment"], run["step"]) == (None, None, None)
    store.feedback.give(About("r1"), said)
    store.outbox.export(tmp_path / "c", Shared(comments=True))
    assert lines(tmp_path / "c")[0]["comment"] == "Zoë’s field 漢"


def test_personal_words_stay_here_unless_each_of_them_is_shared(store: Store, tmp_path: Path) -> None:
    played(store.ledger, ["r1", "r2"])
    store.outbox.export(tmp_path / "a")
    text = json.dumps(lines(tmp_path / "a"), ensure_ascii=False)
    assert "Zoë" not in text
    assert store.ledger.origin in text
    played(store.ledger, ["r3"])
    store.outbox.export(tmp_path / "b", Shared(texts=True, titles=True))
    first, second = lines(tmp_path / "b")
    assert first["instruction"] == "Click New in “Invoice of Zoë – Edit”"
    assert second["text"] == "Zoë 漢"


def test_an_export_that_cannot_be_written_loses_nothing_and_works_the_next_time(store: Store, tmp_path: Path) -> None:
    played(store.ledger, ["r1"])
    target = tmp_path / "out"
    target.touch()
    with pytest.raises(StoreProblem, match=str(target)):
        store.outbox.export(target)
    assert store.outbox.state() == (0, 2, "")
    target.unlink()
    store.outbox.export(target)
    assert [line["seq"] for line in lines(target)] == [1, 2]


def test_a_folder_that_is_read_only_is_an_error_of_the_system_and_not_of_ours() -> None:
    with TemporaryDirectory() as name:
        Path(name).chmod(0o555)
        with as_nobody(), pytest.raises(OSError, match="denied"):
            write_pictures(Path(name), {"a.png": b"a"})
        Path(name).chmod(0o755)


def test_F72_a_full_disk_at_any_file_gives_each_row_exactly_once_in_the_end(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played(store.ledger, ["r1"])
    real, room, left = atomic.replace_file, 0, 0

    def limited(path: Path, data: bytes) -> None:
        nonlocal left
        if left == 0:
            raise OSError(28, os.strerror(28))
        left -= 1
        real(path, data)

    monkeypatch.setattr("app.storage.export_pictures.replace_file", limited)
    monkeypatch.setattr(outbox, "replace_file", limited)
    while store.outbox.state().pending:
        left = room
        room += 1
        with suppress(StoreProblem):
            store.outbox.export(tmp_path / "out")
    assert room == 3, "two pictures and the file could each fail"
    assert [line["seq"] for line in lines(tmp_path / "out")] == [1, 2]


def test_a_whole_file_without_its_mark_is_not_exported_again_even_to_another_folder(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played(store.ledger, ["r1"])
    commit = store.ledger.commit

    def without_the_mark(entries: Any, *more: Any, **named: Any) -> None:
        if not entries[0].done:
            commit(entries, *more, **named)

    monkeypatch.setattr(store.ledger, "commit", without_the_mark)
    store.settings.save(Settings(learning=Learning(batch_size=2)))
    store.outbox._write(tmp_path / "a", _composed(store))
    monkeypatch.undo()
    assert store.outbox.state().pending == 2
    assert store.outbox.export(tmp_path / "b") == ()
    assert store.outbox.state() == (2, 0, "")
    assert not (tmp_path / "b").exists()


def _composed(store: Store) -> Any:
    with store.database.reading() as session:
        ready = waiting(session, store.ledger.origin, 10)
        return composed(session, ready, store.workflows, store.captures.load, Shared())


def test_another_program_that_exports_is_named(store: Store, home: Path, tmp_path: Path) -> None:
    played(store.ledger, ["r1"])
    other = Instance(folders().data / "outbox")
    other.acquire()
    with pytest.raises(AlreadyRunning, match="Wait until it has ended"):
        store.outbox.export(tmp_path)
    other.release()
    assert len(store.outbox.export(tmp_path)) == 1


def test_by_itself_it_exports_whole_batches_only_and_only_when_wished(store: Store, home: Path) -> None:
    use(store, batch_size=3, automatic_export=False)
    played(store.ledger, ["r1"])
    use(store, batch_size=3, automatic_export=True)
    played(store.ledger, ["r2"])
    store.outbox.close()
    assert store.outbox.state() == (3, 1, "")
    assert [line["seq"] for line in lines(folders().data / "exports")] == [1, 2, 3]


def test_an_automatic_export_that_fails_is_told_once_and_the_run_goes_on(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    use(store, batch_size=1, automatic_export=True, export_folder=str(tmp_path / "file"))
    told, twice = list[Notice](), Event()
    store.outbox.tell = told.append
    played(store.ledger, ["r1"])
    played(store.ledger, ["r2"])
    store.outbox._thread.later(twice.set, "the test")
    assert twice.wait(10)
    assert len(told) == 1
    assert "Nothing is lost" in told[0].text
    assert store.feedback.stats().problem
    assert store.outbox.state().pending == 4
