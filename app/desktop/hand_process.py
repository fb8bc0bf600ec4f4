"""The acting process: `python -m app.desktop.hand_process STATE KEY...` carries out orders from its standard input.

It ends with its parent: the closed pipe, a lost lease or SIGTERM release everything that is held down.
"""

from __future__ import annotations

import argparse
import os
import queue
import select
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from app.desktop import hand_parts, wire
from app.desktop.hand_parts import Parts
from app.desktop.reins import Halted, Pull
from app.model.errors import EnvironmentProblem
from app.model.suggestion import ActReport, ActStatus, Order

_TICK = 0.25
_QUIET = 2.0
_LAST_SETTLE = 0.3
_LOCK_WAIT = 0.2
_BUFFER = 65536


class HandProcess:
    """The guard: reads commands, keeps the lease, and gives orders to the acting thread."""

    def __init__(self, parts: Parts, commands: int, news: int) -> None:
        self._parts = parts
        self._commands = commands
        self._news = news
        self._speaking = threading.Lock()
        self._orders: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._acting = threading.Lock()
        self._quiet_since = time.monotonic()
        self._end = os.eventfd(0, os.EFD_CLOEXEC)
        self._actor = threading.Thread(target=self._act, name="actor", daemon=True)

    def run(self) -> None:
        """Work until the parent is gone or says so."""
        signal.signal(signal.SIGTERM, lambda *_: os.eventfd_write(self._end, 1))
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._actor.start()
        try:
            self._say(wire.Ready(self._parts.self_test()))
            self._guard()
        finally:
            self._finish()

    def halt(self, pull: Pull) -> None:
        """Pull the reins and release everything at once; from any thread. Stops are told to the parent."""
        self._parts.reins.pull(pull)
        self._release()
        if pull is not Pull.YOU_TOOK_OVER:
            self._say(wire.Halt(pull.value))

    def _guard(self) -> None:
        rest = b""
        while True:
            ready = select.select([self._commands, self._end, self._parts.watched], [], [], _TICK)[0]
            if self._end in ready:
                return
            if self._parts.watched in ready:
                self._parts.layout_changed()
            lost = self._lost()
            if lost is not None:
                self.halt(lost)
                return
            if self._commands in ready:
                data = os.read(self._commands, _BUFFER)
                if not data:
                    return
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    self._obey(wire.read_command(line))
            self._give_back_later()

    def _lost(self) -> Pull | None:
        """Why acting must end here: the parent went silent, or neither stop key nor person is heard any more (F88)."""
        reins = self._parts.reins
        if reins.lease_lost() or reins.pulled is Pull.LEASE_LOST:
            return Pull.LEASE_LOST
        return None if self._parts.record.alive else Pull.DEAF

    def _obey(self, command: wire.Command) -> None:
        match command:
            case wire.Do():
                self._parts.reins.begin_lease()
                self._orders.put(command.order)
            case wire.Renew():
                self._parts.reins.renew()
            case wire.Stop():
                self.halt(Pull.STOPPED)
            case wire.Arm():
                self._parts.arm()
            case wire.Heed():
                self._parts.heed(command.keys, command.corner)
            case wire.AreYouReady():
                self._say(wire.Ready(self._parts.self_test()))
            case _:
                assert_never(command)

    def _act(self) -> None:
        """The acting thread; without it the process is of no use and ends."""
        try:
            while (order := self._orders.get()) is not None:
                with self._acting:
                    news = self._one(order)
                self._say(news)
        finally:
            os.eventfd_write(self._end, 1)

    def _one(self, order: Order) -> wire.Report:
        parts = self._parts
        parts.reins.loosen()
        parts.primitives.sent.clear()
        parts.judge.begin(parts.primitives.pointer())
        report = self._perform(order)
        self._release()
        sent = hand_parts.summary(parts.judge.end(), parts.primitives.sent)
        parts.reins.end_lease()
        self._quiet_since = time.monotonic()
        with suppress(Halted):  # then the quiet time decides
            if report.characters and parts.entry.settled():
                parts.releaser.give_back()
        presses = sum(button.press for button in sent.buttons)
        return wire.Report(replace(report, pressed=presses + sent.keys_down), sent)

    def _perform(self, order: Order) -> ActReport:
        """One of the thread tops: an unknown fault ends the act, not the guard that releases what is pressed."""
        started = time.monotonic()
        try:
            return self._parts.actor.perform(order)
        except Exception as error:  # noqa: BLE001 - told to the parent, which shows it
            reason = f"HAND_FAULT: {type(error).__name__}: {error}"
            return ActReport(ActStatus.REFUSED, reason, 0, started, time.monotonic())

    def _release(self) -> None:
        """A connection of its own: even an actor that hangs in the middle of a primitive does not hold it up."""
        held = self._parts.reins.lock.acquire(timeout=_LOCK_WAIT)
        try:
            self._parts.releaser.release_all()
        finally:
            if held:
                self._parts.reins.lock.release()

    def _give_back_later(self) -> None:
        """Spare key codes of a program that could not say when it was ready are given back after a quiet time."""
        if time.monotonic() - self._quiet_since < _QUIET or not self._acting.acquire(blocking=False):
            return
        try:
            self._parts.releaser.give_back()
        finally:
            self._acting.release()

    def _finish(self) -> None:
        self._parts.reins.pull(Pull.STOPPED)
        self._release()
        if self._parts.pressed.borrowed():
            select.select([], [], [], _LAST_SETTLE)
            self._parts.releaser.give_back()
        self._orders.put(None)
        self._parts.record.close()

    def _say(self, news: wire.News) -> None:
        with self._speaking:
            try:
                os.write(self._news, wire.news_line(news))
            except OSError:
                os.eventfd_write(self._end, 1)  # nobody listens any more


def main() -> int:
    """Set up, say so, work, and leave nothing pressed."""
    arguments = argparse.ArgumentParser(description="The acting process of Understudy; started by the program.")
    arguments.add_argument("state", type=Path)
    arguments.add_argument("keys", nargs="*")
    given = arguments.parse_args()
    # Whatever a library prints must not end up between our own lines.
    news = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        parts = hand_parts.build(given.state, given.keys)
    except EnvironmentProblem as problem:
        os.write(news, wire.news_line(wire.Ready(str(problem))))
        return 5
    process = HandProcess(parts, sys.stdin.fileno(), news)
    parts.on_halt(process.halt)
    process.run()
    # The acting thread may hang in a dead connection; everything is released, so nothing is lost.
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
