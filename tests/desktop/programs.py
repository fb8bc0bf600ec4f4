"""Third-party programs on the desktop of the tests: started, waited for, asked where they are, and ended."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from Xlib import X
from Xlib.display import Display

from app.model.geometry import Box, Point

_VANISHED = 10  # searches in a row in which a window may vanish between being listed and being read


class Program:
    """A running program and its first window; `log` holds what it printed."""

    def __init__(self, process: subprocess.Popen[bytes], window: int, log: Path, env: dict[str, str]) -> None:
        self.process = process
        self.window = window
        self.log = log
        self._env = env

    @property
    def pid(self) -> int:
        """Process number of what was started."""
        return self.process.pid

    def box(self) -> Box:
        """The client area of the window, without its frame, in physical pixels of the desktop."""
        return box_of(self._env["DISPLAY"], self.window)

    def at(self, x: int, y: int) -> Point:
        """A place inside the client area as a place on the desktop."""
        return self.box().origin.moved(x, y)

    def title(self) -> str:
        """The title of the window."""
        return _xdotool(self._env, "getwindowname", str(self.window)).strip()

    def activate(self) -> None:
        """Bring the window to the front and wait until it has the focus."""
        _xdotool(self._env, "windowactivate", "--sync", str(self.window))

    def move(self, x: int, y: int) -> None:
        """Move the window and wait until it is there."""
        _xdotool(self._env, "windowmove", "--sync", str(self.window), str(x), str(y))


class Programs:
    """All programs that one test started."""

    def __init__(self, env: dict[str, str], home: Path) -> None:
        self.env = env | {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
        self.env |= {"XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache")}
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, command: Sequence[str], window: str, by: str = "name", cwd: Path | None = None) -> Program:
        """Start a program and wait for a visible window; `window` is a pattern for its `by`: name or class."""
        log = self.home / f"{len(self._running)}-{Path(command[0]).name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                list(command), env=self.env, stdout=output, stderr=output, cwd=cwd, start_new_session=True
            )
        self._running.append(process)
        return Program(process, self.wait_for_window(window, by), log, self.env)

    def wait_for_window(self, pattern: str, by: str = "name") -> int:
        """The number of the newest visible window that fits; waits up to 30 seconds for one."""
        return search_windows(self.env, "--sync", "--onlyvisible", f"--{by}", pattern)[-1]

    def windows(self, pattern: str, by: str = "name") -> list[int]:
        """The windows that fit now, without waiting."""
        return search_windows(self.env, "--onlyvisible", f"--{by}", pattern)

    def end_all(self) -> None:
        """End what was started, each with its own children."""
        for process in reversed(self._running):
            _signal_group(process.pid, signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                _signal_group(process.pid, signal.SIGKILL)
                process.wait()
            _signal_group(process.pid, signal.SIGKILL)
        self._running.clear()


def search_windows(env: dict[str, str], *words: str) -> list[int]:
    """The windows that xdotool finds, none if none; asked again where a window went away under the search."""
    command = ["xdotool", "search", *words]
    for _ in range(_VANISHED):
        done = subprocess.run(command, env=env, check=False, timeout=30, capture_output=True, text=True)
        if "BadWindow" not in done.stderr:
            return [int(number) for number in done.stdout.split()]
    raise LookupError(f"windows keep vanishing under xdotool's search for {' '.join(words)}")


def box_of(display_name: str, window: int) -> Box:
    """The client area of any window, without its frame, in physical pixels of the desktop."""
    display = Display(display_name)
    try:
        resource = display.create_resource_object("window", window)
        size = resource.get_geometry()
        # The reply tells where the root's origin lies as seen from the window.
        place = resource.translate_coords(display.screen().root, 0, 0)
        return Box(-place.x, -place.y, size.width, size.height)
    finally:
        display.close()


def focused_window(display_name: str) -> int:
    """The window that the window manager calls active."""
    display = Display(display_name)
    try:
        atom = display.intern_atom("_NET_ACTIVE_WINDOW")
        active = display.screen().root.get_full_property(atom, X.AnyPropertyType)
        return int(active.value[0]) if active else 0
    finally:
        display.close()


def _xdotool(env: dict[str, str], *words: str) -> str:
    return subprocess.run(
        ["xdotool", *words], env=env, check=True, timeout=30, stdout=subprocess.PIPE, text=True
    ).stdout


def _signal_group(group: int, number: signal.Signals) -> None:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return
