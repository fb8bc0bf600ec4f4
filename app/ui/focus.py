"""Where the keyboard is, and where it goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def has_focus(widget: QWidget) -> bool:
    """Whether the keyboard is in it, or in anything inside it."""
    there = QApplication.focusWidget()
    return there is not None and (there is widget or widget.isAncestorOf(there))


def focus_first(widget: QWidget) -> None:
    """Take the keyboard to the first thing inside that Tab would reach."""
    inside = (each for each in widget.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus)
    first = next((each for each in inside if each.isVisible() and each.isEnabled()), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)
