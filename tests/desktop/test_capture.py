"""The camera sees the desktop as it is, without our own windows, and knows when it changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from mss.exception import ScreenShotError
from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.ext import shape

from app.desktop.capture import Camera, open_camera
from app.desktop.damage import DamageWatch
from app.desktop.masks import MaskFinder
from app.desktop.screen_copy import ScreenCopy
from app.desktop.virtual_display import VirtualDisplay
from app.model.errors import EnvironmentProblem
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point

OUR_PID, OTHER_PID = 4_100_001, 4_100_002
GREY, RED = (128, 128, 128), (0, 0, 255)


class Painted:
    """A red window of a program with this number."""

    def __init__(self, box: Box, pid: int, name: str = "Painted") -> None:
        self._display = Display()
        screen = self._display.screen()
        self.window = screen.root.create_window(
            *box, 0, screen.root_depth, background_pixel=0xFF0000, override_redirect=True, event_mask=X.ExposureMask
        )
        atom = self._display.get_atom("_NET_WM_PID")
        self.window.change_property(atom, Xatom.CARDINAL, 32, [pid])
        self.window.set_wm_class(name.lower(), name)
        self.window.map()
        while self._display.next_event().type != X.Expose:
            pass
        self._display.sync()

    def ring(self, width: int, height: int, edge: int) -> None:
        """Leave only a frame of it."""
        boxes = [
            (0, 0, width, edge),
            (0, height - edge, width, edge),
            (0, 0, edge, height),
            (width - edge, 0, edge, height),
        ]
        self.window.shape_rectangles(shape.SO.Set, shape.SK.Bounding, 0, 0, 0, boxes)
        self._display.sync()

    def paint(self, pixel: int) -> None:
        """Another colour."""
        self.window.change_attributes(background_pixel=pixel)
        self.window.clear_area()
        self._display.sync()

    def close(self) -> None:
        self._display.close()


@pytest.fixture
def camera(desktop: VirtualDisplay) -> Iterator[Camera]:
    opened = open_camera(lambda: frozenset((OUR_PID,)), lambda: ("Hidden",))
    yield opened
    opened.close()


@pytest.fixture
def painted(desktop: VirtualDisplay) -> Iterator[type[Painted]]:
    made: list[Painted] = []

    class Kept(Painted):
        def __init__(self, *words: object) -> None:
            super().__init__(*words)  # type: ignore[arg-type]
            made.append(self)

    yield Kept
    for one in made:
        one.close()


def _colour(frame: Frame, point: Point) -> tuple[int, ...]:
    return tuple(int(value) for value in frame.pixels[point.y, point.x, :3])


def test_a_frame_has_pixels_numbers_and_monitors(camera: Camera, desktop: VirtualDisplay) -> None:
    first, second = camera.grab(), camera.grab()
    assert first.region == Box(0, 0, desktop.width, desktop.height)
    assert first.pixels.shape == (desktop.height, desktop.width, 4)
    assert not first.pixels.flags.writeable
    assert second.number > first.number
    assert second.taken >= first.taken
    assert [monitor.box for monitor in first.monitors] == [first.region]
    assert [monitor.scale for monitor in first.monitors] == [1.0]


def test_F14_our_own_windows_are_masked_and_others_above_them_are_not(camera: Camera, painted: type[Painted]) -> None:
    painted(Box(100, 100, 200, 200), OUR_PID)
    painted(Box(200, 200, 200, 200), OTHER_PID)
    frame = camera.grab()
    assert _colour(frame, Point(110, 110)) == GREY
    assert _colour(frame, Point(210, 210)) == RED
    assert sum(box.area for box in frame.masked) == 200 * 200 - 100 * 100


def test_F55_the_inside_of_a_ring_is_not_masked(camera: Camera, painted: type[Painted]) -> None:
    painted(Box(600, 100, 200, 200), OTHER_PID)
    painted(Box(600, 100, 200, 200), OUR_PID).ring(200, 200, 3)
    frame = camera.grab()
    assert _colour(frame, Point(601, 101)) == GREY
    assert _colour(frame, Point(700, 200)) == RED
    assert sum(box.area for box in frame.masked) == 200 * 200 - 194 * 194


def test_F83_a_program_to_be_hidden_is_blacked_out(camera: Camera, painted: type[Painted]) -> None:
    painted(Box(100, 500, 200, 200), OTHER_PID, "Hidden")
    frame = camera.grab()
    assert _colour(frame, Point(150, 550)) == GREY
    assert Box(100, 500, 200, 200) in frame.masked


def test_waiting_ends_soon_after_a_change(camera: Camera, painted: type[Painted]) -> None:
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


def test_a_change_before_the_waiting_counts(camera: Camera, painted: type[Painted]) -> None:
    since = camera.grab()
    painted(Box(900, 100, 200, 200), OTHER_PID)
    assert camera.wait_change(since, time.monotonic() + 10, threading.Event())


def test_our_own_windows_are_no_change(camera: Camera, painted: type[Painted]) -> None:
    window = painted(Box(900, 500, 200, 200), OUR_PID)
    since = camera.grab()
    threading.Timer(0.1, window.paint, (0x00FF00,)).start()
    begun = time.monotonic()
    assert not camera.wait_change(since, begun + 1.5, threading.Event())
    assert time.monotonic() - begun >= 1.5


def test_what_our_own_window_no_longer_covers_is_a_change(camera: Camera, painted: type[Painted]) -> None:
    window = painted(Box(900, 500, 200, 200), OUR_PID)
    since = camera.grab()
    window.window.unmap()
    window.paint(0x00FF00)
    assert camera.wait_change(since, time.monotonic() + 10, threading.Event())


def test_a_change_is_noticed_also_without_another_picture(desktop: VirtualDisplay, painted: type[Painted]) -> None:
    copy = _CountingCopy()
    camera = _camera(copy)
    window = painted(Box(900, 100, 200, 200), OTHER_PID)
    since = _watched(camera)
    taken = copy.count
    for _ in range(3):
        assert not camera.wait_change(since, time.monotonic() + 0.05, threading.Event())
    assert copy.count == taken  # nothing was told, so nothing was pictured
    for colour in (0x00FF00, 0x0000FF, 0x00FFFF):
        window.paint(colour)
        assert camera.wait_change(since, time.monotonic() + 10, threading.Event())
        since = camera.grab()
    camera.close()


def test_a_change_during_a_cancelled_waiting_is_not_lost(desktop: VirtualDisplay, painted: type[Painted]) -> None:
    camera = _camera(ScreenCopy())
    window = painted(Box(900, 100, 200, 200), OTHER_PID)
    since = _watched(camera)
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


class _FailingCopy(ScreenCopy):
    """Fails a number of times, then works."""

    def __init__(self, failures: int) -> None:
        super().__init__()
        self.failures = failures

    def pixels(self, screen: Box) -> Pixels:
        if self.failures:
            self.failures -= 1
            raise ScreenShotError("the server said no")
        return super().pixels(screen)


class _LateCancel(threading.Event):
    """Comes just when a change was told and before it was looked at."""

    def wait(self, timeout: float | None = None) -> bool:
        return True


class _CountingCopy(ScreenCopy):
    """Counts the pictures taken."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def pixels(self, screen: Box) -> Pixels:
        self.count += 1
        return super().pixels(screen)


def _watched(camera: Camera) -> Frame:
    """A picture after which every change is counted."""
    while not camera._damage.listening:
        camera.wait_change(camera.grab(), time.monotonic() + 0.05, threading.Event())
    return camera.grab()


def _camera(copy: ScreenCopy) -> Camera:
    return Camera(copy, MaskFinder(lambda: frozenset((OUR_PID,)), tuple), DamageWatch())


def test_F50_a_failing_capture_is_tried_three_times_more(desktop: VirtualDisplay) -> None:
    camera = _camera(_FailingCopy(3))
    assert camera.grab().number == 1
    camera.close()
    hopeless = _camera(_FailingCopy(4))
    with pytest.raises(EnvironmentProblem, match="could not be copied"):
        hopeless.grab()
    hopeless.close()


class _BlackCopy(ScreenCopy):
    def pixels(self, screen: Box) -> Pixels:
        pixels = super().pixels(screen)
        pixels[:] = 0
        return pixels


def test_F49_a_black_frame_is_a_problem_only_where_windows_are(desktop: VirtualDisplay, painted: type[Painted]) -> None:
    camera = _camera(_BlackCopy())
    assert camera.grab().number == 1  # an empty black desktop is a desktop
    painted(Box(0, 0, 800, 600), OTHER_PID)
    with pytest.raises(EnvironmentProblem, match="one colour"):
        camera.grab()
    camera.close()


def test_F58_two_threads_with_one_camera_are_a_fault(camera: Camera) -> None:
    camera.grab()
    caught: list[str] = []

    def grab() -> None:
        try:
            camera.grab()
        except RuntimeError as error:
            caught.append(str(error))

    thread = threading.Thread(target=grab)
    thread.start()
    thread.join()
    assert caught == ["the camera is used by two threads"]
