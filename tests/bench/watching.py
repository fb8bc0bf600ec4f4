"""Processor time while the robot only watches: a still screen, one that changes ten times a second, and one of 4K."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from app.home import opened_store
from app.model.modes import RunMode
from app.settings import Matching, Settings, folders, save
from tests.bench.capture import UHD, display_of
from tests.bench.cpu import share
from tests.bench.figures import Figure
from tests.bench.form import Form

WARM_UP = 6.0
WINDOWS, SECONDS = 5, 2.0
NOTES = (
    "Percent of one core, the acting process included, the X server not; each sample is two seconds. "
    "“Observing” follows the person (mode OBSERVATION). “Missing target” looks for a button that is not there, which "
    "lasts five looks (2.5 s) before the repair card comes; here it is made to go on. “Question open” waits for an "
    "answer with the card up, as the robot does after those looks.",
)
_GOAL = "≤ 1 % of a core"
_WHOLE = ("-m", "app", "run", "figures", "--mode")
_ALONE = ("-m", "tests.bench.engine_alone")
_CASES = (("observing", RunMode.OBSERVATION, "show"), ("missing target", RunMode.COACHING, "hide"))


def figures() -> list[Figure]:
    """Whole program and engine alone, still and changing; then following the person on a larger screen."""
    found = _usual()
    with display_of(UHD), Form() as form:
        for how, words in (("whole program", _WHOLE), ("engine alone", _ALONE)):
            found += _pair(form, f"observing on 4K, {how}", (*words, RunMode.OBSERVATION.value))
    return found


def _usual() -> list[Figure]:
    found: list[Figure] = []
    save(folders().settings, Settings(matching=Matching(no_match_looks=50)))
    with Form() as form:
        with opened_store() as store:
            store.library.add(form.recorded())
        for name, mode, button in _CASES:
            form.tell(button)
            found += _pair(form, f"{name}, whole program", (*_WHOLE, mode.value))
            found += _pair(form, f"{name}, engine alone", (*_ALONE, mode.value))
        form.tell("show")
        found += _pair(form, "question open, whole program", (*_WHOLE, RunMode.COACHING.value))
    return found


def _pair(form: Form, name: str, words: tuple[str, ...]) -> Iterator[Figure]:
    with _running(words) as pid:
        Event().wait(WARM_UP)
        goal = "" if name.startswith("missing") else _GOAL
        yield Figure(f"{name}, still screen", "%", share(pid, WINDOWS, SECONDS), goal)
        form.tell("change")
        yield Figure(f"{name}, ten changes a second", "%", share(pid, WINDOWS, SECONDS))
        form.tell("still")


@contextmanager
def _running(words: tuple[str, ...]) -> Iterator[int]:
    process = subprocess.Popen([sys.executable, *words], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    try:
        yield process.pid
        assert process.poll() is None, f"{words} ended by itself with {process.returncode}"
    finally:
        process.terminate()
        process.communicate(timeout=20)
