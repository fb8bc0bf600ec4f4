"""Which cases are asked: those of the given folders, all or some of each, with names that hold from anywhere."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from tests.bench.relocation.case import Case, ScreenCase, read_cases, read_screens

_SEED = 7
One = TypeVar("One", Case, ScreenCase)


def case_files(folders: Iterable[Path]) -> list[Path]:
    """Every cases.jsonl in these folders and below, each once."""
    return list(dict.fromkeys(file.resolve() for folder in folders for file in sorted(folder.rglob("cases.jsonl"))))


def places(files: Iterable[Path], sample: int | None) -> list[Case]:
    """The cases of these files; pictures by their whole path, ids that no two files share."""
    return [_anywhere(case, file.parent) for file in files for case in some(read_cases(file), sample)]


def screens(file: Path, sample: int | None) -> list[ScreenCase]:
    """The questions about Screens of one file."""
    cases = some(read_screens(file), sample)
    return [case.model_copy(update={"id": _id(case.id, file.parent)}) for case in cases]


def some(cases: Sequence[One], sample: int | None) -> list[One]:
    """So many of them, always the same ones, in their order; all without a number."""
    if sample is None or sample >= len(cases):
        return list(cases)
    chosen = random.Random(_SEED).sample(range(len(cases)), sample)
    return [cases[number] for number in sorted(chosen)]


def _anywhere(case: Case, folder: Path) -> Case:
    pictures = {"ref": str(folder / case.ref), "query": str(folder / case.query)}
    return case.model_copy(update={"id": _id(case.id, folder), **pictures})


def _id(name: str, folder: Path) -> str:
    return f"{folder}/{name}"
