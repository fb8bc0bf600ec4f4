"""Chromium in a real window: started in a given look, put to a place, told what page to show, measured."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.bench.relocation.case import Rect
from tests.bench.relocation.pages.kits import SOURCES
from tests.bench.relocation.pages.looks import Launch
from tests.bench.relocation.pages.pipe import Pipe
from tests.desktop.programs import Programs, box_of
from tests.desktop.target import wait_until

_FLAGS = (
    "--no-sandbox --disable-gpu --no-first-run --no-default-browser-check --disable-background-networking "
    "--disable-component-update --disable-sync --password-store=basic --test-type --remote-debugging-pipe "
    "--disable-backgrounding-occluded-windows --disable-features=Translate,HttpsUpgrades,PasswordManagerOnboarding"
)
_STEP = 1.2  # the browser counts page zoom in powers of this
_ROUGH = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include>
<match target="font"><edit name="antialias" mode="assign"><bool>false</bool></edit></match>
<match target="pattern"><edit name="antialias" mode="assign"><bool>false</bool></edit></match>
</fontconfig>
"""


class Browser:
    """A context: one running browser with one window, for the addresses of one host."""

    def __init__(self, programs: Programs, launch: Launch, host: str, port: int, folder: Path) -> None:
        self._programs = programs
        self._host = host
        self._folder = folder
        self._pipe = Pipe()
        self._ending = ExitStack()
        self._script = ""
        folder.mkdir(parents=True)
        self._process = self._start(launch, port)
        self._ending.callback(self._end)
        self._ending.callback(self._pipe.close)
        self._pipe.started()
        self.handle = programs.wait_for_window("^chromium$", "class")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ending.close()

    @property
    def box(self) -> Rect:
        """The client box of the window now."""
        x, y, width, height = box_of(self._programs.env["DISPLAY"], self.handle)
        return (int(x), int(y), int(width), int(height))

    def place(self, window: Rect) -> None:
        """Give the window this client box and wait until it has it."""
        if self.box == window:
            return
        x, y, width, height = map(str, window)
        self._xdotool("windowsize", str(self.handle), width, height, "windowmove", str(self.handle), x, y)
        wait_until(lambda: self.box == window, 5.0)

    def show(self, path: str, look: dict[str, Any]) -> None:
        """Load the page anew in this look and wait until it stands still."""
        if self._script:
            self._pipe.call("Page.removeScriptToEvaluateOnNewDocument", identifier=self._script)
        source = f"globalThis.relocationLook = {json.dumps(look)};"
        self._script = self._pipe.call("Page.addScriptToEvaluateOnNewDocument", source=source)["identifier"]
        self._pipe.load(f"http://{self._host}/{path}")
        self.settle()
        if self._pipe.value("globalThis.relocationLook") != look:
            raise RuntimeError("the page came out in another look")

    def settle(self) -> None:
        """Wait until fonts are there and nothing moves; RuntimeError when the page came out empty."""
        if not self._pipe.value(_script("settle")):
            raise RuntimeError("the page shows nothing that is marked")

    def scroll(self, share: float) -> float:
        """Scroll by a share of the visible height; how far it went, in the page's pixels."""
        return float(self._pipe.value(f"{_script('scroll')}({share})"))

    def focus(self, target: str) -> None:
        """Put the keyboard's focus on an element, with its ring as after the Tab key."""
        self._xdotool("key", "Shift_L")
        inner = "(one.matches('input,select,button,a') ? one : one.querySelector('input,select,button,a') ?? one)"
        found = f"[...document.querySelectorAll('[data-t={json.dumps(target)}] *')][0]"
        self._pipe.value(f"(() => {{ const one = {found}; {inner}.focus({{focusVisible: true}}); }})()")

    def mark(self, shown: bool) -> tuple[float, float]:
        """Show or hide the two squares in the corners of the page; its size in its own pixels while they are shown."""
        right, bottom = self._pipe.value(f"{_script('markers')}({json.dumps(shown)})") or (0.0, 0.0)
        self.settle()
        return float(right), float(bottom)

    def measured(self) -> dict[str, Any]:
        """What the page tells of its marked elements."""
        return dict(self._pipe.value(_script("measure")))

    def activate(self) -> None:
        """Bring the window to the front and wait until it has the focus."""
        self._xdotool("windowactivate", "--sync", str(self.handle))

    def _start(self, launch: Launch, port: int) -> subprocess.Popen[bytes]:
        profile = self._folder / "profile"
        _prefer(profile, launch)
        whole = launch.scale if launch.whole else 1
        rules = f"--host-resolver-rules=MAP {self._host} 127.0.0.1:{port}"
        options = [*_FLAGS.split(), rules, f"--user-data-dir={profile}", f"--force-device-scale-factor={whole}"]
        pipes = f"3<&{self._pipe.child_reads} 4>&{self._pipe.child_writes}"
        command = ["bash", "-c", f'exec chromium "$@" {pipes}', "chromium", *options, f"http://{self._host}/"]
        with (self._folder / "chromium.log").open("wb") as log:
            return subprocess.Popen(
                command,
                env=self._environment(launch),
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=(self._pipe.child_reads, self._pipe.child_writes),
            )

    def _environment(self, launch: Launch) -> dict[str, str]:
        if launch.smooth:
            return self._programs.env
        rough = self._folder / "fonts.conf"
        rough.write_text(_ROUGH, encoding="utf-8")
        return self._programs.env | {"FONTCONFIG_FILE": str(rough)}

    def _end(self) -> None:
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            _signal(self._process.pid, signal.SIGTERM)
            self._process.wait(10)
        _signal(self._process.pid, signal.SIGKILL)

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._programs.env, check=True, timeout=20, stdout=subprocess.PIPE)


def _prefer(profile: Path, launch: Launch) -> None:
    """The profile's own zoom: set before the start, no bubble tells about it."""
    zoom = 1.0 if launch.whole else launch.scale
    settings = {"partition": {"default_zoom_level": {"x": math.log(zoom, _STEP)}}, "translate": {"enabled": False}}
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(settings), encoding="utf-8")


def _script(name: str) -> str:
    return (SOURCES / f"{name}.js").read_text(encoding="utf-8").strip().removesuffix(";")


def _signal(group: int, number: signal.Signals) -> None:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return
