"""The folder of workflows: each a folder of its own with `workflow.json` and `images/`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

from app.model.errors import BadInput, UserError
from app.model.frame import Pixels
from app.model.workflow import Workflow
from app.storage.atomic import replace_file, sync_folder
from app.storage.faults import file_problem
from app.storage.folder_names import folder_name
from app.storage.png import MAX_BYTES, Size, decoded, encoded
from app.storage.retention import pictures_of
from app.storage.workflow_file import FILE, IMAGES, image_size, read_workflow, valid_image_name, workflow_text


@dataclass(frozen=True, slots=True)
class Shelved:
    """One folder: the workflow in it, or why it cannot be read."""

    folder: Path
    workflow: Workflow | None
    problem: str = ""


class WorkflowFolder:
    """Safe from any thread; two writers of one workflow must agree among themselves."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.trash = root.parent / "trash"
        self._places: dict[str, Path] = {}

    def all(self) -> tuple[Shelved, ...]:
        """Every workflow by name, the broken ones with their problem."""
        shelved = [_shelved(folder) for folder in self._folders()]
        ids = [each.workflow.id for each in shelved if each.workflow]
        checked = [_twice(each, ids, shelved) for each in shelved]
        self._places.update({each.workflow.id: each.folder for each in checked if each.workflow})
        return tuple(sorted(checked, key=lambda each: _name_of(each).casefold()))

    def find(self, reference: str) -> Path:
        """The folder of the workflow with this id, name, folder name or path; BadInput when there is none or many."""
        by_path = _as_path(reference)
        shelved = self.all()
        for matches in (
            [each.folder for each in shelved if each.workflow and each.workflow.id == reference],
            [each.folder for each in shelved if _name_of(each).casefold() == reference.casefold()],
            [each.folder for each in shelved if each.folder.name == reference],
            [by_path] if by_path else [],
        ):
            if len(matches) > 1:
                names = ", ".join(str(folder) for folder in matches)
                raise BadInput(f"Workflow {reference!r}", f"several have this name: {names}", "Name the folder.")
            if matches:
                return matches[0]
        cure = "See `understudy list` for the names."
        raise BadInput(f"Workflow {reference!r}", f"there is none in {self.root}", cure)

    def load(self, reference: str) -> Workflow:
        """The workflow with this id, name or path; BadInput names the file and what is wrong with it."""
        folder = self.find(reference)
        workflow = read_workflow(folder)
        self._places[workflow.id] = folder
        return workflow

    def save(self, workflow: Workflow, images: Mapping[str, Pixels] | None = None) -> Path:
        """Write it to its folder (found by its id, a new one otherwise) with new pictures; a crash leaves it whole.

        Raises BadInput for pictures that it names and that are nowhere, StoreProblem when it cannot be written.
        """
        folder = self._folder_of(workflow.id)
        _refuse_incomplete(workflow, images or {}, folder)
        try:
            if folder is not None:
                _write(folder, workflow, images or {})
                return folder
            return self._create(workflow, images or {})
        except OSError as error:
            raise file_problem(error, f"Workflow {workflow.name!r} in {self.root}") from error

    def remove(self, reference: str) -> Path:
        """Move the folder to the trash folder beside the workflows; returns where it lies now."""
        folder = self.find(reference)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        try:
            self.trash.mkdir(parents=True, exist_ok=True)
            target = self.trash / folder_name(f"{folder.name} {stamp}", os.listdir(self.trash))
            shutil.move(folder, target)
        except OSError as error:
            raise file_problem(error, f"Workflow {folder}") from error
        return target

    def picture(self, workflow_id: str, name: str) -> Pixels | None:
        """A picture of this workflow (BGR), also of one that was loaded by its path; None when there is none."""
        folder = self._places.get(workflow_id) or self._folder_of(workflow_id)
        return load_image(folder, name) if folder else None

    def _folders(self) -> list[Path]:
        try:
            return sorted(path for path in self.root.iterdir() if path.is_dir() and not path.name.startswith("."))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise file_problem(error, f"Workflows {self.root}") from error

    def _folder_of(self, workflow_id: str) -> Path | None:
        here = (each.folder for each in self.all() if each.workflow and each.workflow.id == workflow_id)
        elsewhere = self._places.get(workflow_id)
        return next(here, elsewhere if elsewhere and elsewhere.is_dir() else None)

    def _create(self, workflow: Workflow, images: Mapping[str, Pixels]) -> Path:
        self.root.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(prefix=".new-", dir=self.root))
        try:
            draft.chmod(0o755)
            _write(draft, workflow, images)
            folder = self.root / folder_name(workflow.name, os.listdir(self.root))
            draft.rename(folder)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        sync_folder(self.root)
        return folder


def load_image(folder: Path, name: str) -> Pixels | None:
    """A picture of the workflow in this folder (BGR); None when there is no such (sound) one."""
    if not valid_image_name(name):
        return None
    image = folder / IMAGES / name
    if image.is_symlink():
        return None
    try:
        with image.open("rb") as file:
            return decoded(file.read(MAX_BYTES))
    except OSError:
        return None


def _shelved(folder: Path) -> Shelved:
    try:
        return Shelved(folder, read_workflow(folder))
    except UserError as error:
        return Shelved(folder, None, str(error))


def _name_of(shelved: Shelved) -> str:
    return shelved.workflow.name if shelved.workflow else shelved.folder.name


def _twice(shelved: Shelved, ids: list[str], others: list[Shelved]) -> Shelved:
    """A copied folder has the id of its original, and what was learned belongs to one of them only."""
    workflow = shelved.workflow
    if workflow is None or ids.count(workflow.id) == 1:
        return shelved
    first = next(each.folder for each in others if each.workflow and each.workflow.id == workflow.id)
    if first == shelved.folder:
        return shelved
    problem = BadInput(f"Workflow {shelved.folder}", f"it has the same id as {first}", "Give one of them another id.")
    return Shelved(shelved.folder, None, str(problem))


def _as_path(reference: str) -> Path | None:
    if "\x00" in reference or not reference:
        return None
    path = Path(reference)
    folder = path.parent if path.name == FILE else path
    try:
        return folder.absolute() if (folder / FILE).is_file() else None
    except OSError:
        return None


def _refuse_incomplete(workflow: Workflow, images: Mapping[str, Pixels], folder: Path | None) -> None:
    """What is saved can be loaded again."""
    where = f"Workflow {workflow.name!r}"
    for name, pixels in images.items():
        if not valid_image_name(name) or not Size(pixels.shape[1], pixels.shape[0]).fits:
            raise BadInput(where, f"the picture {name!r} has no valid name or size", "Point again.")
    for field, name in pictures_of(workflow):
        stored = folder is not None and valid_image_name(name) and image_size(folder / IMAGES / name) is not None
        if name not in images and not stored:
            raise BadInput(where, f"{field}: the picture {name!r} is missing", "Point again.")


def _write(folder: Path, workflow: Workflow, images: Mapping[str, Pixels]) -> None:
    """Pictures first, then the file that names them."""
    place = folder / IMAGES
    place.mkdir(parents=True, exist_ok=True)
    for name, pixels in images.items():
        if image_size(place / name) is None:
            replace_file(place / name, encoded(pixels))
    replace_file(folder / FILE, workflow_text(workflow).encode())
    sync_folder(place)
    sync_folder(folder)
