"""Holds the keyboard for a window beside the window manager, as soon as nobody else holds it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

AGAIN_MS = 150


class KeyboardGrab(QObject):
    """An open menu of another program may hold the keyboard until it closes: tries until it has it."""

    changed = Signal()

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self.held = True
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self.take)

    @Slot()
    def take(self) -> None:
        """Take it now, or as soon as it is free."""
        got = self._window.windowHandle().setKeyboardGrabEnabled(True)
        if got != self.held:
            self.held = got
            self.changed.emit()
        if got:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def end(self) -> None:
        """Try no more."""
        self._timer.stop()
