"""Arrays of pixels become Qt pictures."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage

from app.model.frame import Frame, Pixels
from app.model.geometry import Box

MARGIN = 1.2


def image_of(pixels: Pixels) -> QImage:
    """A QImage with its own memory from BGR or BGRA pixels; empty pixels give a null image."""
    if pixels.size == 0:
        return QImage()
    height, width, channels = pixels.shape
    kind = QImage.Format.Format_RGB32 if channels == 4 else QImage.Format.Format_BGR888
    data = np.ascontiguousarray(pixels)
    return QImage(data.data, width, height, channels * width, kind).copy()


def crop_image(frame: Frame, box: Box) -> QImage:
    """The part of a frame under a box of the virtual plane."""
    return image_of(frame.crop(box))


def fitted(image: QImage, width: int, height: int, ratio: float = 1.0) -> QImage:
    """The image made to fit into a logical size, sharp at the given device pixel ratio; never enlarged beyond 1:1."""
    if image.isNull():
        return image
    room_w, room_h = max(1, round(width * ratio)), max(1, round(height * ratio))
    if image.width() > room_w or image.height() > room_h:
        mode = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(room_w, room_h, Qt.AspectRatioMode.KeepAspectRatio, mode)
    image.setDevicePixelRatio(ratio)
    return image


def surroundings(image: QImage, box: Box, width: int, height: int) -> tuple[QImage, Box]:
    """A part round a box (pixels of the image) and where the box lies in it.

    Of this size and shape where the image and the box allow it: the box is never cut.
    """
    grow = max(1.0, box.w * MARGIN / width, box.h * MARGIN / height)
    wanted_w, wanted_h = width * grow, height * grow
    share = min(1.0, image.width() / wanted_w, image.height() / wanted_h)
    part_w = min(image.width(), max(round(wanted_w * share), round(box.w * MARGIN)))
    part_h = min(image.height(), max(round(wanted_h * share), round(box.h * MARGIN)))
    left = max(0, min(box.center.x - part_w // 2, image.width() - part_w))
    top = max(0, min(box.center.y - part_h // 2, image.height() - part_h))
    return image.copy(QRect(left, top, part_w, part_h)), box.moved(-left, -top)
