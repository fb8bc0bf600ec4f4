"""The device that copies the screen's pixels through shared memory."""

from __future__ import annotations

import os
import threading
from mmap import mmap

import numpy as np
from mss.exception import ScreenShotError
from mss.linux.base import ALL_PLANES
from mss.linux.xcb import generate_id
from mss.linux.xcbgen import ImageFormat, ShmSeg, shm_attach_fd, shm_detach, shm_get_image
from mss.linux.xshmgetimage import MSSImplXShmGetImage
from mss.models import Monitor

from app.desktop.frame_memory import FrameMemory, Piece
from app.model.errors import EnvironmentProblem
from app.model.frame import Pixels
from app.model.geometry import Box

_DEPTHS = (24, 32)


class _Device(MSSImplXShmGetImage):
    """Has the server write each frame into memory of its own, where the library would copy it into fresh memory."""

    def __init__(self) -> None:
        self._frames = FrameMemory(self._piece, self._detach)
        super().__init__()

    def _grab_xshmgetimage(self, monitor: Monitor) -> bytearray:
        if self.conn is None:
            raise ScreenShotError("the connection to the screen is closed")
        left, top, wide, high = (monitor[side] for side in ("left", "top", "width", "height"))
        segment, pixels = self._frames.lend(4 * wide * high)
        form = ImageFormat.ZPixmap
        told = shm_get_image(self.conn, self.drawable, left, top, wide, high, ALL_PLANES, form, segment, 0)
        if told.depth != self.drawable_depth:
            raise ScreenShotError(f"the picture has a depth of {told.depth} bits, the screen {self.drawable_depth}")
        return pixels  # type: ignore[return-value]

    def _piece(self, size: int) -> Piece[ShmSeg]:
        assert self.conn is not None
        segment = ShmSeg(generate_id(self.conn).value)
        file = os.memfd_create("frame", os.MFD_CLOEXEC)
        try:
            os.ftruncate(file, size)
            memory = mmap(file, size)
        except OSError as error:
            os.close(file)
            raise ScreenShotError(f"there is no memory for a frame ({error})") from error
        shm_attach_fd(self.conn, segment, file, 0)  # closes the file
        return Piece(memory, segment)

    def _detach(self, segment: ShmSeg) -> None:
        if self.conn is not None:
            shm_detach(self.conn, segment)


class ScreenCopy:
    """Owns the capture device; used by the one thread that made its first copy."""

    def __init__(self) -> None:
        self._device: _Device | None = None
        self._size: Box | None = None
        self._thread = 0

    def pixels(self, screen: Box) -> Pixels:
        """Writable BGRA pixels of the whole screen; ScreenShotError when the server did not give them."""
        self._check_thread()
        if self._device is None or self._size != screen:
            # What the library finds out about the screen it finds out at opening.
            self.close()
            self._device, self._size = _Device(), screen
        where: Monitor = {"left": screen.x, "top": screen.y, "width": screen.w, "height": screen.h}
        return np.frombuffer(self._device.grab(where), np.uint8).reshape(screen.h, screen.w, 4)

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
