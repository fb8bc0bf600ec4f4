"""Writes the lock files: exact versions with hashes for all systems and Pythons, and no addresses."""

import pathlib
import subprocess
import sys
import tempfile
import venv

HERE = pathlib.Path(__file__).parent
_NEVER_INSTALLED = ("evdev", "python3-xlib", "opencv-python")
_OWN = [
    "--overrides",
    "overrides.in",
    *(word for package in _NEVER_INSTALLED for word in ("--no-emit-package", package)),
]
_SAME_VERSIONS = ["--constraint", "requirements-dev.lock"]
_PEERS = ["--overrides", "peers/overrides.in"]


def write():
    """Resolve requirements.in, then the others within the same versions, and each peer alone. Returns the status."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = pathlib.Path(folder) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "uv"], check=True)
        _compile(python, "requirements", _OWN)
        _compile(python, "requirements-dev", [*_OWN, "--constraint", "requirements.lock"])
        _write_beside(python)
    return 0


def _write_beside(python):
    """The locks of the environments beside the checkout's own."""
    _compile(python, "fitting", [*_OWN, *_SAME_VERSIONS])
    _compile(python, "build-tools", _SAME_VERSIONS)
    for asked in sorted((HERE / "peers").glob("*.in")):
        if asked.name != "overrides.in":
            _compile(python, "peers/" + asked.stem, _PEERS)


def _compile(python, name, more):
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade", "--quiet"]
    options += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"]
    files = [name + ".in", "--output-file", name + ".lock"]
    subprocess.run([str(python), "-m", "uv", "pip", "compile", *options, *more, *files], check=True, cwd=str(HERE))
