"""What the loop needs from the world: the rooms beside it satisfy these Protocols, bootstrap wires them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime
from threading import Event
from typing import Protocol

from app.model.arrival import FieldValue
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from app.model.input import InputEvent
from app.model.knowledge import Knowledge
from app.model.ledger import Entry
from app.model.news import News
from app.model.seen import Seen
from app.model.suggestion import ActReport, Order, Verification
from app.model.target import AccessibleElement, Finding, Search, TaughtTarget
from app.model.trust import Fleet
from app.model.window import Window, WindowIdentity
from app.model.workflow import Expect, Screen, Workflow
from app.settings import TrustRules


class Clock(Protocol):
    """Time, so that tests can hold it."""

    def now(self) -> float:
        """Monotonic seconds."""
        ...

    def utc(self) -> datetime:
        """Aware wall time, for records only."""
        ...


class Camera(Protocol):
    """Captures the virtual desktop; used by one thread only, the one that made it."""

    def grab(self) -> Frame:
        """The whole virtual desktop now, our own windows masked; EnvironmentProblem when it is black or fails."""
        ...

    def wait_change(self, since: Frame, deadline: float, cancel: Event) -> bool:
        """Block until the screen (outside our own windows) differs from `since`; False at the deadline or cancel."""
        ...


class Windows(Protocol):
    """The windows of other programs; safe from any thread."""

    def find(self, identity: WindowIdentity) -> Window | None:
        """The top-most mapped window that fits (same program, same title class), else None."""
        ...

    def active(self) -> Window | None:
        """The window that has the focus."""
        ...

    def active_at(self, moment: float) -> Window | None:
        """The window that had the focus at a monotonic second; None when that is not known (any more)."""
        ...

    def at(self, point: Point) -> Window | None:
        """The top-most window under a point; our own click-through overlays do not count."""
        ...

    def all(self) -> tuple[Window, ...]:
        """All mapped top-level windows, top-most first."""
        ...

    def refresh(self, handle: int) -> Window | None:
        """The same window as it is now; None when it is gone."""
        ...

    def activate(self, handle: int, deadline: float) -> bool:
        """Ask the window manager for the focus and wait for it; False when it did not come."""
        ...


class Session(Protocol):
    """The desktop session as a whole."""

    def layout(self) -> str:
        """A hash of monitors, origins and scales (G9)."""
        ...

    def locked(self) -> bool:
        """Whether the session is locked."""
        ...


class Accessibility(Protocol):
    """What programs tell about their elements; every call is bounded to 250 ms and answers empty on doubt."""

    def at(self, window: Window, point: Point) -> AccessibleElement | None:
        """The element under a point."""
        ...

    def find(self, window: Window, role: str, name: str) -> tuple[AccessibleElement, ...]:
        """Elements of this role and name."""
        ...


class Watch(Protocol):
    """What an area did lately; immutable, one more look makes a new one."""

    def then(self, now: Frame) -> Watch:
        """The same after one more look."""
        ...

    @property
    def restless(self) -> tuple[Box, ...]:
        """Small places of the virtual plane that change again and again: spinners, clocks."""
        ...

    @property
    def stirred(self) -> tuple[Box, ...]:
        """All places that changed lately."""
        ...

    @property
    def calm(self) -> float:
        """Seconds since the last change, carets and restless places aside."""
        ...

    @property
    def settled(self) -> bool:
        """Whether nothing but carets and restless places changed for a while."""
        ...


class Eye(Protocol):
    """Everything that looks at pixels."""

    def recognise(self, frame: Frame, window: Window | None, screens: Sequence[Screen]) -> tuple[Screen | None, float]:
        """Which Screen this is (None = unknown) and how sure, 0 to 1; learned looks come with one id."""
        ...

    def remember(self, screens: Sequence[Screen]) -> None:
        """Learn these Screens ahead; may take some tens of milliseconds for each."""
        ...

    def locate(self, frame: Frame, window: Window, search: Search) -> Finding:
        """Where the target is in this window now."""
        ...

    def still_there(self, before: Frame, now: Frame, box: Box) -> bool:
        """Whether the pixels under the box are unchanged (carets ignored); G3."""
        ...

    def watch(self, frame: Frame, area: Box) -> Watch:
        """Begin to watch an area of the virtual plane."""
        ...

    def teach(self, frame: Frame, window: Window, point: Point, box: Box | None) -> TaughtTarget:
        """A Target from a shown place; BadInput when the place is blank or outside the window."""
        ...

    def place_only(self, frame: Frame, window: Window, point: Point) -> TaughtTarget:
        """A Target for a shown place that is known by its surroundings only."""
        ...

    def look_alikes(self, frame: Frame, box: Box) -> tuple[Box, ...]:
        """Every place on the frame that looks like the box, itself included."""
        ...

    def element_at(self, frame: Frame, window: Window | None, point: Point) -> Box:
        """The box of the element under a point, by accessibility, text and contours."""
        ...

    def judge(self, expect: Expect, before: Frame, now: Frame, was: Window, window: Window | None) -> Verification:
        """Whether what is expected holds now; `was` is the step's window before, `window` the focused one now."""
        ...

    def value(self, before: Frame, now: Frame | None, window: Window, field: Box, point: Point) -> Future[FieldValue]:
        """What stands in a field: told by its program, else being read by a worker; returns within a quarter second.

        `before` is a frame from before something was typed at the point; without `now` only the program is asked.
        """
        ...

    def keep(self, frame: Frame, box: Box) -> tuple[str, Pixels]:
        """A content name and the pixels to store for this part of the frame."""
        ...


class Effect(Protocol):
    """Learns what must be seen after an act, as a recording does."""

    def __call__(self, before: Seen, after: Seen, window: Window, element: Box | None, typed: bool) -> Expect:
        """The strongest thing that was seen; empty when nothing was. `typed`: whether a text went into the element."""
        ...


class Hand(Protocol):
    """The acting process, one act at a time; `stop` and `release` are safe from any thread."""

    def perform(self, order: Order) -> ActReport:
        """Do it under the lease and report; returns soon after a stop. Called by the engine thread."""
        ...

    def stop(self) -> None:
        """Nothing more is sent; everything pressed is released."""
        ...

    def rearm(self) -> None:
        """Allow acting again after a stop; only at the start of a run or by the person's hand-back."""
        ...

    def ready(self) -> str:
        """Empty when a stop key works and acting is possible, else why not (NO_STOP_KEY …)."""
        ...


class Watcher(Protocol):
    """What the person did lately; events of our own hand and on our own windows are left out."""

    def mark(self) -> float:
        """The monotonic second from which `since` will count."""
        ...

    def since(self, mark: float) -> tuple[InputEvent, ...]:
        """The person's presses, releases, wheel and key events after the mark, in order."""
        ...

    def wait(self, mark: float, deadline: float, cancel: Event) -> bool:
        """Block until something happened after the mark; False at the deadline or cancel."""
        ...

    def await_chord(self, keys: Sequence[str]) -> None:
        """From now on `fits` of key events says whether they complete these keys; empty: it says nothing."""
        ...

    def still_since(self) -> float:
        """Monotonic second of the person's last input of any kind, moves included."""
        ...

    def alive(self) -> bool:
        """Whether the person is still heard; when not, nothing may be acted (F88)."""
        ...


class Stage(Protocol):
    """Our own windows on the screen."""

    def clear(self) -> None:
        """Take card and overlays off the screen and wait until the screen shows it. Called by the engine thread."""
        ...


class Ledger(Protocol):
    """The append-only record; one writer thread behind it."""

    def commit(
        self, entries: Sequence[Entry], pictures: Mapping[str, Pixels] | None = None, learning: bool = True
    ) -> None:
        """Write all of them in one transaction and wait; StoreProblem when that failed, then nothing is written.

        Without `learning` they are recorded, and teach nothing.
        """
        ...

    def knowledge(self, workflow: Workflow) -> Knowledge:
        """What the rows so far teach about this workflow."""
        ...

    def fleet(self, rules: TrustRules) -> Fleet:
        """What the rows of all workflows teach about the second keys."""
        ...


class Secrets(Protocol):
    """The keyring."""

    def read(self, reference: str) -> str:
        """The secret text; EnvironmentProblem when there is no keyring, BadInput when it is not there."""
        ...


class Listener(Protocol):
    """Whoever wants the engine's news; called on the engine thread, must return at once."""

    def __call__(self, news: News) -> None:
        """Take one piece of news."""
        ...
