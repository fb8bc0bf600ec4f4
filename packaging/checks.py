"""The checks of `make test` and `make proof`: every stage runs, then one summary says how each went."""

import os
import subprocess
import time

import environment

_NO_TESTS_COLLECTED = 5


class Stage:
    """One check: its name, its command line, and the variables it runs with."""

    def __init__(self, name, command, env=None, may_be_empty=False):
        self.name = name
        self.command = command
        self.env = env
        self.may_be_empty = may_be_empty

    def run(self):
        """Run it with its output shown; the word for the summary and whether it passed."""
        print("\n=== " + self.name + ": " + " ".join(self.command[1:]), flush=True)
        begin = time.monotonic()
        status = subprocess.run(self.command, cwd=str(environment.ROOT), env=self.env, check=False).returncode
        seconds = time.monotonic() - begin
        empty = status == _NO_TESTS_COLLECTED and self.may_be_empty
        word = "no tests" if empty else "passed" if status == 0 else f"FAILED ({status})"
        return f"{self.name:<14} {word:<12} {seconds:7.1f} s", status == 0 or empty


def lint():
    """Style, types and the direction of imports."""
    return [
        Stage("ruff", [environment.program("ruff"), "check", "."]),
        Stage("format", [environment.program("ruff"), "format", "--check", "."]),
        Stage("mypy", [environment.program("mypy")]),
        Stage("imports", [environment.program("lint-imports")]),
    ]


def tests(arguments):
    """Rules, permission in a made world, windows without a screen, and one pass over each real program."""
    chosen, side_by_side = bool(arguments), [*_all_cores(), *arguments]
    return [
        Stage("unit", _pytest("tests/unit", side_by_side), _without_display(), chosen),
        Stage("simulation", _pytest("tests/simulation", arguments), _without_display(), chosen),
        Stage("gui", _pytest("tests/gui", side_by_side), _without_display(), chosen),
        Stage("desktop", _pytest("tests/desktop", ["-m", "not proof", *arguments]), own_display(), chosen),
    ]


def proof(arguments):
    """The long tests on the real desktop and under faults."""
    return [
        Stage(folder.split("/")[1], _pytest(folder, ["-m", "proof", *arguments]), own_display(), may_be_empty=True)
        for folder in ("tests/desktop", "tests/fault")
        if (environment.ROOT / folder).is_dir()
    ]


def run(stages):
    """Run all stages, also after a failed one, and print the summary; the exit status."""
    results = [stage.run() for stage in stages]
    print("\n" + "\n".join(line for line, _ in results))
    good = all(passed for _, passed in results)
    print("All checks passed." if good else "Some checks failed; their output is above.")
    return 0 if good else 1


def _all_cores():
    """Tests that share no screen run on every core; `-n 0` among the arguments of the person comes later and wins."""
    return ["-n", str(os.cpu_count() or 1), "--dist", "worksteal"]


def _pytest(folder, arguments):
    return [str(environment.PYTHON), "-m", "pytest", folder, *arguments]


def _without_display():
    """No screen at all, so that a test which needs one cannot pass by chance."""
    return dict(own_display(), QT_QPA_PLATFORM="offscreen")


def own_display():
    """Desktop tests and figures start their own display; the person's one is never touched."""
    return {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
