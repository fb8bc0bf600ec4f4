"""After pointing: what was taken, and for how long it counts."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.model.decision import Keep, Pointed
from app.model.target import Target, TaughtTarget
from app.ui.buttons import KeyButton, labelled, restyle

LOW, HIGH, AROUND = 28, 64, 60


class PointedPlace(NamedTuple):
    """What the person showed, for how long it counts, and the target made of it."""

    pointed: Pointed
    keep: Keep
    taught: TaughtTarget


class KeepBar(QFrame):
    """ "This time only", "From now on", "Only for this look"; where only a place is wanted, "Use this place"."""

    chosen = Signal(object)
    back = Signal()

    def __init__(self, keeps: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self._words = labelled("", "strong")
        self._places = labelled("", "small")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 11, 12, 11)
        line.setSpacing(8)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self._words)
        texts.addWidget(self._places)
        line.addLayout(texts, 1)
        line.addSpacing(18)
        for made in self._buttons(keeps):
            line.addWidget(made)

    def show_target(self, target: Target, places: int) -> None:
        """Say what was taken and how many places look like it."""
        label = target.label
        self._words.setText(self.tr("✓ Taken: “{label}”").format(label=label) if label else self.tr("✓ Taken"))
        if places > 1:
            more = self.tr("{count} places look the same here: its surroundings will decide")
            self._places.setText(more.format(count=places))
        else:
            self._places.setText(self.tr("Nothing else on this screen looks like it"))
        self._places.setProperty("kind", "small" if places <= 1 else "problem")
        restyle(self._places)

    def present(self, window: QWidget, spot: float) -> None:
        """Come up low in the window, or high where the place shown (`spot`, its y there) would be covered."""
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.adjustSize()
        low = window.height() - self.height() - LOW
        self.move((window.width() - self.width()) // 2, HIGH if spot > low - AROUND else low)
        self.show()

    def _buttons(self, keeps: bool) -> list[KeyButton]:
        back = KeyButton(self.tr("Back"), "esc")
        back.setProperty("kind", "quiet")
        back.clicked.connect(self.back)
        if not keeps:
            use = self._button(self.tr("Use this place"), "enter", Keep.ALWAYS)
            use.setProperty("decision", "accept")
            return [use, back]
        always = self._button(self.tr("From now on"), "enter", Keep.ALWAYS)
        always.setProperty("decision", "accept")
        once = self._button(self.tr("This time only"), "1", Keep.ONCE)
        look = self._button(self.tr("Only for this look"), "2", Keep.LOOK)
        return [once, always, look, back]

    def _button(self, label: str, key: str, keep: Keep) -> KeyButton:
        made = KeyButton(label, key)
        made.setProperty("decision", "plain")
        made.clicked.connect(lambda: self.chosen.emit(keep))
        return made
