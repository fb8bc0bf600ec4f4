"""A field that takes the next key pressed in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.words import key_word

_MODIFIERS = (
    (Qt.KeyboardModifier.ControlModifier, "ctrl"),
    (Qt.KeyboardModifier.AltModifier, "alt"),
    (Qt.KeyboardModifier.ShiftModifier, "shift"),
    (Qt.KeyboardModifier.MetaModifier, "meta"),
)
_NAMES = {
    Qt.Key.Key_Pause: "pause",
    Qt.Key.Key_ScrollLock: "scroll_lock",
    Qt.Key.Key_Insert: "insert",
    Qt.Key.Key_Delete: "delete",
    Qt.Key.Key_Home: "home",
    Qt.Key.Key_End: "end",
    Qt.Key.Key_PageUp: "page_up",
    Qt.Key.Key_PageDown: "page_down",
    Qt.Key.Key_Space: "space",
    Qt.Key.Key_Escape: "esc",
}
_ALONE = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_LEAVE = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


def key_name(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> str:
    """The name settings use, for instance ctrl+shift+f12; empty for a modifier by itself or an unknown key."""
    if key in _ALONE:
        return ""
    plain = _NAMES.get(key) or _printed(key)
    if not plain:
        return ""
    return "+".join([name for flag, name in _MODIFIERS if modifiers & flag] + [plain])


def _printed(key: Qt.Key) -> str:
    number = int(key)
    if Qt.Key.Key_F1 <= number <= Qt.Key.Key_F35:
        return f"f{number - int(Qt.Key.Key_F1) + 1}"
    return chr(number).lower() if 0x21 <= number <= 0x7E else ""


class KeyField(QLineEdit):
    """Shows a key as people write it; `key` is its settings name."""

    changed = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = ""
        self.setReadOnly(True)
        self.setAccessibleName(label)
        self.setToolTip(self.tr("Click here and press the key"))
        self.setPlaceholderText(self.tr("Press the key"))

    def show_key(self, key: str) -> None:
        """Show this key."""
        self.key = key
        self.setText(key_word(key))

    def event(self, event: QEvent) -> bool:
        """Take keys that would be short cuts of the window."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The pressed key becomes the value; Tab goes on as everywhere."""
        key = Qt.Key(event.key())
        if key in _LEAVE:
            super().keyPressEvent(event)
            return
        name = key_name(key, event.modifiers())
        if name:
            self.show_key(name)
            self.changed.emit()
