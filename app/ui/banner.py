"""One line under the tool bar: notices, pauses, who has control. One at a time; a pause is never covered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.buttons import button, labelled, restyle

FADE_MS = 8000


class Banner(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act: Callable[[], object] | None = None
        self._sticky = False
        self._words = labelled("", "strong", wrap=True)
        self._more = labelled("", "muted", wrap=True)
        self._button = button("", "primary")
        self._button.clicked.connect(self._do)
        self._close = button("✕", "quiet", self.tr("Close this message"), self.tr("Close this message"))
        self._close.setFixedWidth(34)
        self._close.clicked.connect(self.clear)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self._words)
        texts.addWidget(self._more)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 10, 8)
        line.addLayout(texts, 1)
        line.addWidget(self._button)
        line.addWidget(self._close)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(FADE_MS)
        self._fade.timeout.connect(self.clear)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while hidden."""
        return self._words.text() if not self.isHidden() else ""

    def say(self, kind: str, text: str, more: str = "") -> None:
        """A message of kind info, good, warning or error; it stays below one that waits for the person."""
        if self._sticky:
            return
        self._show(kind, text, more)
        self._button.hide()
        self._close.show()
        if kind in ("info", "good"):
            self._fade.start()

    def wait_for(self, kind: str, text: str, more: str, label: str, act: Callable[[], object]) -> None:
        """A state that waits for the person, with the button that ends it; stays until `clear`."""
        self._show(kind, text, more)
        self._act = act
        self._button.setText(label)
        self._button.setAccessibleName(label)
        self._button.setToolTip(label)
        self._button.show()
        self._close.hide()
        self._sticky = True

    @Slot()
    def clear(self) -> None:
        """Nothing more to say."""
        self._sticky = False
        self._act = None
        self._fade.stop()
        self.hide()

    def _show(self, kind: str, text: str, more: str) -> None:
        self._fade.stop()
        self.setProperty("banner", kind)
        restyle(self)
        self._words.setText(text)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(f"{text} {more}".strip())
        self.show()

    @Slot()
    def _do(self) -> None:
        if self._act is not None:
            self._act()
