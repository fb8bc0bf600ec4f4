"""The virtual environment of the checkout: made, repaired, and left alone when it is right."""

import hashlib
import pathlib
import re
import shutil
import subprocess
import sys

from system_packages import SetupError

ROOT = pathlib.Path(__file__).parents[1]
FOLDER = ROOT / ".venv"
SCRIPTS = FOLDER / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = SCRIPTS / ("python.exe" if sys.platform == "win32" else "python")
LOCK = ROOT / "packaging" / "requirements-dev.lock"
BUILD_TOOLS = ("setuptools", "wheel")

_STAMP = FOLDER / "understudy-setup"
_NOT_LOCKED = {"pip", "understudy"}


def ensure():
    """Bring the environment to what the lock file says; a second call finds the stamp and returns at once."""
    stamp = _read_stamp()
    if stamp == _wanted() and _answers():
        return
    if stamp is None or not _answers():
        _create()
    # From here to the end the environment counts as half made: an interrupted set-up starts over.
    _STAMP.unlink(missing_ok=True)
    if stamp is None or stamp.split()[0] != _wanted().split()[0]:
        _install_locked()
    _install_project()
    _STAMP.write_text(_wanted(), encoding="utf-8")


def program(name):
    """Path of a program installed in the environment."""
    return str(SCRIPTS / (name + (".exe" if sys.platform == "win32" else "")))


def _wanted():
    """Two hashes: of what is installed from the lock, and of how the project itself is installed."""
    of_lock = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    of_project = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()).hexdigest()
    return of_lock + " " + of_project


def _read_stamp():
    return _STAMP.read_text(encoding="utf-8") if _STAMP.is_file() else None


def _answers():
    """Whether the interpreter in the environment still starts; it does not after the system's Python went away."""
    if not PYTHON.exists():
        return False
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.run([str(PYTHON), "-c", "import pip"], check=False, **silent).returncode == 0


def _create():
    if FOLDER.exists():
        print("The environment in .venv is not finished; it is made anew.", flush=True)
        shutil.rmtree(FOLDER)
    print("Making the virtual environment in .venv", flush=True)
    _checked([sys.executable, "-m", "venv", str(FOLDER)], "python -m venv failed")


def _install_locked():
    print("Installing the pinned packages (the first time takes about a minute)", flush=True)
    entries = _locked()
    extra = _installed() - set(entries) - _NOT_LOCKED
    if extra:
        _checked([*_pip(), "uninstall", "--quiet", "--yes", *sorted(extra)], "pip could not remove old packages")
    tools = FOLDER / "build-tools.lock"
    tools.write_text("".join(entries[name] for name in BUILD_TOOLS), encoding="utf-8")
    for lock in (tools, LOCK):
        _checked([*_pip_install(), "--require-hashes", "-r", str(lock)], "pip could not install " + lock.name)


def _install_project():
    _checked([*_pip_install(), "--editable", str(ROOT)], "pip could not install the project itself")


def _locked():
    """Each package of the lock file by its plain name, with its lines."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {_plain(re.split(r"[=\[ ;]", block)[0]): block for block in blocks if "==" in block}


def _installed():
    listing = subprocess.run([*_pip(), "list", "--format=freeze"], stdout=subprocess.PIPE, check=True, text=True).stdout
    return {_plain(line.split("==")[0]) for line in listing.splitlines() if "==" in line}


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _pip():
    return [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]


def _pip_install():
    return [*_pip(), "install", "--quiet", "--no-deps", "--no-build-isolation"]


def _checked(command, what):
    if subprocess.run(command, check=False).returncode:
        raise SetupError(what + "; its reason is above. Start again when it is mended: the set-up continues by itself.")
