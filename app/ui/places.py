"""The places on the left of the main window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from app.ui.buttons import clicked_by_enter
from app.ui.icons import icon
from app.ui.theme import Theme


class PlaceButton(QToolButton):
    """Leads to one place of the main window."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there too."""
        if not clicked_by_enter(self, event):
            super().keyPressEvent(event)


class Places(QFrame):
    """`chosen` carries the number of the place, from 0; the last one stands at the bottom."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, names: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "rail")
        self._theme = theme
        self._names = names
        self._group = QButtonGroup(self)
        self.setFixedWidth(68)
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 10, 5, 10)
        column.setSpacing(6)
        for number, (meaning, name) in enumerate(names):
            if number == len(names) - 1:
                column.addStretch(1)
            column.addWidget(self._place(number, meaning, name))
        self._group.idClicked.connect(self.chosen)
        self.show_place(0)
        theme.changed.connect(self._draw_icons)

    def _place(self, number: int, meaning: str, name: str) -> QToolButton:
        made = PlaceButton()
        made.setText(name)
        made.setIcon(icon(meaning, self._theme.palette.rail_ink, "#ffffff"))
        made.setIconSize(QSize(22, 22))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setFixedSize(58, 52)
        made.setCheckable(True)
        made.setProperty("kind", "place")
        made.setAccessibleName(name)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shortcut = f"Alt+Shift+{number + 1}"
        made.setToolTip(f"{name} ({shortcut})")
        QShortcut(QKeySequence(shortcut), self).activated.connect(partial(self._go, made))
        self._group.addButton(made, number)
        return made

    @staticmethod
    def _go(made: QToolButton) -> None:
        """By its key: the focus comes along, so that the next Tab enters the place."""
        made.click()
        made.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_place(self, number: int) -> None:
        """Mark this one; it alone is reached by Tab, the others from it by the arrow keys."""
        for made in self._group.buttons():
            here = self._group.id(made) == number
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        self._group.button(number).setChecked(True)

    def show_waiting(self, number: int, count: int) -> None:
        """So many things wait for the person there."""
        name = self._names[number][1]
        made = self._group.button(number)
        made.setText(f"{name} ·{count}" if count else name)
        made.setAccessibleDescription(self.tr("{count} waiting").format(count=count) if count else "")

    @Slot()
    def _draw_icons(self) -> None:
        for number, (meaning, _) in enumerate(self._names):
            self._group.button(number).setIcon(icon(meaning, self._theme.palette.rail_ink, "#ffffff"))
