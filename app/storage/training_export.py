"""Writes a data set for training: pictures with places, and runs as sequences of decisions. The folder is whole or it
is not there."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from threading import Event
from types import MappingProxyType

from app import __version__
from app.learning.exporting import Kept, Veil, grounding_line, marked_place, sequence_line, why_not
from app.model.errors import BadInput, RunCancelled
from app.model.feedback import Opinion
from app.model.geometry import Box
from app.model.training import (
    FORMAT,
    GroundingLine,
    Manifest,
    Masks,
    Preview,
    PreviewPicture,
    SequenceLine,
    Setting,
    Wish,
)
from app.model.workflow import Workflow
from app.storage.atomic import sync_folder
from app.storage.captures import Captures
from app.storage.columns import storable
from app.storage.database import Database
from app.storage.export_pictures import prepared, write_pictures
from app.storage.faults import file_problem
from app.storage.folds import knowledge_of
from app.storage.samples import RunRead, run_read, runs_of
from app.storage.training_readme import readme
from app.storage.workflows import WorkflowFolder

GROUNDING, SEQUENCES, MANIFEST, README = "grounding.jsonl", "sequences.jsonl", "dataset.json", "README.md"


class TrainingExport:
    """Safe from any thread; every call may take long. `told` hears how many runs of how many are done."""

    def __init__(self, database: Database, captures: Captures, workflows: WorkflowFolder) -> None:
        self._database = database
        self._captures = captures
        self._workflows = workflows

    def preview(self, wish: Wish) -> Preview:
        """What would be exported; nothing is written. BadInput names a workflow that is not there."""
        chosen = self._chosen(wish)
        collected = _Collected(self._captures, wish)
        for workflow in chosen:
            for read in self._runs(workflow):
                collected.take(read)
        return collected.preview(tuple(workflow.name for workflow in chosen))

    def write(
        self,
        wish: Wish,
        folder: Path,
        told: Callable[[int, int], object] = lambda done, of: None,
        cancel: Event | None = None,
    ) -> Manifest:
        """Write the data set to a folder that is not there yet or empty, and return its manifest.

        BadInput for a folder with something in it, StoreProblem when it cannot be written; then nothing is left there.
        """
        chosen = self._chosen(wish)
        _refuse_filled(folder)
        try:
            with _draft(folder) as draft:
                manifest = self._fill(draft, wish, chosen, told, cancel or Event())
                _move(draft, folder)
        except OSError as error:
            raise file_problem(error, f"Export {folder}") from error
        return manifest

    def _fill(
        self,
        draft: Path,
        wish: Wish,
        chosen: Sequence[Workflow],
        told: Callable[[int, int], object],
        cancel: Event,
    ) -> Manifest:
        collected = _Collected(self._captures, wish, draft)
        total = sum(len(self._run_ids(workflow)) for workflow in chosen)
        with (
            (draft / GROUNDING).open("w", encoding="utf-8") as examples,
            (draft / SEQUENCES).open("w", encoding="utf-8") as sequences,
        ):
            for workflow in chosen:
                for read in self._runs(workflow):
                    if cancel.is_set():
                        raise RunCancelled
                    lines, sequence = collected.take(read)
                    examples.writelines(f"{storable(line.model_dump_json())}\n" for line in lines)
                    sequences.write(f"{storable(sequence.model_dump_json())}\n")
                    told(collected.runs, total)
        manifest = collected.manifest([workflow.id for workflow in chosen])
        (draft / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
        (draft / README).write_text(readme(manifest), encoding="utf-8")
        return manifest

    def _chosen(self, wish: Wish) -> tuple[Workflow, ...]:
        if not wish.workflows:
            raise BadInput("The export", "no workflow is chosen", "Choose one at least.")
        found = {workflow.id: workflow for workflow in map(self._workflows.load, wish.workflows)}
        return tuple(found.values())

    def _run_ids(self, workflow: Workflow) -> list[str]:
        with self._database.reading() as session:
            return runs_of(session, workflow.id)

    def _runs(self, workflow: Workflow) -> Iterator[RunRead]:
        """Each read by itself, so that no long transaction holds anybody up."""
        with self._database.reading() as session:
            knowledge = knowledge_of(session, workflow.id).knowledge
        for run_id in self._run_ids(workflow):
            with self._database.reading() as session:
                read = run_read(session, run_id, workflow, knowledge)
            if read is not None and read.told.samples:
                yield read


class _Collected:
    """Takes run after run; with a `draft` folder it also writes the pictures there."""

    def __init__(self, captures: Captures, wish: Wish, draft: Path | None = None) -> None:
        self._captures = captures
        self._wish = wish
        self._draft = draft
        self._kept: dict[tuple[str, tuple[Box, ...]], Kept | None] = {}
        self._marks: dict[str, list[Box]] = {}
        self._painted: dict[str, tuple[Box, ...]] = {}
        self._left_out: Counter[str] = Counter()
        self._places: Counter[bool | None] = Counter()
        self._names: set[str] = set()
        self._covered: set[str] = set()
        self._waiting: dict[str, bytes] = {}
        self.runs = 0

    def take(self, read: RunRead) -> tuple[list[GroundingLine], SequenceLine]:
        """The lines of one run; what was prepared for the one before is forgotten."""
        self.runs += 1
        self._kept.clear()
        self._waiting.clear()
        lines = [line for line in self._examples(read) if line is not None]
        grounded = frozenset(line.id for line in lines)
        return lines, sequence_line(read.told, read.settings, read.opinions, self._wish.shared, grounded)

    def _examples(self, read: RunRead) -> Iterator[GroundingLine | None]:
        for sample in read.told.samples:
            setting = read.settings.get(sample.suggestion.id, Setting())
            kept = self._picture(sample.picture.image if sample.picture else "", read.veil)
            reason = why_not(sample, setting, kept, read.veil)
            if reason or kept is None or sample.picture is None:
                self._left_out[reason] += 1
                continue
            opinion = read.opinions.get(sample.step_id, Opinion())
            self._write(kept)
            line = grounding_line(sample, setting, opinion, self._wish.shared, kept, read.told.workflow_name)
            self._note(sample.picture.image, kept, line)
            yield line
            place = marked_place(sample)
            if place is not None:
                self._marks.setdefault(sample.picture.image, []).append(place[0])

    def _note(self, image: str, kept: Kept, line: GroundingLine) -> None:
        self._places[line.positive] += 1
        self._names.add(kept.name)
        if kept.painted:
            self._covered.add(kept.name)
        self._painted[image] = kept.painted

    def _picture(self, name: str, veil: Veil) -> Kept | None:
        """The picture with all that must be painted over."""
        if not name or name in veil.withheld:
            return None
        boxes = (*veil.boxes.get(name, ()), *self._wish.masks.get(name, ()))
        if (name, boxes) not in self._kept:
            made = prepared(self._captures.load, name, boxes)
            self._kept[name, boxes] = made[0] if made else None
            if made and self._draft is not None:
                self._waiting[made[0].name] = made[1]
        return self._kept[name, boxes]

    def _write(self, kept: Kept) -> None:
        """Only what an example shows is written."""
        if self._draft is not None and kept.name in self._waiting:
            write_pictures(self._draft, {kept.name: self._waiting.pop(kept.name)})

    def preview(self, names: tuple[str, ...]) -> Preview:
        """What was taken."""
        pictures = tuple(
            PreviewPicture(name, tuple(dict.fromkeys(boxes)), self._painted.get(name, ()))
            for name, boxes in self._marks.items()
        )
        examples, left_out = self._places.total(), MappingProxyType(dict(self._left_out))
        return Preview(names, self.runs, examples, self._places[True], self._places[False], pictures, left_out)

    def manifest(self, workflows: list[str]) -> Manifest:
        """What was written."""
        shared = self._wish.shared
        words = {"texts": shared.texts, "titles": shared.titles, "comments": shared.comments, "coach": shared.coach}
        return Manifest(
            format=FORMAT,
            program=f"Understudy {__version__}",
            workflows=workflows,
            runs=self.runs,
            examples=self._places.total(),
            positive=self._places[True],
            negative=self._places[False],
            pictures=len(self._names),
            shared=[name for name, on in words.items() if on],
            painted_over=len(self._covered),
            left_out=dict(self._left_out),
        )


def _refuse_filled(folder: Path) -> None:
    try:
        filled = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise file_problem(error, f"Export {folder}") from error
    if filled:
        raise BadInput(f"Export {folder}", "there is something already", "Choose a folder that is new or empty.")


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """A folder beside the wanted one; gone afterwards, whatever happens."""
    place = folder.absolute().parent
    place.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix=f".{folder.name}-", suffix=".tmp", dir=place))
    try:
        made.chmod(0o755)
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _move(draft: Path, folder: Path) -> None:
    """To the disk, then into its place."""
    for file in (GROUNDING, SEQUENCES, MANIFEST, README):
        with (draft / file).open("rb+") as written:
            os.fsync(written.fileno())
    sync_folder(draft)
    if folder.exists():
        folder.rmdir()
    draft.rename(folder)
    sync_folder(folder.absolute().parent)


def masks_of(file: Path) -> Masks:
    """Boxes to paint over, from a JSON file: {"picture.png": [[left, top, width, height], …], …}; BadInput names what
    is wrong with it."""
    cure = 'Write {"picture.png": [[left, top, width, height]]} with whole numbers.'
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return MappingProxyType({_name(key): tuple(_box(box) for box in boxes) for key, boxes in told.items()})
    except OSError as error:
        raise BadInput(f"--masks {file}", str(error.strerror), "Check the file.") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise BadInput(f"--masks {file}", f"it is no list of boxes by picture ({error})", cure) from error


def _name(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{key!r} is no name")
    return key


def _box(value: object) -> Box:
    if not isinstance(value, list) or len(value) != 4 or not all(type(each) is int for each in value):
        raise ValueError(f"{value!r} is no box")
    if value[2] <= 0 or value[3] <= 0:
        raise ValueError(f"{value!r} has no size")
    return Box(*value)
