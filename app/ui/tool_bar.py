"""Record, Run, Pause, the mode switch, Stop."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.settings import Keys
from app.ui.buttons import KeyButton, button
from app.ui.icons import icon
from app.ui.mode_switch import ModeSwitch
from app.ui.theme import Theme
from app.ui.words import key_word


class ToolBar(QFrame):
    """Says what is wanted; knows nothing of runs."""

    record = Signal()
    run = Signal()
    pause = Signal()
    go_on = Signal()
    stop = Signal()

    def __init__(self, theme: Theme, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bar")
        self._theme = theme
        self._paused = False
        self.record_button = self._tool(self.tr("Record"), "record", "Ctrl+R", "record")
        self.run_button = self._tool(self.tr("Run"), "", "F5", "run")
        self.pause_button = self._tool(self.tr("Pause"), "", "Ctrl+P", "pause")
        self.switch = ModeSwitch(theme)
        self.stop_button = StopButton(self.tr("Stop"))
        self.stop_button.setProperty("kind", "stop")
        self.record_button.clicked.connect(self.record)
        self.run_button.clicked.connect(self.run)
        self.pause_button.clicked.connect(self._pause_or_go_on)
        self.stop_button.clicked.connect(self.stop)
        self._lay_out()
        self.show_keys(keys)
        theme.changed.connect(self._draw_icons)
        self._draw_icons()
        self.show_state(running=False, paused=False, recording=False)

    def _tool(self, label: str, kind: str, shortcut: str, _meaning: str) -> QPushButton:
        made = button(f" {label}", kind, f"{label} ({shortcut})")
        made.setIconSize(QSize(16, 16))
        made.setAccessibleName(label)
        QShortcut(QKeySequence(shortcut), self).activated.connect(made.click)
        return made

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 14, 8)
        line.setSpacing(9)
        for made in (self.record_button, self.run_button, self.pause_button):
            line.addWidget(made)
        line.addStretch(1)
        line.addWidget(self.switch)
        line.addStretch(1)
        line.addWidget(self.stop_button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_keys(self, keys: Keys) -> None:
        """Both stop keys stand on the button."""
        self.stop_button.set_keys(keys.stop, keys.stop_too)
        words = self.tr("Stop now: {first} or {second}, from anywhere")
        self.stop_button.setToolTip(words.format(first=key_word(keys.stop), second=key_word(keys.stop_too)))

    def show_state(self, running: bool, paused: bool, recording: bool) -> None:
        """What can be done now."""
        self._paused = paused
        had_focus = self.run_button.hasFocus() or self.record_button.hasFocus()
        self.pause_button.setEnabled(running)
        self.stop_button.setEnabled(running or recording)
        if had_focus and running:
            self.pause_button.setFocus()
        self.record_button.setEnabled(not running and not recording)
        self.run_button.setEnabled(not running and not recording)
        words = self.tr("Go on") if paused else self.tr("Pause")
        self.pause_button.setText(f" {words}")
        self.pause_button.setAccessibleName(words)
        self.pause_button.setToolTip(f"{words} (Ctrl+P)")
        self._draw_icons()

    @Slot()
    def _pause_or_go_on(self) -> None:
        (self.go_on if self._paused else self.pause).emit()

    @Slot()
    def _draw_icons(self) -> None:
        palette = self._theme.palette

        def ink(made: QPushButton, colour: str) -> str:
            return colour if made.isEnabled() else palette.muted

        self.record_button.setIcon(icon("record", ink(self.record_button, palette.reject)))
        self.run_button.setIcon(icon("run", ink(self.run_button, palette.ink)))
        meaning = "run" if self._paused else "pause"
        self.pause_button.setIcon(icon(meaning, ink(self.pause_button, palette.ink)))
        self.stop_button.setIcon(icon("stop", ink(self.stop_button, palette.on_strong)))


class StopButton(KeyButton):
    """Shows two keys side by side."""

    def set_keys(self, first: str, second: str) -> None:
        """The caps."""
        self.set_key(f"{first} · {second}")

    def set_key(self, key: str) -> None:
        """One cap with both."""
        super().set_key(key)
        if key:
            self._key = " · ".join(key_word(part.strip()) for part in key.split("·"))
            self.updateGeometry()
