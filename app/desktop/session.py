"""The desktop session as a whole: is there one that lets us see and act, did its screens change, is it locked."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Mapping

from Xlib.display import Display
from Xlib.error import XError

from app.desktop import x11
from app.desktop.monitors import monitors
from app.desktop.screen_copy import check_depth
from app.desktop.session_bus import asks_locked
from app.model.errors import EnvironmentProblem

_FRESH = 1.0
_SAVER_ON = 1
_NEXT = "Use Xorg, or Xvfb with `--headless`; `understudy doctor` says what is missing."


class X11Session:
    """The port Session; safe from any thread. `locks` asks the session's services and may be slow."""

    def __init__(self, locks: Callable[[], bool] = asks_locked) -> None:
        self._link = x11.Link()
        self._locks = locks
        self._asked = -_FRESH
        self._locked = False

    def layout(self) -> str:
        """A hash of monitors, origins and scales."""
        with self._link.use() as display:
            words = [f"{m.name}:{tuple(m.box)}:{m.scale}" for m in monitors(display)]
        return hashlib.sha256("|".join(words).encode()).hexdigest()[:16]

    def locked(self) -> bool:
        """Whether the session is locked or its screen saver is on; at most a second old."""
        if time.monotonic() - self._asked >= _FRESH:
            with self._link.use() as display:
                saver = _saver_on(display)
            self._locked = saver or self._locks()
            self._asked = time.monotonic()
        return self._locked

    def close(self) -> None:
        """Give the connection back."""
        self._link.close()


def problems(env: Mapping[str, str] = os.environ) -> tuple[EnvironmentProblem, ...]:
    """Everything about this session that forbids to see or to act, each with its next step."""
    wayland = wayland_problem(env)
    if wayland is not None:
        return (wayland,)
    try:
        display = x11.connect()
    except EnvironmentProblem as problem:
        return (problem,)
    try:
        return (*_depth(display), *_missing(display))
    finally:
        x11.close(display)


def check(env: Mapping[str, str] = os.environ) -> None:
    """Raise the first of the problems."""
    for problem in problems(env):
        raise problem


def wayland_problem(env: Mapping[str, str]) -> EnvironmentProblem | None:
    """Why a Wayland session will not do; None in an X11 session."""
    wayland = env.get("WAYLAND_DISPLAY") or env.get("XDG_SESSION_TYPE", "").lower() == "wayland"
    if not wayland:
        return None
    works = "Workflows, their steps and the history can be opened; capturing, listening and acting do not work"
    if env.get("DISPLAY"):
        works += ", because X programs see only other X programs here"
    cure = "Log out and choose a session “on Xorg” at the login screen, or use `understudy demo --headless`."
    return EnvironmentProblem("Wayland session", works, cure)


def _depth(display: Display) -> tuple[EnvironmentProblem, ...]:
    try:
        check_depth(int(display.screen().root_depth))
    except EnvironmentProblem as problem:
        return (problem,)
    return ()


def _missing(display: Display) -> tuple[EnvironmentProblem, ...]:
    needed = {"XTEST": "nothing could be clicked or typed", "RECORD": "no stop key could be heard (NO_STOP_KEY)"}
    return tuple(
        EnvironmentProblem(f"X server without {name}", effect, _NEXT)
        for name, effect in needed.items()
        if not display.has_extension(name)
    )


def _saver_on(display: Display) -> bool:
    if not display.has_extension("MIT-SCREEN-SAVER"):
        return False
    try:
        return bool(display.screen().root.screensaver_query_info().state == _SAVER_ON)
    except XError:
        return False
