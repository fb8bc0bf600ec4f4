"""Pictures side by side with a word below each, and the part of a picture round what matters in it."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.model.geometry import Box
from app.ui.buttons import labelled
from app.ui.pixels import surroundings
from app.ui.repair_card import PictureBox


def picture_pair(named: tuple[tuple[str, PictureBox], ...], size: tuple[int, int]) -> QHBoxLayout:
    """These pictures with their words, each of this logical size."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for name, box in named:
        box.setFixedSize(*size)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(box)
        column.addWidget(labelled(name, "small"))
        column.addStretch(1)
        line.addLayout(column)
    return line


def show_around(box: PictureBox, size: tuple[int, int], image: QImage, mark: Box | None) -> None:
    """The part of the image round the mark; the whole image where nothing is marked."""
    if mark is not None and not image.isNull():
        image, mark = surroundings(image, mark, 2 * size[0], 2 * size[1])
    box.show_picture(image, (("", mark),) if mark else ())
