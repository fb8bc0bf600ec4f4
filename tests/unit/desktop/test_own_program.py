"""A program that an interpreter runs: its update is seen, and what cannot be told raises nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.desktop.command_line import NOTHING, Run, ran
from app.desktop.own_program import identity, process_in


class Played:
    """A folder like those in /proc, of a process that runs this program file with these words."""

    def __init__(self, folder: Path, program: str, *words: str, environ: str = "") -> None:
        self.folder, self.cwd = folder / "42", folder / "work"
        self.program = folder / "usr" / "bin" / program
        self.folder.mkdir()
        self.cwd.mkdir()
        self.program.parent.mkdir(parents=True)
        self.program.write_bytes(b"interpreter")
        (self.folder / "exe").symlink_to(self.program)
        (self.folder / "cwd").symlink_to(self.cwd)
        (self.folder / "environ").write_text(environ)
        self.called([str(self.program), *words])

    def called(self, words: Sequence[str]) -> None:
        (self.folder / "cmdline").write_bytes(b"".join(word.encode() + b"\0" for word in words))

    def write(self, name: str, text: str) -> Path:
        file = self.cwd / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    @property
    def stamp(self) -> str:
        return identity(process_in(self.folder))


@pytest.mark.parametrize(
    ("program", "words", "expected"),
    [
        ("python3.11", ("-u", "-W", "ignore", "main.py", "-m"), Run(("main.py",))),
        ("python3", ("-Im", "app.practice", "x.py"), Run(module="app.practice")),
        ("python3", ("-X", "utf8", "-mtool"), Run(module="tool")),
        ("pypy3", ("-c", "import main", "main.py"), NOTHING),
        ("python3", ("-",), NOTHING),
        ("python3", (), NOTHING),
        ("java", ("-Xmx1g", "-jar", "till.jar", "other.jar"), Run(("till.jar",))),
        ("java", ("-cp", "lib/*:till.jar", "Main", "x"), Run(("lib/", "till.jar"))),
        ("java", ("-p", "mods", "-m", "till/Main"), Run(("mods",))),
        ("node", ("--require", "a.js", "--flag", "main.js"), Run(("main.js",))),
        ("node", ("-e", "1", "main.js"), NOTHING),
        ("perl", ("-w", "-I", "lib", "-Ilib", "main.pl"), Run(("main.pl",))),
        ("ruby3.1", ("-r", "set", "--", "main.rb"), Run(("main.rb",))),
        ("calc", ("main.py",), NOTHING),
    ],
)
def test_what_an_interpreter_was_told_to_run(program: str, words: tuple[str, ...], expected: Run) -> None:
    assert ran(program, (program, *words), {}) == expected


@pytest.mark.parametrize(
    ("program", "words", "file"),
    [
        ("python3.11", ("-u", "main.py"), "main.py"),
        ("java", ("-jar", "till.jar"), "till.jar"),
        ("java", ("-cp", "lib/*", "Main"), "lib/till.jar"),
        ("node", ("main.js",), "main.js"),
        ("perl", ("main.pl",), "main.pl"),
        ("ruby", ("main.rb",), "main.rb"),
    ],
)
def test_another_script_under_the_same_interpreter_is_another_version(
    tmp_path: Path, program: str, words: tuple[str, ...], file: str
) -> None:
    played = Played(tmp_path, program, *words)
    without = played.stamp
    played.write(file, "one")
    before = played.stamp
    assert before == played.stamp != without
    played.write(file, "another")
    assert played.stamp != before


def test_a_program_that_is_no_interpreter_keeps_the_stamp_that_it_always_had(tmp_path: Path) -> None:
    played = Played(tmp_path, "calc", "main.py")
    played.write("main.py", "one")
    seen = played.program.stat()
    assert played.stamp == f"{played.program} {seen.st_size} {seen.st_mtime_ns}"


def test_a_module_is_known_by_its_distribution_and_its_files_but_not_by_what_is_compiled(tmp_path: Path) -> None:
    played = Played(tmp_path, "python3.11", "-m", "till.desk")
    site = played.program.parent.parent / "lib" / "python3.11" / "site-packages"
    for name in ("till/desk/__main__.py", "till-1.0.dist-info/METADATA"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name)
    before = played.stamp
    assert "till-1.0.dist-info" in before
    (site / "till" / "desk" / "__pycache__").mkdir()
    assert played.stamp == before
    (site / "till" / "desk" / "__main__.py").write_text("another program")
    assert played.stamp != before
    (site / "till-1.0.dist-info").rename(site / "till-1.1.dist-info")
    assert "till-1.1.dist-info" in played.stamp


@pytest.mark.parametrize("called", ["{venv}/bin/python", "../venv/bin/python", "python"])
def test_a_module_of_a_virtual_environment_is_found_however_the_interpreter_was_called(
    tmp_path: Path, called: str
) -> None:
    venv = tmp_path / "venv"
    played = Played(tmp_path, "python3.11", environ=f"PATH={venv}/bin\0")
    link, module = venv / "bin" / "python", venv / "lib" / "python3.11" / "site-packages" / "till.py"
    for each in (link, module):
        each.parent.mkdir(parents=True)
    link.symlink_to(played.program)
    module.write_text("one")
    played.program.chmod(0o755)
    played.called([called.format(venv=venv), "-m", "till"])
    assert str(module.name) in played.stamp


def test_the_archive_beside_an_electron_program_counts(tmp_path: Path) -> None:
    played = Played(tmp_path, "chat")
    before = played.stamp
    archive = played.program.parent / "resources" / "app.asar"
    archive.parent.mkdir()
    archive.write_bytes(b"asar")
    assert played.stamp not in ("", before)


def test_a_bundle_is_the_same_wherever_it_is_mounted(tmp_path: Path) -> None:
    bundle = tmp_path / "Till.AppImage"
    bundle.write_bytes(b"bundle")
    stamps = []
    for mount in ("mount1", "mount2"):
        inside = tmp_path / mount
        inside.mkdir()
        stamps.append(Played(inside, "till", environ=f"APPIMAGE={bundle}\0APPDIR={inside}\0").stamp)
    assert stamps[0] == stamps[1] != ""


def test_a_sandbox_is_known_by_its_revision(tmp_path: Path) -> None:
    played = Played(tmp_path, "python3", "/app/main.py")
    info = played.folder / "root" / ".flatpak-info"
    info.parent.mkdir()
    info.write_text("[Instance]\napp-commit=aaaa\nbranch=stable\n")
    before = played.stamp
    info.write_text("[Instance]\napp-commit=bbbb\nbranch=stable\n")
    assert "app-commit=aaaa" in before != played.stamp


@pytest.mark.parametrize("missing", ["cmdline", "cwd", "environ", "exe"])
def test_what_is_not_told_is_left_out_and_raises_nothing(tmp_path: Path, missing: str) -> None:
    played = Played(tmp_path, "python3", "-m", "till")
    (played.folder / missing).unlink()
    assert bool(played.stamp) is (missing != "exe")


@pytest.mark.parametrize(
    "words",
    [
        ("\0",),
        ("x" * 5000,),
        (
            "-m",
            "..till..",
        ),
        ("-m", ""),
        ("-m",),
        ("/",),
        ("..",),
    ],
)
def test_odd_words_raise_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert Played(tmp_path, "python3", *words).stamp


def test_a_link_to_another_revision_is_another_version(tmp_path: Path) -> None:
    played = Played(tmp_path, "python3", "current/main.py")
    for revision in ("101", "102"):
        os.utime(played.write(f"{revision}/main.py", "same"), (1, 1))
    link = played.cwd / "current"
    link.symlink_to(played.cwd / "101")
    before = played.stamp
    link.unlink()
    link.symlink_to(played.cwd / "102")
    assert played.stamp != before


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of processes")
def test_a_real_process_is_known_by_its_archive(tmp_path: Path) -> None:
    program = tmp_path / "till.pyz"
    with zipfile.ZipFile(program, "w") as archive:
        archive.writestr("__main__.py", "print('ready', flush=True); input()")
    with subprocess.Popen(
        [sys.executable, "-S", str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == "ready\n"
        told = identity(process_in(Path("/proc") / str(started.pid)))
        started.communicate("\n")
    assert f"{program} {program.stat().st_size}" in told
