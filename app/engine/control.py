"""What other threads want from the engine, and the one condition it waits on."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from threading import Condition, Event

from app.engine.ports import Clock
from app.model.denied import Denial
from app.model.errors import RunCancelled
from app.model.modes import RunMode


class Woke(Enum):
    """Why a wait ended."""

    DONE = auto()
    DEADLINE = auto()
    INTERRUPTED = auto()


class Halted(Exception):
    """The run needs a person and has none; `reason` is a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Control:
    """Wishes of other threads: stop, pause, mode, frozen frames. Every method is safe from any thread.

    `stopping` is set by a stop; `interrupt` by anything that must end a wait inside a port early.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._changed = Condition()
        self._paused = ""
        self._taken_over = False
        self._halted = ""
        self.stop_reason = ""
        self._lower: RunMode | None = None
        self._higher: RunMode | None = None
        self._freezes: tuple[str, ...] = ()
        self._denials: tuple[Denial, ...] = ()
        self.stopping = Event()
        self.interrupt = Event()

    def reset(self) -> None:
        """Forget all wishes, at the start of a run."""
        with self._changed:
            self._paused = self._halted = self.stop_reason = ""
            self._taken_over = False
            self._lower = self._higher = None
            self._freezes = ()
            self._denials = ()
            self.stopping.clear()
            self.interrupt.clear()

    def stop(self, reason: str = "") -> None:
        """Stop now; the first reason counts."""
        self.stop_reason = self.stop_reason or reason
        self.stopping.set()
        self.notify()

    def halt(self, reason: str) -> None:
        """Nobody is there to answer: end the run as failed."""
        with self._changed:
            self._halted = reason
        self.notify()

    def pause(self, reason: str) -> None:
        """Pause at the next safe place, and say why; the first reason counts."""
        self._pause(reason, False)

    def take_over(self) -> None:
        """Pause because the person works with the mouse or the keyboard."""
        self._pause("You have control", True)

    def _pause(self, reason: str, taken_over: bool) -> None:
        with self._changed:
            if not self._paused:
                self._paused, self._taken_over = reason, taken_over
        self.notify()

    def resume(self) -> None:
        """Go on."""
        with self._changed:
            self._paused, self._taken_over = "", False
        self.notify()

    def want_mode(self, mode: RunMode, at_once: bool) -> None:
        """Another mode: at once (down), or at the next step boundary (up)."""
        with self._changed:
            self._lower, self._higher = (mode, None) if at_once else (None, mode)
        self.notify()

    def want_frame(self, request: str) -> None:
        """A frame with our own windows out of the way."""
        with self._changed:
            self._freezes = (*self._freezes, request)
        self.notify()

    def want_denial(self, denial: Denial) -> None:
        """The person says that a look is not the Screen it was taken for."""
        with self._changed:
            self._denials = (*self._denials, denial)
        self.notify()

    def notify(self) -> None:
        """Wake the engine: something that it waits for has changed."""
        self.interrupt.set()
        with self._changed:
            self._changed.notify_all()

    @property
    def pause_reason(self) -> str:
        """Why a pause is wanted; empty when none is."""
        return self._paused

    @property
    def taken_over(self) -> bool:
        """Whether the wanted pause is the person's own work."""
        return self._taken_over

    @property
    def urgent(self) -> bool:
        """Whether a pause or a lower mode is wished or a Screen was denied, so that an open question makes no sense."""
        return bool(self._paused or self._lower or self._denials)

    @property
    def pending_mode(self) -> RunMode | None:
        """The mode that waits for the next step boundary."""
        return self._higher

    def take_lower_mode(self) -> RunMode | None:
        """The mode that is to be in force at once, if any."""
        with self._changed:
            mode, self._lower = self._lower, None
            return mode

    def take_higher_mode(self) -> RunMode | None:
        """Engine thread, at a step boundary: the mode that waited for it, if any."""
        with self._changed:
            mode, self._higher = self._higher, None
            return mode

    def take_freezes(self) -> tuple[str, ...]:
        """The frames asked for since the last call."""
        with self._changed:
            asked, self._freezes = self._freezes, ()
            return asked

    @property
    def doubted(self) -> bool:
        """Whether the person has just said that a look is not the Screen it was taken for."""
        return bool(self._denials)

    def take_denials(self) -> tuple[Denial, ...]:
        """The looks that were denied since the last call."""
        with self._changed:
            told, self._denials = self._denials, ()
            return told

    def check(self) -> None:
        """RunCancelled when the run is to stop, Halted when nobody is there; called before any side effect."""
        if self.stopping.is_set():
            raise RunCancelled
        if self._halted:
            raise Halted(self._halted)

    def wait(self, done: Callable[[], bool], deadline: float | None = None, paused: bool = False) -> Woke:
        """Engine thread: wait for `done`, the deadline, or a wish that needs attention; raises as `check`.

        With `paused` a wished pause is no reason to wake.
        """
        with self._changed:
            while True:
                self.check()
                if done():
                    return Woke.DONE
                if self._freezes or self._lower or self._denials or (self._paused and not paused):
                    return Woke.INTERRUPTED
                left = None if deadline is None else deadline - self._clock.now()
                if left is not None and left <= 0:
                    return Woke.DEADLINE
                self._changed.wait(left)

    def quiet(self) -> None:
        """Engine thread: the wishes so far were dealt with, so ports may wait again."""
        with self._changed:
            wished = self._freezes or self._lower or self._denials or self._paused or self._halted
            if not (wished or self.stopping.is_set()):
                self.interrupt.clear()
