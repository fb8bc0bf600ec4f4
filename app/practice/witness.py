"""What was really clicked and changed in the practice program, one JSON line each: the judge of every demo and test."""

from __future__ import annotations

import json
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QTableWidget, QWidget

from app.model.geometry import Point


class Witness(QObject):
    """An event filter of the application; `file` None means nobody asked, nothing is written."""

    def __init__(self, file: Path | None) -> None:
        super().__init__()
        self._file = file
        self._last: tuple[int, QPointF] | None = None

    def eventFilter(self, receiver: QObject, event: QEvent) -> bool:
        """Note a press where it first arrives; a parent that gets the same press again is not a second click."""
        if isinstance(event, QMouseEvent) and isinstance(receiver, QWidget) and _is_press(event):
            press = (event.timestamp(), event.globalPosition())
            if press != self._last:
                self._last = press
                self._note_click(receiver, event)
        return False

    def changed(self, name: str, value: object) -> None:
        """Note that something changed: a field by its object name, or `saved`, `draft`, `exported`."""
        self._write({"event": "change", "object": name, "value": value})

    def _note_click(self, widget: QWidget, event: QMouseEvent) -> None:
        place = physical(event.globalPosition())
        button = {"button": str(event.button().name).removesuffix("Button").lower()}
        where = {"window": widget.window().windowTitle(), "x": place.x, "y": place.y}
        double = {"double": event.type() is QEvent.Type.MouseButtonDblClick}
        row = _row_under(widget, event)
        self._write({"event": "click", "object": _name_of(widget), **button, **double, **where, **row})

    def _write(self, entry: dict[str, object]) -> None:
        if self._file is None:
            return
        line = json.dumps({"t": time.monotonic_ns(), **entry}, ensure_ascii=False)
        with self._file.open("a", encoding="utf-8") as output:
            output.write(line + "\n")


def physical(place: QPointF) -> Point:
    """A place of Qt's plane in physical pixels: Qt's screens keep their physical origin, only their size is scaled."""
    screen = QGuiApplication.screenAt(place.toPoint()) or QGuiApplication.primaryScreen()
    origin = screen.geometry().topLeft()
    scale = screen.devicePixelRatio()
    return Point(
        round(origin.x() + (place.x() - origin.x()) * scale), round(origin.y() + (place.y() - origin.y()) * scale)
    )


def _is_press(event: QEvent) -> bool:
    return event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


def _name_of(widget: QWidget) -> str:
    """Its own name, or that of the nearest parent that has one of ours."""
    current: QWidget | None = widget
    while current is not None:
        name = current.objectName()
        if name and not name.startswith("qt_"):
            return name
        current = current.parentWidget()
    return type(widget).__name__


def _row_under(widget: QWidget, event: QMouseEvent) -> dict[str, object]:
    table = widget.parentWidget()
    if not isinstance(table, QTableWidget) or widget is not table.viewport():
        return {}
    item = table.item(table.rowAt(event.position().toPoint().y()), 0)
    return {"row": item.text()} if item else {}
