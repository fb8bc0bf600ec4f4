"""Three seconds to open a menu before the picture is taken; clicks fall through, keys stay with the program."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.ghost_overlay import FLAGS


class DelayHint(QWidget):
    """Counts down at the top of the first screen, then says `over`."""

    over = Signal()

    def __init__(self, seconds: int) -> None:
        super().__init__(None, FLAGS)
        self._seconds = seconds
        self._left = 0
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.resize(420, 44)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._count)

    def begin(self) -> None:
        """Count from the beginning."""
        self._left = self._seconds
        screen = QGuiApplication.primaryScreen().geometry()
        self.move(screen.x() + (screen.width() - self.width()) // 2, screen.y() + 10)
        self.show()
        self.raise_()
        self._second.start()

    def stop(self) -> None:
        """Count no more."""
        self._second.stop()
        self.hide()

    @Slot()
    def _count(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.stop()
            self.over.emit()
        else:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """One line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#2b343f"))
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor("#ffffff"))
        words = self.tr("Open the menu now. Picture in {seconds}…").format(seconds=self._left)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
