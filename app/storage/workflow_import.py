"""Takes in a workflow from a file (`NAME.understudy`): hostile until checked, and without any trust."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

from app.model.errors import BadInput
from app.model.knowledge import Knowledge
from app.model.workflow import Workflow
from app.storage.atomic import replace_file, sync_folder
from app.storage.faults import file_problem
from app.storage.folder_names import folder_name
from app.storage.ledger import Ledger
from app.storage.pack_zip import bad_pack, read_members
from app.storage.png import decoded
from app.storage.retention import pictures_of
from app.storage.workflow_file import FILE, IMAGES, read_workflow, valid_image_name, workflow_text
from app.storage.workflows import WorkflowFolder

SUFFIX = ".understudy"
_IMAGE = re.compile(rf"{IMAGES}/[A-Za-z0-9][A-Za-z0-9_-]{{0,99}}\.png")


def import_workflow(path: Path, workflows: WorkflowFolder, ledger: Ledger) -> Workflow:
    """The workflow, which is in the library then and is watched first; BadInput names what is wrong with the file."""
    members = read_members(path, (FILE,), _IMAGE)
    try:
        workflows.root.mkdir(parents=True, exist_ok=True)
        with _draft(workflows.root) as draft:
            _unpack(path, members, draft)
            workflow = _checked(path, draft, members)
            _refuse_twice(path, workflow, workflows)
            own = _own_name(workflow, ledger)
            replace_file(draft / FILE, workflow_text(own).encode())
            sync_folder(draft / IMAGES)
            sync_folder(draft)
            draft.rename(workflows.root / folder_name(own.name, os.listdir(workflows.root)))
        sync_folder(workflows.root)
    except OSError as error:
        raise file_problem(error, f"Workflow {path}") from error
    return own


@contextmanager
def _draft(root: Path) -> Iterator[Path]:
    """A folder that is gone afterwards unless it was moved to its place."""
    draft = Path(mkdtemp(prefix=".new-", dir=root))
    try:
        draft.chmod(0o755)
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _unpack(path: Path, members: Mapping[str, bytes], draft: Path) -> None:
    """Names have passed: each is that of a picture and nothing else."""
    (draft / IMAGES).mkdir()
    for member, data in members.items():
        name = member.removeprefix(f"{IMAGES}/")
        if member == FILE:
            replace_file(draft / FILE, data)
        elif not valid_image_name(name):
            raise bad_pack(path, f"{member!r} cannot be the name of a picture")
        else:
            replace_file(draft / IMAGES / name, data)


def _checked(path: Path, draft: Path, members: Mapping[str, bytes]) -> Workflow:
    try:
        workflow = read_workflow(draft)
    except BadInput as error:
        raise BadInput(f"Workflow {path}", error.why, "Ask the author for the file again.") from error
    named = {f"{IMAGES}/{name}" for _, name in pictures_of(workflow)}
    for member, data in members.items():
        if member != FILE and member not in named:
            raise bad_pack(path, f"the picture {member!r} belongs to no step")
        if member != FILE and decoded(data) is None:
            raise bad_pack(path, f"the picture {member!r} is damaged")
    return workflow


def _refuse_twice(path: Path, workflow: Workflow, workflows: WorkflowFolder) -> None:
    there = next((each.workflow for each in workflows.all() if each.workflow and each.workflow.id == workflow.id), None)
    if there is not None:
        why = f"it is among your workflows already, as {there.name!r}"
        raise BadInput(f"Workflow {path}", why, "Delete that one first if you want this one.")


def _own_name(workflow: Workflow, ledger: Ledger) -> Workflow:
    """What was learned here of another workflow with this id must speak for no step of a foreign one."""
    if ledger.knowledge_of(workflow.id) == Knowledge(workflow.id):
        return workflow
    return workflow.model_copy(update={"id": str(uuid4())})
