"""What programs tell about their elements: a hint only, never waited for longer than a quarter of a second."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from typing import NamedTuple

from app.desktop.atspi import Bus, NoAnswer, Node
from app.model.geometry import Box, Point
from app.model.target import AccessibleElement
from app.model.window import Window

BUDGET = 0.25
_MISSES = 3
_REST = 30.0
_LOOK_UP = 0.2
_DEPTH = 40
_MOST = 50
_WIDEST = 500
_WINDOWS = frozenset({"frame", "window", "dialog", "alert", "file chooser"})


_SAME_WINDOW = 0.8
_TOUCH_LASTS, _TOUCHED_KEPT = 5.0, 8

_Path = tuple[Node, ...]


class Breaker:
    """Leaves programs in peace that did not answer three times running; half a minute later they are asked again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._misses: dict[int, int] = {}
        self._resting: dict[int, float] = {}

    def closed(self, pid: int) -> bool:
        """Whether this program is not asked now."""
        with self._lock:
            return self._clock() < self._resting.get(pid, 0.0)

    def note(self, pid: int, answered: bool) -> None:
        """How the look-up went."""
        with self._lock:
            self._misses[pid] = 0 if answered else self._misses.get(pid, 0) + 1
            if self._misses[pid] >= _MISSES:
                self._misses[pid] = 0
                self._resting[pid] = self._clock() + _REST


class _Touched(NamedTuple):
    handle: int
    point: Point
    at: float
    answer: Future[tuple[AccessibleElement, ...]]


def _answer_of(asked: Future[tuple[AccessibleElement, ...]]) -> tuple[AccessibleElement, ...]:
    try:
        return asked.result(BUDGET)
    except TookTooLong:
        return ()


class AtSpi:
    """The port Accessibility; safe from any thread, all talking is done by one worker. Closed by its owner."""

    def __init__(self, bus: Bus, breaker: Breaker) -> None:
        self._bus = bus
        self._breaker = breaker
        self._worker = ThreadPoolExecutor(1, "accessibility")
        self._busy: Future[tuple[AccessibleElement, ...]] | None = None
        self._touched: deque[_Touched] = deque(maxlen=_TOUCHED_KEPT)

    def touch(self, window: Window, point: Point) -> None:
        """Ask now what lies there, for an `at` that comes when it may be gone; returns at once."""
        if not window.pid or self._breaker.closed(window.pid):
            return
        answer = self._worker.submit(self._timed, window.pid, lambda: tuple(self._at(window, point)))
        self._touched.append(_Touched(window.handle, point, time.monotonic(), answer))

    def at(self, window: Window, point: Point) -> AccessibleElement | None:
        """The element under a point, as it was when that was touched a moment ago; None on any doubt."""
        known = self._lately(window, point)
        found = _answer_of(known) if known else self._ask(window, lambda: tuple(self._at(window, point)))
        return found[0] if found else None

    def _lately(self, window: Window, point: Point) -> Future[tuple[AccessibleElement, ...]] | None:
        since = time.monotonic() - _TOUCH_LASTS
        for touched in reversed(self._touched):
            if touched.handle == window.handle and touched.point == point and touched.at >= since:
                return touched.answer
        return None

    def find(self, window: Window, role: str, name: str) -> tuple[AccessibleElement, ...]:
        """Elements of this role and name that are shown in the window; as many as were found in time."""
        return self._ask(window, lambda: self._find(window, role.casefold(), name.casefold()))

    def close(self) -> None:
        """End the worker."""
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._bus.close()

    def _ask(
        self, window: Window, look_up: Callable[[], tuple[AccessibleElement, ...]]
    ) -> tuple[AccessibleElement, ...]:
        if not window.pid or self._breaker.closed(window.pid) or (self._busy and not self._busy.done()):
            return ()
        self._busy = self._worker.submit(self._timed, window.pid, look_up)
        try:
            return self._busy.result(BUDGET)
        except TookTooLong:
            self._breaker.note(window.pid, answered=False)
            return ()

    def _timed(self, pid: int, look_up: Callable[[], tuple[AccessibleElement, ...]]) -> tuple[AccessibleElement, ...]:
        # A little less than the asker waits, so that a search cut short still hands over what it found.
        self._bus.deadline = time.monotonic() + _LOOK_UP
        try:
            found = look_up()
        except NoAnswer:
            self._bus.forget(pid)
            self._breaker.note(pid, answered=False)
            return ()
        self._breaker.note(pid, answered=True)
        return found

    def _tops(self, window: Window) -> Iterator[Node]:
        """What the program calls this window; for a menu, which has no title, all of its that touch it.

        A dialog lies over the window it belongs to, and may be gone by now: only the place tells whose element it is.
        """
        program = self._bus.program(window.pid)
        if program is None:
            return
        boxes = [(node, self._box(node)) for node in reversed(self._bus.children(program))]
        touching = [(box.overlap(window.box), node) for node, box in boxes if box and box.common(window.box)]
        same = [(overlap, node) for overlap, node in touching if overlap >= _SAME_WINDOW]
        meant = same if window.identity.title else same or touching
        yield from (node for _, node in sorted(meant, key=lambda pair: -pair[0]))

    def _at(self, window: Window, point: Point) -> Iterator[AccessibleElement]:
        for top in self._tops(window):
            box = self._box(top)
            if box is None or not box.contains(point):
                continue
            found = self._deepest(top, point)
            if found is not None:
                yield found
                return

    def _deepest(self, top: Node, point: Point) -> AccessibleElement | None:
        """Down from the window: some toolkits answer with the next level, some with the innermost element."""
        path = [top]
        for _ in range(_DEPTH):
            below = self._bus.at(path[-1], point)
            if below is None or below in path:
                break
            path.append(below)
        if len(path) == 1 and self._bus.role(top) in _WINDOWS:
            return None
        box = self._box(path[-1])
        return self._element(path, box) if box is not None and box.contains(point) else None

    def _find(self, window: Window, role: str, name: str) -> tuple[AccessibleElement, ...]:
        """Level by level; what was found when the time is over is the answer."""
        found: list[AccessibleElement] = []
        try:
            level: list[_Path] = [(top,) for top in self._tops(window)]
            while level and len(level[0]) < _DEPTH and len(found) < _MOST:
                level = self._next_level(level, role, name, found)
        except NoAnswer:
            if not found:
                raise
        return tuple(found)

    def _next_level(self, level: Sequence[_Path], role: str, name: str, found: list[AccessibleElement]) -> list[_Path]:
        """Look at all objects of one level, add those that fit; their children."""
        below: list[_Path] = []
        for path, survey in zip(level, self._bus.surveys([path[-1] for path in level]), strict=True):
            below.extend((*path, child) for child in survey.children)
            if survey.role.casefold() == role and (element := self._fits(path, name)):
                found.append(element)
        return below[:_WIDEST]

    def _fits(self, path: _Path, name: str) -> AccessibleElement | None:
        node = path[-1]
        if self._bus.name(node).strip().casefold() != name:
            return None
        box = self._box(node)
        return self._element(path, box) if box is not None and self._bus.showing(node) else None

    def _element(self, path: Sequence[Node], box: Box) -> AccessibleElement:
        roles = tuple(self._bus.role(node) for node in path)
        return AccessibleElement(roles[-1], self._bus.name(path[-1]).strip(), box, roles)

    def _box(self, node: Node) -> Box | None:
        try:
            return self._bus.box(node)
        except NoAnswer:
            return None


def open_accessibility() -> AtSpi:
    """Ready to be asked; connects at the first question."""
    return AtSpi(Bus(), Breaker())
