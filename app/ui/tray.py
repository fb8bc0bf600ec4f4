"""The tray icon with the mode's badge, where the desktop has a tray."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.model.modes import RunMode
from app.ui.icons import application_icon
from app.ui.looks import mode_look
from app.ui.theme import Theme


class Tray(QObject):
    """Show, Stop, Quit."""

    show_window = Signal()
    stop = Signal()
    quit = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._menu = QMenu()
        self._stop = self._action(self.tr("Stop"), self.stop.emit)
        self._action(self.tr("Show Understudy"), self.show_window.emit)
        self._menu.addSeparator()
        self._action(self.tr("Quit"), self.quit.emit)
        self._icon: QSystemTrayIcon | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = QSystemTrayIcon(application_icon(), self)
            self._icon.setContextMenu(self._menu)
            self._icon.activated.connect(self._activated)
            self._icon.show()
        self.show_mode(None)

    def show_mode(self, mode: RunMode | None) -> None:
        """The badge of the mode in force; None while nothing runs."""
        self._stop.setEnabled(mode is not None)
        if self._icon is None:
            return
        look = mode_look(mode) if mode else None
        self._icon.setIcon(application_icon(str(getattr(self._theme.palette, look.colour)) if look else None))
        self._icon.setToolTip(f"Understudy: {look.name}" if look else "Understudy")

    def close(self) -> None:
        """Out of the tray."""
        if self._icon is not None:
            self._icon.hide()
        self._menu.deleteLater()

    def _action(self, label: str, act: object) -> QAction:
        made = QAction(label, self._menu)
        made.triggered.connect(act)
        self._menu.addAction(made)
        return made

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.show_window.emit()
