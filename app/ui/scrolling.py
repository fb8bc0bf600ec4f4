"""Areas that scroll one way and are no stop of the Tab key themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def scrolling(inside: QWidget | QLayout, sideways: bool = False) -> QScrollArea:
    """This in an area that scrolls up and down, or sideways."""
    inner = inside if isinstance(inside, QWidget) else QWidget()
    if isinstance(inside, QLayout):
        inner.setLayout(inside)
    area = QScrollArea()
    area.setWidgetResizable(True)
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if sideways:
        area.setVerticalScrollBarPolicy(off)
    else:
        area.setHorizontalScrollBarPolicy(off)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
