"""What programs tell about their elements: a hint only, never waited for longer than a quarter of a second.

Only what was touched while recording is waited for longer: there nobody waits for the answer.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import replace
from typing import NamedTuple

from app.desktop.accessible_place import path_at
from app.desktop.accessible_rows import rows_of, told_apart
from app.desktop.accessible_tree import LONG, Found, Path, Tree, Wanted
from app.desktop.atspi import Bus, NoAnswer
from app.desktop.windows import X11Windows
from app.model.geometry import Point
from app.model.target import PASSWORD, VALUE_ROLES, AccessibleElement, ToldElements
from app.model.window import Window

BUDGET = 0.25
_MISSES = 3
_REST = 30.0
_LOOK_UP, _TOUCH_LOOK_UP, _TOUCH_BUDGET = 0.2, 1.0, 1.5
_TOUCH_LASTS, _TOUCHED_KEPT, _FACTORS_KEPT = 5.0, 8, 16
_NOTHING = ToldElements()
_WRITTEN = VALUE_ROLES - {PASSWORD, "terminal", "slider"}


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
    answer: Future[ToldElements]


class AtSpi:
    """The port Accessibility; safe from any thread, all talking is done by one worker. Closed by its owner.

    `window_at` tells whose window lies on top at a place: an element under another window is not shown.
    """

    def __init__(self, bus: Bus, breaker: Breaker, window_at: Callable[[Point], Window | None]) -> None:
        self._window_at = window_at
        self._bus = bus
        self._breaker = breaker
        self._worker = ThreadPoolExecutor(1, "accessibility")
        self._busy: Future[ToldElements] | None = None
        self._touched: deque[_Touched] = deque(maxlen=_TOUCHED_KEPT)
        self._factors: OrderedDict[int, float] = OrderedDict()

    def touch(self, window: Window, point: Point) -> None:
        """Ask now what lies there, for an `at` that comes when it may be gone; returns at once."""
        if not window.pid or self._breaker.closed(window.pid):
            return
        answer = self._worker.submit(self._timed, window, lambda tree: _at(tree, point), _TOUCH_LOOK_UP)
        self._touched.append(_Touched(window.handle, point, time.monotonic(), answer))

    def at(self, window: Window, point: Point) -> AccessibleElement | None:
        """The element under a point, as it was when that was touched a moment ago; None on any doubt."""
        known = self._lately(window, point)
        told = _answer_of(known) if known else self._ask(window, lambda tree: _at(tree, point))
        return told.elements[0] if told.elements else None

    def field(self, window: Window, point: Point) -> AccessibleElement | None:
        """The field under a point with the text that stands in it; None when there is none, or on any doubt.

        Of a field that hides what is typed only the role is told, and a terminal shows more than was typed.
        """
        told = self._ask(window, lambda tree: _field(tree, point))
        return told.elements[0] if told.elements else None

    def find(self, window: Window, role: str, name: str) -> tuple[AccessibleElement, ...]:
        """Elements of this role and name that are shown in the window; as many as were found in time."""
        return self._ask(window, lambda tree: _shown(tree, tree.search(Wanted(role, name)), rows=False)).elements

    def like(self, window: Window, role: str, name: str | None, path: tuple[str, ...], rows: bool) -> ToldElements:
        """Elements of this role and name (None: any) that are shown, along the path of roles when there are any there.

        `rows`: with the names of their rows.
        """
        told = self._ask(window, lambda tree: _sought(tree, Wanted(role, name, path), rows))
        return replace(told, elements=tuple(one for one in told.elements if self._on_top(window, one.box.center)))

    def _on_top(self, window: Window, point: Point) -> bool:
        there = self._window_at(point)
        return there is None or there.own or there.handle == window.handle

    def close(self) -> None:
        """End the worker."""
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._bus.close()

    def _lately(self, window: Window, point: Point) -> Future[ToldElements] | None:
        since = time.monotonic() - _TOUCH_LASTS
        for touched in reversed(self._touched):
            if touched.handle == window.handle and touched.point == point and touched.at >= since:
                return touched.answer
        return None

    def _ask(self, window: Window, look_up: _LookUp) -> ToldElements:
        if not window.pid or self._breaker.closed(window.pid) or (self._busy and not self._busy.done()):
            return _NOTHING
        self._busy = self._worker.submit(self._timed, window, look_up)
        try:
            return self._busy.result(BUDGET)
        except TookTooLong:
            self._breaker.note(window.pid, answered=False)
            return _NOTHING

    def _timed(self, window: Window, look_up: _LookUp, seconds: float = _LOOK_UP) -> ToldElements:
        # A little less than the asker waits, so that a search cut short still hands over what it found.
        self._bus.deadline = time.monotonic() + seconds
        try:
            tree = Tree(self._bus, window, self._factors.get(window.pid, 1.0))
            told = look_up(tree)
        except NoAnswer:
            self._bus.forget(window.pid)
            self._breaker.note(window.pid, answered=False)
            return _NOTHING
        self._keep(window.pid, tree.factor)
        self._breaker.note(window.pid, answered=True)
        return told

    def _keep(self, pid: int, factor: float) -> None:
        """Menus do not tell how their program counts pixels; its other windows do."""
        self._factors[pid] = factor
        self._factors.move_to_end(pid)
        while len(self._factors) > _FACTORS_KEPT:
            self._factors.popitem(last=False)


_LookUp = Callable[[Tree], ToldElements]


def _answer_of(asked: Future[ToldElements]) -> ToldElements:
    try:
        return asked.result(_TOUCH_BUDGET)
    except TookTooLong:
        return _NOTHING


def _at(tree: Tree, point: Point) -> ToldElements:
    path = path_at(tree, point)
    taught = _taught(tree, path) if path else None
    return ToldElements((taught,) if taught else ())


def _field(tree: Tree, point: Point) -> ToldElements:
    """Asked anew: what is told of a text is only worth something when it is said now."""
    path = path_at(tree, point)
    roles = [survey.role for survey in tree.surveyed(path)]
    deepest = max((depth for depth, role in enumerate(roles) if role in VALUE_ROLES), default=-1)
    box = tree.here(path[: deepest + 1]) if deepest >= 0 else None
    if box is None:
        return _NOTHING
    value = tree.bus.text(path[deepest]) if roles[deepest] in _WRITTEN and PASSWORD not in roles else None
    role = PASSWORD if PASSWORD in roles else roles[deepest]
    return ToldElements((AccessibleElement(role, "", box, tuple(roles[: deepest + 1]), value=value),))


def _taught(tree: Tree, path: Path) -> AccessibleElement | None:
    """The element at the end of a way with what tells it from its twins, as far as the time allows."""
    box = tree.visible(path)
    if box is None:
        return None
    element = tree.element(path, box)
    try:
        return told_apart(tree, path, element)
    except NoAnswer:
        return element


def _shown(tree: Tree, found: Found, rows: bool) -> ToldElements:
    """Those that are really on the screen, with the names of their rows where these are wanted."""
    shown = [(path, box) for path in found.paths if (box := tree.visible(path)) is not None]
    names = rows_of(tree, [path for path, _ in shown[:LONG]], found.paths) if rows else {}
    elements = (tree.element(path, box, names.get(path, ())) for path, box in shown[:LONG])
    return ToldElements(tuple(elements), found.complete and len(shown) <= LONG)


def _sought(tree: Tree, wanted: Wanted, rows: bool) -> ToldElements:
    """Along the path first, which is quick; everywhere when nothing is shown there."""
    told = _shown(tree, tree.search(wanted), rows) if wanted.path else _NOTHING
    return told if told.elements else _shown(tree, tree.search(wanted._replace(path=())), rows)


def open_accessibility() -> AtSpi:
    """Ready to be asked; connects at the first question."""
    return AtSpi(Bus(), Breaker(), X11Windows().at)
