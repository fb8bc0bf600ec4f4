"""Taking a picture of the screen through shared memory, with our own windows masked, and seeing what changed."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from threading import Event

import mss
from Xlib import Xatom

from app.desktop import capture
from app.desktop.capture import Camera, open_camera
from app.desktop.screen_copy import ScreenCopy
from app.desktop.virtual_display import VirtualDisplay
from app.model.frame import Frame
from app.model.geometry import Box
from tests.bench.figures import Figure, ratios, timed
from tests.desktop.target import Target

TIMES = 60
SCREEN, UHD, THREE = Box(0, 0, 1920, 1080), Box(0, 0, 3840, 2160), Box(0, 0, 3 * 3840, 2160)
IDLE_TIMES, IDLE_SECONDS = 3, 6.0
NOTES = (
    "The frame is what the engine looks at: the whole screen, windows walked before and after the copy, our own "
    "window among five filled flat. After a change that the server told only what was drawn is compared with the frame "
    "before; after more changes than are kept, or when the server tells nothing, the whole frame is. The plain request "
    "is XGetImage through the same library.",
    "Idle is waiting for a change where nothing changes, with a look every five seconds: processor time of this "
    "process, six seconds a sample. The X server's share of a copy is not in it.",
)
_DRAWN = (Box(110, 310, 280, 180),)
_GOAL = "≤ 5 ms"


def figures() -> list[Figure]:
    """Each size of the screen; the plain request beside the smallest."""
    with _windows():
        found = [*_frames("1080p", SCREEN, _GOAL), _idle("1080p", "≤ 0.5 % of a core")]
        plain = Figure("1080p: plain XGetImage", "ms", _requested())
    copy, frame = found[:2]
    found += [plain, ratios("plain ÷ shared memory", plain, copy), ratios("plain ÷ frame", plain, frame)]
    for name, screen, goal in (("4K", UHD, "≤ 1 % of a core"), ("3 × 4K", THREE, "")):
        with display_of(screen), _windows():
            found += [*_frames(name, screen, ""), _idle(name, goal)]
    return found


@contextmanager
def display_of(screen: Box) -> Iterator[None]:
    """A virtual display of this size; what is opened or started in the meantime is on it."""
    before = dict(os.environ)
    with VirtualDisplay(screen.w, screen.h) as display:
        os.environ.update(display.env)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


@contextmanager
def _windows() -> Iterator[None]:
    """Four windows of strangers and one of ours."""
    with ExitStack() as stack:
        for number in range(4):
            stack.enter_context(Target(Box(100 + 400 * number, 300, 300, 200), f"Window {number}"))
        own = stack.enter_context(Target(Box(200, 600, 420, 300), "Ours", stranger=False))
        own.window.change_property(own.window.display.get_atom("_NET_WM_PID"), Xatom.CARDINAL, 32, [os.getpid()])
        own.presses()  # the server has taken the property
        yield


def _frames(name: str, screen: Box, goal: str) -> list[Figure]:
    """The copy alone, the frame, and the frame with the search for what changed."""
    camera, device = open_camera(), ScreenCopy()
    since = camera.grab()
    assert since.region == screen, f"the screen is {since.region}"
    assert since.masked, "nothing was masked"
    figures = [
        Figure(f"{name}: copy through shared memory", "ms", timed(partial(device.pixels, screen), TIMES)),
        Figure(f"{name}: frame with masks", "ms", timed(camera.grab, TIMES)),
        Figure(
            f"{name}: frame, the drawn area compared", "ms", timed(partial(_seen, camera, since, _DRAWN), TIMES), goal
        ),
        Figure(f"{name}: frame, all of it compared", "ms", timed(partial(_seen, camera, since, None), TIMES), goal),
    ]
    device.close()
    camera.close()
    return figures


def _seen(camera: Camera, since: Frame, areas: Collection[Box] | None) -> None:
    assert not capture._differ(since, camera.grab(), areas), "a still screen differs"


def _idle(name: str, goal: str) -> Figure:
    """Percent of a core while a still screen is watched; the watching has begun before."""
    camera = open_camera()
    camera.wait_change(camera.grab(), time.monotonic() + 1, Event())
    samples = tuple(_share(camera) for _ in range(IDLE_TIMES))
    camera.close()
    return Figure(f"{name}: idle, a still screen watched", "%", samples, goal)


def _share(camera: Camera) -> float:
    since, begun, used = camera.grab(), time.monotonic(), time.process_time()
    assert not camera.wait_change(since, begun + IDLE_SECONDS, Event()), "a still screen changed"
    return 100 * (time.process_time() - used) / (time.monotonic() - begun)


def _requested() -> tuple[float, ...]:
    with mss.MSS(backend="xgetimage") as device:
        where = {"left": 0, "top": 0, "width": SCREEN.w, "height": SCREEN.h}
        return timed(lambda: device.grab(where), TIMES)
