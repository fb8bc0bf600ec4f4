"""A small window of ours over other programs: on top, never with the focus, moved by its ground."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
    | Qt.WindowType.X11BypassWindowManagerHint
)
RAISE_MS = 700


class FloatingWindow(QWidget):
    """While it is up it is raised again and again, for another window may have come over it; `lifted` comes first."""

    lifted = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(None, FLAGS)
        self._drag: QPoint | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._lift = QTimer(self)
        self._lift.setInterval(RAISE_MS)
        self._lift.timeout.connect(self._raise_again)

    @Slot()
    def _raise_again(self) -> None:
        self.lifted.emit()
        self.raise_()

    def showEvent(self, event: QShowEvent) -> None:
        """Stays on top while it is up."""
        self._lift.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing runs while it is down."""
        self._lift.stop()
        super().hideEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """It can be moved by its ground."""
        self._drag = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if self._drag is not None:
            self.move(event.globalPosition().toPoint() - self._drag)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay there."""
        self._drag = None
