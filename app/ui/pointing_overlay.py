"""The window over one screen while the person points: the frozen picture, cross, glass, boxes, hints."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtGui import QPaintEvent as PaintEvent
from PySide6.QtWidgets import QWidget

from app.model.frame import Frame
from app.model.geometry import Box, Point
from app.ui.geometry import ScreenSpec, local_box, local_to_physical
from app.ui.magnifier import glass_place, paint_glass
from app.ui.pixels import crop_image, image_of

FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.X11BypassWindowManagerHint
)
AMBER = QColor("#b7760f")
GREEN = QColor("#1f8048")
RED = QColor("#c0332a")
INK = QColor("#2b343f")


@dataclass(frozen=True, slots=True)
class View:
    """What the windows show now; `count` None while it is being counted."""

    point: Point
    box: Box | None
    look_alikes: tuple[Box, ...]
    count: int | None
    hint: str
    problem: str = ""
    glass: bool = True


class PointingWindow(QWidget):
    """One screen's part. Reports physical pixels; decides nothing."""

    moved = Signal(object)
    pressed = Signal(object)
    released = Signal(object)
    wheeled = Signal(int)
    keyed = Signal(object)

    def __init__(self, frame: Frame, screen: ScreenSpec) -> None:
        super().__init__(None, FLAGS)
        self._frame_region = frame.region
        self._screen = screen
        self._full = image_of(frame.pixels)
        self._picture = crop_image(frame, screen.box)
        self._picture.setDevicePixelRatio(screen.scale)
        self.view: View | None = None
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle(self.tr("Pointing overlay"))
        self.setAccessibleName(self.tr("Pointing overlay"))
        self.setGeometry(round(screen.origin.x), round(screen.origin.y), round(screen.width), round(screen.height))

    @property
    def screen_spec(self) -> ScreenSpec:
        """The screen this window covers."""
        return self._screen

    def show_view(self, view: View) -> None:
        """Draw this from now on."""
        self.view = view
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Report the place."""
        self.moved.emit(self._physical(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Report where a click or a box begins."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit(self._physical(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Report where it ends."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.released.emit(self._physical(event))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Report whole notches."""
        notches = round(event.angleDelta().y() / 120)
        if notches:
            self.wheeled.emit(notches)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Report the key."""
        self.keyed.emit(event)

    def _physical(self, event: QMouseEvent) -> Point:
        return local_to_physical(event.position(), self._screen)

    def paintEvent(self, event: PaintEvent) -> None:
        """The frozen screen and everything on it."""
        painter = QPainter(self)
        painter.drawImage(QPointF(0, 0), self._picture)
        if self.view is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_boxes(painter, self.view)
            if self.view.glass and self._screen.box.contains(self.view.point):
                self._paint_point(painter, self.view)
            self._paint_hint(painter, self.view)
        painter.end()

    def _paint_boxes(self, painter: QPainter, view: View) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in view.look_alikes:
            painter.setPen(QPen(AMBER, 2, Qt.PenStyle.DashLine))
            painter.drawRect(local_box(box, self._screen).adjusted(-2, -2, 2, 2))
        if view.box is None:
            return
        frame = local_box(view.box, self._screen).adjusted(-2, -2, 2, 2)
        painter.setPen(QPen(QColor("#ffffff"), 4))
        painter.drawRect(frame)
        painter.setPen(QPen(AMBER, 2))
        painter.drawRect(frame)
        self._paint_count(painter, view, frame)

    def _paint_count(self, painter: QPainter, view: View, frame: QRectF) -> None:
        if view.count is None or not self._screen.box.contains(view.point):
            return
        one = self.tr("1 place on this screen")
        text = one if view.count <= 1 else self.tr("{count} places on this screen").format(count=view.count)
        painter.setFont(_font(self.font(), 9.0, bold=True))
        size = QFontMetricsF(painter.font()).size(0, text)
        place = QRectF(frame.left(), frame.bottom() + 5, size.width() + 16, size.height() + 7)
        if self._glass_below(view) or place.bottom() > self.height():
            place.moveBottom(frame.top() - 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(GREEN if view.count <= 1 else AMBER)
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(QColor("#ffffff"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _glass_below(self, view: View) -> bool:
        spot = local_box(Box(view.point.x, view.point.y, 1, 1), self._screen).center()
        return view.glass and glass_place(spot, QRectF(self.rect())).y() > spot.y()

    def _paint_point(self, painter: QPainter, view: View) -> None:
        corner = local_box(Box(view.point.x, view.point.y, 1, 1), self._screen)
        middle = corner.center()
        painter.setPen(QPen(QColor(183, 118, 15, 150), 1))
        painter.drawLine(QLineF(0, middle.y(), self.width(), middle.y()))
        painter.drawLine(QLineF(middle.x(), 0, middle.x(), self.height()))
        place = glass_place(middle, QRectF(self.rect()))
        paint_glass(painter, place, self._full, self._frame_region, view.point, self._screen.scale)

    def _paint_hint(self, painter: QPainter, view: View) -> None:
        text = view.problem or view.hint
        if not text:
            return
        painter.setFont(_font(self.font(), 10.0))
        room = QRectF(0, 0, min(self.width() - 40.0, 960.0) - 32, 200)
        wrap = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        need = painter.boundingRect(room, wrap, text)
        place = QRectF(0, 0, need.width() + 32, need.height() + 16)
        place.moveCenter(QPointF(self.width() / 2, 12 + place.height() / 2))
        if self._under(place):
            place.moveBottom(self.height() - 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(RED if view.problem else INK)
        painter.drawRoundedRect(place, 8, 8)
        painter.setPen(QColor("#ffffff"))
        painter.drawText(place.adjusted(16, 8, -16, -8), wrap, text)

    def _under(self, place: QRectF) -> bool:
        """Whether the hint would hide what is pointed at."""
        view = self.view
        if view is None:
            return False
        spot = local_box(view.box or Box(view.point.x, view.point.y, 1, 1), self._screen)
        return place.adjusted(-30, 0, 30, 30).intersects(spot)


def _font(base: QFont, points: float, bold: bool = False) -> QFont:
    font = QFont(base)
    font.setPointSizeF(points)
    font.setBold(bold)
    return font
