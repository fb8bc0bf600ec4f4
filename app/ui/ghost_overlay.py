"""What the robot would do, drawn over the real screen: one click-through window per monitor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.geometry import ScreenSpec, screens_now
from app.ui.ghost_shapes import RING, Ghost, Shapes, number_place, shapes_of
from app.ui.looks import mode_look
from app.ui.theme import LIGHT

FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
    | Qt.WindowType.WindowTransparentForInput
    | Qt.WindowType.X11BypassWindowManagerHint
)


class GhostWindow(QWidget):
    """One screen's part: only what the mask leaves exists, so it is right without a compositor too."""

    def __init__(self, click_through: Callable[[int], object]) -> None:
        super().__init__(None, FLAGS)
        self._click_through = click_through
        self.shapes = Shapes()
        self._ghost: Ghost | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setObjectName("ghost overlay")
        self.setWindowTitle("Understudy ghost overlay")

    def show_ghost(self, ghost: Ghost, screen: ScreenSpec) -> None:
        """Show this on the screen; an overlay on the screen takes a new mask only while hidden."""
        self._ghost = ghost
        self.shapes = shapes_of(ghost, screen, QFontMetricsF(_bold(self.font())))
        self.hide()
        self.setGeometry(round(screen.origin.x), round(screen.origin.y), round(screen.width), round(screen.height))
        self.setMask(self.shapes.mask())
        self.show()
        self._click_through(int(self.winId()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Edge, sentence of the mode, frame and tag, runner-ups."""
        if self._ghost is None:
            return
        painter = QPainter(self)
        colour = LIGHT.colour(mode_look(self._ghost.mode).colour)
        for edge in self.shapes.edges:
            painter.fillRect(edge, colour)
        painter.setFont(_bold(self.font()))
        _words(painter, self.shapes.banner, self._ghost.sentence, colour)
        self._paint_target(painter, colour)
        for number, rect in self.shapes.others:
            _paint_other(painter, number, rect)
        painter.end()

    def _paint_target(self, painter: QPainter, colour: QColor) -> None:
        ring = self.shapes.ring
        if ring.isNull() or self._ghost is None:
            return
        # The mask cuts the shapes out; what lies under its edge must be painted too.
        painter.fillRect(self.shapes.arrow.boundingRect().adjusted(-2, -2, 2, 2), colour)
        painter.fillRect(ring, colour)
        _words(painter, self.shapes.tag, self._ghost.tag, colour)


class GhostOverlay(QObject):
    """All screens together."""

    def __init__(self, click_through: Callable[[int], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._click_through = click_through
        self._windows: list[GhostWindow] = []
        self.ghost: Ghost | None = None

    def show_ghost(self, ghost: Ghost) -> None:
        """Show it on every screen; the edge is on all, the target where it is."""
        self.ghost = ghost
        screens = screens_now()
        self._fit(len(screens))
        for window, screen in zip(self._windows, screens, strict=True):
            window.show_ghost(ghost, screen)

    def hide(self) -> bool:
        """Off the screen; says whether anything was on it."""
        shown = [window for window in self._windows if window.isVisible()]
        for window in shown:
            window.hide()
        return bool(shown)

    def raise_up(self) -> None:
        """Above windows that came over it, without taking the focus."""
        for window in self._windows:
            if window.isVisible():
                window.raise_()

    @property
    def windows(self) -> tuple[GhostWindow, ...]:
        """One per screen."""
        return tuple(self._windows)

    def close(self) -> None:
        """Destroy the windows."""
        for window in self._windows:
            window.close()
            window.deleteLater()
        self._windows.clear()

    def _fit(self, count: int) -> None:
        while len(self._windows) < count:
            window = GhostWindow(self._click_through)
            window.setScreen(QGuiApplication.screens()[len(self._windows)])
            self._windows.append(window)
        while len(self._windows) > count:
            self._windows.pop().deleteLater()


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setPointSizeF(9.0)
    bold.setBold(True)
    return bold


def _words(painter: QPainter, place: QRect, text: str, colour: QColor) -> None:
    if place.isNull():
        return
    painter.fillRect(place, colour)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def _paint_other(painter: QPainter, number: int, rect: QRect) -> None:
    """A dashed frame: light below, dark dashes above, so that it shows on any ground."""
    painter.fillRect(rect.adjusted(0, 0, 0, 0), QColor("#c9d0d8"))
    pen = QPen(QColor("#4e5865"), RING)
    pen.setDashPattern([2.0, 1.6])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = RING / 2
    painter.drawRect(QRectF(rect).adjusted(half, half, -half, -half))
    _words(painter, number_place(rect), str(number), QColor("#4e5865"))
