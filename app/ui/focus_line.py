"""A list of entries as one stop of the Tab key: the arrows, Home and End walk among the entries."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class FocusLine(QObject):
    """Belongs to the scroll area that shows the entries; the entry reached last is where Tab comes back to.

    `walked` carries the entry that a key led to.
    """

    walked = Signal(QWidget)

    def __init__(self, scroll: QScrollArea) -> None:
        super().__init__(scroll)
        self._scroll = scroll
        self._entries: tuple[QWidget, ...] = ()

    def hold(self, entries: Sequence[QWidget]) -> None:
        """These and no others; Tab reaches the first."""
        self._entries = tuple(entries)
        for entry in self._entries:
            entry.installEventFilter(self)
        self.stop_at(self._entries[0] if self._entries else None)

    def stop_at(self, stop: QWidget | None) -> None:
        """Tab reaches this entry."""
        for entry in self._entries:
            by_tab = Qt.FocusPolicy.StrongFocus if entry is stop else Qt.FocusPolicy.ClickFocus
            entry.setFocusPolicy(by_tab)

    def focus(self) -> None:
        """Go to the entry that Tab reaches."""
        for entry in self._entries:
            if entry.focusPolicy() is Qt.FocusPolicy.StrongFocus:
                entry.show()  # what is not shown yet takes no focus
                entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the walking keys of its entries."""
        if event.type() is QEvent.Type.FocusIn and watched in self._entries:
            self.stop_at(watched)
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self._entries:
            return self._walk(self._entries.index(watched), Qt.Key(event.key()))
        return False

    def _walk(self, place: int, key: Qt.Key) -> bool:
        if key in _STEPS:
            place = max(0, min(len(self._entries) - 1, place + _STEPS[key]))
        elif key in _ENDS:
            place = _ENDS[key]
        else:
            return False
        self._entries[place].setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(self._entries[place])
        self.walked.emit(self._entries[place])
        return True
