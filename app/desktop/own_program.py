"""The program that an interpreter runs: its own update does not show in the interpreter's file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from app.desktop.command_line import Run, ran

MOST_FILES = 300
"""So many files of a package, or of a class path, are looked at."""
_INFO = 65_536
"""Bytes of what a sandbox tells of itself that are read."""
_COMMITS = ("app-commit=", "runtime-commit=")


@dataclass(frozen=True, slots=True)
class Process:
    """What the system tells of a process, from its folder in /proc; what it does not tell is empty."""

    folder: Path
    program: Path | None
    words: tuple[str, ...]
    cwd: Path | None
    environ: Mapping[str, str]

    @property
    def bundled(self) -> bool:
        """Whether it runs from an AppImage, which is mounted at another place each time."""
        inside = self.environ.get("APPDIR", "")
        return bool(inside and self.program and self.program.is_relative_to(inside))


def process_in(folder: Path) -> Process:
    """The process with this folder in /proc; nothing that is missing or forbidden raises."""
    environ = dict(pair.partition("=")[::2] for pair in _read(folder / "environ").split("\0"))
    words = tuple(_read(folder / "cmdline").rstrip("\0").split("\0"))
    return Process(folder, _resolved(folder / "exe"), words, _resolved(folder / "cwd"), environ)


def identity(process: Process) -> str:
    """What changes with every update of the program, as far as it can be told; empty when nothing can."""
    return " ".join((*_of_the_file(process), *_of_what_it_runs(process)))


def _of_the_file(process: Process) -> Iterator[str]:
    if process.bundled:
        yield from _stamp(Path(process.environ.get("APPIMAGE", "")))
    elif process.program is not None:
        yield from _stamp(process.program)


def _of_what_it_runs(process: Process) -> Iterator[str]:
    """Scripts, archives and packages; of a sandbox its revision, for its files are not at their places out here."""
    told = _read(process.folder / "root" / ".flatpak-info", _INFO).splitlines()
    revision = [line for line in told if line.startswith(_COMMITS)]
    if revision or process.program is None or process.bundled:
        yield from revision
        return
    yield from _stamp(process.program.parent / "resources" / "app.asar")
    found = ran(process.program.name, process.words, process.environ)
    for path in islice(_files(process, found), MOST_FILES):
        yield from _stamp(path)


def _files(process: Process, found: Run) -> Iterator[Path]:
    for name in found.files:
        path = _whole(process, name)
        yield from _inside(path) if path is not None and path.is_dir() else (() if path is None else (path,))
    if found.module:
        yield from _of_module(process, found.module)


def _whole(process: Process, name: str) -> Path | None:
    """A path as the process means it; None when it cannot be told."""
    if not Path(name).is_absolute() and process.cwd is None:
        return None
    return _resolved((process.cwd or Path("/")) / name)


def _inside(package: Path) -> Iterator[Path]:
    """The files of a package that an update writes anew; what is compiled beside them is none."""
    try:
        yield from sorted(each for each in package.iterdir() if each.suffix in (".py", ".jar", ".so"))
    except OSError:
        return


def _of_module(process: Process, module: str) -> Iterator[Path]:
    """Where the interpreter finds it, and the metadata of the distribution with its name."""
    first, parts = module.partition(".")[0], module.split(".")
    for folder in _search_path(process):
        package, alone = folder.joinpath(*parts), folder.joinpath(*parts[:-1], f"{parts[-1]}.py")
        if package.is_dir() or alone.is_file():
            yield from _metadata(folder, first)
            yield from _inside(package) if package.is_dir() else (alone,)
            return


def _metadata(folder: Path, name: str) -> Iterator[Path]:
    plain = name.replace("-", "_").casefold()
    try:
        infos = sorted(each for each in folder.glob("*.dist-info") if _distribution(each) == plain)
    except OSError:
        return
    yield from (each / "METADATA" for each in infos)


def _distribution(info: Path) -> str:
    return info.name.partition("-")[0].replace(".", "_").casefold()


def _search_path(process: Process) -> Iterator[Path]:
    """Where modules of this interpreter may lie: beside it as it was called, and where the system keeps them."""
    if process.cwd is not None:
        yield process.cwd
    yield from (Path(each) for each in process.environ.get("PYTHONPATH", "").split(os.pathsep) if each)
    for prefix in _prefixes(process):
        for name in ("python*/site-packages", "python*/dist-packages", "python3*"):
            try:
                yield from sorted((prefix / "lib").glob(name))
            except OSError:
                continue


def _prefixes(process: Process) -> Iterator[Path]:
    called = _called(process)
    if called is not None:
        yield called.parent.parent
    if process.environ.get("HOME"):
        yield Path(process.environ["HOME"]) / ".local"
    if process.program is not None:
        yield process.program.parent.parent
    yield from (Path("/usr/local"), Path("/usr"))


def _called(process: Process) -> Path | None:
    """The interpreter as it was called: a link of a virtual environment is not followed."""
    word = process.words[0]
    if os.sep in word:
        return process.cwd / word if process.cwd is not None else None
    found = shutil.which(word, path=process.environ.get("PATH", "")) if word else None
    return Path(found) if found else None


def _stamp(path: Path) -> Sequence[str]:
    """Where it is, how large, and when it was written; nothing for what is not there."""
    try:
        seen = path.stat()
    except (OSError, ValueError):
        return ()
    return (f"{path} {seen.st_size} {seen.st_mtime_ns}",) if path.is_file() else ()


def _resolved(path: Path) -> Path | None:
    try:
        return path.resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        return None


def _read(path: Path, most: int = -1) -> str:
    try:
        with path.open("rb") as file:
            return file.read(most).decode("utf-8", "surrogateescape")
    except OSError:
        return ""
