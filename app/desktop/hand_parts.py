"""The parts of the acting process and how they hang together: what the record hears pulls the reins."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from Xlib import X
from Xlib.display import Display

from app.desktop import monitors, wire, x11
from app.desktop.actor import Actor
from app.desktop.clipboard import Clipboard
from app.desktop.judge import Judge, Whose
from app.desktop.keyboard import Keyboard
from app.desktop.keymap import read_keymap
from app.desktop.mouse import Mouse
from app.desktop.ping import Ping, Settling
from app.desktop.pressed import PressedFile, Releaser
from app.desktop.primitives import Primitives
from app.desktop.record import Kind, RecordStream, Seen
from app.desktop.reins import Pull, Reins
from app.desktop.text_entry import TextEntry
from app.desktop.triggers import Corners, StopKeys

_HEARD = 0.5


def _nobody(_pull: Pull) -> None:
    """Before the guard is there, nothing can be pressed either."""


class Ears:
    """Hears every event of the desktop: stop keys, corners, and a person who takes over."""

    def __init__(self, judge: Judge, stop_keys: StopKeys) -> None:
        self._judge = judge
        self._stop_keys = stop_keys
        self.corners = Corners()
        self.corner_stops = True
        self.halt: Callable[[Pull], None] = _nobody
        self._probe: Seen | None = None
        self._heard = threading.Event()

    def hear(self, event: Seen) -> None:
        """Called by the record thread for each event."""
        if event == self._probe:
            self._heard.set()
        if self._stop_keys.see(event):
            self.halt(Pull.STOP_KEY)
        whose = self._judge.see(event)
        cornered = event.kind is Kind.MOVE and self.corners.see(event.point, whose is Whose.OURS)
        if cornered and self.corner_stops:
            self.halt(Pull.CORNER)
        elif whose is Whose.TAKING_OVER:
            self.halt(Pull.YOU_TOOK_OVER)

    def hears(self, display: Display) -> bool:
        """Whether an event really comes through: the pointer is sent to where it is, which changes nothing."""
        self._heard.clear()
        self._probe = Seen(Kind.MOVE, 0, x11.pointer(display)[0])
        self._judge.announce(self._probe)
        display.xtest_fake_input(X.MotionNotify, x=self._probe.point.x, y=self._probe.point.y)
        display.sync()
        return self._heard.wait(_HEARD)


@dataclass(frozen=True)
class Parts:
    """Everything the acting process owns. `watched` is readable when the screen or keyboard layout changed."""

    reins: Reins
    judge: Judge
    primitives: Primitives
    actor: Actor
    entry: TextEntry
    pressed: PressedFile
    releaser: Releaser
    record: RecordStream
    ears: Ears
    stop_keys: StopKeys
    guard: Display
    watched: int = field(default=-1)

    def on_halt(self, halt: Callable[[Pull], None]) -> None:
        """Who is told when the person stops or takes over."""
        self.ears.halt = halt

    def arm(self) -> None:
        """Free the reins; a pointer that rests in a corner must leave it before a corner stops."""
        self.layout_changed()
        self.reins.arm()

    def heed(self, keys: Sequence[str], corner: bool) -> None:
        """By what the person stops from now on, in the middle of an act too."""
        self.stop_keys.heed(keys)
        self.ears.corner_stops = corner

    def layout_changed(self) -> None:
        """Learn the keys and the corners again."""
        x11.drain(self.guard)
        self.stop_keys.learn(read_keymap(self.guard, 0, self.pressed.borrowed()).names)
        boxes = tuple(monitor.box for monitor in monitors.monitors(self.guard))
        self.ears.corners.arm(monitors.corners(boxes), x11.pointer(self.guard)[0])

    def self_test(self) -> str:
        """Empty when a stop key would be heard, else NO_STOP_KEY and why."""
        if not self.stop_keys.on_keyboard():
            return "NO_STOP_KEY: neither stop key is on this keyboard. Choose other stop keys in the settings."
        if not self.record.alive or not self.ears.hears(self.guard):
            return "NO_STOP_KEY: the X server does not let us hear keys. Use an X11 session with RECORD and XTEST."
        return ""


def build(state: Path, keys: Sequence[str]) -> Parts:
    """Make all parts; what a dead predecessor left pressed is released first. EnvironmentProblem without a display."""
    guard = x11.connect()
    if not guard.has_extension("XTEST"):
        why = "the X server lacks the extension XTEST, so nothing could be clicked or typed"
        raise x11.problem("Acting", why)
    pressed = PressedFile(state)
    releaser = Releaser(x11.connect(), pressed)
    releaser.release_all()
    releaser.give_back()
    reins, judge, stop_keys, mouse = Reins(), Judge(), StopKeys(keys), Mouse()
    primitives = Primitives(mouse, reins, judge, pressed)
    actor, entry = _actor(primitives, reins, pressed, stop_keys)
    ears = Ears(judge, stop_keys)
    record = RecordStream(ears.hear)
    record.start()
    _watch_layout(guard)
    parts = Parts(
        reins, judge, primitives, actor, entry, pressed, releaser, record, ears, stop_keys, guard, guard.fileno()
    )
    parts.layout_changed()
    return parts


def _actor(primitives: Primitives, reins: Reins, pressed: PressedFile, stop_keys: StopKeys) -> tuple[Actor, TextEntry]:
    settling = Settling(Ping(reins))
    keyboard = Keyboard(primitives.display, primitives, pressed, settling.wait)
    entry = TextEntry(primitives.display, keyboard, Clipboard(reins), settling, stop_keys)
    return Actor(primitives, keyboard, entry, reins), entry


def summary(events: Sequence[Seen], buttons: Sequence[wire.SentButton]) -> wire.Sent:
    """What was sent, without key codes."""
    downs = sum(event.kind is Kind.KEY_DOWN for event in events)
    ups = sum(event.kind is Kind.KEY_UP for event in events)
    moves = [event.point for event in events if event.kind is Kind.MOVE]
    return wire.Sent(downs, ups, tuple(buttons), moves[-1] if moves else None)


def _watch_layout(display: Display) -> None:
    """Keyboard changes are told to every client; screen changes only on request."""
    if display.has_extension("RANDR"):
        display.screen().root.xrandr_select_input(1)
    display.sync()
