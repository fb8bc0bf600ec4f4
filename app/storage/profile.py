"""Who writes: the profile of this data folder, and the coach's name."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, ValidationError

from app.model.errors import StoreProblem
from app.storage.atomic import replace_file
from app.storage.faults import file_problem

FILE = "profile.json"


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    origin: UUID


@dataclass(frozen=True, slots=True)
class Profile:
    """`origin` tells the rows of this data folder from those of others; `coach` is the person's name."""

    origin: str
    coach: str


def open_profile(folder: Path, coach: str = "") -> Profile:
    """The profile of this data folder, made on the first start; an empty `coach` is the account's name."""
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            replace_file(path, _Stored(origin=uuid4()).model_dump_json().encode())
        stored = _Stored.model_validate_json(path.read_bytes())
    except OSError as error:
        raise file_problem(error, f"Profile {path}") from error
    except ValidationError as error:
        cure = "Put the file back from a backup, or move it away: a new profile begins then, nothing learned is lost."
        raise StoreProblem(f"Profile {path}", "it is damaged", cure) from error
    return Profile(str(stored.origin), coach or _account())


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name; KeyError before Python 3.13
        return str(os.getuid()) if hasattr(os, "getuid") else "someone"
