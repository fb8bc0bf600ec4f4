"""Reads and checks one workflow folder; files from outside are hostile until they have passed here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.model.errors import BadInput
from app.model.workflow import FORMAT, MAX_STEPS, Workflow
from app.storage.png import HEADER_BYTES, MAX_PIXELS, MAX_SIDE, Size, size_of
from app.storage.retention import pictures_of

FILE = "workflow.json"
IMAGES = "images"
MAX_BYTES = 16_000_000
MAX_SCREENS = 2 * MAX_STEPS
LONGEST_ID = 200
LARGEST_NUMBER = 1_000_000

_IMAGE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}\.png")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\.png", re.IGNORECASE)
# What a validator of the model says: "params.text is needed …", "steps.3: there is no screen …".
_FIELD_IN_WORDS = re.compile(r"^(?:Value error, )?([a-z_]+(?:\.\w+)*)(?:: | (?=is ))(.*)$", re.DOTALL)
_CURE = "Correct the file, or record the workflow anew."


class _Head(BaseModel):
    """What is looked at before everything else is read in."""

    format: int = FORMAT
    screens: list[Any] = []


def read_workflow(folder: Path) -> Workflow:
    """The workflow of this folder; BadInput names the file and the faulty field."""
    path = folder / FILE
    data = _content(path)
    try:
        _check_head(path, _Head.model_validate_json(data))
        workflow = Workflow.model_validate_json(data)
    except ValidationError as error:
        raise _told(path, error) from error
    _check_sizes(path, workflow)
    for field, name in pictures_of(workflow):
        _check_image(path, field, name)
    return workflow


def workflow_text(workflow: Workflow) -> str:
    """The workflow as it is written: every field that has a value, so that new defaults never change old files."""
    content = workflow.model_dump(mode="json", by_alias=True, exclude_none=True)
    return json.dumps({"format": FORMAT, **content}, ensure_ascii=False, indent=2) + "\n"


def valid_image_name(name: str) -> bool:
    """Whether a picture of a workflow may be called so on every system."""
    return _IMAGE_NAME.fullmatch(name) is not None and _DEVICES.fullmatch(name) is None


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        cure = "Choose a folder that was made by recording or importing a workflow."
        raise BadInput(f"Workflow {path.parent}", f"there is no {FILE}", cure) from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BadInput(f"Workflow {path}", why, "Check the folder and its permissions.") from error
    if len(data) > MAX_BYTES:
        raise BadInput(f"Workflow {path}", f"it is larger than {MAX_BYTES // 1_000_000} MB", _CURE)
    return data


def _check_head(path: Path, head: _Head) -> None:
    where = f"Workflow {path}"
    if head.format > FORMAT:
        why = f"format: it was written by a newer Understudy (format {head.format}, this program knows {FORMAT})"
        raise BadInput(where, why, "Install the newer program to use it.")
    if head.format < 1:
        raise BadInput(where, f"format: {head.format} is no format", _CURE)
    if len(head.screens) > MAX_SCREENS:
        raise BadInput(where, f"screens: there are more than {MAX_SCREENS}", _CURE)


def _told(path: Path, error: ValidationError) -> BadInput:
    field, what = field_and_reason(error.errors()[0])
    return BadInput(f"Workflow {path}", f"{field}: {what}", _CURE)


def field_and_reason(detail: ErrorDetails) -> tuple[str, str]:
    """The faulty field as a path (steps.3.params.text) and what is wrong with it."""
    parts = [str(part) for part in detail["loc"]]
    message = detail["msg"]
    in_words = _FIELD_IN_WORDS.match(message) if detail["type"] == "value_error" else None
    if in_words:
        parts.append(in_words[1])
        message = in_words[2]
    return ".".join(parts) or "the whole file", message


def _check_sizes(path: Path, workflow: Workflow) -> None:
    ids = [("id", workflow.id)]
    ids += [(f"screens.{number}.id", screen.id) for number, screen in enumerate(workflow.screens)]
    ids += [(f"steps.{number}.id", step.id) for number, step in enumerate(workflow.steps)]
    for field, value in ids:
        if len(value) > LONGEST_ID:
            raise BadInput(f"Workflow {path}", f"{field}: it is longer than {LONGEST_ID} characters", _CURE)
    for field, number in _numbers(workflow.model_dump(by_alias=True), ""):
        if abs(number) > LARGEST_NUMBER:
            raise BadInput(f"Workflow {path}", f"{field}: {number} is no place on any screen", _CURE)


def _numbers(value: object, field: str) -> Iterator[tuple[str, int]]:
    """Every whole number with the field that holds it."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _numbers(part, f"{field}.{name}" if field else str(name))
    elif isinstance(value, list | tuple):
        for index, part in enumerate(value):
            yield from _numbers(part, f"{field}.{index}")
    elif isinstance(value, int):
        yield field, value


def _check_image(path: Path, field: str, name: str) -> None:
    where = f"Workflow {path}"
    if not valid_image_name(name):
        raise BadInput(where, f"{field}: {name!r} cannot be the name of a picture", _CURE)
    image = path.parent / IMAGES / name
    if image.is_symlink() or not image.is_file():
        cure = "Put the picture back, or point again."
        raise BadInput(where, f"{field}: the picture {IMAGES}/{name} is missing", cure)
    size = image_size(image)
    if size is None:
        raise BadInput(where, f"{field}: {IMAGES}/{name} is not a PNG picture", "Put the right picture there.")
    if not size.fits:
        limit = f"at most {MAX_SIDE} pixels a side and {MAX_PIXELS // 1_000_000} million in all"
        raise BadInput(where, f"{field}: {IMAGES}/{name} is too large ({limit})", "Use a smaller picture.")


def image_size(image: Path) -> Size | None:
    """Width and height by the file's first bytes; None when it is no PNG."""
    try:
        with image.open("rb") as file:
            return size_of(file.read(HEADER_BYTES))
    except OSError:
        return None
