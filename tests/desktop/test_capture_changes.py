"""The camera knows when the screen changes, looks only where it was told, and never at our own windows."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from app.desktop import capture
from app.desktop.capture import Camera, open_camera
from app.desktop.screen_copy import ScreenCopy
from app.desktop.virtual_display import VirtualDisplay
from app.model.frame import Frame
from app.model.geometry import Box, Point
from tests.desktop.painted import OTHER_PID, OUR_PID, CountingCopy, LyingCopy, Paint, camera_with, painting, watched
from tests.desktop.target import wait_until


@pytest.fixture
def camera(desktop: VirtualDisplay) -> Iterator[Camera]:
    opened = open_camera(lambda: frozenset((OUR_PID,)))
    yield opened
    opened.close()


@pytest.fixture
def painted(desktop: VirtualDisplay) -> Iterator[Paint]:
    with painting() as make:
        yield make


def test_waiting_ends_soon_after_a_change(camera: Camera, painted: Paint) -> None:
    window = painted(Box(900, 100, 200, 200), OTHER_PID)
    seconds: list[float] = []
    for colour in (0x00FF00, 0x0000FF, 0x00FFFF):
        since = camera.grab()
        threading.Timer(0.1, window.paint, (colour,)).start()
        begun = time.monotonic()
        assert camera.wait_change(since, time.monotonic() + 10, threading.Event())
        seconds.append(time.monotonic() - begun - 0.1)
    print(f"change to notice: {sorted(seconds)[1] * 1000:.0f} ms")
    assert min(seconds) < 0.5  # the slow poll alone would take a second


def test_a_change_before_the_waiting_counts(camera: Camera, painted: Paint) -> None:
    since = camera.grab()
    painted(Box(900, 100, 200, 200), OTHER_PID)
    assert camera.wait_change(since, time.monotonic() + 10, threading.Event())


def test_our_own_windows_are_no_change(camera: Camera, painted: Paint) -> None:
    window = painted(Box(900, 500, 200, 200), OUR_PID)
    since = camera.grab()
    threading.Timer(0.1, window.paint, (0x00FF00,)).start()
    begun = time.monotonic()
    assert not camera.wait_change(since, begun + 1.5, threading.Event())
    assert time.monotonic() - begun >= 1.5


def test_what_our_own_window_no_longer_covers_is_a_change(camera: Camera, painted: Paint) -> None:
    window = painted(Box(900, 500, 200, 200), OUR_PID)
    since = camera.grab()
    window.window.unmap()
    window.paint(0x00FF00)
    assert camera.wait_change(since, time.monotonic() + 10, threading.Event())


def test_a_change_is_noticed_also_without_another_picture(desktop: VirtualDisplay, painted: Paint) -> None:
    copy = CountingCopy()
    camera = camera_with(copy)
    window = painted(Box(900, 100, 200, 200), OTHER_PID)
    since = watched(camera)
    taken = copy.count
    for _ in range(3):
        assert not camera.wait_change(since, time.monotonic() + 0.05, threading.Event())
    assert copy.count == taken  # nothing was told, so nothing was pictured
    for colour in (0x00FF00, 0x0000FF, 0x00FFFF):
        window.paint(colour)
        assert camera.wait_change(since, time.monotonic() + 10, threading.Event())
        since = camera.grab()
    camera.close()


def test_a_first_frame_that_nobody_counted_for_is_compared_once(desktop: VirtualDisplay, painted: Paint) -> None:
    copy = CountingCopy()
    camera = camera_with(copy)
    window = painted(Box(900, 100, 200, 200), OTHER_PID)
    since = camera.grab()
    assert not camera.wait_change(since, time.monotonic() + 0.05, threading.Event())
    wait_until(lambda: camera._damage.listening, 5)
    assert not camera.wait_change(since, time.monotonic() + 0.3, threading.Event())
    taken = copy.count
    for _ in range(3):
        assert not camera.wait_change(since, time.monotonic() + 0.05, threading.Event())
    assert copy.count == taken
    window.paint(0x00FF00)
    assert camera.wait_change(since, time.monotonic() + 2, threading.Event())
    camera.close()


def test_a_change_in_our_own_window_is_not_even_looked_at(desktop: VirtualDisplay, painted: Paint) -> None:
    copy = CountingCopy()
    camera = camera_with(copy)
    window = painted(Box(900, 500, 200, 200), OUR_PID)
    since = watched(camera)
    taken, told = copy.count, camera._damage.mark()
    for colour in (0x00FF00, 0x0000FF):
        window.paint(colour)
        assert not camera.wait_change(since, time.monotonic() + 0.5, threading.Event())
    assert camera._damage.mark() > told
    assert copy.count == taken
    camera.close()


def test_of_two_drawn_areas_one_that_differs_is_enough(desktop: VirtualDisplay, painted: Paint) -> None:
    camera = camera_with(ScreenCopy())
    same, other = painted(Box(100, 100, 200, 200), OTHER_PID), painted(Box(1500, 700, 200, 200), OTHER_PID)
    since = watched(camera)
    same.touch(Box(0, 0, 200, 200))
    other.touch(Box(0, 0, 50, 50))
    assert not camera.wait_change(since, time.monotonic() + 0.5, threading.Event())
    same.touch(Box(0, 0, 200, 200))
    other.paint(0x00FF00)
    assert camera.wait_change(since, time.monotonic() + 2, threading.Event())
    camera.close()


def test_only_what_was_drawn_is_compared(desktop: VirtualDisplay, painted: Paint) -> None:
    copy = LyingCopy()
    camera = camera_with(copy)
    window = painted(Box(900, 500, 200, 200), OTHER_PID)
    since = watched(camera)
    copy.lies = True
    window.touch(Box(0, 0, 200, 200))
    assert not camera.wait_change(since, time.monotonic() + 0.5, threading.Event())
    camera._cost = camera._looked = 0.0  # the slow poll is due: it looks at everything
    assert camera.wait_change(since, time.monotonic() + 2, threading.Event())
    camera.close()


def test_after_more_changes_than_are_kept_all_is_compared(desktop: VirtualDisplay, painted: Paint) -> None:
    copy = LyingCopy()
    camera = camera_with(copy)
    window = painted(Box(900, 500, 200, 200), OTHER_PID)
    since = watched(camera)
    begun = camera._damage.mark()
    copy.lies = True
    window.touch(*(Box(4 * column, 4 * row, 2, 2) for row in range(20) for column in range(20)))
    assert camera.wait_change(since, time.monotonic() + 2, threading.Event())
    wait_until(lambda: camera._damage.since(begun) is None, 2)
    camera.close()


def test_a_window_beyond_the_edge_of_the_screen_is_compared_where_it_is_seen(
    desktop: VirtualDisplay, painted: Paint
) -> None:
    camera = camera_with(ScreenCopy())
    window = painted(Box(desktop.width - 50, desktop.height - 50, 200, 200), OTHER_PID)
    since = watched(camera)
    window.paint(0x00FF00)
    assert camera.wait_change(since, time.monotonic() + 2, threading.Event())
    camera.close()


OFF = (Box(-50, -50, 60, 60), Box(990, 590, 500, 500), Box(5000, 0, 10, 10), Box(0, 0, 0, 0))


@pytest.mark.parametrize("origin", [Point(0, 0), Point(-700, -40)])
@pytest.mark.parametrize(
    ("at", "masked", "areas", "differ"),
    [
        (Point(2, 3), (), OFF, True),
        (Point(999, 599), (), OFF, True),
        (Point(500, 300), (), OFF, False),
        (Point(500, 300), (), None, True),
        (Point(500, 300), (), (*OFF, Box(500, 300, 1, 1)), True),
        (Point(500, 300), (Box(490, 290, 20, 20),), None, False),
        (Point(500, 300), (Box(490, 290, 20, 20),), (Box(480, 280, 40, 40),), False),
        (Point(485, 300), (Box(490, 290, 20, 20),), (Box(480, 280, 40, 40),), True),
        (Point(500, 300), (), (Box(0, 0, 900, 500), Box(0, 0, 900, 500)), True),
        (Point(950, 550), (), (Box(0, 0, 900, 500), Box(0, 0, 900, 500)), True),
        (Point(500, 300), (), (), False),
    ],
)
def test_frames_differ_where_told_and_not_under_our_windows(
    origin: Point, at: Point, masked: tuple[Box, ...], areas: tuple[Box, ...] | None, differ: bool
) -> None:
    region = Box(*origin, 1000, 600)
    before = np.zeros((600, 1000, 4), np.uint8)
    after = before.copy()
    after[at.y, at.x] = 255
    boxes = tuple(box.moved(*origin) for box in masked)
    there = None if areas is None else tuple(box.moved(*origin) for box in areas)
    since, now = (Frame(pixels, region, 1, 0.0, (), boxes) for pixels in (before, after))
    assert capture._differ(since, now, there) is differ


def test_a_change_during_a_cancelled_waiting_is_not_lost(desktop: VirtualDisplay, painted: Paint) -> None:
    camera = camera_with(ScreenCopy())
    window = painted(Box(900, 100, 200, 200), OTHER_PID)
    since = watched(camera)
    window.paint(0x00FF00)
    assert not camera.wait_change(since, time.monotonic() + 10, _LateCancel())
    camera._cost = 1.0  # so that the slow poll is no help
    assert camera.wait_change(since, time.monotonic() + 10, threading.Event())
    camera.close()


def test_cancel_ends_the_waiting(camera: Camera) -> None:
    cancel = threading.Event()
    threading.Timer(0.1, cancel.set).start()
    begun = time.monotonic()
    assert not camera.wait_change(camera.grab(), begun + 20, cancel)
    assert time.monotonic() - begun < 5


def test_watching_a_still_screen_costs_little(camera: Camera) -> None:
    since = camera.grab()
    before = time.process_time()
    assert not camera.wait_change(since, time.monotonic() + 3, threading.Event())
    share = (time.process_time() - before) / 3
    print(f"watching a still screen: {share * 100:.2f} % of a core")
    assert share < 0.10  # ten times the goal


class _LateCancel(threading.Event):
    """Comes just when a change was told and before it was looked at."""

    def wait(self, timeout: float | None = None) -> bool:
        return True
