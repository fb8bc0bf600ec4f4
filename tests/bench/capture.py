"""Taking a picture of 1920 × 1080 through shared memory, with our own windows masked, beside the plain request."""

from __future__ import annotations

import os
from contextlib import ExitStack

import mss
from Xlib import Xatom

from app.desktop.capture import open_camera
from app.desktop.screen_copy import ScreenCopy
from app.model.geometry import Box
from tests.bench.figures import Figure, ratios, timed
from tests.desktop.target import Target

TIMES = 60
SCREEN = Box(0, 0, 1920, 1080)
NOTES = (
    "The frame is what the engine looks at: the whole screen, windows walked before and after the copy, our own "
    "window among five filled flat. The plain request is XGetImage through the same library.",
)


def figures() -> list[Figure]:
    """Copy, frame with masks, plain request, and how they compare."""
    with ExitStack() as stack:
        for number in range(4):
            stack.enter_context(Target(Box(100 + 400 * number, 300, 300, 200), f"Window {number}"))
        own = stack.enter_context(Target(Box(200, 600, 420, 300), "Ours", stranger=False))
        own.window.change_property(own.window.display.get_atom("_NET_WM_PID"), Xatom.CARDINAL, 32, [os.getpid()])
        own.presses()  # the server has taken the property
        copy = Figure("copy through shared memory", "ms", _copied())
        frame = Figure("frame with masks", "ms", _framed())
        plain = Figure("plain XGetImage", "ms", _requested())
    return [copy, frame, plain, ratios("plain ÷ shared memory", plain, copy), ratios("plain ÷ frame", plain, frame)]


def _copied() -> tuple[float, ...]:
    device = ScreenCopy()
    found = timed(lambda: device.pixels(SCREEN), TIMES)
    device.close()
    return found


def _framed() -> tuple[float, ...]:
    camera = open_camera()
    found = timed(camera.grab, TIMES)
    assert camera.grab().masked, "nothing was masked"
    camera.close()
    return found


def _requested() -> tuple[float, ...]:
    with mss.MSS(backend="xgetimage") as device:
        where = {"left": 0, "top": 0, "width": SCREEN.w, "height": SCREEN.h}
        return timed(lambda: device.grab(where), TIMES)
