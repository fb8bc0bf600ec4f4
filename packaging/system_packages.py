"""System libraries and programs of Debian and Ubuntu: which are missing, and how they get there."""

import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
WINDOW = HERE / "debian-window.txt"
VIRTUAL_DISPLAY = HERE / "debian-virtual-display.txt"
TEST = HERE / "debian-test.txt"


class SetupError(Exception):
    """The set-up cannot go on; the message says what is missing, why, and what to type."""


def ensure(*lists):
    """Install what of the given lists is missing; does nothing on systems without apt."""
    if not (sys.platform.startswith("linux") and shutil.which("apt-get") and shutil.which("dpkg-query")):
        return
    missing = _missing(_read(lists)) + _missing_parts_of_python()
    if missing:
        _install(missing)


def _read(lists):
    """Each line of the lists as the names it may have, best first."""
    lines = [line.split("#")[0].strip() for path in lists for line in path.read_text(encoding="utf-8").splitlines()]
    return [tuple(name.strip() for name in line.split("|")) for line in lines if line]


def _missing_parts_of_python():
    """Debian takes `venv` and its pip out of Python and into a package of its own."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return []
    return [("python{}.{}-venv".format(*sys.version_info[:2]),)]


def _missing(wanted):
    names = [name for alternatives in wanted for name in alternatives]
    query = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *names]
    known = subprocess.run(query, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False, text=True).stdout
    there = {line.split()[0] for line in known.splitlines() if line.endswith(" installed")}
    return [alternatives for alternatives in wanted if not there.intersection(alternatives)]


def _install(missing):
    first_names = [alternatives[0] for alternatives in missing]
    by_hand = "apt-get update && apt-get install --no-install-recommends " + " ".join(first_names)
    become_root = _become_root()
    if become_root is None:
        raise SetupError(
            "System packages are missing: " + ", ".join(first_names) + ".\n"
            "They need an administrator, and this account is neither root nor allowed sudo without a password.\n"
            "Type this, then start again:\n\n    sudo sh -c '" + by_hand + "'\n"
        )
    print("Installing system packages: " + " ".join(first_names), flush=True)
    apt = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    _quiet([*apt, "update"])
    names = [_offered(alternatives) for alternatives in missing]
    output = _quiet([*apt, "install", "--yes", "--no-install-recommends", *names])
    if output is not None:
        raise SetupError(output + "\napt-get could not install the system packages; its reason is above.\n" + by_hand)


def _quiet(command):
    """Run it without showing anything; its output if it failed, else None."""
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, stdin=subprocess.DEVNULL, check=False, text=True, **both)
    return done.stdout if done.returncode else None


def _become_root():
    """The words before a command that make it run as root; None where that needs a person."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def _offered(alternatives):
    """The first of the names that this system's package lists offer."""
    for name in alternatives:
        policy = subprocess.run(["apt-cache", "policy", name], stdout=subprocess.PIPE, check=False, text=True).stdout
        if "Candidate:" in policy and "Candidate: (none)" not in policy:
            return name
    return alternatives[0]
