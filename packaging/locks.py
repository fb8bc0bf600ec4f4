"""Writes the lock files: exact versions with hashes for all systems and Pythons, and no addresses."""

import pathlib
import subprocess
import sys
import tempfile
import venv

HERE = pathlib.Path(__file__).parent
_NEVER_INSTALLED = ("evdev", "python3-xlib", "opencv-python")


def write():
    """Resolve requirements.in, then requirements-dev.in within the same versions. Returns the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = pathlib.Path(folder) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "uv"], check=True)
        _compile(python, "requirements")
        _compile(python, "requirements-dev", "--constraint", "requirements.lock")
    return 0


def _compile(python, name, *more):
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade", "--quiet"]
    options += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"]
    options += [word for package in _NEVER_INSTALLED for word in ("--no-emit-package", package)]
    files = ["--overrides", "overrides.in", name + ".in", "--output-file", name + ".lock"]
    subprocess.run([str(python), "-m", "uv", "pip", "compile", *options, *more, *files], check=True, cwd=str(HERE))
