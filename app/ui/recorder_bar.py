"""The recorder bar: small, on top, never in the recording; what was recorded last, and five buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.model.recording import RecorderNews, RecorderState
from app.model.sentences import shortened
from app.settings import Keys
from app.ui.buttons import KeyButton, labelled, restyle
from app.ui.floating_window import FloatingWindow
from app.ui.pixels import image_of
from app.ui.repair_card import PictureBox
from app.ui.theme import Theme

WIDTH = 700


class RecorderBar(FloatingWindow):
    """Says what is wanted; shows what the recorder tells."""

    pause = Signal()
    go_on = Signal()
    stop = Signal()
    forget_last = Signal()
    secret = Signal(bool)

    def __init__(self, theme: Theme, keys: Keys) -> None:
        super().__init__(self.tr("Recorder bar"))
        self._theme = theme
        self._paused = False
        self.setMinimumWidth(WIDTH)
        self._build(keys)

    def _build(self, keys: Keys) -> None:
        self._state = labelled("", "strong")
        self._count = labelled("", "muted")
        self._last = labelled("", "small")
        self._picture = PictureBox(self._theme, "")
        self._picture.setMinimumHeight(44)
        self._picture.setFixedSize(92, 44)
        self.pause_button = self._button(self.tr("Pause"), keys.pause_recording, self._pause_or_go_on)
        self.forget_button = self._button(self.tr("Forget last"), keys.forget_last, self.forget_last.emit)
        self.secret_button = self._button(self.tr("Secret typing"), "", self._toggle_secret)
        self.secret_button.setCheckable(True)
        self.secret_button.setProperty("kind", "choice")
        self.secret_button.setToolTip(self.tr("What you type now is not recorded; only where it goes"))
        self.stop_button = self._button(self.tr("Stop recording"), keys.record, self.stop.emit)
        self.stop_button.setProperty("kind", "primary")
        self.stop_button.setAccessibleName(self.tr("Stop recording"))
        head = QHBoxLayout()
        head.addWidget(self._state)
        head.addWidget(self._count)
        head.addWidget(self._last, 1)
        head.addWidget(self._picture)
        tools = QHBoxLayout()
        tools.setSpacing(6)
        for made in (self.pause_button, self.forget_button, self.secret_button):
            tools.addWidget(made)
        tools.addStretch(1)
        tools.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 10, 13, 10)
        column.setSpacing(7)
        column.addLayout(head)
        column.addLayout(tools)

    def _button(self, label: str, key: str, act: object) -> KeyButton:
        made = KeyButton(label, key)
        made.clicked.connect(act)
        return made

    def present(self) -> None:
        """Come up at the top of the first screen, without taking the focus."""
        area = QGuiApplication.primaryScreen().availableGeometry()
        self.adjustSize()
        self.move(area.x() + (area.width() - self.width()) // 2, area.y() + 8)
        self.show()
        self.raise_()

    def leave(self) -> None:
        """Off the screen."""
        self.hide()

    @Slot(RecorderNews)
    def show_news(self, news: RecorderNews) -> None:
        """State, steps so far, the last one."""
        self._paused = news.state is RecorderState.PAUSED
        self._state.setText(self.tr("❚❚ Paused") if self._paused else self.tr("● Recording"))
        self._state.setProperty("kind", "strong" if self._paused else "problem")
        restyle(self._state)
        self._count.setText(self.tr("{count} steps").format(count=news.steps))
        waiting = self.tr("Do the task now. Each click and each text becomes a step.")
        self._last.setText(news.left_out or shortened(news.sentence, 60) or waiting)
        self._last.setProperty("kind", "problem" if news.left_out else "small")
        restyle(self._last)
        self._picture.show_picture(image_of(news.thumbnail) if news.thumbnail is not None else QImage())
        self._picture.setVisible(news.thumbnail is not None)
        words = self.tr("Go on") if self._paused else self.tr("Pause")
        self.pause_button.setText(words)
        self.pause_button.setAccessibleName(words)
        self.forget_button.setEnabled(news.steps > 0)
        self.secret_button.setChecked(news.secret)

    @Slot()
    def _pause_or_go_on(self) -> None:
        (self.go_on if self._paused else self.pause).emit()

    @Slot()
    def _toggle_secret(self) -> None:
        self.secret.emit(self.secret_button.isChecked())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, edge, a red line while it records."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.colour("surface"))
        painter.fillRect(0, 0, self.width(), 4, palette.colour("muted" if self._paused else "reject"))
        painter.setPen(QPen(palette.colour("muted"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
