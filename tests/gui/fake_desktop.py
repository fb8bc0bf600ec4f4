"""A drawn desktop with an invoice form on it, as a Frame."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from app.model.frame import Frame, Monitor
from app.model.geometry import Box

WINDOW = Box(260, 150, 860, 560)
SAVE = Box(960, 630, 96, 34)
CANCEL = Box(850, 630, 96, 34)
TOOL_SAVE = Box(276, 186, 64, 26)
SUPPLIER = Box(450, 250, 400, 34)
AMOUNT = Box(450, 310, 190, 34)
DUE = Box(450, 370, 190, 34)


def desktop_image(width: int = 1920, height: int = 1080) -> QImage:
    """The picture."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#7d8da3"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    _font(painter, 14)
    _field(painter, WINDOW, "#ffffff", "#8896a8")
    _text(painter, Box(WINDOW.x, WINDOW.y, WINDOW.w, 30), "Invoice 2041 – Edit", "#e4e8ee", "#2a323c")
    _button(painter, TOOL_SAVE, "Save")
    _button(painter, TOOL_SAVE.moved(74, 0), "Print")
    for box, label, value in (
        (SUPPLIER, "Supplier", "Dupont & Fils"),
        (AMOUNT, "Amount", "1 284,50"),
        (DUE, "Due date", "2026-12-15"),
    ):
        painter.setPen(QColor("#4a5460"))
        painter.drawText(QRect(box.x - 150, box.y, 140, box.h), Qt.AlignmentFlag.AlignVCenter, label)
        _field(painter, box, "#ffffff", "#9aa5b3")
        painter.setPen(QColor("#1b232d"))
        painter.drawText(QRect(box.x + 8, box.y, box.w, box.h), Qt.AlignmentFlag.AlignVCenter, value)
    _button(painter, SAVE, "Save")
    _button(painter, CANCEL, "Cancel")
    painter.end()
    return image


def pixels_of(image: QImage) -> np.ndarray:
    """BGRA pixels of an image."""
    flat = image.convertToFormat(QImage.Format.Format_RGB32)
    data = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.bytesPerLine() // 4, 4)
    return data[:, : flat.width()].copy()


def bgr_of(frame: Frame, box: Box) -> np.ndarray:
    """BGR pixels of a part, as pictures are stored."""
    return np.ascontiguousarray(frame.crop(box)[:, :, :3])


def desktop_frame(number: int = 7, scale: float = 1.0, size: tuple[int, int] = (1920, 1080)) -> Frame:
    """The picture as a frame with one monitor."""
    region = Box(0, 0, *size)
    return Frame(pixels_of(desktop_image(*size)), region, number, 0.0, (Monitor(1, region, scale),))


def _font(painter: QPainter, size: int) -> None:
    font = QFont("DejaVu Sans")
    font.setPixelSize(size)
    painter.setFont(font)


def _field(painter: QPainter, box: Box, ground: str, edge: str) -> None:
    painter.setPen(QPen(QColor(edge), 1))
    painter.setBrush(QColor(ground))
    painter.drawRect(QRect(box.x, box.y, box.w - 1, box.h - 1))


def _text(painter: QPainter, box: Box, text: str, ground: str, ink: str) -> None:
    painter.fillRect(QRect(*box), QColor(ground))
    painter.setPen(QColor(ink))
    painter.drawText(QRect(box.x + 10, box.y, box.w, box.h), Qt.AlignmentFlag.AlignVCenter, text)


def _button(painter: QPainter, box: Box, label: str) -> None:
    _field(painter, box, "#e9eefb", "#a9b6d8")
    painter.setPen(QColor("#1b232d"))
    painter.drawText(QRect(*box), Qt.AlignmentFlag.AlignCenter, label)
