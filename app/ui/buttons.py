"""Buttons that show their key, and labels of one look."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from app.ui.words import key_word

_CAP_PADDING = 5.0
_CAP_MARGIN = 9.0
_CAP_POINTS = 8.0


class KeyButton(QPushButton):
    """A push button with the cap of its global key drawn at its right edge.

    The accessible name is the plain label; the tool tip names the key. A key that could not be had is not shown.
    """

    def __init__(self, label: str, key: str = "", parent: QWidget | None = None, sign: str = "") -> None:
        super().__init__(f"{sign} {label}" if sign else label, parent)
        self._label = label
        self._key = ""
        self._key_name = ""
        self.setAccessibleName(label)
        self.setAutoDefault(False)
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Show this key; empty shows none."""
        self._key_name = key
        self._key = key_word(key) if key else ""
        self.setToolTip(f"{self._label} ({self._key})" if self._key else self._label)
        self.setProperty("keyed", "true" if self._key else "false")
        restyle(self)
        self.updateGeometry()
        self.update()

    def drop_key(self, refused: tuple[str, ...]) -> None:
        """Show no cap when the key is among those that could not be had."""
        if self._key_name in refused:
            self.set_key("")

    def sizeHint(self) -> QSize:
        """Room for the label and the cap."""
        hint = super().sizeHint()
        return hint.expandedTo(QSize(hint.width() + round(self._cap_width()), hint.height()))

    def minimumSizeHint(self) -> QSize:
        """The label is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, then the cap over it."""
        super().paintEvent(event)
        if not self._key:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_cap(painter)
        painter.end()

    def _cap_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(_CAP_POINTS)
        font.setBold(False)
        return font

    def _cap_width(self) -> float:
        if not self._key:
            return 0.0
        return QFontMetricsF(self._cap_font()).horizontalAdvance(self._key) + 2 * _CAP_PADDING + _CAP_MARGIN

    def _paint_cap(self, painter: QPainter) -> None:
        font = self._cap_font()
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(self._key) + 2 * _CAP_PADDING
        height = metrics.height() + 2
        box = QRectF(self.width() - _CAP_MARGIN - width, (self.height() - height) / 2, width, height)
        ink = QColor(self.palette().buttonText().color())
        edge = QColor(ink)
        edge.setAlphaF(0.45)
        painter.setFont(font)
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)


class DecisionButton(KeyButton):
    """One of the five decisions: its colour, sign and word, and its key."""

    def __init__(self, decision: str, sign: str, label: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, key, parent, sign)
        self.setProperty("decision", decision)


def clicked_by_enter(pressed: QAbstractButton, event: QKeyEvent) -> bool:
    """Click where Enter was pressed, as Space does; says whether it was.

    Qt's own way, the automatic default, would also let Enter in a field of a dialog click.
    """
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
        return False
    pressed.click()
    return True


class Button(QPushButton):
    """A push button that is no decision."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter clicks too."""
        if not clicked_by_enter(self, event):
            super().keyPressEvent(event)


def labelled(text: str, kind: str = "", wrap: bool = False) -> QLabel:
    """A label of a look that the style sheet knows; plain text, never markup from the screen."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        label.setProperty("kind", kind)
    if wrap:
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def button(label: str, kind: str = "", tip: str = "", name: str = "") -> QPushButton:
    """A push button with its accessible name and tool tip."""
    made = Button(label)
    made.setAutoDefault(False)
    made.setAccessibleName(name or label)
    made.setToolTip(tip or label)
    if kind:
        made.setProperty("kind", kind)
    return made


def surface(name: str) -> QFrame:
    """A frame with the background of this surface."""
    frame = QFrame()
    frame.setProperty("surface", name)
    return frame


def restyle(widget: QWidget) -> None:
    """Let the style sheet see a changed property."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
