"""Looks at everything the program needs from the machine: green, or the exact cure."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from app.desktop import session
from app.desktop.machine import Machine, open_machine
from app.home import SystemClock
from app.model.errors import UserError
from app.settings import Settings, folders, load
from app.storage.store import opened


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, whether it is good, and what to say about it."""

    name: str
    good: bool
    says: str


def examine() -> tuple[Check, ...]:
    """All checks, in the order a person would cure them; none of them raises."""
    found = [
        _check("Settings and store", _store),
        _check("Display", _display),
    ]
    if not found[-1].good:
        return tuple(found)
    machine = open_machine(_settings(), folders().data / "state", lambda reason: None)
    try:
        return (*found, *_devices(machine))
    finally:
        machine.close()


def _devices(machine: Machine) -> tuple[Check, ...]:
    return (
        _check("Capture", lambda: _captured(machine)),
        _check("Input and stop keys", lambda: _hand(machine)),
        _check("Hot keys", lambda: _raised(machine.hot_keys.problem()) or "can be grabbed"),
        _check("Accessibility", lambda: _accessible(machine)),
        _check("Keyring", lambda: _raised(machine.secrets.problem()) or "secrets can be kept"),
    )


def _check(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except UserError as error:
        return Check(name, False, str(error))


def _settings() -> Settings:
    """The defaults where the person's own cannot be read, which the first check tells."""
    try:
        return load(folders().settings)
    except UserError:
        return Settings()


def _store() -> str:
    found = folders()
    with opened(found, load(found.settings), SystemClock()) as store:
        return _raised(store.database.check()) or f"sound: {store.database.where}"


def _display() -> str:
    session.check(os.environ)
    return "an X11 session that can be seen and acted in"


def _captured(machine: Machine) -> str:
    camera = machine.open_camera()
    try:
        frame = camera.grab()
        return f"{frame.region.w} × {frame.region.h} pixels on {len(frame.monitors)} monitor(s)"
    finally:
        camera.close()


def _hand(machine: Machine) -> str:
    machine.hand.start()
    return _raised(machine.hand.ready()) or "both stop keys are heard by the acting process"


def _accessible(machine: Machine) -> str:
    windows = [window for window in machine.windows.all() if not window.own]
    for window in windows:
        if machine.accessibility.at(window, window.box.center):
            return f"{window.identity.application} answers"
    return "no program on the screen answers; pictures and text are used alone"


class Unfit(UserError):
    """One thing does not work; the sentence already says why and what to do."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem, "", "")

    def __str__(self) -> str:
        return self.what


def _raised(problem: str) -> str:
    if problem:
        raise Unfit(problem)
    return ""
