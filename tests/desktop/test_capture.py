"""The camera sees the desktop as it is, without our own windows."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from mss.exception import ScreenShotError

from app.desktop.capture import Camera, one_colour, open_camera
from app.desktop.screen_copy import ScreenCopy
from app.desktop.virtual_display import VirtualDisplay
from app.model.errors import EnvironmentProblem
from app.model.frame import Frame, Pixels
from app.model.geometry import Box, Point
from tests.desktop.painted import OTHER_PID, OUR_PID, Paint, camera_with, painting

GREY, RED = (128, 128, 128), (0, 0, 255)


@pytest.fixture
def camera(desktop: VirtualDisplay) -> Iterator[Camera]:
    opened = open_camera(lambda: frozenset((OUR_PID,)), lambda: ("Hidden",))
    yield opened
    opened.close()


@pytest.fixture
def painted(desktop: VirtualDisplay) -> Iterator[Paint]:
    with painting() as make:
        yield make


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


def test_F14_our_own_windows_are_masked_and_others_above_them_are_not(camera: Camera, painted: Paint) -> None:
    painted(Box(100, 100, 200, 200), OUR_PID)
    painted(Box(200, 200, 200, 200), OTHER_PID)
    frame = camera.grab()
    assert _colour(frame, Point(110, 110)) == GREY
    assert _colour(frame, Point(210, 210)) == RED
    assert sum(box.area for box in frame.masked) == 200 * 200 - 100 * 100


def test_F55_the_inside_of_a_ring_is_not_masked(camera: Camera, painted: Paint) -> None:
    painted(Box(600, 100, 200, 200), OTHER_PID)
    painted(Box(600, 100, 200, 200), OUR_PID).ring(200, 200, 3)
    frame = camera.grab()
    assert _colour(frame, Point(601, 101)) == GREY
    assert _colour(frame, Point(700, 200)) == RED
    assert sum(box.area for box in frame.masked) == 200 * 200 - 194 * 194


def test_F83_a_program_to_be_hidden_is_blacked_out(camera: Camera, painted: Paint) -> None:
    painted(Box(100, 500, 200, 200), OTHER_PID, "Hidden")
    frame = camera.grab()
    assert _colour(frame, Point(150, 550)) == GREY
    assert Box(100, 500, 200, 200) in frame.masked


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


def test_F50_a_failing_capture_is_tried_three_times_more(desktop: VirtualDisplay) -> None:
    camera = camera_with(_FailingCopy(3))
    assert camera.grab().number == 1
    camera.close()
    hopeless = camera_with(_FailingCopy(4))
    with pytest.raises(EnvironmentProblem, match="could not be copied"):
        hopeless.grab()
    hopeless.close()


class _BlackCopy(ScreenCopy):
    def pixels(self, screen: Box) -> Pixels:
        pixels = super().pixels(screen)
        pixels[:] = 0
        return pixels


def test_F49_a_black_frame_is_a_problem_only_where_windows_are(desktop: VirtualDisplay, painted: Paint) -> None:
    camera = camera_with(_BlackCopy())
    assert camera.grab().number == 1  # an empty black desktop is a desktop
    painted(Box(0, 0, 800, 600), OTHER_PID)
    with pytest.raises(EnvironmentProblem, match="one colour"):
        camera.grab()
    camera.close()


@pytest.mark.parametrize("size", [(1080, 1920), (2160, 3840), (2160, 11520), (40, 60)])
def test_F49_one_colour_is_seen_on_a_screen_of_any_size_and_our_windows_are_not_counted(size: tuple[int, int]) -> None:
    high, wide = size
    pixels = np.full((high, wide, 4), 30, np.uint8)
    assert one_colour(pixels, ())
    pixels[: high // 2, : wide // 2] = 200
    assert not one_colour(pixels, ())
    assert one_colour(pixels, (Box(0, 0, wide // 2, high // 2),))
    assert not one_colour(pixels, (Box(0, 0, wide, high),))  # nothing is seen at all: that says nothing


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
