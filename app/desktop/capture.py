"""The camera: the whole virtual desktop with our own windows masked, and waiting until it changes."""

from __future__ import annotations

import itertools
import math
import threading
import time
from collections.abc import Callable, Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.desktop import regions, x11
from app.desktop.damage import DamageWatch
from app.desktop.masks import MaskFinder, Masks
from app.desktop.monitors import monitors
from app.desktop.screen_copy import ScreenCopy, ScreenShotError, check_depth
from app.desktop.windows import our_process
from app.model.errors import EnvironmentProblem
from app.model.frame import Frame, Pixels
from app.model.geometry import Box

_FLAT = (128, 128, 128, 255)
_RETRIES = (0.1, 0.2, 0.4)
_SLICE = 0.25
_POLL, _BLIND_POLL = 5.0, 1.0
_POLL_SHARE = 200
_GAP = 0.03
_ONE_COLOUR = 0.95
_SPREAD = 4.0
_STRIDE, _SAMPLES = 8, 32_400  # of a large screen no more samples are taken than of 1920 × 1080
_NEXT = "Unlock the screen, close protected windows, or log in to an X11 session; then try again."


class Counted(NamedTuple):
    """A frame and the numbers of changes: all that can differ from it came after `base` (None: nobody counted then).

    What came up to `mark` was looked at, or lay under our windows; None when nobody has counted since.
    """

    frame: int
    base: int | None = None
    mark: int | None = None


class Camera:
    """The port Camera; used by one thread only. `close` ends what it started."""

    def __init__(self, copy: ScreenCopy, finder: MaskFinder, damage: DamageWatch) -> None:
        self._copy = copy
        self._finder = finder
        self._damage = damage
        self._link = x11.Link()
        self._numbers = itertools.count(1)
        self._closing = threading.Event()
        self._cost = 0.0
        self._newest = Counted(0)
        self._looked = 0.0
        self._polled = False

    def grab(self) -> Frame:
        """The whole virtual desktop now; EnvironmentProblem when it stays black or cannot be had."""
        problem = EnvironmentProblem("Screen", "the camera was closed", _NEXT)
        for pause in (*_RETRIES, 0.0):
            try:
                return self._grab()
            except (ScreenShotError, EnvironmentProblem) as error:
                problem = _told(error)
            if self._closing.wait(pause):
                break
        raise problem

    def wait_change(self, since: Frame, deadline: float, cancel: threading.Event) -> bool:
        """Block until the screen outside our own windows differs from `since`; False at the deadline or cancel."""
        self._damage.start()
        now, counted = since, self._counted(since)
        mark = counted.mark
        if mark is None:
            mark, now = self._damage.mark(), self.grab()
        while now is since or not _differ(since, now, self._changed_since(counted.base)):
            listened = self._newest.mark is not None
            mark, changed = self._wait_news(mark, now, deadline, cancel)
            counted = counted._replace(mark=mark if listened else None)
            self._newest = counted
            if not changed:
                return False
            now = self.grab()
        return True

    def close(self) -> None:
        """End the damage thread and give the device back; may be called twice."""
        self._closing.set()
        self._damage.close()
        self._copy.close()
        self._link.close()

    def _counted(self, frame: Frame) -> Counted:
        """What is counted for this frame; nothing when a newer one was taken since."""
        return self._newest if self._newest.frame == frame.number else Counted(frame.number)

    def _changed_since(self, base: int | None) -> tuple[Box, ...] | None:
        """The areas where the newest frame may differ; None for anywhere, as when the slow poll made us look."""
        return None if base is None or self._polled else self._damage.since(base)

    def _wait_news(self, mark: int, last: Frame, deadline: float, cancel: threading.Event) -> tuple[int, bool]:
        """Wait for damage outside our windows or for the slow poll; the new mark, and whether to look again."""
        usual = _POLL if self._damage.listening else _BLIND_POLL
        poll = self._looked + max(usual, _POLL_SHARE * self._cost)
        while time.monotonic() < deadline and not cancel.is_set():
            self._polled = time.monotonic() >= poll
            if self._polled:
                return mark, True
            if not self._damage.wait(mark, min(deadline, poll, time.monotonic() + _SLICE)):
                continue
            # The mark comes first: a change counted between the two is heard twice rather than never.
            newer, areas = self._damage.mark(), self._damage.since(mark)
            if areas is None or not all(regions.covered(area, last.masked) for area in areas):
                return (mark, False) if cancel.wait(_GAP) else (newer, True)
            mark = newer
        return mark, False

    def _grab(self) -> Frame:
        with self._link.use() as display:
            check_depth(int(display.screen().root_depth))
            screen = x11.root_box(display)
            mark = self._damage.mark() if self._damage.listening else None
            before = self._finder.masks(display)
            taken = self._looked = time.monotonic()
            pixels = self._copy.pixels(screen)
            self._cost = time.monotonic() - taken
            masks = _both(before, self._finder.masks(display))
            displays = monitors(display)
        _fill(pixels, masks.boxes)
        if masks.others and one_colour(pixels, masks.boxes):
            raise EnvironmentProblem("Capture", "the picture of the screen is one colour, as of a locked screen", _NEXT)
        pixels.flags.writeable = False
        self._newest = Counted(next(self._numbers), mark, mark)
        return Frame(pixels, screen, self._newest.frame, taken, displays, masks.boxes)


def open_camera(
    own: Callable[[], frozenset[int]] = our_process, masked_apps: Callable[[], Collection[str]] = tuple
) -> Camera:
    """A camera that masks the windows of our processes and blacks out these programs (WM_CLASS)."""
    return Camera(ScreenCopy(), MaskFinder(own, masked_apps), DamageWatch())


def one_colour(pixels: Pixels, masked: Collection[Box]) -> bool:
    """Whether what is not masked is one flat colour, as a locked or protected screen gives it."""
    step = max(_STRIDE, math.isqrt(pixels.shape[0] * pixels.shape[1] // _SAMPLES))
    sample = pixels[::step, ::step, :3]
    seen = np.ones(sample.shape[:2], bool)
    for box in masked:
        rows = slice(max(box.y, 0) // step, box.bottom // step + 1)
        seen[rows, max(box.x, 0) // step : box.right // step + 1] = False
    values = sample[seen]
    return bool(values.size) and all(_flat(values[:, channel]) for channel in range(3))


def _flat(values: Pixels) -> bool:
    commonest = int(np.bincount(values, minlength=256).max())
    return bool(commonest >= _ONE_COLOUR * values.size and values.std() < _SPREAD)


def _both(before: Masks, after: Masks) -> Masks:
    """Windows may move while the pixels are copied, so both places are masked."""
    more = tuple(box for box in after.boxes if box not in before.boxes)
    return Masks(before.boxes + more, after.others)


def _fill(pixels: Pixels, boxes: Collection[Box]) -> None:
    for box in boxes:
        pixels[max(box.y, 0) : box.bottom, max(box.x, 0) : box.right] = _FLAT


def _differ(since: Frame, now: Frame, areas: Collection[Box] | None) -> bool:
    """Whether anything outside our own windows differs; only these areas are compared, all of it for None."""
    if since.region != now.region or regions.without_all(since.masked, now.masked):
        return True  # what our own windows no longer cover was not seen before
    whole = areas is None or sum(area.area for area in areas) >= now.region.area
    where = (now.region,) if areas is None or whole else regions.inside(areas, now.region)
    return any(_differs(since, now, part) for part in regions.without_all(where, (*since.masked, *now.masked)))


def _differs(since: Frame, now: Frame, box: Box) -> bool:
    part = box.relative_to(now.region.origin)
    rows, columns = slice(part.y, part.bottom), slice(part.x, part.right)
    return not np.array_equal(_words(since.pixels)[rows, columns], _words(now.pixels)[rows, columns])


def _words(pixels: Pixels) -> NDArray[np.uint32]:
    return np.ascontiguousarray(pixels).view(np.uint32)[..., 0]


def _told(error: ScreenShotError | EnvironmentProblem) -> EnvironmentProblem:
    if isinstance(error, EnvironmentProblem):
        return error
    problem = EnvironmentProblem("Capture", f"the screen could not be copied ({error})", _NEXT)
    problem.__cause__ = error
    return problem
