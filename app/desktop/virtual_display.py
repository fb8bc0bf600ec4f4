"""A desktop of our own on a machine without one: X server, window manager, message bus and accessibility."""

from __future__ import annotations

import ctypes
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from app.model.errors import EnvironmentProblem
from app.model.resources import resources_folder

if TYPE_CHECKING:  # Xlib is only there on Linux
    from Xlib import display as xlib

_PACKAGES = {"Xvfb": "xvfb", "openbox": "openbox", "dbus-daemon": "dbus-daemon"}
_BACKGROUND = 0x9AA7B4
_START_SECONDS = 20.0
_END_SECONDS = 5.0
_PR_SET_PDEATHSIG = 1
_FOREIGN = ("WAYLAND_DISPLAY", "XAUTHORITY", "SESSION_MANAGER", "NO_AT_BRIDGE", "AT_SPI_BUS_ADDRESS", "QT_QPA_PLATFORM")
_FOREIGN_SCALE = ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "GDK_SCALE", "GDK_DPI_SCALE")
_FOREIGN_LOOK = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME")


class VirtualDisplay:
    """A context that starts an X server of the given size in pixels and ends everything it started.

    `env` are the variables for programs that shall appear there; our own process is left as it is. The processes also
    end when the thread that entered the context dies, so enter it in one that outlives the display.
    """

    def __init__(self, width: int = 1920, height: int = 1080) -> None:
        self.width = width
        self.height = height
        self.env: dict[str, str] = {}
        self._ending = ExitStack()

    @property
    def name(self) -> str:
        """The display's name, as in `:3`; only inside the context."""
        return self.env["DISPLAY"]

    def __enter__(self) -> Self:
        """Start everything; EnvironmentProblem when a program is missing or does not come up."""
        if not sys.platform.startswith("linux"):
            raise EnvironmentProblem(
                "No virtual display", "it exists on Linux only", "Run it in a session with a screen."
            )
        programs = {program: _installed(program, package) for program, package in _PACKAGES.items()}
        with ExitStack() as ending:
            folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="understudy-display-")))
            starter = _Starter(folder, ending)
            env = _clean_environment()
            env["DISPLAY"] = ":" + starter.start_and_read(self._server(programs["Xvfb"]), env)
            _start_window_manager(starter, programs["openbox"], env)
            bus = [programs["dbus-daemon"], "--session", "--nofork", "--nopidfile", "--nosyslog"]
            env["DBUS_SESSION_BUS_ADDRESS"] = starter.start_and_read([*bus, "--print-address={pipe}"], env)
            _switch_accessibility_on(env["DBUS_SESSION_BUS_ADDRESS"])
            self.env = env
            self._ending = ending.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ending.close()
        self.env = {}

    def _server(self, program: str) -> list[str]:
        screen = f"{self.width}x{self.height}x24"
        options = ["-dpi", "96", "-nolisten", "tcp", "-noreset", "+extension", "RANDR", "+extension", "XTEST"]
        return [program, "-displayfd", "{pipe}", "-screen", "0", screen, *options]


class _Starter:
    """Starts the parts, keeps what they print, and puts their end on the stack."""

    def __init__(self, folder: Path, ending: ExitStack) -> None:
        self._folder = folder
        self._ending = ending

    def start(self, command: list[str], env: dict[str, str], pipe: int | None = None) -> _Part:
        """Start a program in a process group of its own that dies with us."""
        log = self._folder / f"{Path(command[0]).name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                pass_fds=() if pipe is None else (pipe,),
                preexec_fn=_die_with_parent(),
            )
        self._ending.callback(_end_group, process)
        return _Part(process, log)

    def start_and_read(self, command: list[str], env: dict[str, str]) -> str:
        """Start a program that tells one line through `{pipe}` when it is ready; that line."""
        reading, writing = os.pipe()
        with open(reading, "rb") as answer:
            try:
                part = self.start([word.format(pipe=writing) for word in command], env, writing)
            finally:
                os.close(writing)
            return _first_line(answer, part)


class _Part:
    """One running program of the display, with the file that holds what it printed."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self._log = log

    def failed(self, why: str) -> EnvironmentProblem:
        """The error that tells why this program is no use, with its own last words."""
        words = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        last = f" (it said: {words[-1]})" if words else ""
        name = Path(str(self.process.args[0] if isinstance(self.process.args, list) else self.process.args)).name
        return EnvironmentProblem(
            f"{name} did not start", why + last, "Run `understudy doctor` to see what is missing."
        )


def _installed(program: str, package: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise EnvironmentProblem(
            f"The virtual display needs {program}",
            "it is not installed",
            f"Type: sudo apt-get install --no-install-recommends {package}",
        )
    return path


def _clean_environment() -> dict[str, str]:
    """Our variables without those of another session, and with what makes programs look and listen the same."""
    foreign = {*_FOREIGN, *_FOREIGN_SCALE, *_FOREIGN_LOOK}
    env = {key: value for key, value in os.environ.items() if key not in foreign}
    env.setdefault("LANG", "C.UTF-8")
    return env | {
        "XDG_SESSION_TYPE": "x11",
        "GDK_BACKEND": "x11",
        "GTK_MODULES": "gail:atk-bridge",
        "GTK_USE_PORTAL": "0",
        "GSETTINGS_BACKEND": "memory",  # the programs must not change the person's own settings
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "LIBGL_ALWAYS_SOFTWARE": "1",
    }


def _start_window_manager(starter: _Starter, program: str, env: dict[str, str]) -> None:
    """Paint the background, start the window manager, and wait until it has announced itself on the root window."""
    from Xlib import X, display

    folder = resources_folder() / "virtual-display"
    themes = f"{folder}:{env.get('XDG_DATA_DIRS', '/usr/local/share:/usr/share')}"
    connection = display.Display(env["DISPLAY"])
    try:
        root = connection.screen().root
        root.change_attributes(background_pixel=_BACKGROUND, event_mask=X.PropertyChangeMask)
        root.clear_area()
        announced = connection.intern_atom("_NET_SUPPORTING_WM_CHECK")
        connection.sync()
        part = starter.start(
            [program, "--sm-disable", "--config-file", str(folder / "openbox.xml")], env | {"XDG_DATA_DIRS": themes}
        )
        _wait_for_event(connection, lambda: root.get_full_property(announced, X.AnyPropertyType) is not None, part)
    finally:
        connection.close()


def _wait_for_event(connection: xlib.Display, done: Callable[[], bool], part: _Part) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not done():
        while connection.pending_events():
            connection.next_event()
        if done():
            return
        _readable(connection.fileno(), deadline, part)


def _switch_accessibility_on(address: str) -> None:
    """Wake the accessibility bus and tell every program that somebody reads it."""
    from jeepney import DBusAddress, MessageType, Properties
    from jeepney.io.blocking import open_dbus_connection

    status = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Status")
    with open_dbus_connection(address) as connection:
        reply = connection.send_and_get_reply(Properties(status).set("IsEnabled", "b", True), timeout=_START_SECONDS)
    if reply.header.message_type is MessageType.error:
        raise EnvironmentProblem(
            "The virtual display has no accessibility",
            f"the bus answered {reply.body[0] if reply.body else 'an error'}",
            "Type: sudo apt-get install --no-install-recommends at-spi2-core",
        )


def _first_line(answer: IO[bytes], part: _Part) -> str:
    deadline = time.monotonic() + _START_SECONDS
    _readable(answer.fileno(), deadline, part)
    line = answer.readline().decode().strip()
    if not line:
        raise part.failed("it ended at once")
    return line


def _readable(descriptor: int, deadline: float, part: _Part) -> None:
    """Wait until something can be read; the program's failure when nothing comes before the deadline."""
    ready, _, _ = select.select([descriptor], [], [], max(deadline - time.monotonic(), 0))
    if not ready:
        raise part.failed(f"it was not ready after {_START_SECONDS:.0f} seconds")


def _die_with_parent() -> Callable[[], None]:
    """What a child does before it becomes its program: ask the kernel to end it when we are gone."""
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

    return ask


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started; they share a process group that only we made."""
    _signal_group(process.pid, signal.SIGTERM)
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        _signal_group(process.pid, signal.SIGKILL)
        process.wait()
    _signal_group(process.pid, signal.SIGKILL)


def _signal_group(group: int, number: signal.Signals) -> None:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return
