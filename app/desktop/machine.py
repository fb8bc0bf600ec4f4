"""The real machine, opened together and closed together."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.desktop import session
from app.desktop.accessibility import AtSpi, open_accessibility
from app.desktop.capture import Camera, open_camera
from app.desktop.hand import ActingHand
from app.desktop.hot_keys import X11HotKeys
from app.desktop.listener import InputListener
from app.desktop.own_events import OwnEvents
from app.desktop.own_windows import X11OwnWindows
from app.desktop.person import Person
from app.desktop.secrets import KeyringSecrets
from app.desktop.session import X11Session
from app.desktop.windows import X11Windows
from app.model.geometry import Point
from app.settings import InForce, Settings

SWITCH_SECONDS = 0.0005
"""How long one Python thread may hold the interpreter: busy threads must not delay a stop (SAFETY section 4)."""


class ScriptedPerson:
    """The separate client that stands for the person in coach scripts; started at its first deed."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._client: Person | None = None

    def do(self, deeds: Iterable[Mapping[str, Any]]) -> None:
        """Do all of it and return when it is done."""
        if self._client is None:
            self._client = Person(self._state).__enter__()
        self._client.do(deeds)

    def close(self) -> None:
        """End the client."""
        if self._client is not None:
            self._client.__exit__(None, None, None)
            self._client = None


@dataclass(frozen=True, slots=True)
class Machine:
    """All devices. `start` begins to listen; `close` ends everything in order."""

    settings: InForce
    windows: X11Windows
    session: X11Session
    accessibility: AtSpi
    hand: ActingHand
    listener: InputListener
    hot_keys: X11HotKeys
    own_windows: X11OwnWindows
    secrets: KeyringSecrets
    person: ScriptedPerson
    open_camera: Callable[[], Camera]

    def start(self) -> None:
        """Listen to the person from now on and start the acting process; EnvironmentProblem where it cannot be.

        Whoever asks whether the hand is ready waits for it, nobody else does.
        """
        self.hand.launch()
        self.windows.remember_focus()
        self.listener.start()

    def use(self, settings: Settings) -> None:
        """What the person has set counts from now on: what is masked, and by what everything is stopped."""
        self.settings.now = settings
        self.hand.heed(settings.keys.stops, settings.safety.corner)
        self.listener.heed(settings.keys.stops)
        self.hot_keys.heed(settings.keys.stops)

    def close(self) -> None:
        """End all processes, threads and connections; may be called after a failed start."""
        self.hot_keys.close()
        self.hand.close()
        self.listener.close()
        self.person.close()
        self.accessibility.close()
        self.own_windows.close()
        self.session.close()
        self.windows.close()


def open_machine(settings: Settings, state: Path, on_stop: Callable[[str], None]) -> Machine:
    """The devices of this session; EnvironmentProblem names what forbids to see or to act and the next step.

    `on_stop` is called from any thread when the person stopped (key or corner). `state` is a folder for the files
    in which what is held down is noted.
    """
    session.check(os.environ)
    sys.setswitchinterval(SWITCH_SECONDS)
    state.mkdir(parents=True, exist_ok=True)
    in_force = InForce(settings)
    stop_keys = settings.keys.stops
    own_events = OwnEvents()
    windows = X11Windows()
    listener = InputListener(stop_keys, own_events, lambda: on_stop("STOP_KEY"), _own_at(windows), _own_focus(windows))
    return Machine(
        settings=in_force,
        windows=windows,
        session=X11Session(),
        accessibility=open_accessibility(),
        hand=ActingHand(state / "hand", stop_keys, own_events, on_stop, settings.safety.corner),
        listener=listener,
        hot_keys=X11HotKeys(stop_keys),
        own_windows=X11OwnWindows(),
        secrets=KeyringSecrets(),
        person=ScriptedPerson(state / "person"),
        open_camera=lambda: open_camera(masked_apps=lambda: in_force.now.privacy.masked_apps),
    )


def _own_at(windows: X11Windows) -> Callable[[Point], bool]:
    def own(point: Point) -> bool:
        window = windows.at(point)
        return window is not None and window.own

    return own


def _own_focus(windows: X11Windows) -> Callable[[float], bool]:
    def own(moment: float) -> bool:
        window = windows.active_at(moment)
        return window is not None and window.own

    return own
