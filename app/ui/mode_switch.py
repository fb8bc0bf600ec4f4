"""Observe | Coach | Supervise | Automatic: each with its colour, the chosen one with its plain sentence."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.model.modes import RunMode
from app.ui.buttons import clicked_by_enter
from app.ui.looks import mode_look
from app.ui.theme import Theme

HEIGHT = 34
PADDING = 15
GAP = 8


class ModeButton(QAbstractButton):
    """One mode: its name over its colour; filled with it and with its sentence while chosen."""

    def __init__(self, mode: RunMode, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.mode = mode
        self.pending = False
        self._look = mode_look(mode)
        self.setCheckable(True)
        self.setText(self._look.name)
        self.setAccessibleName(self._look.name)
        self.setAccessibleDescription(self._look.sentence)
        self.setToolTip(f"{self._look.name}: {self._look.sentence} (Alt+{mode.rank + 1})")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The name, and the sentence of the chosen one."""
        if self.isChecked():
            return QSize(self._whole_width(), HEIGHT)
        return QSize(QFontMetrics(self._bold()).horizontalAdvance(self._look.name) + 2 * PADDING, HEIGHT)

    @property
    def shows_sentence(self) -> bool:
        """Whether its sentence stands beside its name; in a narrow window the name alone has room."""
        return self.isChecked() and self.width() >= self._whole_width()

    def _whole_width(self) -> int:
        sentence = QFontMetrics(self._small()).horizontalAdvance(self._look.sentence)
        return QFontMetrics(self._bold()).horizontalAdvance(self._look.name) + GAP + sentence + 2 * PADDING

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses too."""
        if not clicked_by_enter(self, event):
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """A click is only a wish: the switch shows what is in force."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, colour, words, focus."""
        palette = self._theme.palette
        colour = palette.colour(self._look.colour)
        painter = QPainter(self)
        chosen = self.isChecked()
        painter.fillRect(self.rect(), colour if chosen else palette.colour("raised"))
        if not chosen:
            painter.fillRect(QRect(0, self.height() - 4, self.width(), 4), colour)
        ink = QColor(palette.colour("on_strong" if chosen else "ink"))
        if self.underMouse() and not chosen:
            painter.fillRect(self.rect().adjusted(0, 0, 0, -4), palette.colour("hover"))
        self._paint_words(painter, ink)
        if self.hasFocus() or self.pending:
            pen = QPen(ink if self.hasFocus() else colour, 2)
            pen.setStyle(Qt.PenStyle.DotLine if self.pending else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.drawRect(self.rect().adjusted(2, 2, -3, -3))
        painter.end()

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        painter.setPen(ink)
        painter.setFont(self._bold() if self.isChecked() else self.font())
        room = self.rect().adjusted(PADDING, 0, -PADDING, -2)
        middle = Qt.AlignmentFlag.AlignVCenter
        if not self.shows_sentence:
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignHCenter, self._look.name)
            return
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, self._look.name)
        painter.setFont(self._small())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, self._look.sentence)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(8.5)
        return font


class ModeSwitch(QWidget):
    """`wanted` is what the person clicked; what is shown follows from what is in force."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons = {mode: ModeButton(mode, theme, self) for mode in RunMode}
        line = QHBoxLayout(self)
        line.setContentsMargins(1, 1, 1, 1)
        line.setSpacing(1)
        for number, made in enumerate(self._buttons.values(), start=1):
            line.addWidget(made)
            made.clicked.connect(self._clicked)
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(made.click)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_mode(RunMode.COACHING)

    @property
    def mode(self) -> RunMode:
        """What is shown as in force."""
        return next(mode for mode, made in self._buttons.items() if made.isChecked())

    def show_mode(self, mode: RunMode, pending: RunMode | None = None) -> None:
        """Show the mode in force, and the one that waits for the next step."""
        for other, made in self._buttons.items():
            made.setChecked(other is mode)
            made.pending = other is pending
            made.updateGeometry()
            made.update()

    @Slot()
    def _clicked(self) -> None:
        made = self.sender()
        if isinstance(made, ModeButton):
            self.wanted.emit(made.mode)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line round and between the four."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.palette.colour("line"))
        painter.end()
