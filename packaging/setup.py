"""Set up, run and check Understudy: python packaging/setup.py COMMAND; the commands are those of the Makefile.

Needs nothing but Python. On Debian and Ubuntu it also installs missing system packages, as root or through sudo;
elsewhere it says which line to type. It may be called again and again: what is there is left alone.
"""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ENVIRONMENT_PROBLEM = 5


def main(arguments):
    """Do what the first word says; the rest goes to the program or to pytest. Returns the exit status."""
    known = (setup, run, test, proof, bench, bench_relocation, fitting, lint, lock)
    commands = {command.__name__.replace("_", "-"): command for command in known}
    if not arguments or arguments[0] not in commands:
        print("python packaging/setup.py " + " | ".join(commands), file=sys.stderr)
        return 2
    from system_packages import SetupError

    try:
        return commands[arguments[0]](arguments[1:])
    except SetupError as problem:
        print("\n" + str(problem), file=sys.stderr)
        return ENVIRONMENT_PROBLEM


def setup(_arguments):
    """System libraries for the window (and a virtual display where there is none), then .venv."""
    import environment
    import system_packages as system

    system.ensure(*([system.WINDOW] if has_display() else [system.WINDOW, system.VIRTUAL_DISPLAY]))
    environment.ensure()
    print("Ready: " + str(environment.FOLDER))
    return 0


def run(arguments):
    """Set up, then the window on the practice workflow; without a display the scripted demo on a virtual one."""
    import environment

    setup([])
    command = [environment.program("understudy"), *(arguments or ([] if has_display() else ["demo", "--headless"]))]
    if sys.platform == "win32":
        return subprocess.run(command, check=False).returncode
    return os.execv(command[0], command)  # so that Ctrl+C and signals reach the program itself


def test(arguments):
    """Set up with the programs of the tests, then every check."""
    import checks

    prepare_tests()
    return checks.run(checks.lint() + checks.tests(arguments))


def proof(arguments):
    """Set up with the programs of the tests, then the long proofs."""
    import checks

    prepare_tests()
    return checks.run(checks.proof(arguments))


def bench(arguments):
    """Set up with the programs of the tests, then take the figures and show them beside their goals."""
    import checks
    import environment

    prepare_tests()
    command = [str(environment.PYTHON), "-m", "tests.bench", *arguments]
    return subprocess.run(command, cwd=str(environment.ROOT), env=checks.own_display(), check=False).returncode


def bench_relocation(arguments):
    """Set up with the other tools that find pictures, each alone in build/, then show all figures side by side."""
    import environment
    import side_environments

    environment.ensure()
    side_environments.ensure_peers()
    command = [str(environment.PYTHON), "-m", "tests.bench.relocation", "--peers", *arguments]
    return subprocess.run(command, cwd=str(environment.ROOT), check=False).returncode


def fitting(_arguments):
    """Make the environment, in build/, of the programs that fit what a place and a Screen are believed."""
    import side_environments

    python = side_environments.ensure_fitting()
    print("Ready: " + str(python) + " -m tests.bench.relocation.fitting FOLDER ... --examples DIR --write FILE")
    print("Beside it: … .sameness.training DIR --write FILE, … .reading.training, … .screen_fitting")
    return 0


def lint(_arguments):
    """Set up, then style, types and imports only."""
    import checks
    import environment

    environment.ensure()
    return checks.run(checks.lint())


def lock(_arguments):
    """Write all lock files anew from what they are asked for in *.in."""
    import locks

    return locks.write()


def prepare_tests():
    import environment
    import system_packages as system

    system.ensure(system.WINDOW, system.VIRTUAL_DISPLAY, system.TEST)
    environment.ensure()


def has_display():
    """Whether windows can be shown; only Linux can be without a screen here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def newer_python():
    """A Python on the path that is new enough, for a system whose `python3` is too old; None without one."""
    for name in ("python3.13", "python3.12", "python3.11"):
        path = shutil.which(name)
        if path and subprocess.run([path, "-c", ""], stderr=subprocess.DEVNULL, check=False).returncode == 0:
            return path
    return None


def start():
    """Refuse an old Python, or hand over to a newer one that is installed beside it."""
    if sys.version_info >= OLDEST:
        return main(sys.argv[1:])
    other = newer_python()
    if other:
        return subprocess.run([other, __file__, *sys.argv[1:]], check=False).returncode
    print(
        "Understudy needs Python 3.11 or newer; this is Python {}.{} and no newer one is on the path.\n"
        "Install one (Debian 12, Ubuntu 24.04 and later have it as python3), then: make {} PYTHON=python3.12".format(
            sys.version_info[0], sys.version_info[1], " ".join(sys.argv[1:])
        ),
        file=sys.stderr,
    )
    return ENVIRONMENT_PROBLEM


if __name__ == "__main__":
    sys.exit(start())
