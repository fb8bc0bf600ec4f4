"""The hand, seen from the program: orders go to the acting process, reports come back, and its death is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from app.desktop import wire, x11
from app.desktop.own_events import OwnEvents
from app.desktop.pressed import PressedFile, Releaser
from app.model.errors import EnvironmentProblem
from app.model.suggestion import ActReport, ActStatus, Order

_RENEW = 0.25
_START = 20.0
_TEST = 2.0
_GRACE = 2.0
_ROOT = Path(__file__).parents[2]


class ActingHand:
    """The port Hand. `perform` is called by one thread at a time, everything else by any.

    `state` is the file in which the hand notes what it holds down, `stop_keys` the combinations it listens to and
    `corner` whether the pointer in a corner stops it, until `heed` names others.
    `on_stop` is called (on the reader's thread) with the reason when the hand stopped by itself.
    `launch`, `start` and `close` belong to the owner.
    """

    def __init__(
        self,
        state: Path,
        stop_keys: Sequence[str],
        own: OwnEvents,
        on_stop: Callable[[str], None],
        corner: bool = True,
    ) -> None:
        self._state = state
        self._stops = wire.Heed(tuple(stop_keys), corner)
        self._telling = threading.Lock()
        self._own = own
        self._on_stop = on_stop
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None
        self._news = threading.Condition()
        self._sending = threading.Lock()
        self._report: wire.Report | None = None
        self._ready: str | None = None
        self._stopped_at: float | None = None

    def start(self) -> None:
        """As `launch`, and wait until it has set itself up."""
        self.launch()
        with self._news:
            self._news.wait_for(lambda: self._ready is not None or not self._alive(), _START)

    def launch(self) -> None:
        """Start the process; it takes orders as soon as it has set itself up. Does nothing while it runs."""
        if self._alive():
            return
        self._join()
        command = [sys.executable, "-m", "app.desktop.hand_process", str(self._state), *self._stops.keys]
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
        self._ready = None
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, args=(self._process,), name="hand-reader", daemon=True)
        self._reader.start()
        self._tell_stops()
        self._send(wire.Arm() if self._stopped_at is None else wire.Stop())

    def perform(self, order: Order) -> ActReport:
        """Do it under the lease and report; returns soon after a stop."""
        started = time.monotonic()
        if not self._alive():
            self.start()
        self._report = None
        self._own.begin()
        done: wire.Report | None = None
        try:
            self._send(wire.Do(order))
            done = self._await_report()
        finally:
            taken_over = done is not None and done.report.status is ActStatus.TAKEN_OVER
            self._own.end(done.sent if done else wire.Sent(), taken_over)
        return done.report if done else self._lost(started)

    def stop(self) -> None:
        """Nothing more is sent; everything pressed is released."""
        self._stopped_at = time.monotonic()
        self._send(wire.Stop())

    def rearm(self) -> None:
        """Allow acting again; a dead hand is started anew."""
        self._stopped_at = None
        if self._alive():
            self._send(wire.Arm())
        else:
            self.start()

    def heed(self, stop_keys: Sequence[str], corner: bool) -> None:
        """By what the person stops it from now on; orders sent later are done under it, one under way too."""
        self._stops = wire.Heed(tuple(stop_keys), corner)
        self._tell_stops()

    def ready(self) -> str:
        """Empty when a stop key works and acting is possible, else why not; tests it anew."""
        try:
            self.start()
        except EnvironmentProblem as problem:
            return str(problem)
        with self._news:
            self._ready = None
        self._send(wire.AreYouReady())
        return self._await_ready(_TEST)

    def close(self) -> None:
        """End the process: it releases everything and goes. May be called twice."""
        process = self._process
        if process is None or process.stdin is None:
            return
        with self._sending, suppress(OSError):
            process.stdin.close()
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._join()

    def _alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _tell_stops(self) -> None:
        """Read and sent in one go: the last that a hand hears is the newest, also when it is started meanwhile."""
        with self._telling:
            self._send(self._stops)

    def _join(self) -> None:
        if self._reader is not None:
            self._reader.join()
            self._reader = None
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):  # a last command for a hand that is gone
                self._process.stdin.close()
        self._process = None

    def _send(self, command: wire.Command) -> None:
        """A hand that is gone needs no commands: it has released everything, or the reader does."""
        process = self._process
        if process is None or process.stdin is None:
            return
        with self._sending:
            try:
                process.stdin.write(wire.command_line(command))
                process.stdin.flush()
            except (OSError, ValueError):
                return

    def _await_report(self) -> wire.Report | None:
        """Renew the lease until the report is there; None when the hand died or does not answer after a stop."""
        with self._news:
            while self._report is None and self._alive():
                self._news.wait(_RENEW)
                if self._report is not None:
                    break
                if self._hangs():
                    self._kill()
                else:
                    self._send(wire.Renew())
            return self._report

    def _hangs(self) -> bool:
        return self._stopped_at is not None and time.monotonic() - self._stopped_at > _GRACE

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _lost(self, started: float) -> ActReport:
        reason = "HAND_GONE: the acting process ended in the middle of the act; everything pressed was released"
        return ActReport(ActStatus.STOPPED, reason, 0, started, time.monotonic())

    def _await_ready(self, seconds: float) -> str:
        with self._news:
            self._news.wait_for(lambda: self._ready is not None or not self._alive(), seconds)
            if self._ready is None:
                return "NO_STOP_KEY: the acting process does not answer. Start the program again."
            return self._ready

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        """The reader's thread: news until the hand is gone."""
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                self._take(wire.read_news(line))
        process.wait()
        release_left_over(self._state)
        with self._news:
            self._news.notify_all()

    def _take(self, news: wire.News) -> None:
        if isinstance(news, wire.Halt):
            if self._stopped_at is None:
                self._on_stop(news.reason)
            return
        with self._news:
            if isinstance(news, wire.Report):
                self._report = news
            else:
                self._ready = news.problem
            self._news.notify_all()


def release_left_over(state: Path) -> None:
    """Let go of what a killed hand held down and give spare key codes back; nothing to do without a display."""
    pressed = PressedFile(state)
    try:
        if pressed.keys() or pressed.buttons() or pressed.borrowed():
            display = x11.connect()
            releaser = Releaser(display, pressed)
            releaser.release_all()
            releaser.give_back()
            x11.close(display)
    except EnvironmentProblem:
        return
    finally:
        pressed.close()
