"""The device that copies the screen's pixels through shared memory."""

from __future__ import annotations

import threading

import mss
import numpy as np
from mss.exception import ScreenShotError

from app.model.errors import EnvironmentProblem
from app.model.frame import Pixels
from app.model.geometry import Box

_DEPTHS = (24, 32)


class ScreenCopy:
    """Owns the capture device; used by the one thread that made its first copy."""

    def __init__(self) -> None:
        self._device: mss.MSS | None = None
        self._size: Box | None = None
        self._thread = 0

    def pixels(self, screen: Box) -> Pixels:
        """Writable BGRA pixels of the whole screen; ScreenShotError when the server did not give them."""
        self._check_thread()
        if self._device is None or self._size != screen:
            # The shared memory has the size of the screen at opening.
            self.close()
            self._device, self._size = mss.MSS(), screen
        shot = self._device.grab({"left": screen.x, "top": screen.y, "width": screen.w, "height": screen.h})
        return np.frombuffer(shot.raw, np.uint8).reshape(shot.height, shot.width, 4)

    def close(self) -> None:
        """Give the device back; may be called twice."""
        if self._device is not None:
            self._device.close()
            self._device = None

    def _check_thread(self) -> None:
        here = threading.get_ident()
        self._thread = self._thread or here
        if self._thread != here:
            raise RuntimeError("the camera is used by two threads")


def check_depth(depth: int) -> None:
    """EnvironmentProblem when the screen has a colour depth that cannot be captured."""
    if depth not in _DEPTHS:
        why = f"its colour depth is {depth} bits, only 24 and 32 can be captured"
        raise EnvironmentProblem("Screen", why, "Set the display to 24 bits (16 million colours) and start again.")


__all__ = ["ScreenCopy", "ScreenShotError", "check_depth"]
