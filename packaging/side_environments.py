"""Environments beside the checkout's own, each in a folder under build/: the peers of the figures, and fitting."""

import hashlib
import pathlib
import shutil
import subprocess
import sys

from system_packages import SetupError

HERE = pathlib.Path(__file__).parent
BUILD = HERE.parent / "build"
LOCKS_OF_PEERS = HERE / "peers"
BUILD_TOOLS = HERE / "build-tools.lock"
NOT_INSTALLED = "not-installed.txt"

_STAMP = "setup-stamp"


def ensure_peers():
    """Bring every peer's environment to its lock; why one could not be installed is left in its folder."""
    for lock in sorted(LOCKS_OF_PEERS.glob("*.lock")):
        folder = BUILD / "peers" / lock.stem
        try:
            ensure(folder, lock, BUILD_TOOLS)
        except SetupError as problem:
            print(lock.stem + " could not be installed: " + str(problem), flush=True)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / NOT_INSTALLED).write_text(str(problem), encoding="utf-8")


def ensure_fitting():
    """Bring the environment of the fitting programs to its lock; its Python."""
    folder = BUILD / "fitting"
    ensure(folder, HERE / "fitting.lock")
    return python_of(folder)


def ensure(folder, lock, *tools):
    """Make the environment anew unless it was made from this lock; SetupError with one line when that fails."""
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode() + str(folder).encode()).hexdigest()
    stamp = folder / _STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted and python_of(folder).exists():
        return
    print("Making the environment " + str(folder), flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    _checked([sys.executable, "-m", "venv", str(folder)])
    for each in (*tools, lock):
        _checked([*_pip_install(folder), "--require-hashes", "-r", str(each)])
    stamp.write_text(wanted, encoding="utf-8")


def python_of(folder):
    """The interpreter of an environment."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _pip_install(folder):
    pip = [str(python_of(folder)), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    return [*pip, "--no-deps", "--no-build-isolation"]


def _checked(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True)
    if done.returncode:
        raise SetupError(_reason(done.stdout))


def _reason(output):
    """The first line in which pip says what went wrong, or the last one it said."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")]
    return (errors or lines[-1:] or ["it gave no reason"])[0]
