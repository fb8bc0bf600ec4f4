"""Files that the person saves from Insights."""

from __future__ import annotations

from pathlib import Path

from app.storage.atomic import replace_file
from app.storage.faults import file_problem


def save(path: Path, data: bytes) -> None:
    """Write the file whole or not at all; StoreProblem names it when it is in a full or read-only folder."""
    try:
        replace_file(path, data)
    except OSError as error:
        raise file_problem(error, f"File {path}") from error
