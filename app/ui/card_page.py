"""What every page of the coach card is: words and buttons, and which key does what on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.decision import Answer
from app.settings import Keys
from app.ui.buttons import DecisionButton, KeyButton
from app.ui.wishes import Wish


class CardPage(QWidget):
    """Says answers and wishes; does nothing itself. `presses` maps a key's setting name to what it does here."""

    answered = Signal(object)
    wished = Signal(object)

    def __init__(self, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.presses: dict[str, Callable[[], object]] = {}
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(7)

    def say(self, answer: Answer) -> None:
        """The person's answer."""
        self.answered.emit(answer)

    def wish(self, wish: Wish) -> None:
        """What the person wants instead."""
        self.wished.emit(wish)

    def decision(self, look: str, sign: str, label: str, press: Callable[[], object], key: str = "") -> DecisionButton:
        """A button of a decision's look; with `key` the global key does the same."""
        made = DecisionButton(look, sign, label, self._bind(key, press))
        made.clicked.connect(lambda: press())
        return made

    def plain(self, label: str, press: Callable[[], object], kind: str = "", key: str = "") -> KeyButton:
        """Any other button."""
        made = KeyButton(label, self._bind(key, press))
        if kind:
            made.setProperty("kind", kind)
        made.clicked.connect(lambda: press())
        return made

    def row(self, *widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
        """Widgets side by side, added to the page."""
        line = QHBoxLayout()
        line.setSpacing(6)
        for widget in widgets:
            line.addWidget(widget, 1 if stretch else 0)
        if not stretch:
            line.addStretch(1)
        self.body.addLayout(line)
        return line

    def show_refused_keys(self, refused: tuple[str, ...]) -> None:
        """Another program holds these keys: their caps would promise what does not work."""
        for cap in self.findChildren(KeyButton):
            cap.drop_key(refused)

    def _bind(self, name: str, press: Callable[[], object]) -> str:
        if not name:
            return ""
        self.presses[name] = press
        return str(getattr(self._keys, name))
